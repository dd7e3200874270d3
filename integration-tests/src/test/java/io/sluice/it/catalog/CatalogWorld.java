package io.sluice.it.catalog;

import io.sluice.examples.servers.RunningServer;
import io.sluice.it.doors.ClusterFolder;
import io.sluice.it.servers.TestServers;
import io.sluice.jdbc.SluiceDataSource;
import io.sluice.proxy.ProxyServer;
import io.sluice.routing.config.Configuration;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/**
 * A cluster whose shards call their schemas otherwise than the clients do, and have another one with the clients' name beside; the same
 * tables on the plain server.
 */
final class CatalogWorld implements AutoCloseable {
    static final String USER = "app";

    /** The last one lives on s1 alone: no shard has a bit of every table. */
    static final String RULES =
            """
            table('customers') { key 'id'; shards 's0', 's1'; tables 'customers_{0..1}'; modulo() }
            table('orders')    { key 'customer_id'; shards 's0', 's1'; tables 'orders_{0..1}'; modulo() }
            colocate customers: 'id', orders: 'customer_id'
            table('parts')     { key 'id'; ranges 's0.parts_a': below(1_000), 's1.parts_b': from(1_000) }
            broadcast 'countries'
            single 'audit_log', on: 's0'
            """;

    static final List<String> TABLES = List.of(
            "CREATE TABLE countries (code CHAR(2) NOT NULL PRIMARY KEY, name VARCHAR(64) NOT NULL) COMMENT 'all of them'",
            "CREATE TABLE customers (id BIGINT NOT NULL, email VARCHAR(60) NOT NULL DEFAULT 'none', country CHAR(2),"
                    + " born DATE, PRIMARY KEY (id), KEY by_country (country, email), UNIQUE KEY one (id, email))"
                    + " COMMENT 'who buys'",
            "CREATE TABLE orders (id BIGINT NOT NULL AUTO_INCREMENT, customer_id BIGINT NOT NULL, total DECIMAL(10,2) DEFAULT 0.00"
                    + " COMMENT 'REFERENCES `orders_0` (', state ENUM('new','done') NOT NULL DEFAULT 'new', PRIMARY KEY (id),"
                    + " KEY by_customer (customer_id), CHECK (total >= 0),"
                    + " FOREIGN KEY (customer_id) REFERENCES customers (id) ON DELETE CASCADE,"
                    + " CONSTRAINT bought_by FOREIGN KEY (customer_id) REFERENCES customers (id) ON DELETE CASCADE)",
            "CREATE TABLE parts (id BIGINT NOT NULL PRIMARY KEY, n INT)",
            "CREATE TABLE audit_log (id BIGINT NOT NULL PRIMARY KEY AUTO_INCREMENT, at DATETIME, words TEXT)",
            "CREATE VIEW open_orders AS SELECT id, customer_id, total FROM orders WHERE state = 'new'",
            "CREATE VIEW log AS SELECT id, words FROM audit_log");

    static final List<String> ROWS = List.of(
            "INSERT INTO countries VALUES ('DE', 'Germany'), ('FR', 'France')",
            "INSERT INTO customers VALUES (1, 'a@x', 'DE', '1990-01-02'), (2, 'b@x', 'FR', NULL), (3, 'c''\\\\', NULL, NULL)",
            "INSERT INTO orders (id, customer_id, total) VALUES (10, 1, 5), (11, 2, 6.5), (12, 3, 7), (13, 1, 8)",
            "INSERT INTO parts VALUES (1, 1), (2, NULL), (1500, 3)",
            "INSERT INTO audit_log VALUES (1, '2026-01-01 10:00:00', 'x\\ny'), (2, NULL, NULL)");

    private final TestServers servers;
    private final Path folder;
    private final ProxyServer proxy;

    private CatalogWorld(TestServers servers, Path folder) {
        this.servers = servers;
        this.folder = folder;
        this.proxy = ProxyServer.start(Configuration.read(folder.resolve("cluster.yaml")));
    }

    /** Makes the schemas, with no tables in them. */
    static CatalogWorld open(TestServers servers, String rules) throws IOException {
        servers.freshSchema();
        for (int i = 0; i < 2; i++) {
            String physical = servers.schema() + "_p" + i;
            servers.shard(i).primary().run("", "DROP DATABASE IF EXISTS " + physical + "; CREATE DATABASE " + physical);
            servers.shard(i).primary().run(servers.schema(), "CREATE TABLE orders (other INT)");
        }
        Path folder = Files.createTempDirectory("sluice-catalog-");
        Files.writeString(folder.resolve("rules.groovy"), rules);
        RunningServer any = servers.plain();
        Files.writeString(
                folder.resolve("cluster.yaml"),
                """
                schema: %1$s
                shards:
                  s0: { servers: ["%2$s"], schema: %1$s_p0 }
                  s1: { servers: ["%3$s"], schema: %1$s_p1 }
                backend: { user: %4$s, password: "%5$s" }
                proxy:
                  listen: 127.0.0.1:0
                  users:
                    - { name: app, password: app }
                probe: { interval: 300ms, timeout: 2s }
                """
                        .formatted(
                                servers.schema(),
                                servers.shard(0).primary().address(),
                                servers.shard(1).primary().address(),
                                any.user(),
                                any.password()));
        return new CatalogWorld(servers, folder);
    }

    /** The same statements on both sides. */
    void both(List<String> statements) throws SQLException {
        try (Connection plain = plain();
                Connection sluice = proxied("")) {
            run(plain, statements);
            run(sluice, statements);
        }
    }

    static void run(Connection connection, List<String> statements) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String each : statements) {
                statement.execute(each);
            }
        }
    }

    String schema() {
        return servers.schema();
    }

    int port() {
        return proxy.port();
    }

    Connection plain() throws SQLException {
        return servers.plain().connect(servers.schema());
    }

    /** @param options of Connector/J, each beginning with {@code &} */
    Connection proxied(String options) throws SQLException {
        return DriverManager.getConnection(
                "jdbc:mysql://127.0.0.1:" + port() + "/" + schema()
                        + "?sslMode=DISABLED&allowPublicKeyRetrieval=true&socketTimeout=30000" + options,
                USER,
                USER);
    }

    /** The other door; to be closed. */
    SluiceDataSource driver() {
        return new SluiceDataSource("jdbc:sluice:" + folder.resolve("cluster.yaml") + "?sslMode=DISABLED");
    }

    @Override
    public void close() {
        proxy.close();
        ClusterFolder.delete(folder);
        for (int i = 0; i < 2; i++) {
            servers.shard(i).primary().run("", "DROP DATABASE IF EXISTS " + servers.schema() + "_p" + i);
        }
    }
}
