package io.sluice.it.clients;

import io.sluice.it.doors.ProxyDoor;
import java.sql.SQLException;
import java.util.StringJoiner;

/** The tables that clients are tried with, and their rows. */
final class Things {
    /** Rows of {@code things} JOIN {@code digits}, at least. */
    static final int LONG_RESULT = 100_000;

    private static final int DIGITS = 200;
    private static final int FILLERS = 500;

    static final String RULES =
            """
            table('things') {
                key 'owner'
                shards 's0', 's1'
                tables 'things_0', 'things_1'
                modulo()
                id 'id', snowflake()
            }
            table('fillers') { like 'things' }
            table('sbtest1') {
                key 'id'
                shards 's0', 's1'
                modulo()
            }
            broadcast 'digits'
            """;

    private Things() {}

    static void make(ProxyDoor door) throws SQLException {
        door.run(statements());
    }

    static String[] statements() {
        return new String[] {
            """
            CREATE TABLE things (
                id BIGINT NOT NULL PRIMARY KEY, owner BIGINT NOT NULL, big BIGINT UNSIGNED, day DATE,
                at DATETIME(6), clock TIME, price DECIMAL(20, 6), ratio DOUBLE, word VARCHAR(64), picture LONGBLOB
            ) DEFAULT CHARSET = utf8mb4""",
            "CREATE TABLE fillers (id BIGINT NOT NULL PRIMARY KEY, owner BIGINT NOT NULL) DEFAULT CHARSET = utf8mb4",
            "CREATE TABLE digits (n INT NOT NULL PRIMARY KEY) DEFAULT CHARSET = utf8mb4",
            "INSERT INTO digits (n) VALUES " + numbers("(%d)", DIGITS),
            "INSERT INTO fillers (owner, id) VALUES " + numbers("(%1$d, %1$d)", FILLERS)
        };
    }

    private static String numbers(String row, int count) {
        StringJoiner rows = new StringJoiner(", ");
        for (int i = 0; i < count; i++) {
            rows.add(row.formatted(i));
        }
        return rows.toString();
    }
}
