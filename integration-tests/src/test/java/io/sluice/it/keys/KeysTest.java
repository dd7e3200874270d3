package io.sluice.it.keys;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.sluice.examples.servers.RunningServer;
import io.sluice.it.compare.Door;
import io.sluice.it.doors.ClusterFolder;
import io.sluice.it.doors.ProxyDoor;
import io.sluice.it.servers.TestServers;
import io.sluice.it.servers.WithServers;
import io.sluice.jdbc.SluiceDataSource;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Each form of each key of forms.txt, read and written through each door and on the plain server. */
@WithServers
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KeysTest {
    private TestServers servers;
    private ProxyDoor proxy;
    private SluiceDataSource driver;
    private List<KeyTable> tables;

    @BeforeAll
    void open(TestServers servers, @TempDir Path folder) throws SQLException {
        this.servers = servers;
        tables = KeyTable.all(servers.flavour().name().toLowerCase(Locale.ROOT));
        String rules = tables.stream().map(KeyTable::groovy).collect(Collectors.joining());
        ClusterFolder cluster = ClusterFolder.write(folder, servers, rules, false);
        proxy = ProxyDoor.open(cluster);
        try (Connection plain = plain(Door.PROXY_TEXT);
                Connection sluice = DriverManager.getConnection(proxy.mySqlUrl())) {
            run(plain, "SET time_zone = '+00:00'");
            run(sluice, "SET time_zone = '+00:00'");
            for (KeyTable table : tables) {
                run(plain, table.ddl());
                run(sluice, table.ddl());
                for (String row : table.rows()) {
                    run(plain, row);
                    run(sluice, row);
                }
            }
        }
        driver = new SluiceDataSource(cluster.sluiceUrl() + "?sslMode=DISABLED&emulateUnsupportedPstmts=false");
    }

    @AfterAll
    void close() {
        if (driver != null) {
            driver.close();
        }
        if (proxy != null) {
            proxy.close();
        }
    }

    private static void run(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new SQLException(sql + ": " + e.getMessage(), e);
        }
    }

    private Connection plain(Door door) throws SQLException {
        RunningServer plain = servers.plain();
        return DriverManager.getConnection(
                plain.jdbcUrl(servers.schema()) + options(door), plain.user(), plain.password());
    }

    private Connection sluice(Door door) throws SQLException {
        return door.isDriver() ? driver.getConnection() : DriverManager.getConnection(proxy.mySqlUrl() + options(door));
    }

    /** Each form with a statement of its own: MySQL goes on converting to the types of a statement's first execution. */
    private static String options(Door door) {
        return door.options().replace("cachePrepStmts=true", "cachePrepStmts=false");
    }

    @TestFactory
    Stream<DynamicContainer> everyForm() {
        return tables.stream()
                .map(table -> dynamicContainer(
                        table.name() + " " + table.type(),
                        Stream.concat(
                                Door.chosen().stream()
                                        .map(door -> dynamicTest(door.name(), () -> compare(table, door, ""))),
                                Stream.of(dynamicTest(
                                        "not strict", () -> compare(table, Door.PROXY_TEXT, "SET sql_mode = ''"))))));
    }

    private void compare(KeyTable table, Door door, String setup) throws SQLException {
        try (Connection plain = plain(door);
                Connection sluice = sluice(door)) {
            for (String each : List.of("SET time_zone = '+02:00'", setup)) {
                if (!each.isEmpty()) {
                    run(plain, each);
                    run(sluice, each);
                }
            }
            FormCheck check = new FormCheck(table, plain, sluice, door.prepared());
            for (Form form : table.forms()) {
                if (!form.bound() || door != Door.DRIVER_TEXT) {
                    check.form(form, setup.isEmpty());
                }
            }
            assertEquals("", String.join("\n", check.differences()));
        }
    }
}
