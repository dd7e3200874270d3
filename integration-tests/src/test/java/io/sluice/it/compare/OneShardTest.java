package io.sluice.it.compare;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.sluice.examples.servers.Address;
import io.sluice.examples.servers.RunningServer;
import io.sluice.it.servers.TestServers;
import io.sluice.it.servers.WithServers;
import io.sluice.jdbc.SluiceDataSource;
import io.sluice.proxy.ProxyServer;
import io.sluice.routing.config.Configuration;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** A cluster of one shard passes every statement on: whatever it is, it answers what the plain server answers. */
@WithServers
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OneShardTest {
    private static final String RULES =
            """
            table('orders')      { key 'user_id'; shards 's0'; modulo() }
            table('order_items') { like 'orders' }
            table('tickets')     { key 'user_id'; shards 's0'; tables 'tickets_now'; modulo() }
            broadcast 'countries'
            single 'audit_log', on: 's0'
            """;

    @TempDir
    private static Path folder;

    private TestServers servers;
    private ProxyServer proxy;
    private SluiceDataSource driver;

    @BeforeAll
    void open(TestServers given) throws IOException {
        servers = given;
        RunningServer any = servers.plain();
        String shard = servers.shard(0).servers().stream()
                .map(RunningServer::address)
                .map(Address::toString)
                .map(address -> '"' + address + '"')
                .collect(Collectors.joining(", "));
        Files.writeString(folder.resolve("rules.groovy"), RULES);
        Files.writeString(
                folder.resolve("cluster.yaml"),
                """
                schema: %1$s
                rules: rules.groovy
                shards:
                  s0: { servers: [%2$s], schema: %1$s }
                backend: { user: %3$s, password: "%4$s" }
                proxy:
                  listen: 127.0.0.1:0
                  users:
                    - { name: shop, password: shop }
                probe: { interval: 300ms, timeout: 2s }
                """
                        .formatted(servers.schema(), shard, any.user(), any.password()));
        proxy = ProxyServer.start(Configuration.read(folder.resolve("cluster.yaml")));
        driver = new SluiceDataSource("jdbc:sluice:" + folder.resolve("cluster.yaml") + "?sslMode=DISABLED");
    }

    @AfterAll
    void close() {
        proxy.close();
        driver.close();
    }

    @TestFactory
    Stream<DynamicContainer> asOnOneServer() {
        return Door.chosen().stream()
                .filter(door -> !door.prepared())
                .map(door -> dynamicContainer(
                        door.name(), Stream.of(dynamicTest("one statement after another", () -> run(door)))));
    }

    private void run(Door door) throws SQLException {
        servers.freshSchema();
        List<String> differences = new ArrayList<>();
        try (Connection plain = servers.plain().connect(servers.schema());
                Connection sluice = door.isDriver() ? driver.getConnection() : proxied()) {
            for (List<Example> section : ExampleFile.sections("one-shard.sql").values()) {
                for (Example example : section) {
                    Answer truth = Asked.by(plain, example, false);
                    String difference = Comparison.difference(example, truth, Asked.by(sluice, example, false));
                    if (!difference.isEmpty()) {
                        differences.add(example.text() + "\n    " + difference);
                    }
                }
            }
        }
        assertTrue(differences.isEmpty(), () -> String.join("\n", differences));
    }

    private Connection proxied() throws SQLException {
        return DriverManager.getConnection(
                "jdbc:mysql://127.0.0.1:" + proxy.port() + "/" + servers.schema()
                        + "?sslMode=DISABLED&allowPublicKeyRetrieval=true",
                "shop",
                "shop");
    }
}
