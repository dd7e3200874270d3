package io.sluice.routing.plan;

import io.sluice.sql.text.SqlTemplate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How rows before a page are passed over without being carried: {@code SELECT … ORDER BY created_at, id LIMIT 1000000, 20}. A value of
 * the first order key is looked for which nearly all of them are before; the page is asked for from there. Whether a row is before a
 * value only the shards say, with the same comparison in each text. Immutable.
 *
 * @param page the shards' text with a condition: {@link #CONDITION} and {@link #ROWS} are to be filled in
 * @param rows {@code SELECT … FROM … WHERE …} over the same rows: {@link #LIST}, {@link #CONDITION} and {@link #TAIL} are to be
 *     filled in
 * @param column the order key, as the texts call it
 * @param words the same, as plans print it
 * @param form how its values are read and written
 * @param descending NULL then comes last
 * @param nullable false where it is never NULL
 * @param from the offset from which on that is worth while
 * @param isolation the variable that tells a transaction's isolation level
 */
public record Boundary(
        SqlTemplate page,
        SqlTemplate rows,
        String column,
        String words,
        Form form,
        boolean descending,
        boolean nullable,
        long from,
        String isolation) {
    /** Numbers of the pieces: offset + count, the condition, the select list, what stands behind the condition. */
    public static final int ROWS = 0;

    public static final int CONDITION = 1;
    public static final int LIST = 2;
    public static final int TAIL = 3;

    /** More rows are no page: they go the usual way. */
    public static final long LARGEST_PAGE = 10_000;

    /** How many rows before the page may be carried after all. */
    public long enough() {
        return from / 5;
    }

    /**
     * Values as texts without a doubt.
     *
     * @param function what makes a text of a value: {@code HEX}
     * @param open what stands before that text in a literal: {@code _latin1 X'}
     * @param close what stands behind it
     * @param allowed texts that make a literal; others are no boundaries
     * @param numeric true where texts order as numbers do, for choosing among them; false where as strings
     */
    public record Form(String function, String open, String close, Pattern allowed, boolean numeric) {
        /** The literal; null where {@code text} makes none. */
        public @Nullable String literal(String text) {
            return allowed.matcher(text).matches() ? open + text + close : null;
        }
    }
}
