package io.sluice.it.orm;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.sluice.examples.servers.Flavour;
import io.sluice.examples.servers.RunningServer;
import io.sluice.it.doors.ClusterFolder;
import io.sluice.it.servers.TestServers;
import io.sluice.jdbc.SluiceDataSource;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** The shop behind the driver and on the plain server; only the URL and the driver tell them apart. */
record TwoShops(TestServers servers, SluiceDataSource driver, HikariDataSource sluice, HikariDataSource plain)
        implements AutoCloseable {
    static TwoShops open(TestServers servers, Path folder) throws IOException, SQLException {
        ClusterFolder cluster = ClusterFolder.write(folder, servers, resource("/shop/rules.groovy"));
        RunningServer plain = servers.plain();
        HikariConfig toPlain = new HikariConfig();
        toPlain.setJdbcUrl(plain.jdbcUrl(servers.schema()));
        toPlain.setUsername(plain.user());
        toPlain.setPassword(plain.password());
        HikariConfig toSluice = new HikariConfig();
        SluiceDataSource driver = new SluiceDataSource(cluster.sluiceUrl() + "?sslMode=DISABLED");
        toSluice.setDataSource(driver);
        TwoShops shops = new TwoShops(servers, driver, pool(toSluice), pool(toPlain));
        shops.makeTables();
        return shops;
    }

    /** One connection, so that what a sample reads has what it wrote before: Sluice promises that within a session. */
    private static HikariDataSource pool(HikariConfig config) {
        config.setMaximumPoolSize(1);
        return new HikariDataSource(config);
    }

    private void makeTables() throws IOException, SQLException {
        for (String each :
                resource("/orm/schema.sql").replaceAll("--[^\n]*", "").split(";")) {
            if (!each.isBlank()) {
                both(each);
            }
        }
    }

    /** Empties the tables. */
    void clear() throws SQLException {
        for (String table : new String[] {"orders", "order_items", "countries", "audit_log"}) {
            both("DELETE FROM " + table);
        }
    }

    private void both(String sql) throws SQLException {
        for (HikariDataSource each : new HikariDataSource[] {sluice, plain}) {
            try (Connection connection = each.getConnection();
                    Statement statement = connection.createStatement()) {
                statement.execute(sql);
            }
        }
    }

    boolean mariaDb() {
        return servers.flavour() == Flavour.MARIADB;
    }

    private static String resource(String name) throws IOException {
        try (InputStream in = TwoShops.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IOException("no resource " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Override
    public void close() {
        sluice.close();
        driver.close();
        plain.close();
    }
}
