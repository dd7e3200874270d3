package io.sluice.routing.schema;

/**
 * How a collation compares.
 *
 * @param name {@code utf8mb4_general_ci}
 * @param padSpace true where trailing spaces do not count (PAD SPACE)
 * @param binary true where equal means the same bytes ({@code _bin}, {@code binary})
 * @param spaceWeight the weight bytes of one space, by which shorter weight strings are padded; empty for NO PAD
 */
@SuppressWarnings("ArrayRecordComponent")
public record Collation(String name, boolean padSpace, boolean binary, byte[] spaceWeight) {}
