package io.sluice.it.compare;

import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.sluice.it.servers.TestServers;
import io.sluice.it.servers.WithServers;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;

/**
 * Writes: those of {@code writes.sql} and {@code write-forms.sql}, and random ones. After each the tables are read back through the same connection and
 * from the shards themselves.
 */
@WithServers
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WritesTest {
    private static final long SEED = 42;
    private static final int FROM_THE_GRAMMAR = 40;

    private final List<Connection> shards = new ArrayList<>();
    private final ShopData data = new ShopData(SEED);
    private Shop shop;

    @BeforeAll
    void open(TestServers servers) throws SQLException {
        shop = Shop.start(servers);
        shards.add(shop.physical(0));
        shards.add(shop.physical(1));
    }

    @AfterAll
    void close() throws SQLException {
        for (Connection shard : shards) {
            shard.close();
        }
        shop.close();
    }

    @TestFactory
    Stream<DynamicContainer> throughEveryDoor() {
        List<Example> examples = new ArrayList<>();
        ExampleFile.sections("writes.sql").values().forEach(examples::addAll);
        ExampleFile.sections("write-forms.sql").values().forEach(examples::addAll);
        examples.addAll(new WriteGrammar(SEED).writes(FROM_THE_GRAMMAR));
        System.out.println("[compare] " + examples.size() + " writes through "
                + Door.chosen().size() + " doors");
        return compared(examples);
    }

    /** What no slot can do alone. */
    @TestFactory
    Stream<DynamicContainer> inSteps() {
        List<Example> examples = new ArrayList<>();
        ExampleFile.sections("script-writes.sql").values().forEach(examples::addAll);
        return compared(examples);
    }

    private Stream<DynamicContainer> compared(List<Example> examples) {
        return Door.chosen().stream().map(door -> {
            Pair pair = new Pair(door);
            return dynamicContainer(
                    door.name(), examples.stream().map(each -> dynamicTest(each.toString(), () -> pair.compare(each))));
        });
    }

    /** One session on the plain server and one through a door. After a difference both begin anew with the same data. */
    private final class Pair {
        private final Door door;
        private Connection plain;
        private Connection sluice;
        private boolean alike;

        Pair(Door door) {
            this.door = door;
        }

        void compare(Example example) throws SQLException {
            if (!alike) {
                begin();
            }
            alike = false;
            Answer truth = example.is(Example.Mark.REFUSED)
                    ? new Answer.Count(0, List.of())
                    : Asked.by(plain, example, door.prepared());
            Comparison.check(example, truth, Asked.by(sluice, example, door.prepared()));
            List<String> tables = example.mentioned(ShopData.TABLES);
            State.alike(tables, plain, sluice);
            State.inPlace(tables, plain, shards);
            alike = true;
        }

        private void begin() throws SQLException {
            if (plain != null) {
                plain.close();
            }
            if (sluice != null) {
                sluice.close();
            }
            plain = shop.plain(door);
            sluice = shop.sluice(door);
            data.load(plain);
            data.load(sluice);
        }
    }
}
