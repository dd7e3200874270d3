package io.sluice.it.keys;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.sluice.it.servers.TestServers;
import io.sluice.it.servers.WithServers;
import io.sluice.routing.keys.Key;
import io.sluice.routing.keys.Keys;
import io.sluice.routing.rules.KeyType;
import io.sluice.routing.schema.Column;
import io.sluice.sql.SqlValue;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;

/**
 * Text keys against the servers' weights, for every character that has a key: a string's weight is that of its key, so that
 * strings which a server calls equal have one key.
 */
@WithServers
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CollationsTest {
    private static final int AT_ONCE = 400;
    private static final int STRINGS = 4000;

    @TestFactory
    Stream<DynamicTest> equalStringsHaveOneKey(TestServers servers) throws SQLException {
        List<String> names = new ArrayList<>();
        try (Connection connection = servers.plain().connect(servers.schema());
                ResultSet rows = connection
                        .createStatement()
                        .executeQuery("SELECT COLLATION_NAME FROM information_schema.COLLATIONS"
                                + " WHERE COLLATION_NAME LIKE 'utf8%' AND COLLATION_NAME LIKE '%\\_ci'"
                                + " ORDER BY COLLATION_NAME")) {
            while (rows.next()) {
                names.add(rows.getString(1));
            }
        }
        if (servers.flavour().name().equals("MARIADB")) {
            names.add("utf8mb4_uca1400_ai_ci"); // listed without its character set
            names.add("utf8mb4_uca1400_nopad_ai_ci");
        }
        // What tells accents apart compares as its sister that does not, and then further.
        List<String> proven = names.stream()
                .filter(name -> !name.contains("_as_") && key("a", name) != null)
                .toList();
        assertTrue(proven.size() >= 4, proven.toString());
        return proven.stream().map(name -> dynamicTest(name, () -> check(servers, name)));
    }

    private static @Nullable String key(String text, String collation) {
        Column column = new Column("k", 0, "varchar", false, 100, 0, false, false, false, collation);
        Key key = Keys.compared(new SqlValue.Text(text), column, KeyType.TEXT);
        return key instanceof Key.Known known ? known.value().toString() : null;
    }

    private void check(TestServers servers, String collation) throws SQLException {
        List<String> characters = new ArrayList<>();
        List<String> keys = new ArrayList<>();
        for (int c = 0x20; c <= Character.MAX_VALUE; c++) {
            boolean surrogate = c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE;
            // Behind a letter: a key ends before spaces.
            String key = surrogate ? null : key("a" + Character.toString(c) + "a", collation);
            if (key != null) {
                characters.add(Character.toString(c));
                keys.add(key.substring(1, key.length() - 1));
            }
        }
        try (Connection connection = servers.plain().connect(servers.schema())) {
            Map<String, String> weights = weights(connection, collation, characters);
            weights.putAll(weights(connection, collation, keys));
            eachHasOneKey(collation, characters, keys, weights);
            strings(connection, collation, characters, weights);
        }
    }

    /** Characters of equal weight have equal keys; what weighs nothing or as several letters has those letters as its key. */
    private static void eachHasOneKey(
            String collation, List<String> characters, List<String> keys, Map<String, String> weights) {
        boolean single = collation.contains("_general_");
        Map<String, String> keyOf = new HashMap<>();
        List<String> wrong = new ArrayList<>();
        for (int i = 0; i < characters.size(); i++) {
            String weight = weights.get(characters.get(i));
            String before = keyOf.putIfAbsent(weight, keys.get(i));
            boolean alike =
                    single ? before == null || before.equals(keys.get(i)) : weight.equals(weights.get(keys.get(i)));
            if (!alike) {
                wrong.add("U+%04X key '%s' weight %s"
                        .formatted((int) characters.get(i).charAt(0), keys.get(i), weight));
            }
        }
        assertEquals(List.of(), wrong);
        System.out.println("[keys] " + collation + ": " + characters.size() + " characters have keys");
    }

    /** A string weighs what its characters weigh: nothing is contracted. */
    private static void strings(
            Connection connection, String collation, List<String> characters, Map<String, String> weights)
            throws SQLException {
        Random random = new Random(42);
        List<String> strings = new ArrayList<>();
        List<String> sums = new ArrayList<>();
        for (int i = 0; i < STRINGS; i++) {
            StringBuilder text = new StringBuilder();
            StringBuilder sum = new StringBuilder();
            for (int j = 0; j < 5; j++) {
                String character = characters.get(random.nextInt(characters.size()));
                text.append(character);
                sum.append(weights.get(character));
            }
            strings.add(text.toString());
            sums.add(sum.toString());
        }
        Map<String, String> found = weights(connection, collation, strings);
        List<String> wrong = new ArrayList<>();
        for (int i = 0; i < STRINGS; i++) {
            if (!sums.get(i).equals(found.get(strings.get(i)))) {
                wrong.add(strings.get(i) + " " + sums.get(i) + " " + found.get(strings.get(i)));
            }
        }
        assertEquals(List.of(), wrong);
    }

    private static Map<String, String> weights(Connection connection, String collation, List<String> texts)
            throws SQLException {
        Map<String, String> weights = new HashMap<>();
        String charset = collation.substring(0, collation.indexOf('_'));
        try (Statement statement = connection.createStatement()) {
            for (int from = 0; from < texts.size(); from += AT_ONCE) {
                List<String> some = texts.subList(from, Math.min(texts.size(), from + AT_ONCE));
                StringBuilder sql = new StringBuilder();
                for (int i = 0; i < some.size(); i++) {
                    String hex = HexFormat.of().formatHex(some.get(i).getBytes(StandardCharsets.UTF_8));
                    sql.append(i == 0 ? "SELECT " : " UNION ALL SELECT ").append(i);
                    sql.append(", HEX(WEIGHT_STRING(_" + charset + " x'" + hex + "' COLLATE " + collation + "))");
                }
                try (ResultSet rows = statement.executeQuery(sql.toString())) {
                    while (rows.next()) {
                        weights.put(some.get(rows.getInt(1)), rows.getString(2));
                    }
                }
            }
        }
        return weights;
    }
}
