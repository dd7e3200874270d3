package io.sluice.it.compare;

import io.sluice.it.compare.Example.Mark;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/** Random SELECTs of what must work across shards; the same ones for the same seed. ORDER BY always decides totally. */
final class Grammar {
    private static final String[] SORTABLE = {"n", "u", "d", "f", "name", "code", "born", "seen", "small", "colour", "k"
    };
    private static final String[] SHOWN = {
        "n",
        "u",
        "d",
        "f",
        "name",
        "code",
        "country",
        "born",
        "seen",
        "small",
        "colour",
        "k",
        "n + 1 AS more",
        "UPPER(code) AS big",
        "COALESCE(n, {0}) AS filled",
        "d * 2 AS twice",
        "IFNULL(name, '-') AS who",
        "CASE WHEN n > 0 THEN 'up' ELSE 'down' END AS way",
        "YEAR(born) AS y",
        "CONCAT(code, '!') AS loud"
    };
    private static final String[] GROUPS = {
        "n", "code", "country", "born", "small % 3", "colour", "k", "YEAR(born)", "name"
    };
    private static final String[] AGGREGATES = {
        "COUNT(*)",
        "COUNT(n)",
        "SUM(n)",
        "SUM(d)",
        "SUM(small)",
        "MIN(n)",
        "MAX(n)",
        "MIN(d)",
        "MAX(u)",
        "MIN(u)",
        "MIN(born)",
        "MAX(seen)",
        "MIN(code)",
        "MAX(code)",
        "AVG(n)",
        "AVG(d)",
        "SUM(n * 2)",
        "AVG(small)",
        "MAX(f)"
    };

    private final Random random;

    Grammar(long seed) {
        random = new Random(seed);
    }

