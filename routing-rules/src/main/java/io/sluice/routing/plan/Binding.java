package io.sluice.routing.plan;

/**
 * Rows of a table that matter only where a column has a value which a column of a table has that was read before:
 * {@code orders o JOIN users u ON u.id = o.user_id WHERE u.city = 'x'}, where only the orders of those users are read. Immutable.
 *
 * @param column the bound column, as SQL in the SELECT of the table's rows
 * @param from which of the {@link Gathered#gathers} was read before
 * @param at the column's place among that one's
 * @param words how it is shown
 */
public record Binding(String column, int from, int at, String words) {}
