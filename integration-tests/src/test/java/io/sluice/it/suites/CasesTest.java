package io.sluice.it.suites;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.sluice.it.compare.Door;
import io.sluice.it.compare.Example;
import io.sluice.it.servers.TestServers;
import io.sluice.it.servers.WithServers;
import io.sluice.it.suites.Case.Trait;
import io.sluice.it.suites.Outcome.Failed;
import io.sluice.it.suites.Outcome.Wrong;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;

/**
 * The shapes that peers refuse ({@code suites/shapes}) and the threads in which peers gave wrong rows ({@code suites/issues.sql}),
 * over tables that are all sharded: none may be wrong here, and at least the stated share must be exact.
 */
@WithServers
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CasesTest {
    /** At least so many of a hundred shapes are exact, on each door. */
    private static final int SHAPES = 94;
    /** And of the threads. */
    private static final int ISSUES = 98;

    private static final List<String> SHAPE_FILES = List.of(
            "1-vitess", "2-shardingsphere", "3-dble", "4-mycat", "5-polardb-x", "6-gaea-kingshard", "7-postgres-peers");
    private static final Pattern READING = Pattern.compile(
            "(?is)[\\s(]*(SELECT|SHOW|TABLE|VALUES|SET|START|COMMIT|ROLLBACK|DO|EXPLAIN|DESCRIBE|HANDLER|SAVEPOINT|PREPARE"
                    + "|EXECUTE|DEALLOCATE|WITH(?!.*\\b(UPDATE|DELETE)\\b))\\b.*");

    private final Map<String, String> rows = new LinkedHashMap<>();
    private TestServers servers;
    private Twins twins;

    @BeforeAll
    void open(TestServers given) throws SQLException {
        servers = given;
        twins = Twins.start(servers, Twins.resource("rules.groovy"), Twins.resource("schema.sql"));
        for (String insert : Twins.statements(Twins.resource("data.sql"))) {
            rows.put(insert.split("\\s+", 4)[2], insert);
        }
        twins.onBoth(List.copyOf(rows.values()));
    }

    @AfterAll
    void close() {
        twins.close();
    }

    @TestFactory
    Stream<DynamicContainer> shapes() {
        List<Case> all = new ArrayList<>();
        SHAPE_FILES.forEach(file -> all.addAll(Case.read(Twins.resource("shapes/" + file + ".sql"))));
        return throughEveryDoor("shapes", all, SHAPES);
    }

    @TestFactory
    Stream<DynamicContainer> issues() {
        return throughEveryDoor("issues", Case.read(Twins.resource("issues.sql")), ISSUES);
    }

    private Stream<DynamicContainer> throughEveryDoor(String title, List<Case> cases, int floor) {
        List<Case> asked =
                cases.stream().filter(each -> each.isFor(servers.flavour())).toList();
        return Door.chosen().stream().map(door -> {
            Tally tally = new Tally(title + " " + door);
            Stream<DynamicNode> tests =
                    asked.stream().map(each -> dynamicTest(each.toString(), () -> run(door, each, tally)));
            DynamicNode last = dynamicTest("at least " + floor + " of 100 are exact", () -> {
                tally.print();
                assertEquals(0, tally.bad(), "wrong ones");
                assertTrue(tally.share() >= floor, tally::toString);
            });
            return dynamicContainer(door.name(), Stream.concat(tests, Stream.of(last)));
        });
    }

    private void run(Door door, Case asked, Tally tally) throws SQLException {
        try {
            Outcome outcome = new CaseRun(twins, door).of(asked);
            tally.add(outcome, asked.traits().contains(Trait.KNOWN));
            if (asked.traits().contains(Trait.KNOWN)) {
                assertTrue(outcome instanceof Wrong, () -> "no longer to be marked as known: " + outcome);
                return;
            }
            if (outcome instanceof Wrong wrong) {
                throw new AssertionError(wrong.difference());
            }
            if (outcome instanceof Failed failed) {
                throw new AssertionError("an error without a name: " + failed.error());
            }
        } finally {
            restore(asked);
        }
    }

    private void restore(Case asked) throws SQLException {
        List<String> script = new ArrayList<>();
        for (String table : changed(asked)) {
            script.add("DELETE FROM " + table);
            script.add(rows.getOrDefault(table, ""));
        }
        if (!script.isEmpty()) {
            twins.onBoth(script);
        }
    }

    private List<String> changed(Case asked) {
        List<String> tables = new ArrayList<>();
        for (Example each : asked.statements()) {
            if (!READING.matcher(each.text()).matches()) {
                tables.addAll(each.mentioned(List.copyOf(rows.keySet())));
            }
        }
        return tables.stream().distinct().toList();
    }
}
