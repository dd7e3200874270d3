package io.sluice.proxy.metrics;

import java.util.Locale;

/** What a statement is called in metrics: a small, fixed set, found by its first word. */
public enum StatementKind {
    SELECT("SELECT", "WITH", "VALUES", "TABLE"),
    INSERT("INSERT"),
    REPLACE("REPLACE"),
    UPDATE("UPDATE"),
    DELETE("DELETE"),
    DDL("CREATE", "ALTER", "DROP", "TRUNCATE", "RENAME"),
    TRANSACTION("BEGIN", "START", "COMMIT", "ROLLBACK", "SAVEPOINT", "RELEASE"),
    SET("SET"),
    SHOW("SHOW", "DESCRIBE", "DESC", "EXPLAIN", "ANALYZE"),
    CALL("CALL", "DO"),
    LOAD("LOAD"),
    PREPARED("PREPARE", "EXECUTE", "DEALLOCATE"),
    OTHER;

    /** Longest word that is looked at. */
    private static final int LONGEST = 10;

    private static final StatementKind[] ALL = values();

    private final String[] words;

    StatementKind(String... words) {
        this.words = words;
    }

    /** As the label says it: {@code select}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The kind of a text. Allocates nothing; comments before the first word are passed over. */
    static StatementKind of(String text) {
        int start = firstWord(text);
        int end = start;
        while (end < text.length() && end - start <= LONGEST && isLetter(text.charAt(end))) {
            end++;
        }
        for (StatementKind kind : ALL) {
            for (String word : kind.words) {
                if (word.length() == end - start && text.regionMatches(true, start, word, 0, word.length())) {
                    return kind;
                }
            }
        }
        return OTHER;
    }

    private static int firstWord(String text) {
        int at = 0;
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c <= ' ' || c == '(' || c == ';') {
                at++;
            } else if (text.startsWith("/*", at)) {
                int end = text.indexOf("*/", at + 2);
                at = end < 0 ? text.length() : end + 2;
            } else if (c == '#' || text.startsWith("--", at)) {
                int end = text.indexOf('\n', at);
                at = end < 0 ? text.length() : end + 1;
            } else {
                return at;
            }
        }
        return at;
    }

    private static boolean isLetter(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
    }
}
