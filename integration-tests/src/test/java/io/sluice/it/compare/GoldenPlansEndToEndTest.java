package io.sluice.it.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.sluice.examples.servers.Flavour;
import io.sluice.it.servers.TestServers;
import io.sluice.it.servers.WithServers;
import io.sluice.routing.golden.PlanFile;
import io.sluice.routing.golden.PlanFile.PlanCase;
import io.sluice.routing.golden.PlanFile.Step;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;

/**
 * The golden plans that use the shop's rules, run: EXPLAIN ROUTE prints on both doors what the file says, and the statement
 * answers what the plain server answers, or with the error that the file names.
 */
@WithServers
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GoldenPlansEndToEndTest {
    private static final Path PLANS = Path.of("../routing-rules/src/test/resources/plans");
    private static final String SCHEMA = "shop";

    /** Whether replicas have yet what this case or another has just written is a matter of moments. */
    private static final Pattern WRITTEN =
            Pattern.compile("primary \\((own write|recent write|newer than replicas)\\)");

    private static final Pattern ROLE = Pattern.compile("replica|primary \\([a-z ]+\\)");

    private final ShopData data = ShopData.simple(99);
    private final Map<String, String> skipped = new LinkedHashMap<>();
    private TestServers servers;
    private Shop shop;
    /** The tables that statements since the last loading may have changed. */
    private final Set<String> stale = new HashSet<>(ShopData.TABLES);

    private boolean tablesChanged;
    private int compared;

    @BeforeAll
    void open(TestServers given) {
        // The files say shop, so the schema is called shop; it is this class's own for as long as it runs.
        servers = new TestServers(given.set(), SCHEMA);
        servers.freshSchema();
        shop = Shop.start(servers);
        letPlainMakeIds();
    }

    private void letPlainMakeIds() {
        // Sluice makes these ids itself; the plain server needs a way of its own to do without them.
        servers.plain()
                .run(
                        SCHEMA,
                        "ALTER TABLE orders MODIFY id BIGINT NOT NULL AUTO_INCREMENT;"
                                + "ALTER TABLE order_items MODIFY id BIGINT NOT NULL AUTO_INCREMENT");
    }

    @AfterAll
    void close() {
        shop.close();
        servers.plain().run("", "DROP DATABASE " + SCHEMA);
        servers.shards().forEach(shard -> shard.primary().run("", "DROP DATABASE " + SCHEMA));
        System.out.println("[golden] " + compared + " statements compared, " + skipped.size() + " not:");
        skipped.forEach((sql, why) -> System.out.println("[golden]   " + why + ": " + sql.replace('\n', ' ')));
    }

    @TestFactory
    Stream<DynamicContainer> plans() throws IOException {
        List<PlanFile> files = new ArrayList<>();
        try (Stream<Path> paths = Files.walk(PLANS)) {
            for (Path path :
                    paths.filter(p -> p.toString().endsWith(".plan")).sorted().toList()) {
                files.add(PlanFile.read(path));
            }
        }
        return Door.chosen().stream()
                .map(door -> dynamicContainer(door.name(), files.stream().flatMap(file -> cases(door, file))));
    }

    private Stream<? extends DynamicNode> cases(Door door, PlanFile file) {
        return file.cases().stream()
                .filter(each -> each.world().rules().endsWith("shop/rules.groovy"))
                .filter(each -> each.world().cluster().endsWith("shop/cluster.yaml"))
                .filter(each -> ofThisServer(each.world().flavour()))
                .filter(each -> door == Door.PROXY_TEXT || door == Door.DRIVER_TEXT || !changesTables(each))
                .map(each -> dynamicTest(file.path().getFileName() + " " + each.title(), () -> run(door, each)));
    }

    private boolean ofThisServer(String flavour) {
        return flavour.equals("any") || flavour.equals(servers.flavour() == Flavour.MYSQL ? "mysql" : "mariadb");
    }

    /** They cost a second each, and no door prepares them: once for the proxy and once for the driver. */
    private static boolean changesTables(PlanCase planCase) {
        return planCase.steps().stream().anyMatch(GoldenPlansEndToEndTest::changesTables);
    }

    private static boolean changesTables(Step step) {
        return step.sql().matches("(?is)\\s*(CREATE|DROP|ALTER|RENAME|TRUNCATE)\\b.*");
    }

    private void run(Door door, PlanCase planCase) throws SQLException {
        begin();
        try (Connection plain = shop.plain(door);
                Connection sluice = shop.sluice(door)) {
            List<String> differences = new ArrayList<>();
            for (Step step : planCase.steps()) {
                mark(step);
                try {
                    step(door, step, plain, sluice);
                } catch (AssertionError e) {
                    differences.add(String.valueOf(e.getMessage()));
                }
            }
            assertTrue(differences.isEmpty(), () -> String.join("\n", differences));
        }
    }

    private void mark(Step step) {
        tablesChanged |= changesTables(step);
        if (!step.sql().startsWith("SELECT")) {
            String sql = step.sql().toLowerCase(Locale.ROOT);
            ShopData.TABLES.stream().filter(sql::contains).forEach(stale::add);
        }
    }

    private void step(Door door, Step step, Connection plain, Connection sluice) throws SQLException {
        GoldenStep golden = new GoldenStep(step, door);
        if (golden.hinted()) {
            skipped.put(step.sql(), "a hint asks for what one server does not have; HintsTest runs them");
            return;
        }
        explained(golden, sluice);
        String whyNot = golden.whyNotCompared();
        if (whyNot.equals(GoldenStep.SLEEPS)) {
            skipped.put(step.sql(), whyNot);
            return;
        }
        Answer answer = golden.ask(sluice);
        if (!whyNot.isEmpty()) {
            skipped.put(step.sql(), whyNot);
            golden.ask(plain);
        } else if (golden.expectsError()) {
            // Preparing asks a server first, and what that refuses itself is told in its words.
            if (golden.refused(answer) || !Comparison.sameError(golden.ask(plain), answer)) {
                golden.checkError(answer);
            }
            compared++;
        } else {
            Comparison.check(golden.example(), golden.ask(plain), answer);
            compared++;
        }
    }

    private static void explained(GoldenStep golden, Connection sluice) throws SQLException {
        if (golden.explainable()) {
            String expected = String.join("\n", golden.expected());
            String shown = golden.explain(sluice);
            if (WRITTEN.matcher(expected).find() || WRITTEN.matcher(shown).find()) {
                expected = ROLE.matcher(expected).replaceFirst("anywhere");
                shown = ROLE.matcher(shown).replaceFirst("anywhere");
            }
            assertEquals(expected, shown, "EXPLAIN ROUTE " + golden.sql());
        }
    }

    private void begin() throws SQLException {
        if (tablesChanged) {
            shop.remakeTables();
            letPlainMakeIds();
            tablesChanged = false;
            stale.addAll(ShopData.TABLES);
        }
        if (!stale.isEmpty()) {
            try (Connection plain = shop.plain(Door.PROXY_TEXT);
                    Connection sluice = shop.sluice(Door.chosen().get(0))) {
                data.load(plain, stale);
                data.load(sluice, stale);
            }
            servers.awaitReplicas();
            stale.clear();
        }
    }
}
