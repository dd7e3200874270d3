package io.sluice.routing.gather;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;

/** A condition that a column has one of some values. */
public final class KeyList {
    /** MariaDB makes a derived table of an IN of a thousand values (in_predicate_conversion_threshold), whose collation is another. */
    private static final int BATCH = 512;

    private KeyList() {}

    /**
     * {@code (o.id IN (1, 2, 3, 1) OR o.id IN (…))}. The last batch is filled up to a power of two, by its shortest value (a text of
     * many characters must not be there hundreds of times): plans are cached by the shape of their text, and so there are few.
     *
     * @param column as SQL
     * @param literals not empty
     */
    public static String in(String column, Collection<String> literals) {
        List<String> all = new ArrayList<>(literals);
        StringBuilder out = new StringBuilder("(");
        for (int from = 0; from < all.size(); from += BATCH) {
            List<String> batch = all.subList(from, Math.min(all.size(), from + BATCH));
            out.append(from == 0 ? "" : " OR ").append(column).append(" IN (");
            out.append(String.join(", ", batch));
            String shortest = Collections.min(batch, Comparator.comparingInt(String::length));
            for (int more = batch.size(); Integer.bitCount(more) != 1; more++) {
                out.append(", ").append(shortest);
            }
            out.append(')');
        }
        return out.append(')').toString();
    }
}
