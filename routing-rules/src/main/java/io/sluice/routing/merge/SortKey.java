package io.sluice.routing.merge;

/**
 * One key of an order.
 *
 * @param column the column whose value orders (a numeric twin of an ENUM, say)
 * @param weightColumn hidden column with WEIGHT_STRING of it, compared instead where the column is text; -1 where there is none
 * @param descending true for DESC
 * @param name how plans print it
 */
public record SortKey(int column, int weightColumn, boolean descending, String name) {}
