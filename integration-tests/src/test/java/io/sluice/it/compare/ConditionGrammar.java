package io.sluice.it.compare;

import java.util.List;
import java.util.Random;
import java.util.function.IntFunction;

/**
 * Random conditions over a sharding key {@code k} and other columns, of every form that routing reads and of some that it must
 * leave alone. Literals in braces become parameters where statements are prepared.
 */
final class ConditionGrammar {
    /** Keys and values of the other columns are of this range, so that conditions meet rows. */
    static final int VALUES = 14;

    private final Random random;
    private final String table;
    private final IntFunction<String> key;
    private final boolean numbers;

    /**
     * @param table which is asked
     * @param key the literal of the key with a number; where it is that number itself, arithmetic is tried too
     */
    ConditionGrammar(Random random, String table, IntFunction<String> key) {
        this.random = random;
        this.table = table;
        this.key = key;
        this.numbers = key.apply(3).equals("3");
    }

    String select() {
        return "SELECT t.id, t.k, t.a FROM " + table + " t WHERE " + condition(3);
    }

    String delete() {
        return "DELETE FROM " + table + " WHERE " + new ConditionGrammar(random, table, key).plain(2);
    }

    String update() {
        return "UPDATE " + table + " SET c = c + 1 WHERE " + plain(2);
    }

    /** Without qualifiers and subqueries. */
    private String plain(int depth) {
        String condition;
        do {
            condition = condition(depth);
        } while (condition.contains("SELECT"));
        return condition.replace("t.", "");
    }

    String condition(int depth) {
        if (depth == 0) {
            return atom();
        }
        return switch (random.nextInt(12)) {
            case 0, 1, 2 -> "(" + condition(depth - 1) + any(" AND ", " && ") + condition(depth - 1) + ")";
            case 3, 4, 5 -> "(" + condition(depth - 1) + " OR " + condition(depth - 1) + ")";
            case 6 -> "NOT (" + condition(depth - 1) + ")";
            case 7 -> "(" + condition(depth - 1) + " XOR " + condition(depth - 1) + ")";
            case 8 ->
                "(" + condition(depth - 1) + ")"
                        + any(" IS TRUE", " IS FALSE", " IS NOT TRUE", " IS NOT FALSE", " IS UNKNOWN", " IS NULL");
            default -> atom();
        };
    }

    private String atom() {
        return switch (random.nextInt(20)) {
            case 0, 1, 2 -> "t.k " + operator() + " " + value();
            case 3 -> value() + " " + operator() + " t.k";
            case 4, 5 -> "t.k " + any("IN", "IN", "NOT IN") + " (" + list() + ")";
            case 6 -> "t.k " + any("BETWEEN ", "NOT BETWEEN ") + value() + " AND " + value();
            case 7 -> "t.k <=> " + any(value(), "NULL");
            case 8 -> "t.k IS " + any("NULL", "NOT NULL");
            case 9 ->
                "(t.k, t.a) " + any("IN", "NOT IN") + " ((" + value() + ", " + number() + "), (" + value() + ", t.c))";
            case 10 ->
                any(
                        "(t.a, t.k) = (" + number() + ", " + value() + ")",
                        "(t.k, t.a) <> (" + value() + ", " + number() + ")");
            case 11 -> numbers ? "t.k = " + arithmetic() : "t.k = " + value();
            case 12 -> numbers ? "t.k + " + any("0", "1") + " = " + value() : "t.k >= " + value();
            case 13 -> numbers ? "t.k " + operator() + " t.a" : "t.a " + operator() + " " + number();
            case 14 -> "t.a " + operator() + " " + number();
            case 15 -> "t.a IN (" + number() + ", " + number() + ", NULL)";
            case 16 -> any("1 = 1", "0", "NULL", "TRUE", "1 > 2", "t.b LIKE 'b%'");
            case 17 -> "t.k = (SELECT " + value().replaceAll("[{}]", "") + ")";
            case 18 -> "CASE WHEN " + atomOfKey() + " THEN 1 ELSE " + any("0", "1", "NULL") + " END";
            default -> subquery();
        };
    }

    private String atomOfKey() {
        return "t.k " + operator() + " " + value();
    }

    private String subquery() {
        return switch (random.nextInt(4)) {
            case 0 ->
                "EXISTS (SELECT 1 FROM " + table + " s WHERE s.k = t.k AND s.a " + operator() + " " + number() + ")";
            case 1 -> "NOT EXISTS (SELECT 1 FROM " + table + " s WHERE s.k = t.k AND s.a > t.a)";
            case 2 -> "t.k " + any("IN", "NOT IN") + " (SELECT s.k FROM " + table + " s WHERE s.a < " + number() + ")";
            default -> "t.k IN (SELECT s.k FROM " + table + " s WHERE s.k = " + value() + ")";
        };
    }

    private String list() {
        StringBuilder list = new StringBuilder(value());
        int more = random.nextInt(3);
        for (int i = 0; i < more; i++) {
            list.append(", ").append(value());
        }
        if (random.nextInt(8) == 0) {
            list.append(", ").append(numbers ? any("NULL", "t.a") : "NULL");
        }
        return list.toString();
    }

    private String value() {
        if (random.nextInt(30) == 0) {
            return "NULL";
        }
        String literal = key.apply(random.nextInt(VALUES) - 2);
        return random.nextInt(3) == 0 ? "{" + literal + "}" : literal;
    }

    private String number() {
        String literal = Integer.toString(random.nextInt(VALUES) - 2);
        return random.nextInt(3) == 0 ? "{" + literal + "}" : literal;
    }

    private String arithmetic() {
        int a = random.nextInt(VALUES);
        int b = random.nextInt(5);
        return any(
                a + " + " + b,
                a + " - " + b,
                a + " * " + b,
                a + " DIV " + b,
                a + " % " + b,
                a + " MOD " + (b + 1),
                "-(" + a + " - " + b + ")",
                a + " / " + b,
                "(" + a + " + {" + b + "})",
                a + ".0",
                "'" + a + "'",
                a + " + 0.5",
                "'" + a + "' + " + b);
    }

    private String operator() {
        return any("=", "=", "=", "<", "<=", ">", ">=", "<>", "!=");
    }

    private String any(String... of) {
        return List.of(of).get(random.nextInt(of.length));
    }
}
