package io.sluice.it.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.sluice.it.compare.Answer.Failure;
import io.sluice.it.servers.TestServers;
import io.sluice.it.servers.WithServers;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;

/** Errors and descriptions name the client's tables, as the plain server does, not the shards'. */
@WithServers
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class NamesTest {
    private static final List<String> WRONG = List.of(
            "INSERT INTO orders (id, user_id, city) VALUES (1, {7}, 'x')",
            "INSERT INTO orders (id, user_id, city) VALUES (3, 6, 'x'), (2, {7}, 'x'), (1, 7, 'x')",
            "INSERT INTO members (email, name) VALUES ({'members_1.PRIMARY'}, 'y')",
            "INSERT INTO members (email, name) VALUES ({'members_0.PRIMARY'}, 'y')",
            "SELECT orders.nosuch FROM orders WHERE user_id = {7}",
            "SELECT orders.nosuch FROM orders",
            "UPDATE orders SET orders.nosuch = 1 WHERE user_id = {7}",
            "DELETE FROM orders WHERE orders.nosuch = 1 AND user_id = {7}",
            "SELECT id FROM orders USE INDEX (nosuch) WHERE user_id = {7}",
            "SELECT id FROM visits WHERE at = {'2026-02-05 01:00:00'}");

    private Shop shop;

    @BeforeAll
    void open(TestServers servers) throws SQLException {
        shop = Shop.start(servers);
        Door door = Door.chosen().get(0);
        try (Connection sluice = shop.sluice(door);
                Connection plain = shop.plain(door)) {
            for (Connection connection : List.of(sluice, plain)) {
                try (Statement statement = connection.createStatement()) {
                    statement.execute("INSERT INTO orders (id, user_id, city) VALUES (1, 7, 'x')");
                    statement.execute(
                            "INSERT INTO members (email, name) VALUES ('members_1.PRIMARY', 'x'), ('members_0.PRIMARY', 'x')");
                }
            }
            plain.createStatement().execute("DROP TABLE visits");
        }
        for (int shard = 0; shard < 2; shard++) {
            try (Connection physical = shop.physical(shard);
                    Statement statement = physical.createStatement()) {
                statement.execute("DROP TABLE IF EXISTS visits_202602");
            }
        }
        servers.awaitReplicas();
    }

    @AfterAll
    void close() {
        shop.close();
    }

    @TestFactory
    Stream<DynamicContainer> errorsAreWordedAsThePlainServersAre() {
        return Door.chosen().stream()
                .map(door -> dynamicContainer(
                        door.name(), WRONG.stream().map(text -> dynamicTest(text, () -> error(door, text)))));
    }

    private void error(Door door, String template) throws SQLException {
        Example example = Example.of(template);
        try (Connection plain = shop.plain(door);
                Connection sluice = shop.sluice(door)) {
            Answer truth = Asked.by(plain, example, door.prepared());
            Answer answer = Asked.by(sluice, example, door.prepared());
            assertEquals(
                    assertInstanceOf(Failure.class, truth, truth.toString()),
                    assertInstanceOf(Failure.class, answer, answer.toString()));
        }
    }

    /** With this option Connector/J shows what is called {@code table} on the wire, else {@code org_table}. */
    @Test
    void aliasesOnTheWireAreTheClients() throws SQLException {
        String option = "&useOldAliasMetadataBehavior=true";
        List<String> texts = List.of(
                "SELECT id, o.city FROM orders JOIN orders AS o USING (id, user_id) WHERE orders.user_id = 7",
                "SELECT orders.id, orders_1.city FROM orders JOIN orders AS orders_1 USING (id, user_id) WHERE orders.user_id = 7",
                "SELECT id, city FROM orders WHERE user_id = 7",
                "SELECT id, city FROM orders ORDER BY id",
                "SELECT d.id, name FROM (SELECT id FROM orders WHERE user_id = 7) AS d, countries");
        String plainUrl = shop.servers().plain().jdbcUrl(shop.servers().schema()) + option;
        try (Connection sluice = shop.proxy(option);
                Connection plain = DriverManager.getConnection(
                        plainUrl,
                        shop.servers().plain().user(),
                        shop.servers().plain().password())) {
            for (String text : texts) {
                assertEquals(tables(plain, text), tables(sluice, text), text);
            }
        }
    }

    private static List<String> tables(Connection connection, String text) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet set = statement.executeQuery(text)) {
            return tables(set.getMetaData());
        }
    }

    private static List<String> tables(ResultSetMetaData meta) throws SQLException {
        List<String> tables = new ArrayList<>();
        for (int i = 1; i <= meta.getColumnCount(); i++) {
            tables.add(meta.getCatalogName(i) + "." + meta.getTableName(i) + "." + meta.getColumnName(i));
        }
        return tables;
    }

    /** A query is described before it is run. */
    @TestFactory
    Stream<DynamicContainer> descriptions() {
        List<String> texts = List.of(
                "SELECT id, orders.city, total + 1 FROM orders WHERE user_id = ?",
                "SELECT id, city FROM orders WHERE total > ? ORDER BY id");
        return Door.chosen().stream()
                .filter(Door::prepared)
                .map(door -> dynamicContainer(
                        door.name(), texts.stream().map(text -> dynamicTest(text, () -> described(door, text)))));
    }

    private void described(Door door, String text) throws SQLException {
        try (Connection plain = shop.plain(door);
                Connection sluice = shop.sluice(door);
                PreparedStatement truth = plain.prepareStatement(text);
                PreparedStatement answer = sluice.prepareStatement(text)) {
            assertEquals(tables(truth.getMetaData()), tables(answer.getMetaData()));
        }
    }
}
