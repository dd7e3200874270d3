package io.sluice.it.clients;

import io.sluice.examples.servers.MariaDbJar;
import io.sluice.it.doors.ClusterFolder;
import io.sluice.it.doors.ProxyDoor;
import io.sluice.it.servers.TestServers;
import io.sluice.it.servers.WithServers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command line, mysql2 and sysbench: what they are asked is in {@code src/test/clients}. */
@WithServers
class ProgramsTest {
    private ProxyDoor door;

    @TempDir
    Path folder;

    @BeforeEach
    void open(TestServers servers) throws SQLException {
        servers.freshSchema();
        door = ProxyDoor.open(ClusterFolder.write(folder, servers, Things.RULES));
        Things.make(door);
        servers.awaitReplicas();
    }

    @AfterEach
    void close() {
        door.close();
    }

    @Test
    void theCommandLineOfMariaDb114() throws IOException, InterruptedException {
        // The jar has no plugins: this client knows nothing of MySQL's caching_sha2_password.
        commandLine(MariaDbJar.commandLine() + " --no-defaults --skip-ssl --default-auth=mysql_native_password");
    }

    @Test
    void theCommandLineOfThisMachine() throws IOException, InterruptedException {
        Program.need("mariadb");
        commandLine("mariadb --no-defaults");
    }

    private void commandLine(String client) throws IOException, InterruptedException {
        Map<String, String> environment = new HashMap<>(Program.login(door.port()));
        environment.put("CLIENT", client);
        Program.ok(folder, environment, List.of(Program.script("cli.sh").toString()));
    }

    @Test
    void mysql2OfNode(TestServers servers) throws IOException, InterruptedException {
        Program.need("node", "npm");
        Path modules = Files.createDirectories(Path.of("target", "mysql2").toAbsolutePath());
        if (!Files.isDirectory(modules.resolve("node_modules/mysql2"))) {
            Path log = folder.resolve("npm.log");
            List<String> install =
                    List.of("npm", "install", "--no-audit", "--no-fund", "--fetch-retries=1", "mysql2@3");
            if (Program.run(modules, log, Map.of(), install) != 0) {
                Program.missing("npm could not install mysql2: " + Files.readString(log));
            }
        }
        Program.ok(
                modules,
                Program.login(door.port()),
                List.of("node", Program.script("mysql2.mjs").toString()));
        door.close();
        door = ProxyDoor.open(ClusterFolder.write(folder, servers, Things.RULES)
                .and("  tls: { mode: required, self_signed: true }\n"));
        Program.ok(
                modules,
                Program.login(door.port()),
                List.of("node", Program.script("secure.mjs").toString()));
    }

    @Test
    void sysbenchReadsAndWrites() throws IOException, InterruptedException {
        Program.need("sysbench");
        Program.ok(
                folder,
                Program.login(door.port()),
                List.of(Program.script("sysbench.sh").toString()));
    }
}
