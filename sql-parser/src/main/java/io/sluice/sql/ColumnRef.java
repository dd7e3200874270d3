package io.sluice.sql;

import org.jspecify.annotations.Nullable;

/**
 * A column as written. Which table an unqualified one belongs to is the planner's question, which knows the schema.
 *
 * @param block the {@link QueryBlock#id()} in which it stands (names are looked up there, then in its parents)
 * @param seen what of its block's FROM is looked at: in an ON the operands of its join; null for all of it
 * @param qualifier table name or alias before the dot, null where there is none
 * @param name the column's name without quotes
 */
public record ColumnRef(int block, @Nullable Leaves seen, @Nullable String qualifier, String name) {}
