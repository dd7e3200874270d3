package io.sluice.bench;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Texts made to cost the reader time or stack, over the shop example's tables. */
public final class HostileTexts {
    private static final int DEEP = 10_000;
    private static final int MANY = 100_000;

    private HostileTexts() {}

    /** By a short name. None changes a row. */
    public static Map<String, String> all() {
        Map<String, String> texts = new LinkedHashMap<>();
        texts.put("10,000 parentheses", "SELECT " + "(".repeat(DEEP) + "1" + ")".repeat(DEEP));
        texts.put("10,000 subqueries", "SELECT " + "(SELECT ".repeat(DEEP) + "1" + ")".repeat(DEEP));
        texts.put("10,000 derived tables", derived());
        texts.put("10,000 open parentheses", "SELECT id FROM orders WHERE user_id IN (" + "(".repeat(DEEP));
        texts.put("10,000 NOTs", "SELECT COUNT(*) FROM orders WHERE " + "NOT ".repeat(DEEP) + "user_id = 1");
        texts.put("10,000 signs", "SELECT " + "- ".repeat(DEEP) + "1");
        texts.put("10,000 function calls", "SELECT " + "ABS(".repeat(DEEP) + "1" + ")".repeat(DEEP));
        texts.put("10,000 CASEs", "SELECT " + "CASE WHEN 1 THEN ".repeat(DEEP) + "1" + " END".repeat(DEEP));
        texts.put("1 MB IN list", "SELECT COUNT(*) FROM orders WHERE user_id IN (" + numbers() + ")");
        texts.put("1 MB NOT IN list", "SELECT COUNT(*) FROM orders WHERE user_id NOT IN (" + numbers() + ")");
        texts.put("100,000 UNIONs", "SELECT 1" + " UNION SELECT 1".repeat(MANY));
        texts.put("100,000 ORs", "SELECT COUNT(*) FROM orders WHERE user_id = 1" + " OR user_id = 2".repeat(MANY));
        texts.put("100,000 ANDs", "SELECT COUNT(*) FROM orders WHERE user_id = 1" + " AND total > 2".repeat(MANY));
        texts.put("100,000 additions", "SELECT 1" + " + 1".repeat(MANY));
        texts.put("100,000 key additions", "SELECT COUNT(*) FROM orders WHERE user_id = 1" + "+0".repeat(MANY));
        texts.put("100,000 joins", "SELECT 1 FROM orders" + " JOIN orders".repeat(MANY));
        texts.put("100,000 tables", "SELECT 1 FROM orders" + ", orders".repeat(MANY));
        texts.put("4,000 items", "SELECT 1" + ", 1".repeat(4_000)); // a server that is asked for 100,000 may fall
        texts.put("1 MB literal", "SELECT LENGTH('" + "x".repeat(1 << 20) + "')");
        texts.put("1 MB of escapes", "SELECT LENGTH('" + "\\'".repeat(1 << 19) + "')");
        texts.put("1 MB number", "SELECT COUNT(*) FROM orders WHERE user_id = " + "9".repeat(1 << 20));
        texts.put("1 MB exponent", "SELECT COUNT(*) FROM orders WHERE user_id = 1e" + "9".repeat(1 << 20));
        texts.put("a huge exponent", "SELECT COUNT(*) FROM orders WHERE user_id = 1e999999999");
        texts.put("1 MB hexadecimal", "SELECT COUNT(*) FROM orders WHERE user_id = 0x" + "f".repeat(1 << 20));
        texts.put("1 MB name", "SELECT " + "n".repeat(1 << 20) + " FROM orders");
        texts.put("1 MB unfinished string", "SELECT '" + "x".repeat(1 << 20));
        texts.put("1 MB unfinished name", "SELECT `" + "x".repeat(1 << 20));
        texts.put("1 MB unfinished comment", "SELECT 1 /* " + "x".repeat(1 << 20));
        texts.put("unfinished version comments", "SELECT 1 " + "/*!50000 ".repeat(MANY));
        texts.put("100,000 comments", "SELECT " + "/**/".repeat(MANY) + "1");
        // 100,000 of them take a server a minute and a half
        texts.put("10,000 adjacent strings", "SELECT LENGTH('a'" + " 'a'".repeat(DEEP) + ")");
        return texts;
    }

    private static String derived() {
        return "SELECT * FROM " + "(SELECT * FROM ".repeat(DEEP) + "orders" + ") d".repeat(DEEP);
    }

    private static String numbers() {
        return IntStream.range(0, 150_000).mapToObj(Integer::toString).collect(Collectors.joining(","));
    }
}
