package io.sluice.it.suites;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.sluice.it.compare.Answer;
import io.sluice.it.compare.Answer.Rows;
import io.sluice.it.compare.Asked;
import io.sluice.it.compare.Door;
import io.sluice.it.compare.Example;
import io.sluice.it.servers.TestServers;
import io.sluice.it.servers.WithServers;
import io.sluice.it.suites.Outcome.Failed;
import io.sluice.it.suites.Outcome.Wrong;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;

/** TPC-H: the 22 queries over sharded orders, customers, parts and suppliers, beside one server. */
@WithServers
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TpchTest {
    /** So many of the 22 are answered, on each door; none is wrong. */
    private static final int ANSWERED = 22;

    private Twins twins;

    @BeforeAll
    void open(TestServers servers) throws SQLException {
        twins = Twins.start(servers, Twins.resource("tpch/rules.groovy"), Twins.resource("tpch/schema.sql"));
        twins.onBoth(new TpchRows().inserts());
    }

    @AfterAll
    void close() {
        twins.close();
    }

    @TestFactory
    Stream<DynamicContainer> queries() {
        List<Case> queries = Case.read(Twins.resource("tpch/queries.sql"));
        assertEquals(22, queries.size());
        return Door.chosen().stream().map(door -> {
            Tally tally = new Tally("TPC-H " + door);
            Stream<DynamicNode> tests =
                    queries.stream().map(each -> dynamicTest(each.title(), () -> run(door, each, tally)));
            DynamicNode last = dynamicTest("at least " + ANSWERED + " are answered", () -> {
                tally.print();
                assertTrue(tally.exact() >= ANSWERED, tally::toString);
            });
            return dynamicContainer(door.name(), Stream.concat(tests, Stream.of(last)));
        });
    }

    private void run(Door door, Case query, Tally tally) throws SQLException {
        Example asked = query.statements().get(0);
        try (Connection plain = twins.plain(door);
                Connection sluice = twins.sluice(door)) {
            Answer truth = Asked.by(plain, asked, door.prepared());
            assertTrue(findsSomething(truth), () -> "the data gives the query nothing to find: " + truth);
            Outcome outcome = CaseRun.compared(asked, truth, Asked.by(sluice, asked, door.prepared()));
            tally.add(outcome, false);
            if (outcome instanceof Wrong wrong) {
                throw new AssertionError(wrong.difference());
            }
            if (outcome instanceof Failed failed) {
                throw new AssertionError(failed.error());
            }
        }
    }

    private static boolean findsSomething(Answer truth) {
        return truth instanceof Rows rows
                && !rows.rows().isEmpty()
                && rows.rows().get(0).stream().allMatch(value -> value != null);
    }
}