    List<Example> reads(int count) {
        List<Example> examples = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            examples.add(
                    switch (i % 8) {
                        case 0 -> plain();
                        case 1 -> sorted();
                        case 2 -> grouped();
                        case 3 -> distinct();
                        case 4 -> totals();
                        case 5 -> joined();
                        case 6 -> withBroadcast();
                        default -> groupedJoin();
                    });
        }
        return examples;
    }

    private Example plain() {
        return new Example("SELECT " + shown() + " FROM facts" + where(), Set.of());
    }

    private Example sorted() {
        String order = " ORDER BY " + pick(SORTABLE) + direction() + ", id" + direction();
        return new Example("SELECT id, " + shown() + " FROM facts" + where() + order + limit(), Set.of());
    }

    private Example distinct() {
        String first = pick(SORTABLE);
        String list = random.nextBoolean() ? first : first + ", " + other(SORTABLE, first);
        String order = random.nextBoolean() ? " ORDER BY " + list + limit() : "";
        return new Example("SELECT DISTINCT " + list + " FROM facts" + where() + order, equals(list));
    }

    private Example grouped() {
        String group = pick(GROUPS);
        String key = random.nextInt(3) == 0 ? group + ", " + other(GROUPS, group) : group;
        String list = key + ", " + pick(AGGREGATES) + " AS a, " + pick(AGGREGATES) + " AS b";
        String having =
                random.nextInt(3) == 0 ? " HAVING " + pick("COUNT(*) > {1}", "a IS NOT NULL", "SUM(n) < {40}") : "";
        String order = random.nextInt(3) == 0
                ? ""
                : " ORDER BY " + (random.nextBoolean() ? "a" + direction() + ", " : "") + key + limit();
        return new Example(
                "SELECT " + list + " FROM facts" + where() + " GROUP BY " + key + having + order, equals(key));
    }

    private Example totals() {
        String list = pick(AGGREGATES) + " AS a, " + pick(AGGREGATES) + ", " + pick(AGGREGATES) + " AS c";
        return new Example("SELECT " + list + " FROM facts" + where(), Set.of());
    }

    private Example joined() {
        String join = random.nextBoolean() ? " JOIN " : " LEFT JOIN ";
        String order = random.nextBoolean()
                ? " ORDER BY o." + pick("total", "city", "created_at", "user_id") + direction() + ", o.id, i.id"
                        + limit()
                : "";
        return new Example(
                "SELECT o.id, o.city, o.total, i.id AS item, i.product, i.price * i.quantity AS sum FROM orders o"
                        + join + "order_items i ON i.user_id = o.user_id AND i.order_id = o.id" + orders() + order,
                Set.of());
    }

    private Example withBroadcast() {
        String join = random.nextBoolean() ? " JOIN " : " LEFT JOIN ";
        String order = random.nextBoolean() ? " ORDER BY c.name" + direction() + ", f.id" + limit() : "";
        return new Example(
                "SELECT f.id, f.k, f.name, c.name AS land FROM facts f" + join + "countries c ON c.code = f.country"
                        + where("f.") + order,
                Set.of());
    }

    private Example groupedJoin() {
        String aggregate =
                pick("COUNT(*)", "SUM(i.quantity)", "SUM(i.price)", "MAX(o.total)", "AVG(i.price)", "MIN(i.id)");
        String key = pick("o.user_id", "i.quantity", "o.status");
        String order = random.nextBoolean() ? " ORDER BY a" + direction() + ", " + key + limit() : "";
        return new Example(
                "SELECT " + key + ", " + aggregate + " AS a FROM orders o JOIN order_items i"
                        + " ON o.user_id = i.user_id AND o.id = i.order_id" + orders() + " GROUP BY " + key + order,
                equals(key.contains("status") ? "name" : key));
    }

    /** A condition on facts for writes, and for reads after WHERE. */
    String condition(String prefix, int depth) {
        int kind = depth == 0 ? random.nextInt(11) : random.nextInt(14);
        return switch (kind) {
            case 0 -> prefix + "k = {" + key() + "}";
            case 1 -> prefix + "k IN ({" + key() + "}, {" + key() + "}, " + key() + ")";
            case 2 -> prefix + "k BETWEEN {" + key() + "} AND {" + (key() + 3) + "}";
            case 3 -> prefix + "k " + pick("<", ">", "<=", ">=", "<>") + " {" + key() + "}";
            case 4 -> prefix + "k = " + key() + " + {2}";
            case 5 -> "(" + prefix + "k, " + prefix + "n) IN (({" + key() + "}, {1}), (" + key() + ", {-3}))";
            case 6 -> prefix + pick("n", "name", "d", "seen", "colour") + pick(" IS NULL", " IS NOT NULL");
            case 7 ->
                prefix
                        + pick(
                                "name = {'ann'}",
                                "name LIKE {'%o%'}",
                                "code = {'b'}",
                                "code >= {'A'}",
                                "name IN ('BOB', {'zoe'})");
            case 8 ->
                prefix
                        + pick(
                                "n > {3}",
                                "n <= {-2}", "u > {5}", "d < {12.5}", "f >= {0}", "small BETWEEN {-40} AND {40}");
            case 9 ->
                prefix
                        + pick(
                                "born > {'1991-06-01'}",
                                "seen <= {'2026-02-03 00:00:00'}",
                                "colour = {'red'}",
                                "country <> {'DE'}");
            case 10 -> "(" + prefix + "k, " + prefix + "id) = ({" + key() + "}, {7})";
            case 11 -> "(" + condition(prefix, depth - 1) + " OR " + condition(prefix, depth - 1) + ")";
            case 12 -> "NOT (" + condition(prefix, depth - 1) + ")";
            default -> condition(prefix, depth - 1) + " AND " + condition(prefix, depth - 1);
        };
    }

    private String where() {
        return where("");
    }

    private String where(String prefix) {
        return random.nextInt(4) == 0 ? "" : " WHERE " + condition(prefix, 2);
    }

    private String orders() {
        return switch (random.nextInt(6)) {
            case 0 -> "";
            case 1 -> " WHERE o.user_id = {" + key() + "}";
            case 2 -> " WHERE o.user_id IN ({" + key() + "}, {" + key() + "})";
            case 3 -> " WHERE o.total > {" + random.nextInt(400) + ".50}";
            case 4 -> " WHERE o.user_id BETWEEN {" + key() + "} AND {20} AND o.city <> {'oslo'}";
            default -> " WHERE o.status = {'paid'} OR o.user_id = {" + key() + "}";
        };
    }

    private String shown() {
        Set<String> list = new java.util.LinkedHashSet<>();
        int wanted = 1 + random.nextInt(4);
        while (list.size() < wanted) {
            list.add(pick(SHOWN));
        }
        return String.join(", ", list);
    }

    private String limit() {
        return switch (random.nextInt(5)) {
            case 0 -> " LIMIT {" + (1 + random.nextInt(12)) + "}";
            case 1 -> " LIMIT {" + random.nextInt(6) + "}, {" + (1 + random.nextInt(9)) + "}";
            case 2 -> " LIMIT " + (1 + random.nextInt(9)) + " OFFSET {" + random.nextInt(30) + "}";
            default -> "";
        };
    }

    private String direction() {
        return pick("", " ASC", " DESC");
    }

    private long key() {
        return random.nextInt(30) - 6;
    }

    private static Set<Mark> equals(String shown) {
        return shown.contains("name") || shown.contains("country") ? EnumSet.of(Mark.ANY_OF_EQUALS) : Set.of();
    }

    private String other(String[] values, String than) {
        String found = pick(values);
        while (found.equals(than)) {
            found = pick(values);
        }
        return found;
    }

    private String pick(String... values) {
        return values[random.nextInt(values.length)];
    }
}
