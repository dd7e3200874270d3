package io.sluice.routing.gather;

/**
 * A column of a table that rows are loaded into. Immutable.
 *
 * @param name its name
 * @param form how its values travel
 * @param charset the column's character set, empty where it has none
 */
public record LoadColumn(String name, LoadForm form, String charset) {}
