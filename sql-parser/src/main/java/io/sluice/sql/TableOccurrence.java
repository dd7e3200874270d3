package io.sluice.sql;

import io.sluice.sql.text.Span;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One place where a base table is named as a table (not as the qualifier of a column).
 *
 * @param ordinal its index in {@link Scope#tables()}
 * @param schema schema before the dot, null where there is none
 * @param name logical name without quotes, as written
 * @param alias null where there is none
 * @param span the text of {@code [schema.]name}, without alias
 * @param block the {@link QueryBlock#id()} in whose FROM it stands; for the target of INSERT, UPDATE, DELETE and DDL the top block 0
 * @param write true where the statement changes this table
 * @param qualifiers every place in which {@code [schema.]name} stands before a column of this occurrence ({@code orders} in
 *     {@code orders.id}, {@code orders.*}); aliases are not listed
 */
public record TableOccurrence(
        int ordinal,
        @Nullable String schema,
        String name,
        @Nullable String alias,
        Span span,
        int block,
        boolean write,
        List<Span> qualifiers) {
    public TableOccurrence {
        qualifiers = List.copyOf(qualifiers);
    }

    /** The name by which columns call this table. */
    public String calledBy() {
        return alias != null ? alias : name;
    }
}
