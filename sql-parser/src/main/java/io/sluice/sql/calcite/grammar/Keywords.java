package io.sluice.sql.calcite.grammar;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The words that are keywords of the grammar wherever they stand: MySQL's reserved words, not Calcite's longer list. All other
 * words are names, or {@link Ahead} knows their place.
 */
final class Keywords {
    private static final String WORDS =
            """
            ALL AND AS ASC BETWEEN BINARY BY CASE COLLATE CONVERT CROSS DEFAULT DELETE DESC DISTINCT DIV ELSE EXCEPT EXISTS FALSE
            FOR FORCE FROM GROUP HAVING IGNORE IN INDEX INNER INSERT INTERSECT INTERVAL INTO IS JOIN KEY LEFT LIKE LIMIT LOCK
            MATCH MOD NATURAL NOT NULL ON OR ORDER OUTER OVER PARTITION REGEXP REPLACE RIGHT RLIKE SELECT SEPARATOR SET
            STRAIGHT_JOIN TABLE THEN TRUE UNION UPDATE USE USING VALUES WHEN WHERE WITH XOR
            """;
    /** Built-in functions only where the parenthesis stands right behind them, or the sql_mode has IGNORE_SPACE. */
    private static final Set<String> FUNCTIONS = Set.of(
            """
            ADDDATE ADD_MONTHS BIT_AND BIT_OR BIT_XOR CAST COUNT CURDATE CURTIME DATE_ADD DATE_FORMAT DATE_SUB DECODE EXTRACT
            GROUP_CONCAT JSON_ARRAYAGG JSON_OBJECTAGG MAX MEDIAN MID MIN NOW POSITION SESSION_USER STD STDDEV STDDEV_POP
            STDDEV_SAMP ST_COLLECT SUBDATE SUBSTR SUBSTRING SUM SYSDATE SYSTEM_USER TRIM VARIANCE VAR_POP VAR_SAMP
            """
                    .strip()
                    .split("\\s+"));

    private static final Map<String, Integer> KINDS = kinds();

    private Keywords() {}

    /** The token kind of a keyword of the grammar, null for any other word. */
    static @Nullable Integer kind(String word) {
        return word.length() > 13 ? null : KINDS.get(word.toUpperCase(Locale.ROOT));
    }

    /** True for a name that is a built-in function only with its parenthesis right behind it (manual, "Function Name Parsing"). */
    static boolean needsParenthesis(String word) {
        return word.length() <= 14 && FUNCTIONS.contains(word.toUpperCase(Locale.ROOT));
    }

    private static Map<String, Integer> kinds() {
        Map<String, Integer> byImage = new HashMap<>();
        for (int kind = 0; kind < MysqlParserConstants.tokenImage.length; kind++) {
            byImage.put(MysqlParserConstants.tokenImage[kind], kind);
        }
        Map<String, Integer> kinds = new HashMap<>();
        for (String word : WORDS.strip().split("\\s+")) {
            Integer kind = byImage.get('"' + word + '"');
            if (kind == null) {
                throw new IllegalStateException("the grammar has no token " + word);
            }
            kinds.put(word, kind);
        }
        return Map.copyOf(kinds);
    }
}
