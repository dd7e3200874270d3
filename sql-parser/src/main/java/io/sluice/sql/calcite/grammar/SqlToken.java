package io.sluice.sql.calcite.grammar;

/**
 * A token as the generated parser takes it, linked to the one behind it from the start. {@code beginColumn} is its offset in
 * the text plus one and {@code endColumn} the offset behind it, so that a position is an offset.
 */
public final class SqlToken extends Token {
    /** The ordinal of the literal or {@code ?} among the slots of the text, -1 for any other token. */
    int slot = -1;

    /** For an opening parenthesis: true where a query stands in it, and nothing but a query. */
    boolean query;

    /** For an opening parenthesis: true where a comma stands in it, outside of inner parentheses. */
    boolean list;
}
