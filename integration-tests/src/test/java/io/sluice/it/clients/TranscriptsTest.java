package io.sluice.it.clients;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.examples.servers.Flavour;
import io.sluice.it.doors.ClusterFolder;
import io.sluice.it.doors.ProxyDoor;
import io.sluice.it.servers.TestServers;
import io.sluice.it.servers.WithServers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * Clients of other languages write what they were told: by the proxy over sharded tables (over TLS, and where all clients are required
 * also without) the same, to the letter, as by a plain server. Their scripts are in {@code src/test/clients/told}.
 */
@WithServers
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TranscriptsTest {
    private static final Path NPM = Path.of("target", "npm").toAbsolutePath();
    /** Debian's own, which has Debian's modules. */
    private static final String PYTHON =
            Files.isExecutable(Path.of("/usr/bin/python3")) ? "/usr/bin/python3" : "python3";

    private Path folder;
    private TestServers servers;
    private ClusterFolder cluster;
    private ClusterFolder secured;
    private ProxyDoor open;
    private ProxyDoor tls;

    /**
     * @param program what must be installed
     * @param check ends with 0 where its modules are there
     * @param command without the script's folder
     */
    private record Client(String name, String program, List<String> check, List<String> command) {
        static Client python(String module, String file, String... argument) {
            return new Client(
                    "Python's " + module,
                    PYTHON,
                    List.of(PYTHON, "-c", "import pymysql, " + module),
                    Stream.concat(Stream.of(PYTHON, file), Stream.of(argument)).toList());
        }

        static Client php(String module, String file) {
            return new Client(
                    "PHP's " + module,
                    "php",
                    List.of("php", "-r", "exit(extension_loaded('" + module + "') ? 0 : 1);"),
                    List.of("php", file));
        }

        static Client perl(String module) {
            return new Client(
                    "Perl's DBD::" + module,
                    "perl",
                    List.of("perl", "-MDBI", "-MDBD::" + module, "-e", "1"),
                    List.of("perl", "dbi.pl", module));
        }

        static Client node(String module, String file) {
            return new Client(
                    "Node's " + module, "node", List.of("test", "-d", "node_modules/" + module), List.of("node", file));
        }
    }

    private static final List<Client> CLIENTS = List.of(
            Client.php("mysqli", "mysqli.php"),
            Client.php("pdo_mysql", "pdo.php"),
            Client.perl("mysql"),
            Client.perl("MariaDB"),
            Client.python("pymysql", "dbapi.py", "pymysql"),
            Client.python("MySQLdb", "dbapi.py", "MySQLdb"),
            Client.python("sqlalchemy", "alchemy.py"),
            Client.node("mysql", "mysql.cjs"),
            Client.node("sequelize", "sequelize.cjs"));

    @BeforeAll
    void start(TestServers given, @TempDir Path temporary) throws SQLException, IOException, InterruptedException {
        servers = given;
        folder = temporary;
        cluster = ClusterFolder.alike(servers, Things.RULES);
        secured = ClusterFolder.alike(servers, Things.RULES).and("  tls: { mode: required, self_signed: true }\n");
        open = ProxyDoor.open(cluster);
        String script = String.join(";\n", Things.statements());
        try (Connection connection = DriverManager.getConnection(ProxyDoor.mySqlUrl(open.port(), servers.schema()));
                Statement statement = connection.createStatement()) {
            for (String each : Things.statements()) {
                statement.execute(each);
            }
        }
        tls = ProxyDoor.open(secured);
        servers.plain().run(servers.schema(), script);
        // Old clients know no other.
        String by = servers.flavour() == Flavour.MYSQL ? "WITH mysql_native_password BY" : "BY";
        servers.plain()
                .run(
                        "",
                        "CREATE USER %1$s IDENTIFIED %2$s '%3$s'; GRANT ALL ON %4$s.* TO %1$s; GRANT SELECT ON nosuchschema.* TO %1$s"
                                .formatted(ClusterFolder.USER, by, ClusterFolder.PASSWORD, servers.schema()));
        install();
    }

    private void install() throws IOException, InterruptedException {
        Files.createDirectories(NPM);
        if (Program.found("npm") && !Files.isDirectory(NPM.resolve("node_modules/sequelize"))) {
            Path log = folder.resolve("npm.log");
            List<String> modules = List.of("mysql@2", "mysql2@3", "sequelize@6");
            List<String> install = Stream.concat(
                            Stream.of("npm", "install", "--no-audit", "--no-fund", "--fetch-retries=1"),
                            modules.stream())
                    .toList();
            if (Program.run(NPM, log, Map.of(), install) != 0) {
                System.out.println("[clients] npm could not install " + modules + ": " + Files.readString(log));
            }
        }
    }

    @AfterAll
    void close() {
        servers.plain().run("", "DROP USER IF EXISTS " + ClusterFolder.USER);
        open.close();
        tls.close();
        cluster.close();
        secured.close();
    }

    @TestFactory
    Stream<DynamicTest> everyClientIsToldTheSame() {
        return CLIENTS.stream().map(client -> DynamicTest.dynamicTest(client.name(), () -> compare(client)));
    }

    private void compare(Client client) throws IOException, InterruptedException {
        Path log = folder.resolve("check.log");
        if (!client.program().startsWith("/")) {
            Program.need(client.program());
        }
        if (Program.run(NPM, log, Map.of(), client.check()) != 0) {
            Program.missing(client.name() + " is not installed on this machine");
        }
        String truth = transcript(client, servers.plain().address().port(), "no");
        assertTrue(truth.endsWith("ok"), truth);
        assertSame(truth, transcript(client, tls.port(), "yes"));
        if (Program.allRequired()) {
            assertSame(truth, transcript(client, open.port(), "no"));
        }
    }

    private static void assertSame(String truth, String told) {
        List<String> wanted = truth.lines().toList();
        List<String> got = told.lines().toList();
        List<String> differences = new ArrayList<>();
        for (int i = 0; i < Math.max(wanted.size(), got.size()); i++) {
            String plain = i < wanted.size() ? wanted.get(i) : "(nothing)";
            String sluice = i < got.size() ? got.get(i) : "(nothing)";
            if (!plain.equals(sluice)) {
                differences.add("plain:  " + plain + "\nsluice: " + sluice);
            }
        }
        assertEquals("", String.join("\n", differences));
    }

    private String transcript(Client client, int port, String secure) throws IOException, InterruptedException {
        Map<String, String> environment = new HashMap<>(Program.login(port));
        environment.put("SCHEMA", servers.schema());
        environment.put("TLS", secure);
        List<String> command = client.command().stream()
                .map(part -> part.contains(".") ? Program.script("told/" + part).toString() : part)
                .toList();
        Path log = folder.resolve("told.log");
        Program.run(NPM, log, environment, command);
        return Files.readString(log).strip();
    }
}
