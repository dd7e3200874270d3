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
    /** USING or NATURAL stands somewhere: {@code k} alone may mean something. */
    private boolean merged;

    JoinGrammar(Random random) {
        this.random = random;
    }

    String select() {
        names.clear();
        merged = false;
        if (random.nextInt(10) == 0) {
            return bare();
        }
        String from = joined(1 + random.nextInt(3));
        StringBuilder items = new StringBuilder();
        for (String name : names) {
            items.append(items.isEmpty() ? "" : ", ")
                    .append(name)
                    .append(".k AS k")
                    .append(name);
            items.append(", ").append(name).append(".a AS a").append(name);
        }
        String where = where();
        String p = names.get(random.nextInt(names.size()));
        return switch (random.nextInt(12)) {
            case 0 -> "SELECT COUNT(*), MAX(" + p + ".a) FROM " + from + where;
            case 1 -> "SELECT " + p + ".k, COUNT(*) FROM " + from + where + " GROUP BY " + p + ".k";
            case 2 -> "SELECT DISTINCT " + p + ".k, " + p + ".a FROM " + from + where;
            case 3 ->
                "SELECT " + items + ", (SELECT MAX(z.a) FROM jq z WHERE z.k = " + p + ".k) AS m FROM " + from + where;
            case 4 -> "SELECT " + p + ".a, COUNT(*) FROM " + from + where + " GROUP BY " + p + ".a HAVING COUNT(*) > 1";
            case 5 ->
                "WITH w AS (" + source() + ") SELECT " + items + ", w.k FROM " + from + " JOIN w ON w.k = " + p + ".k"
                        + where;
            case 6 -> "WITH w AS (" + source() + ") SELECT x.k, y.a FROM w x JOIN w y ON y.k = x.k WHERE x.k = 3";
            case 7 ->
                "SELECT d.kp, d.a" + names.get(0) + " FROM (SELECT " + items + " FROM " + from + where + ") d"
                        + any("", " WHERE d.kp = 3", " WHERE d.kp IN (1, 4) AND d.ap < 6", " JOIN jq e ON e.k = d.kp");
            default -> "SELECT " + items + " FROM " + from + where;
        };
    }

    /** Bare names in an ON that only one operand of its join has, though other tables of the FROM may have them. */
    private String bare() {
        String beside = any("jp", "jp", "jq", "jc") + " p";
        String inner = any("jq", "jq", "jp", "jc") + " q" + any(" JOIN ", " JOIN ", " LEFT JOIN ")
                + "(SELECT k AS ck, a AS ca FROM " + any("jc", "jc", "jq") + ") c ON "
                + any("ck = k", "ck = k", "ca = a", "ck = q.k", "ck < 3")
                + any(
                        "",
                        " AND k = 3",
                        " AND k IN (1, 2)",
                        " AND a > 2",
                        " AND ck = 2",
                        " AND k = p.k",
                        " AND EXISTS (SELECT 1 FROM jq z WHERE z.k = ck)",
                        " AND EXISTS (SELECT 1 FROM jq z WHERE z.k = p.k)",
                        " AND k IN (SELECT z.k FROM jp z WHERE z.a > 2)");
        String from = any(
                beside + ", " + inner,
                beside + ", " + inner,
                inner + ", " + beside,
                beside + any(" JOIN (", " LEFT JOIN (") + inner + ") ON " + any("ck = p.k", "q.k = p.k", "ca = p.a"));
        return "SELECT p.k, p.a, q.k AS kq, ck, ca FROM " + from + any("", "", " WHERE q.k = p.k", " WHERE p.k = 3");
    }

    /** An UPDATE or DELETE of joined tables, or an INSERT of what a join gives. */
    String write() {
        names.clear();
        merged = false;
        String from = joined(1 + random.nextInt(2));
        String p = names.get(0);
        return switch (random.nextInt(4)) {
            case 0 -> "UPDATE " + from + " SET " + p + ".a = " + p + ".a + 1" + where();
            case 1 -> "DELETE " + p + " FROM " + from + where();
            case 2 ->
                "DELETE FROM jp WHERE k " + any("IN", "NOT IN") + " (SELECT q.k FROM jq q WHERE q.a > "
                        + random.nextInt(8) + ")";
            default ->
                "INSERT INTO jq (k, a) SELECT " + any(p + ".k", p + ".k", last() + ".k", "3", p + ".k + 1")
                        + ", 1 FROM " + from + where();
        };
    }

    private String where() {
        return random.nextInt(4) == 0 ? "" : " WHERE " + condition(2);
    }

    private String source() {
        return any(
                "SELECT k, a FROM jp",
                "SELECT k, a FROM jq WHERE k = 3",
                "SELECT k, COUNT(*) AS a FROM jq GROUP BY k",
                "SELECT x.k, x.a FROM jp x LEFT JOIN jq y ON y.k = x.k",
                "SELECT k, a FROM jp WHERE k = 3 UNION SELECT k, a FROM jq WHERE k = 3");
    }

    private String joined(int joins) {
        String from = factor();
        for (int i = 0; i < joins; i++) {
            List<String> left = List.copyOf(names);
            String type = any("JOIN", "JOIN", "LEFT JOIN", "LEFT JOIN", "RIGHT JOIN");
            int form = random.nextInt(18);
            if (form < 2) {
                from += " " + type + " " + factor() + " USING (" + any("k", "k", "k, a") + ")";
                merged = true;
            } else if (form == 2) {
                from += " NATURAL " + any("JOIN ", "LEFT JOIN ", "RIGHT JOIN ") + factor();
                merged = true;
            } else if (form == 3) {
                String waiting = factor();
                String waits = last();
                String other = factor();
                from += " JOIN " + waiting + any(" JOIN ", " LEFT JOIN ", " RIGHT JOIN ") + other + " ON "
                        + on(List.of(waits), last()) + " ON " + on(left, any(waits, last()));
            } else if (form < 6) {
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
                        "(SELECT k, a FROM " + table + " ORDER BY k DESC, a LIMIT 3) " + name,
                        "(SELECT DISTINCT a, 2 AS k FROM " + table + ") " + name,
                        "(SELECT MAX(k) AS k, a FROM " + table + " GROUP BY a) " + name,
                        "(SELECT * FROM " + table + ") " + name,
                        "(SELECT k, a FROM " + table + " WHERE k = 2 UNION ALL SELECT k, a FROM jq WHERE k = 2) "
                                + name,
                        "(SELECT x.k, y.a FROM jp x LEFT JOIN jq y ON y.k = x.k AND y.a > 3) " + name,
                        "(SELECT y.k, x.a FROM jp x LEFT JOIN jq y ON y.k = x.k AND y.a > 3) " + name);
            case 3 ->
                any(
                        "jc " + name,
                        table + " " + name,
                        "(SELECT x.k, x.a FROM jp x WHERE EXISTS (SELECT 1 FROM jq y WHERE y.k = x.k AND y.a > 2)) "
                                + name,
                        "(SELECT x.k, (SELECT MAX(y.a) FROM jq y WHERE y.k = x.k) AS a FROM jp x) " + name);
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
        if (merged && random.nextInt(3) == 0) {
            return any("k = 3", "k IN (1, 3)", "k > 3", "k IS NULL", "k = 2 OR k IS NULL");
        }
        String name = names.get(random.nextInt(names.size()));
        String other = names.get(random.nextInt(names.size()));
        return switch (random.nextInt(11)) {
            case 0, 1, 2 -> name + ".k = " + random.nextInt(6);
            case 3 -> name + ".k IN (" + random.nextInt(6) + ", {" + random.nextInt(6) + "})";
            case 4 -> name + ".k = " + other + ".k";
            case 5 ->
                "EXISTS (SELECT 1 FROM jq z WHERE z.k " + any("=", "=", "<=>") + " " + name + ".k AND z."
                        + any("a > ", "k = ", "k < ") + random.nextInt(8) + any("", "", " GROUP BY z.a") + ")";
            case 6 ->
                name + ".k " + any("IN", "NOT IN") + " (SELECT z.k FROM jp z WHERE z." + any("a", "k") + " = "
                        + random.nextInt(6) + ")";
            case 7 -> name + ".k IS NULL";
            case 8 ->
                any("EXISTS", "NOT EXISTS") + " (SELECT 1 FROM jp y LEFT JOIN jq z ON z.k = " + any(name, "y")
                        + ".k WHERE y.k = " + any(name, name, other) + ".k"
                        + any("", " AND z.a > 3", " AND z.k IS NULL") + ")";
            case 9 ->
                name + ".a " + any("IN", "NOT IN", "= ANY", ">= ALL")
                        + " (SELECT z.a FROM (SELECT k, a FROM jq) z WHERE z.k = " + name + ".k AND z.a IS NOT NULL)";
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
