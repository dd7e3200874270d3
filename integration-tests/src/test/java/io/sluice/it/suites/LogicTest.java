package io.sluice.it.suites;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.sluice.it.servers.TestServers;
import io.sluice.it.servers.WithServers;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;

/**
 * The public SQL logic tests through the driver, beside one plain server: every table sharded by its first column over four
 * slots, and every table on one shard. A slice; {@code -Dlogic.files='(select|index/).*' -Dlogic.every=1} runs all.
 */
@WithServers
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LogicTest {
    /** So many of a hundred queries are answered where everything is sharded. */
    private static final int SHARDED = 99;
    /** And where everything is on one shard. */
    private static final int TOGETHER = 100;

    private static final String SLICE =
            "select[1-4]\\.test|index/(between|commute|in|orderby|orderby_nosort|random)/10/slt_good_1\\.test";

    private final Pattern files = Pattern.compile(System.getProperty("logic.files", SLICE));
    /** Of so many queries of a file one is asked; 0 for the slice: about a hundred of each file. */
    private final int every = Integer.getInteger("logic.every", 0);

    private final Map<String, Twins> worlds = new HashMap<>();
    private final Tally sharded = new Tally("logic, sharded");
    private final Tally together = new Tally("logic, one shard");
    private TestServers servers;

    @BeforeAll
    void remember(TestServers given) {
        servers = given;
    }

    @AfterAll
    void close() {
        worlds.values().forEach(Twins::close);
    }

    @TestFactory
    Stream<DynamicTest> files() {
        List<String> names = LogicFile.names(files);
        Stream<DynamicTest> tests = names.stream()
                .flatMap(name -> Stream.of(
                        dynamicTest(name + ", sharded", () -> run(name, true)),
                        dynamicTest(name + ", on one shard", () -> run(name, false))));
        DynamicTest last = dynamicTest("enough of them are answered", () -> {
            sharded.print();
            together.print();
            assertTrue(sharded.share() >= SHARDED, sharded::toString);
            assertTrue(together.share() >= TOGETHER, together::toString);
        });
        return Stream.concat(tests, Stream.of(last));
    }

    private void run(String name, boolean isSharded) throws SQLException {
        LogicFile file = LogicFile.read(name);
        long queries = file.entries().stream().filter(LogicFile.Entry::query).count();
        int step = every > 0 ? every : (int) Math.max(1, queries / 100);
        String rules = rules(file.firstColumns(), isSharded);
        Twins twins = worlds.computeIfAbsent(rules, text -> Twins.start(servers, text, ""));
        List<String> differences = new LogicRun(file, step, isSharded ? sharded : together).run(twins);
        assertTrue(
                differences.isEmpty(),
                () -> differences.size() + " differences\n"
                        + differences.stream().limit(20).collect(Collectors.joining("\n")));
    }

    private static String rules(Map<String, String> firstColumns, boolean isSharded) {
        if (!isSharded) {
            return firstColumns.keySet().stream()
                    .map(table -> "single '" + table + "', on: 's0'\n")
                    .collect(Collectors.joining());
        }
        String tables = firstColumns.entrySet().stream()
                .map(each -> "table('%1$s') { key '%2$s'; tables '%1$s_0', '%1$s_1'; modulo() }\n"
                        .formatted(each.getKey(), each.getValue()))
                .collect(Collectors.joining());
        String together = firstColumns.entrySet().stream()
                .map(each -> each.getKey() + ": '" + each.getValue() + "'")
                .collect(Collectors.joining(", "));
        return firstColumns.size() < 2 ? tables : tables + "colocate " + together + "\n";
    }
}
