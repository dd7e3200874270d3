package io.sluice.it.bad;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.it.compare.Door;
import io.sluice.it.compare.Shop;
import io.sluice.it.servers.TestServers;
import io.sluice.it.servers.WithServers;
import io.sluice.jdbc.SluiceDataSource;
import io.sluice.proxy.ProxyServer;
import io.sluice.routing.config.ConfigSource;
import io.sluice.routing.config.Configuration;
import io.sluice.routing.rules.RulesError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Ten mistakes in the shop's rules file: no door opens with them, and doors that are open go on with the rules before. */
@WithServers
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RulesMistakesTest {
    /**
     * A mistake.
     *
     * @param good what stands in the file
     * @param bad what is written in its place
     * @param error where and why, after {@code rules.groovy:}
     */
    private record Mistake(String good, String bad, String error) {}

    private static final List<Mistake> MISTAKES = List.of(
            new Mistake(
                    "shards 's0', 's1'\n    tables 'orders_0'",
                    "shards 's0', 's9'\n    tables 'orders_0'",
                    "7: table orders names shard 's9', but the cluster has s0, s1"),
            new Mistake("key 'user_id'\n", "\n", "5: table orders has no key; write key 'column'"),
            new Mistake(
                    "tables 'orders_0', 'orders_1'\n    modulo()",
                    "tables 'orders_0', 'orders_1'",
                    "5: table orders has no rule"),
            new Mistake("modulo()\n    id", "modulo(); hash()\n    id", "9: table orders has two rules"),
            new Mistake("like 'orders'", "like 'order'", "table order_items is like order, which is not"),
            new Mistake(
                    "on: 'user_id'",
                    "on: 'order_id'",
                    "colocate goes by order_id, but table orders is sharded by user_id"),
            new Mistake("on: 's0'", "at: 's0'", "there is no option 'at' here; known: on"),
            new Mistake("broadcast 'countries'", "broadcast 'orders'", "table orders is already declared at line 5"),
            new Mistake(
                    "modulo()\n    id",
                    "shards { long id -> while (true) { } }\n    id",
                    "a while loop is not allowed"),
            new Mistake("single 'audit_log'", "single 'audit_log", ""));

    private Shop shop;

    @BeforeAll
    void open(TestServers servers) throws SQLException {
        shop = Shop.start(servers);
        try (Connection connection = shop.sluice(Door.PROXY_TEXT);
                Statement statement = connection.createStatement()) {
            statement.execute("INSERT INTO orders (id, user_id, city) VALUES (1, 1, 'a'), (2, 2, 'b'), (3, 3, 'c')");
        }
        servers.awaitReplicas();
    }

    @AfterAll
    void close() {
        shop.close();
    }

    @Test
    void noDoorOpensWithAMistake() throws IOException {
        Path folder = Files.createTempDirectory("sluice-mistakes-");
        Path cluster = Files.copy(shop.folder().resolve("cluster.yaml"), folder.resolve("cluster.yaml"));
        for (Mistake mistake : MISTAKES) {
            Files.writeString(folder.resolve("rules.groovy"), with(mistake));
            RulesError error = assertThrows(RulesError.class, () -> ProxyServer.start(cluster), mistake.bad());
            told(mistake, error.getMessage());
            try (SluiceDataSource driver = new SluiceDataSource("jdbc:sluice:" + cluster)) {
                SQLException failure = assertThrows(SQLException.class, driver::getConnection, mistake.bad());
                told(mistake, failure.getMessage());
            }
        }
    }

    @Test
    void openDoorsGoOnWithTheRulesBefore() throws IOException, SQLException, InterruptedException {
        Path rules = shop.folder().resolve("rules.groovy");
        try (Connection proxy = shop.sluice(Door.PROXY_TEXT);
                Connection driver = shop.sluice(Door.DRIVER_TEXT)) {
            for (Mistake mistake : MISTAKES) {
                write(rules, with(mistake));
                awaitError(mistake);
                for (Connection connection : List.of(proxy, driver)) {
                    assertEquals(3, count(connection), mistake.bad());
                }
            }
        } finally {
            write(rules, Shop.rules());
        }
    }

    /** The doors watch as this watcher does, once a second; what it has seen, they see within the next second. */
    private void awaitError(Mistake mistake) throws IOException, InterruptedException {
        Path folder = shop.folder();
        String bad = Files.readString(folder.resolve("rules.groovy"));
        write(folder.resolve("rules.groovy"), Shop.rules());
        Configuration good = Configuration.read(folder.resolve("cluster.yaml"));
        try (ConfigSource watcher = ConfigSource.watch(good, System::getenv, c -> {}, Duration.ofSeconds(60))) {
            write(folder.resolve("rules.groovy"), bad);
            watcher.check();
            told(mistake, watcher.error());
        }
        Thread.sleep(1_200);
    }

    /** In one step, as an editor or a deployment does: half a file may be a valid one. */
    private static void write(Path file, String text) throws IOException {
        Path beside = Files.writeString(file.resolveSibling("rules.new"), text);
        Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private static String with(Mistake mistake) {
        String good = Shop.rules();
        assertTrue(good.contains(mistake.good()), () -> "the rules file has no " + mistake.good());
        return good.replace(mistake.good(), mistake.bad());
    }

    private static void told(Mistake mistake, @org.jspecify.annotations.Nullable String message) {
        String text = String.valueOf(message);
        assertTrue(text.matches("(?s).*rules\\.groovy:[0-9]+: .+"), () -> "file and line: " + text);
        assertTrue(text.contains(mistake.error()), () -> mistake.error() + " in: " + text);
    }

    private static long count(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT COUNT(*) FROM orders WHERE user_id IN (1, 2, 3)")) {
            rows.next();
            return rows.getLong(1);
        }
    }
}
