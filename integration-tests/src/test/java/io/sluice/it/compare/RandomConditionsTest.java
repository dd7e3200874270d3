package io.sluice.it.compare;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.it.doors.ClusterFolder;
import io.sluice.it.servers.TestServers;
import io.sluice.it.servers.WithServers;
import io.sluice.jdbc.SluiceConnection;
import io.sluice.jdbc.SluiceDataSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * Random conditions on tables of four slots, one for each kind of rule, and random joins of colocated tables: through Sluice they
 * find the rows that they find on the plain server. {@code -Dconditions.statements=20000 -Dconditions.seed=7} tries more.
 */
@WithServers
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RandomConditionsTest {
    private static final int STATEMENTS = Integer.getInteger("conditions.statements", 150);
    private static final long SEED = Long.getLong("conditions.seed", 20_261_122);

    private static final int AMBIGUOUS = 1052;

    private static final String RULES =
            """
            table('c_modulo')  { key 'k'; shards 's0', 's1'; tables 'c_modulo_0', 'c_modulo_1'; modulo() }
            table('c_hash')    { key 'k'; shards 's0', 's1'; tables 'c_hash_0', 'c_hash_1'; hash() }
            table('c_buckets') { key 'k'; tables 'c_buckets_0', 'c_buckets_1'; buckets 64, over: ['s0', 's1'] }
            table('c_ranges')  { key 'k'; ranges 's0.c_ranges_0': below(0), 's0.c_ranges_1': 0..<4, 's1.c_ranges_0': 4..<8, 's1.c_ranges_1': from(8) }
            table('c_list')    { key 'k'; list 's0.c_list_0': [-2, 0, 3], 's0.c_list_1': [1, 4, 6], 's1.c_list_0': [5, 7], otherwise: 's1.c_list_1' }
            table('c_free')    { key 'k'; shards('s0', 's1') { long k -> k % 3 == 0 ? 0 : 1 }; tables('c_free_0', 'c_free_1') { long k -> k < 5 ? 0 : 1 } }
            table('c_two')     { key 'k'; shards('s0', 's1') { long k -> k < 5 ? 0 : 1 }; tables('c_two_{0..1}', by: 'a') { long a -> a < 4 ? 0 : 1 } }
            table('c_text')    { key 'k', String; shards 's0', 's1'; tables 'c_text_0', 'c_text_1'; hash() }
            table('c_month')   { key 'k'; byMonth shards: ['s0', 's1'], tables: 'c_month_{yyyyMM}', from: '2026-01', to: '2026-04' }
            table('jp')        { key 'k'; shards 's0', 's1'; tables 'jp_0', 'jp_1'; modulo() }
            table('jq')        { like 'jp' }
            colocate 'jp', 'jq', on: 'k'
            broadcast 'jc'
            """;

    private static final Map<String, IntFunction<String>> KEYS = new TreeMap<>(Map.of(
            "c_modulo", Integer::toString,
            "c_hash", Integer::toString,
            "c_buckets", Integer::toString,
            "c_ranges", Integer::toString,
            "c_list", Integer::toString,
            "c_free", Integer::toString,
            "c_two", Integer::toString,
            "c_text", n -> "'" + (n % 2 == 0 ? "Key" : "key") + Math.floorMod(n, 9) + "'",
            "c_month",
                    n -> "'2026-0%d-%02d 08:00:00'".formatted(1 + Math.floorMod(n, 4), 1 + Math.floorMod(n * 5, 28))));

    private Connection plain;
    private Connection sluice;
    private SluiceDataSource source;

    @BeforeAll
    void open(TestServers servers, @TempDir Path folder) throws SQLException, IOException {
        ClusterFolder cluster = ClusterFolder.write(folder, servers, RULES, false);
        // Logical and physical schemas have one name, so that nothing in an answer may differ by it.
        String file = Files.readString(cluster.clusterFile());
        String schema = "schema: " + ClusterFolder.SCHEMA + "\n";
        Files.writeString(cluster.clusterFile(), file.replace(schema, "schema: " + servers.schema() + "\n"));
        source = new SluiceDataSource(cluster.sluiceUrl() + "?sslMode=DISABLED");
        sluice = source.getConnection();
        plain = DriverManager.getConnection(
                servers.plain().jdbcUrl(servers.schema()),
                servers.plain().user(),
                servers.plain().password());
        Random random = new Random(SEED);
        for (String table : KEYS.keySet()) {
            String type = table.equals("c_text") ? "VARCHAR(20)" : table.equals("c_month") ? "DATETIME" : "BIGINT";
            both("CREATE TABLE " + table + " (id INT NOT NULL, k " + type + " NOT NULL, a INT"
                    + (table.equals("c_two") ? " NOT NULL" : "")
                    + ", b VARCHAR(10), c INT NOT NULL DEFAULT 0) DEFAULT CHARSET utf8mb4 COLLATE utf8mb4_general_ci");
            both(rows(table, random));
        }
        for (String table : List.of("jp", "jq", "jc")) {
            both("CREATE TABLE " + table + " (k BIGINT NOT NULL, a INT)");
            both("INSERT INTO " + table + " (k, a) VALUES "
                    + (table.equals("jc") ? "(1, 1), (2, 3), (9, NULL)" : pairs(random)));
        }
    }

    @AfterAll
    void close() throws SQLException {
        plain.close();
        sluice.close();
        source.close();
    }

    private static String rows(String table, Random random) {
        IntFunction<String> key = KEYS.getOrDefault(table, Integer::toString);
        List<String> rows = new ArrayList<>();
        for (int id = 0; id < 60; id++) {
            int k = random.nextInt(ConditionGrammar.VALUES) - 2;
            boolean none = random.nextInt(6) == 0 && !table.equals("c_two");
            String a = none ? "NULL" : Integer.toString(random.nextInt(ConditionGrammar.VALUES) - 2);
            rows.add("(" + id + ", " + key.apply(k) + ", " + a + ", '" + (char) ('a' + id % 3) + id + "')");
        }
        return "INSERT INTO " + table + " (id, k, a, b) VALUES " + String.join(", ", rows);
    }

    private static String pairs(Random random) {
        List<String> rows = new ArrayList<>();
        for (int i = 0; i < 14; i++) {
            rows.add("(" + random.nextInt(6) + ", " + (random.nextInt(5) == 0 ? "NULL" : random.nextInt(8)) + ")");
        }
        return String.join(", ", rows);
    }

    private void both(String sql) throws SQLException {
        for (Connection connection : List.of(plain, sluice)) {
            try (Statement statement = connection.createStatement()) {
                statement.execute(sql);
            }
        }
    }

    @TestFactory
    List<DynamicTest> conditionsOnEveryKindOfRule() {
        List<DynamicTest> tests = new ArrayList<>();
        KEYS.forEach((table, key) -> tests.add(DynamicTest.dynamicTest(table, () -> conditions(table, key))));
        return tests;
    }

    private void conditions(String table, IntFunction<String> key) throws SQLException {
        Random random = new Random(SEED + table.hashCode());
        ConditionGrammar grammar = new ConditionGrammar(random, table, key);
        List<String> wrong = new ArrayList<>();
        int narrowed = 0;
        for (int i = 0; i < STATEMENTS; i++) {
            Example example = Example.of(grammar.select());
            // Some of its subqueries stand where routing does not read them: those may be refused.
            boolean mayRefuse = example.template().contains("FROM " + table + " s");
            compare(example, random.nextBoolean(), mayRefuse, wrong);
            narrowed += slots(example) < 4 ? 1 : 0;
            if (i % 10 == 0) {
                undone(Example.of(grammar.update()), false, wrong);
                undone(Example.of(grammar.delete()), false, wrong);
            }
        }
        assertTrue(wrong.isEmpty(), () -> wrong.size() + " differ, seed " + SEED + "\n" + String.join("\n", wrong));
        int few = narrowed;
        assertTrue(few > STATEMENTS / 10, () -> "only " + few + " of " + STATEMENTS + " are narrowed");
    }

    /** How many slots it asks; all of them where it is refused. */
    private int slots(Example example) {
        try {
            String route = sluice.unwrap(SluiceConnection.class).explain(example.text());
            return (int)
                    route.lines().filter(line -> line.matches("  s\\d: .*")).count();
        } catch (SQLException e) {
            return 4;
        }
    }

    /** A write is counted, looked at, and taken back. */
    private void undone(Example example, boolean mayRefuse, List<String> wrong) throws SQLException {
        plain.setAutoCommit(false);
        sluice.setAutoCommit(false);
        try {
            if (compare(example, false, mayRefuse, wrong)) {
                for (String table : mayRefuse ? List.of("jp", "jq") : List.<String>of()) {
                    List<String> after = new ArrayList<>();
                    compare(Example.of("SELECT k, a FROM " + table), false, false, after);
                    after.forEach(each -> wrong.add(each + "\n  after " + example.template()));
                }
            }
        } finally {
            plain.rollback();
            sluice.rollback();
            plain.setAutoCommit(true);
            sluice.setAutoCommit(true);
        }
    }

    /** True where Sluice answered. */
    private boolean compare(Example example, boolean prepared, boolean mayRefuse, List<String> wrong) {
        Answer truth = Asked.by(plain, example, prepared);
        Answer answer = Asked.by(sluice, example, prepared);
        if (mayRefuse && answer instanceof Answer.Failure failure && failure.refusal()) {
            return false;
        }
        if (truth instanceof Answer.Failure failure && failure.errno() == AMBIGUOUS && answer instanceof Answer.Count) {
            return true; // a write that no row can fulfil is not sent: nobody looks at its names
        }
        String difference = Comparison.difference(new Example(example.template(), Set.of()), bare(truth), bare(answer));
        if (!difference.isEmpty()) {
            wrong.add(difference + "\n  " + (prepared ? "prepared " : "") + example.template());
        }
        return true;
    }

    /** Which table's name a column of a derived table has depends on the server's way of finding no rows. */
    private static Answer bare(Answer answer) {
        return answer instanceof Answer.Rows rows ? new Answer.Rows(List.of(), rows.rows()) : answer;
    }

    @Test
    void joinsDerivedTablesAndSubqueries() throws SQLException {
        Random random = new Random(SEED);
        JoinGrammar grammar = new JoinGrammar(random);
        List<String> wrong = new ArrayList<>();
        long answered = IntStream.range(0, STATEMENTS * 5)
                .filter(i -> compare(Example.of(grammar.select()), random.nextBoolean(), true, wrong))
                .count();
        for (int i = 0; i < STATEMENTS; i++) {
            undone(Example.of(grammar.write()), true, wrong);
        }
        System.out.println("[conditions] " + answered + " of " + STATEMENTS * 5 + " random joins were answered");
        assertTrue(wrong.isEmpty(), () -> wrong.size() + " differ, seed " + SEED + "\n" + String.join("\n", wrong));
        assertTrue(answered > STATEMENTS, () -> "only " + answered + " were answered");
    }
}
