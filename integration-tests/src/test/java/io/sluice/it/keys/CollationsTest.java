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
 * Text keys against the servers' weights, for every character that has a key: a string's weight spells its key, so that strings
 * which a server calls equal have one key.
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
            Map<String, String> letters = letters(collation, characters, keys, weights);
            strings(connection, collation, characters, letters);
        }
    }

    /** The letter that each unit of weight stands for: characters of one unit say it, those of several must agree. */
    private static Map<String, String> letters(
            String collation, List<String> characters, List<String> keys, Map<String, String> weights) {
        Map<String, String> letters = new HashMap<>();
        List<String> wrong = new ArrayList<>();
        for (int i = 0; i < characters.size(); i++) {
            List<String> units = units(weights.get(characters.get(i)));
            String before = units.size() == 1 ? letters.putIfAbsent(units.get(0), keys.get(i)) : null;
            if (before != null && !before.equals(keys.get(i))) {
                wrong.add(words(characters.get(i), keys.get(i), units) + " is '" + before + "', too");
            }
        }
        for (int i = 0; i < characters.size(); i++) {
            List<String> units = units(weights.get(characters.get(i)));
            if (!spelled(units, letters).equals(keys.get(i))) {
                wrong.add(words(characters.get(i), keys.get(i), units));
            }
        }
        assertEquals("", String.join("\n", wrong.subList(0, Math.min(wrong.size(), 60))));
        System.out.println("[keys] " + collation + ": " + characters.size() + " characters have keys");
        return letters;
    }

    private static String words(String character, String key, List<String> units) {
        return "U+%04X '%s' key '%s' weight %s".formatted((int) character.charAt(0), character, key, units);
    }

    /** Two bytes; four where they begin with the mark of a weight that is made of the code point. */
    private static List<String> units(String weight) {
        List<String> units = new ArrayList<>();
        for (int i = 0; i < weight.length(); ) {
            int length = weight.startsWith("FB", i) ? 8 : 4;
            units.add(weight.substring(i, Math.min(weight.length(), i + length)));
            i += length;
        }
        return units;
    }

    private static String spelled(List<String> units, Map<String, String> letters) {
        StringBuilder text = new StringBuilder();
        units.forEach(unit -> text.append(letters.getOrDefault(unit, "<" + unit + ">")));
        return text.toString();
    }

    /** The weight of a string spells its key: whatever a server contracts, equal strings have one key. */
    private static void strings(
            Connection connection, String collation, List<String> characters, Map<String, String> letters)
            throws SQLException {
        Random random = new Random(42);
        int ideograph = characters.indexOf("\u4e00");
        List<String> strings = new ArrayList<>();
        for (int i = 0; i < STRINGS; i++) {
            StringBuilder text = new StringBuilder();
            for (int j = 0; j < 5; j++) {
                int among = random.nextInt(4) == 0 ? characters.size() : ideograph;
                text.append(characters.get(random.nextInt(among)));
            }
            strings.add(text.toString());
        }
        Map<String, String> found = weights(connection, collation, strings);
        List<String> wrong = new ArrayList<>();
        for (String string : strings) {
            String key = key("a" + string + "a", collation);
            String spelled = "a" + spelled(units(found.get(string)), letters) + "a";
            if (!spelled.equals(key)) {
                wrong.add(string + " key " + key + " weighs " + spelled);
            }
        }
        assertEquals("", String.join("\n", wrong.subList(0, Math.min(wrong.size(), 40))));
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
