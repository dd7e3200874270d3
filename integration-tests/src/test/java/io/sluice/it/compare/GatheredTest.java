package io.sluice.it.compare;

import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.sluice.it.servers.TestServers;
import io.sluice.it.servers.WithServers;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;

/** {@code gathered.sql}, {@code groups.sql} and {@code aggregates.sql} beside a plain server. */
@WithServers
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GatheredTest {
    private Shop shop;

    @BeforeAll
    void open(TestServers servers) throws SQLException {
        shop = Shop.start(servers);
        ShopData data = new ShopData(20_261_122);
        try (Connection loading = shop.sluice(Door.chosen().get(0));
                Connection onPlain = shop.plain(Door.chosen().get(0))) {
            data.load(loading);
            data.load(onPlain);
        }
        servers.awaitReplicas();
    }

    @AfterAll
    void close() {
        shop.close();
    }

    @TestFactory
    Stream<DynamicContainer> asOneServerAnswers() {
        List<Example> examples = new ArrayList<>();
        for (String file : List.of("gathered.sql", "groups.sql", "aggregates.sql")) {
            ExampleFile.sections(file).values().forEach(examples::addAll);
        }
        return Door.chosen().stream().map(door -> through(door, examples));
    }

    private DynamicContainer through(Door door, List<Example> examples) {
        try {
            Connection plain = shop.plain(door);
            Connection sluice = shop.sluice(door);
            Stream<org.junit.jupiter.api.DynamicTest> tests = examples.stream()
                    .map(each -> dynamicTest(each.toString(), () -> compare(plain, sluice, door, each)));
            return dynamicContainer(door.name(), tests.onClose(() -> closeBoth(plain, sluice)));
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void compare(Connection plain, Connection sluice, Door door, Example example) {
        Answer truth = Asked.by(plain, example, door.prepared());
        Answer answer = Asked.by(sluice, example, door.prepared());
        Comparison.check(example, Objects.requireNonNull(truth), Objects.requireNonNull(answer));
    }

    private static void closeBoth(Connection plain, Connection sluice) {
        try (plain;
                sluice) {
            // the servers' temporary tables end with them
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
