package io.sluice.it.compare;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Random joins, derived tables and subqueries over tables of equal rules, most of them joined by the key or by something that
 * looks like it. What Sluice refuses is no mistake; what it answers must be right.
 */
final class JoinGrammar {
    private final Random random;
    private final List<String> names = new ArrayList<>();

    JoinGrammar(Random random) {
        this.random = random;
    }

    String select() {
        names.clear();
        String from = joined(1 + random.nextInt(3));
        StringBuilder items = new StringBuilder();
        for (String name : names) {
            items.append(items.isEmpty() ? "" : ", ")
                    .append(name)
                    .append(".k AS k")
                    .append(name);
            items.append(", ").append(name).append(".a AS a").append(name);
        }
        String where = random.nextInt(4) == 0 ? "" : " WHERE " + condition(2);
        return "SELECT " + items + " FROM " + from + where;
    }

    private String joined(int joins) {
        String from = factor();
        for (int i = 0; i < joins; i++) {
            List<String> left = List.copyOf(names);
            String type = any("JOIN", "JOIN", "LEFT JOIN", "LEFT JOIN", "RIGHT JOIN");
            if (random.nextInt(6) == 0) {
                String inner = factor();
                String first = last();
                String other = factor();
                from += " " + type + " (" + inner + " " + any("JOIN", "LEFT JOIN") + " " + other + " ON "
                        + on(List.of(first), last()) + ") ON " + on(left, any(first, last()));
            } else {
                String right = factor();
                from += " " + type + " " + right + " ON " + on(left, last());
            }
        }
        return from;
    }

    private String factor() {
        String name = String.valueOf((char) ('p' + names.size()));
        names.add(name);
        String table = any("jp", "jq");
        return switch (random.nextInt(9)) {
            case 0 ->
                "(SELECT k, a FROM " + table + any("", " WHERE a < 6", " WHERE k = 3", " WHERE k IN (1, 2)") + ") "
                        + name;
            case 1 -> "(SELECT k, COUNT(*) AS a FROM " + table + " GROUP BY k) " + name;
            case 2 ->
                any(
                        "(SELECT a AS k, k AS a FROM " + table + ") " + name,
                        "(SELECT DISTINCT k, a FROM " + table + ") " + name,
                        "(SELECT MAX(k) AS k, a FROM " + table + " GROUP BY a) " + name,
                        "(SELECT * FROM " + table + ") " + name,
                        "(SELECT k, a FROM " + table + " WHERE k = 2 UNION ALL SELECT k, a FROM jq WHERE k = 2) "
                                + name,
                        "(SELECT x.k, y.a FROM jp x LEFT JOIN jq y ON y.k = x.k AND y.a > 3) " + name,
                        "(SELECT y.k, x.a FROM jp x LEFT JOIN jq y ON y.k = x.k AND y.a > 3) " + name);
            case 3 -> random.nextInt(2) == 0 ? "jc " + name : table + " " + name;
            default -> table + " " + name;
        };
    }

    private String on(List<String> left, String right) {
        String other = left.get(random.nextInt(left.size()));
        String equal = any(
                right + ".k = " + other + ".k",
                right + ".k = " + other + ".k",
                other + ".k = " + right + ".k",
                other + ".k = " + right + ".k",
                right + ".k = " + other + ".k",
                "NOT (" + right + ".k <> " + other + ".k)",
                right + ".k = " + other + ".k + 1",
                right + ".k <=> " + other + ".k",
                right + ".a = " + other + ".a",
                "(" + right + ".k, " + right + ".a) = (" + other + ".k, " + other + ".a)");
        return switch (random.nextInt(6)) {
            case 0 -> equal + " AND " + atom(any(other, right));
            case 1 -> equal + " OR " + atom(right);
            case 2 -> equal + " AND " + right + ".k = " + left.get(0) + ".k";
            default -> equal;
        };
    }

    private String condition(int depth) {
        if (depth > 0 && random.nextInt(3) == 0) {
            return "(" + condition(depth - 1) + any(" AND ", " AND ", " OR ") + condition(depth - 1) + ")";
        }
        String name = names.get(random.nextInt(names.size()));
        String other = names.get(random.nextInt(names.size()));
        return switch (random.nextInt(9)) {
            case 0, 1, 2 -> name + ".k = " + random.nextInt(6);
            case 3 -> name + ".k IN (" + random.nextInt(6) + ", {" + random.nextInt(6) + "})";
            case 4 -> name + ".k = " + other + ".k";
            case 5 -> "EXISTS (SELECT 1 FROM jq z WHERE z.k = " + name + ".k AND z.a > " + random.nextInt(8) + ")";
            case 6 ->
                name + ".k " + any("IN", "NOT IN") + " (SELECT z.k FROM jp z WHERE z.a = " + random.nextInt(8) + ")";
            case 7 -> name + ".k IS NULL";
            default -> atom(name);
        };
    }

    private String atom(String name) {
        return any(
                name + ".a < " + random.nextInt(8),
                name + ".k = " + random.nextInt(6),
                name + ".k > " + random.nextInt(6),
                name + ".a IS NOT NULL",
                "NOT (" + name + ".k <> " + random.nextInt(6) + ")");
    }

    private String last() {
        return names.get(names.size() - 1);
    }

    private String any(String... of) {
        return of[random.nextInt(of.length)];
    }
}
