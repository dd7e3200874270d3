package io.sluice.it.compare;

import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.sluice.it.servers.TestServers;
import io.sluice.it.servers.WithServers;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;

/** Reads over random data: those of {@code reads.sql}, and as many from a grammar. */
@WithServers
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ReadsTest {
    private static final long SEED = 20_260_101;
    private static final int FROM_THE_GRAMMAR = 240;

    private final Map<Door, Connection> plain = new EnumMap<>(Door.class);
    private final Map<Door, Connection> sluice = new EnumMap<>(Door.class);
    private Shop shop;

    @BeforeAll
    void open(TestServers servers) throws SQLException {
        shop = Shop.start(servers);
        ShopData data = new ShopData(SEED);
        try (Connection loading = shop.sluice(Door.chosen().get(0));
                Connection onPlain = shop.plain(Door.chosen().get(0))) {
            data.load(loading);
            data.load(onPlain);
        }
        servers.awaitReplicas();
        for (Door door : Door.chosen()) {
            plain.put(door, shop.plain(door));
            sluice.put(door, shop.sluice(door));
        }
    }

    @AfterAll
    void close() throws SQLException {
        for (Connection connection : plain.values()) {
            connection.close();
        }
        for (Connection connection : sluice.values()) {
            connection.close();
        }
        shop.close();
    }

    @TestFactory
    Stream<DynamicContainer> throughEveryDoor() {
        List<Example> examples = new ArrayList<>();
        ExampleFile.sections("reads.sql").values().forEach(examples::addAll);
        examples.addAll(new Grammar(SEED).reads(FROM_THE_GRAMMAR));
        System.out.println("[compare] " + examples.size() + " reads through "
                + Door.chosen().size() + " doors");
        return Door.chosen().stream()
                .map(door -> dynamicContainer(
                        door.name(),
                        examples.stream().map(each -> dynamicTest(each.toString(), () -> compare(door, each)))));
    }

    private void compare(Door door, Example example) {
        Answer truth = Asked.by(connection(plain, door), example, door.prepared());
        Answer answer = Asked.by(connection(sluice, door), example, door.prepared());
        Comparison.check(example, truth, answer);
    }

    private static Connection connection(Map<Door, Connection> of, Door door) {
        Connection connection = of.get(door);
        if (connection == null) {
            throw new IllegalStateException("no connection for " + door);
        }
        return connection;
    }
}
