package io.sluice.it.orm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.agroal.api.AgroalDataSource;
import io.agroal.api.configuration.supplier.AgroalDataSourceConfigurationSupplier;
import io.sluice.it.doors.ClusterFolder;
import io.sluice.it.servers.TestServers;
import io.sluice.it.servers.WithServers;
import io.sluice.jdbc.SluiceDriver;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Agroal, the pool of Quarkus, around the driver: by URL and driver class, as its own settings name them. */
@WithServers
class AgroalTest {
    private static final String RULES = "table('kinds') { key 'id'; shards 's0', 's1'; modulo() }";

    @Test
    void connectionsComeBackAsTheyWere(TestServers servers, @TempDir Path folder) throws Exception {
        servers.freshSchema();
        String url = ClusterFolder.write(folder, servers, RULES, false).sluiceUrl() + "?sslMode=DISABLED";
        AgroalDataSourceConfigurationSupplier settings = new AgroalDataSourceConfigurationSupplier();
        settings.connectionPoolConfiguration(pool -> pool.maxSize(1)
                .acquisitionTimeout(Duration.ofSeconds(30))
                .validateOnBorrow(true)
                .connectionFactoryConfiguration(
                        driver -> driver.jdbcUrl(url).connectionProviderClass(SluiceDriver.class)));
        try (AgroalDataSource pool = AgroalDataSource.from(settings)) {
            run(pool, "CREATE TABLE kinds (id BIGINT NOT NULL PRIMARY KEY, n INT)");
            run(pool, "INSERT INTO kinds VALUES (1, 1), (2, 2), (3, 3)");
            try (Connection connection = pool.getConnection();
                    Statement statement = connection.createStatement()) {
                connection.setAutoCommit(false);
                connection.setReadOnly(true);
                connection.setReadOnly(false);
                assertEquals(3, statement.executeUpdate("UPDATE kinds SET n = n + 10"));
                connection.rollback();
            }
            try (Connection connection = pool.getConnection()) {
                assertTrue(connection.getAutoCommit());
                assertFalse(connection.isReadOnly());
            }
            assertEquals(6, sum(pool));
        }
    }

    private static void run(AgroalDataSource pool, String sql) throws SQLException {
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static int sum(AgroalDataSource pool) throws SQLException {
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT SUM(n) FROM kinds")) {
            rows.next();
            return rows.getInt(1);
        }
    }
}
