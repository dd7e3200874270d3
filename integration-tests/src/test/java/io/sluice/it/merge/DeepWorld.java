package io.sluice.it.merge;

import io.sluice.examples.servers.RunningServer;
import io.sluice.it.compare.Door;
import io.sluice.it.doors.ClusterFolder;
import io.sluice.it.doors.ProxyDoor;
import io.sluice.it.servers.TestServers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** The table {@code deep} in four slots on two shards, and on one plain server: keys of many types, with ties, NULLs and a lean to one slot. */
final class DeepWorld implements AutoCloseable {
    private static final String RULES =
            """
            table('deep') {
                key 'k'
                shards 's0', 's1'
                tables 'deep_0', 'deep_1'
                modulo()
            }
            """;
    private static final String TABLE =
            """
            CREATE TABLE deep (
                k BIGINT NOT NULL, id BIGINT NOT NULL PRIMARY KEY, i INT, u BIGINT UNSIGNED NOT NULL, d DECIMAL(12, 3),
                day DATE, at DATETIME(3) NOT NULL, s VARCHAR(20) COLLATE utf8mb4_general_ci, b VARCHAR(20) COLLATE utf8mb4_bin NOT NULL,
                l CHAR(8) CHARACTER SET latin1 COLLATE latin1_swedish_ci, v VARBINARY(10), few TINYINT NOT NULL,
                KEY (k), KEY (i), KEY (u), KEY (d), KEY (day, i), KEY (at), KEY (s), UNIQUE KEY (b, id), KEY (l), KEY (v), KEY (few)
            ) DEFAULT CHARSET = utf8mb4""";
    private static final String[] WORDS = {"a", "A", "ä", "b", "B ", "zz", "Zz", "ß", "o'x", "\\\\", "", "é"};

    private final TestServers servers;
    private final ClusterFolder folder;
    private final ProxyDoor proxy;

    private DeepWorld(TestServers servers, ClusterFolder folder, int rows) throws SQLException {
        this.servers = servers;
        this.folder = folder;
        if (rows > 0) {
            load(rows);
        }
        this.proxy = ProxyDoor.open(folder); // it knows the table then
    }

    static DeepWorld open(TestServers servers, long deepOffset, int rows) throws SQLException {
        return open(servers, "deep_offset: " + deepOffset, rows);
    }

    /** With lines more in the cluster file. */
    static DeepWorld open(TestServers servers, String settings, int rows) throws SQLException {
        ClusterFolder folder = ClusterFolder.alike(servers, RULES);
        try {
            Files.writeString(folder.clusterFile(), settings + "\n", StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new DeepWorld(servers, folder, rows);
    }

    /** The same table behind other doors. */
    DeepWorld another(long deepOffset) throws SQLException {
        return open(servers, deepOffset, 0);
    }

    /** The server that has all rows of a shard. */
    Connection primary(int shard) throws SQLException {
        return on(servers.shards().get(shard).primary());
    }

    Connection sluice(Door door) throws SQLException {
        return door.isDriver()
                ? DriverManager.getConnection(folder.sluiceUrl())
                : DriverManager.getConnection(
                        ProxyDoor.mySqlUrl(proxy.port(), servers.schema()) + door.options() + "&socketTimeout=120000");
    }

    Connection plain() throws SQLException {
        RunningServer one = servers.plain();
        return on(one);
    }

    private Connection on(RunningServer server) throws SQLException {
        return DriverManager.getConnection(
                server.jdbcUrl(servers.schema()) + "&user=" + server.user() + "&password=" + server.password());
    }

    private void load(int rows) throws SQLException {
        Random random = new Random(5);
        StringBuilder insert = new StringBuilder("INSERT INTO deep VALUES ");
        for (int id = 0; id < rows; id++) {
            // half of them in one slot, which also has the lowest values of some
            int k = random.nextBoolean() ? 1 + 4 * random.nextInt(5) : random.nextInt(60);
            insert.append(id == 0 ? "" : ", ").append(row(k, id, random));
        }
        try (Connection sluice = DriverManager.getConnection(folder.sluiceUrl());
                Connection plain = plain()) {
            for (Connection each : List.of(plain, sluice)) {
                try (Statement statement = each.createStatement()) {
                    statement.execute(TABLE);
                    statement.execute(insert.toString());
                }
            }
        }
    }

    private static String row(int k, int id, Random random) {
        int n = k % 4 == 1 ? random.nextInt(20) : 10 + random.nextInt(400);
        return "(%d, %d, %s, %s, %s, %s, '2026-01-%02d 10:00:%02d.%d', %s, '%s', %s, %s, %d)"
                .formatted(
                        k,
                        id,
                        orNull(random, 6, "" + n % 30),
                        random.nextInt(9) == 0 ? "18446744073709551615" : "" + n,
                        orNull(random, 9, (n - 50) + "." + n % 7),
                        orNull(random, 2, "'2026-0%d-1%d'".formatted(1 + n % 9, n % 5)),
                        1 + n % 28,
                        n % 60,
                        n % 10,
                        orNull(random, 7, "'" + word(random) + "'"),
                        word(random),
                        orNull(random, 7, "'" + word(random) + "'"),
                        orNull(random, 9, "X'%02X%02X'".formatted(n % 256, random.nextInt(3))),
                        random.nextInt(30) == 0 ? n % 100 : 5);
    }

    private static String word(Random random) {
        return WORDS[random.nextInt(WORDS.length)].replace("'", "''");
    }

    private static String orNull(Random random, int one, String value) {
        return random.nextInt(one) == 0 ? "NULL" : value;
    }

    /** All rows as lines. */
    static List<String> rows(Connection connection, String sql, Long... parameters) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setLong(i + 1, parameters[i]);
            }
            List<String> lines = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery()) {
                int width = rows.getMetaData().getColumnCount();
                while (rows.next()) {
                    StringBuilder line = new StringBuilder();
                    for (int i = 1; i <= width; i++) {
                        line.append(i == 1 ? "" : " | ").append(rows.getString(i));
                    }
                    lines.add(line.toString());
                }
            }
            return lines;
        }
    }

    /** How many rows the shards' primaries have sent so far, to anybody; MySQL does not tell. */
    long rowsSent() throws SQLException {
        return told("Rows_sent");
    }

    /** The sum of a status variable of the shards' primaries; 0 where they do not have it. */
    long told(String variable) throws SQLException {
        long sent = 0;
        for (var shard : servers.shards()) {
            try (Connection connection = on(shard.primary())) {
                for (String line : rows(connection, "SHOW GLOBAL STATUS LIKE '" + variable + "'")) {
                    sent += Long.parseLong(line.substring(line.lastIndexOf(' ') + 1));
                }
            }
        }
        return sent;
    }

    @Override
    public void close() {
        proxy.close();
        folder.close();
    }
}
