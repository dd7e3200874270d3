package io.sluice.it.orm;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.mysql.cj.jdbc.MysqlDataSource;
import io.sluice.examples.servers.RunningServer;
import io.sluice.it.doors.ClusterFolder;
import io.sluice.it.servers.TestServers;
import io.sluice.it.servers.WithServers;
import io.sluice.jdbc.SluiceDataSource;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import liquibase.Contexts;
import liquibase.LabelExpression;
import liquibase.Liquibase;
import liquibase.database.jvm.JdbcConnection;
import liquibase.resource.ClassLoaderResourceAccessor;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Flyway and Liquibase migrate all shards as they do one plain server; their own tables are single ones of one shard. */
@WithServers
class MigrationsTest {
    private static final String RULES =
            """
            table('orders') { key 'user_id'; shards 's0', 's1'; tables 'orders_0', 'orders_1'; modulo() }
            broadcast 'countries'
            single 'audit_log', 'flyway_schema_history', 'DATABASECHANGELOG', 'DATABASECHANGELOGLOCK', on: 's0'
            """;

    private static final String[] ROWS = {
        "SELECT id, user_id, city, status, total FROM orders ORDER BY id",
        "SELECT code, name FROM countries ORDER BY code",
        "SELECT id, user_id, total FROM riga ORDER BY id"
    };

    private TestServers servers;
    private SluiceDataSource sluice;
    private MysqlDataSource plain;

    @BeforeEach
    void open(TestServers servers, @TempDir Path folder) {
        servers.freshSchema();
        this.servers = servers;
        sluice = new SluiceDataSource(
                ClusterFolder.write(folder, servers, RULES, false).sluiceUrl() + "?sslMode=DISABLED");
        RunningServer server = servers.plain();
        plain = new MysqlDataSource();
        plain.setUrl(server.jdbcUrl(servers.schema()));
        plain.setUser(server.user());
        plain.setPassword(server.password());
    }

    @AfterEach
    void close() {
        sluice.close();
    }

    private List<DataSource> both() {
        return List.of(plain, sluice);
    }

    @Test
    void flyway() throws Exception {
        for (DataSource each : both()) {
            assertEquals(3, flyway(each, "2").migrate().migrationsExecuted);
            Flyway flyway = flyway(each, "latest");
            assertEquals(1, flyway.migrate().migrationsExecuted);
            assertEquals(0, flyway.migrate().migrationsExecuted);
            flyway.validate();
            assertEquals(4, flyway.info().applied().length);
        }
        same(ROWS);
        same(
                "SELECT version, description, type, script, checksum, success FROM flyway_schema_history ORDER BY installed_rank",
                "SELECT message FROM audit_log");
        everySlotHas("status");
        for (DataSource each : both()) {
            flyway(each, "latest").clean();
        }
    }

    private static Flyway flyway(DataSource source, String target) {
        return Flyway.configure()
                .dataSource(source)
                .locations("classpath:orm/flyway")
                .target(target)
                .cleanDisabled(false)
                .load();
    }

    @Test
    void liquibase() throws Exception {
        for (DataSource each : both()) {
            try (Connection connection = each.getConnection()) {
                liquibase(connection).update(2, "");
                liquibase(connection).update(new Contexts(), new LabelExpression());
                liquibase(connection).update(new Contexts(), new LabelExpression());
            }
        }
        same(ROWS);
        same(
                "SELECT ID, AUTHOR, FILENAME, ORDEREXECUTED, EXECTYPE, MD5SUM FROM DATABASECHANGELOG ORDER BY ORDEREXECUTED",
                "SELECT LOCKED FROM DATABASECHANGELOGLOCK",
                "SELECT text FROM audit_log");
        everySlotHas("status");
        for (DataSource each : both()) {
            try (Connection connection = each.getConnection()) {
                liquibase(connection).rollback(1, "");
            }
        }
        same("SELECT * FROM orders ORDER BY id", "SELECT * FROM audit_log");
    }

    private static Liquibase liquibase(Connection connection) throws Exception {
        return new Liquibase(
                "orm/liquibase/changes.xml", new ClassLoaderResourceAccessor(), new JdbcConnection(connection));
    }

    private void everySlotHas(String column) throws SQLException {
        for (var shard : servers.shards()) {
            try (Connection connection = shard.primary().connect(servers.schema());
                    Statement statement = connection.createStatement()) {
                for (String slot : new String[] {"orders_0", "orders_1"}) {
                    statement.executeQuery("SELECT " + column + " FROM " + slot).close();
                }
            }
        }
    }

    private void same(String... questions) throws SQLException {
        for (String each : questions) {
            assertEquals(rows(plain, each), rows(sluice, each), each);
        }
    }

    private static List<String> rows(DataSource source, String sql) throws SQLException {
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            List<String> all = new ArrayList<>();
            while (rows.next()) {
                StringBuilder row = new StringBuilder();
                for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
                    row.append(rows.getString(i)).append(' ');
                }
                all.add(row.toString());
            }
            return all;
        }
    }
}
