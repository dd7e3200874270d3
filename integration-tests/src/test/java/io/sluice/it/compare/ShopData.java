package io.sluice.it.compare;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;

/**
 * Random rows, the same for the same seed: NULLs, duplicates, text in mixed case and with trailing spaces, negative numbers and
 * keys, unsigned numbers beyond a long. Doubles are quarters, so that sums do not depend on the order of addition.
 */
final class ShopData {
    /** The tables in the order in which the data is loaded. */
    static final List<String> TABLES =
            List.of("orders", "order_items", "countries", "audit_log", "facts", "fact_notes", "members", "visits");

    private static final String[] CITIES = {
        "Paris", "paris", "PARIS ", "Lyon", "Oslo", "oslo ", "Rome", "Åre", "are", ""
    };
    private static final String[] NAMES = {"Ann", "ann", "ANN ", "Bob", "bob", "Zoë", "zoe", "Éva", "O'Neil", "x y", ""
    };
    private static final String[] CODES = {"a", "A", "b", "B ", "b", "a1", "Ä", "10", "9"};
    private static final String[] COUNTRIES = {"DE", "FR", "US", "NO", "IT"};

    private static final String[] PLAIN_CITIES = {"Paris", "Lyon", "Oslo", "Rome", "Bern"};

    private final Random random;
    private final String[] cities;
    private final String[] states;
    private final int base;
    private final Map<String, List<String>> rows = new LinkedHashMap<>();

    /** Everything that is difficult. */
    ShopData(long seed) {
        this(seed, CITIES, new String[] {"new", "paid", "Paid", "sent"}, 0);
    }

    /** Orders without texts that differ and are equal, with ids that nobody would write by hand. */
    static ShopData simple(long seed) {
        return new ShopData(seed, PLAIN_CITIES, new String[] {"new", "paid"}, 500_000);
    }

    private ShopData(long seed, String[] cities, String[] states, int base) {
        this.random = new Random(seed);
        this.cities = cities;
        this.states = states;
        this.base = base;
        rows.put("orders", orders());
        rows.put("order_items", items());
        rows.put("countries", countries());
        rows.put("audit_log", repeat(12, i -> "(" + (i + 1) + ", '2026-01-0" + (1 + i % 9) + "', 'm" + i % 5 + "')"));
        rows.put("facts", facts());
        rows.put("fact_notes", notes());
        rows.put(
                "members",
                repeat(
                        40,
                        i -> "('" + (i % 3 == 0 ? "U" : "u") + i + "@x.org', " + text(NAMES) + ", "
                                + random.nextInt(-5, 20) + ")"));
        rows.put(
                "visits",
                repeat(
                        60,
                        i -> "(" + (i + 1) + ", '2026-0" + (1 + random.nextInt(4)) + "-" + (10 + random.nextInt(18))
                                + " 10:0" + random.nextInt(10) + ":00', " + text(CODES) + ")"));
    }

    /** Deletes everything and loads it again, over any connection with the logical tables. */
    void load(Connection connection) throws SQLException {
        load(connection, TABLES);
    }

    /** The same for some of the tables. */
    void load(Connection connection, Collection<String> tables) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String table : TABLES) {
                if (tables.contains(table)) {
                    statement.execute("DELETE FROM " + table);
                    statement.execute("INSERT INTO " + table + columns(table) + " VALUES "
                            + String.join(",\n", rows.getOrDefault(table, List.of())));
                }
            }
            if (tables.contains("audit_log")) {
                // How many numbers an INSERT … SELECT leaves out is not to be compared.
                statement.execute("ALTER TABLE audit_log AUTO_INCREMENT = 1");
            }
        }
    }

    private static String columns(String table) {
        return switch (table) {
            case "orders" -> " (id, user_id, city, status, total, created_at)";
            case "order_items" -> " (id, order_id, user_id, product, quantity, price)";
            case "audit_log" -> " (id, at, message)";
            default -> "";
        };
    }

    private List<String> orders() {
        return repeat(
                150,
                i -> "(" + (base + i + 1) + ", " + user(i) + ", " + pick(cities) + ", " + pick(states) + ", "
                        + decimal(2) + ", " + day() + ")");
    }

    /** The user of an order: also negative ones, so that the last slots of modulo are met. */
    private static long user(int order) {
        return order % 24 - 3;
    }

    private List<String> items() {
        return repeat(220, i -> {
            int order = random.nextInt(150);
            return "(" + (base + i + 1) + ", " + (base + order + 1) + ", " + user(order) + ", "
                    + pick("pen", "Pen", "ink", "cup ") + ", " + random.nextInt(1, 6) + ", " + decimal(2) + ")";
        });
    }

    private List<String> countries() {
        List<String> all = new ArrayList<>();
        for (String code : COUNTRIES) {
            all.add("('" + code + "', 'Land of " + code + "')");
        }
        return all;
    }

    private List<String> facts() {
        return repeat(
                160,
                i -> String.join(
                        ", ",
                        "(" + (i + 1),
                        "" + (random.nextInt(30) - 6),
                        orNull(() -> "" + random.nextInt(-20, 20)),
                        orNull(() -> random.nextInt(4) == 0
                                ? "1844674407370955161" + random.nextInt(6)
                                : "" + random.nextInt(9)),
                        orNull(() -> decimal(3)),
                        orNull(() -> "" + (random.nextInt(-400, 400) / 4.0)),
                        text(NAMES),
                        text(CODES),
                        orNull(() -> pick(COUNTRIES)),
                        orNull(() -> "'" + (1990 + random.nextInt(4)) + "-0" + random.nextInt(1, 10) + "-1"
                                + random.nextInt(10) + "'"),
                        orNull(() -> "'2026-02-0" + random.nextInt(1, 5) + " 0" + random.nextInt(10) + ":30:00."
                                + random.nextInt(100, 999) + "'"),
                        orNull(() -> "" + random.nextInt(-128, 128)),
                        orNull(() -> pick("red", "green", "blue")) + ")"));
    }

    private List<String> notes() {
        List<String> keys = new ArrayList<>();
        for (String fact : rows.get("facts")) {
            keys.add(Arrays.asList(fact.substring(1).split(", ")).get(1));
        }
        return repeat(90, i -> {
            int fact = random.nextInt(160);
            return "(" + (i + 1) + ", " + keys.get(fact) + ", " + (fact + 1) + ", " + text(CODES) + ")";
        });
    }

    private String decimal(int scale) {
        return java.math.BigDecimal.valueOf(random.nextInt(-50_000, 90_000), scale)
                .toPlainString();
    }

    private String day() {
        return "'2025-0" + random.nextInt(1, 10) + "-0" + random.nextInt(1, 10) + " 1" + random.nextInt(10) + ":00:00'";
    }

    private String text(String[] values) {
        return orNull(() -> pick(values));
    }

    private String orNull(Supplier<String> value) {
        return random.nextInt(6) == 0 ? "NULL" : value.get();
    }

    private String pick(String... values) {
        return "'" + values[random.nextInt(values.length)].replace("'", "''") + "'";
    }

    private static List<String> repeat(int times, java.util.function.IntFunction<String> row) {
        List<String> all = new ArrayList<>();
        for (int i = 0; i < times; i++) {
            all.add(row.apply(i));
        }
        return all;
    }
}
