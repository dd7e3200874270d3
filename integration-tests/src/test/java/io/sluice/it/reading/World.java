package io.sluice.it.reading;

import io.sluice.examples.servers.Address;
import io.sluice.it.doors.ClusterFolder;
import io.sluice.it.servers.TestServers;
import io.sluice.jdbc.SluiceDataSource;
import io.sluice.proxy.ProxyServer;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * The same few rows in sharded tables and on the plain server, each row tagged with its tenant: a row that comes back, or goes,
 * tells where a statement went.
 */
final class World implements AutoCloseable {
    private static final List<String> TABLES = List.of(
            "t (id BIGINT NOT NULL, tenant INT NOT NULL, name VARCHAR(60), val INT, tag VARCHAR(20) NOT NULL,"
                    + " PRIMARY KEY (id))",
            "w (code VARCHAR(60) COLLATE utf8mb4_bin NOT NULL, val INT, tag VARCHAR(20) NOT NULL, PRIMARY KEY (code))",
            "b (id INT NOT NULL, name VARCHAR(60), PRIMARY KEY (id))",
            "u (id INT NOT NULL, name VARCHAR(60), tag VARCHAR(20), PRIMARY KEY (id))");
    private static final String RULES =
            """
            table('t') {
                key 'tenant'
                tables 't_0', 't_1'
                modulo()
            }
            table('w') {
                key 'code', String
                hash()
            }
            broadcast 'b'
            single 'u', on: 's1'
            """;
    /** Names with everything that ends, begins or hides something. */
    private static final List<String> NAMES = List.of(
            "x",
            "y",
            "it''s",
            "a\"b",
            "back\\\\slash",
            "b`q",
            "-- c",
            "/* d */",
            "é",
            "中文",
            "\\'",
            "a;b",
            "1",
            "0",
            "NULL",
            "#");

    private static final List<String> CODES =
            List.of("a", "b", "c", "it''s", "q\"q", "s\\\\s", "é", "中", "\\'", "1", "-- ", "a b", "\\\\", "''''");

    private final TestServers servers;
    private final ClusterFolder folder;
    private final ProxyServer proxy;
    private final SluiceDataSource driver;

    private World(TestServers servers, ClusterFolder folder) {
        this.servers = servers;
        this.folder = folder;
        this.proxy = ProxyServer.start(folder.clusterFile());
        this.driver = new SluiceDataSource(sluiceUrl());
    }

    static World start(TestServers servers) {
        servers.freshSchema();
        World world = new World(servers, ClusterFolder.alike(servers, RULES));
        world.fill();
        return world;
    }

    private void fill() {
        List<String> tables = new ArrayList<>();
        for (String table : TABLES) {
            tables.add("CREATE TABLE " + table + " DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_general_ci");
        }
        List<String> script = new ArrayList<>();
        for (int i = 0; i < NAMES.size(); i++) {
            int tenant = i % 6;
            script.add("INSERT INTO t (id, tenant, name, val, tag) VALUES (%d, %d, '%s', %d, 't%d')"
                    .formatted(i + 1, tenant, NAMES.get(i), i % 5 - 1, tenant));
        }
        for (String code : CODES) {
            script.add("INSERT INTO w (code, val, tag) VALUES ('%s', %d, 'w')".formatted(code, code.length()));
        }
        for (int i = 0; i < 4; i++) {
            script.add("INSERT INTO b (id, name) VALUES (%d, '%s')".formatted(i, NAMES.get(i)));
            script.add("INSERT INTO u (id, name, tag) VALUES (%d, '%s', 'u')".formatted(i, NAMES.get(i)));
        }
        try (Line sluice = sluice();
                Line plain = plain()) {
            plain.must("DROP DATABASE IF EXISTS " + turned());
            plain.must("CREATE DATABASE " + turned());
            try (Line turned = turnedLine()) {
                for (String table : tables) {
                    sluice.must(table);
                    plain.must(table);
                    turned.must(table.replaceFirst("PRIMARY KEY \\((\\w+)\\)", "PRIMARY KEY ($1 DESC)"));
                }
                for (String statement : script) {
                    sluice.must(statement);
                    plain.must(statement);
                    turned.must(statement);
                }
            }
        }
    }

    private String turned() {
        return servers.schema() + "_turned";
    }

    Line.Login sluiceLogin() {
        return new Line.Login(ClusterFolder.USER, ClusterFolder.PASSWORD, servers.schema());
    }

    Line.Login plainLogin() {
        return new Line.Login(servers.plain().user(), servers.plain().password(), servers.schema());
    }

    Address sluiceAddress() {
        return new Address("127.0.0.1", proxy.port());
    }

    Address plainAddress() {
        return servers.plain().address();
    }

    /** A new connection to the proxy. */
    Line sluice() {
        return Line.open(sluiceAddress(), sluiceLogin());
    }

    /** A new connection to the plain server. */
    Line plain() {
        return Line.open(plainAddress(), plainLogin());
    }

    /** A new connection to the plain server, to a schema whose rows are met in the opposite order. */
    Line turnedLine() {
        return Line.open(
                plainAddress(),
                new Line.Login(servers.plain().user(), servers.plain().password(), turned()));
    }

    /** Judges what Sluice answers by one of its doors. */
    Judge judge(Doorway door, boolean prepared) {
        return new Judge(door == Doorway.DRIVER ? driverSide() : sluice(), plain(), turnedLine(), prepared);
    }

    /** How Sluice is reached. */
    enum Doorway {
        PROXY,
        DRIVER
    }

    private Side driverSide() {
        try {
            return new DriverSide(driver.getConnection());
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** For the driver; more options may follow, each beginning with {@code &}. */
    String sluiceUrl() {
        return folder.sluiceUrl() + "?sslMode=DISABLED";
    }

    SluiceDataSource driver() {
        return driver;
    }

    TestServers servers() {
        return servers;
    }

    @Override
    public void close() {
        try (Line plain = plain()) {
            plain.must("DROP DATABASE IF EXISTS " + turned());
        }
        proxy.close();
        driver.close();
        folder.close();
    }
}
