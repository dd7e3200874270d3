package io.sluice.routing.route;

/**
 * A place in the order of a key, before all rows that have {@code text} for value.
 *
 * @param text a value as the shards print it; empty for the other kinds
 */
record Edge(Kind kind, String text) {
    /** Before the first row. */
    static final Edge START = new Edge(Kind.START, "");

    /** Before the NULLs that come last. */
    static final Edge NULLS = new Edge(Kind.NULLS, "");

    /** Behind the last row. */
    static final Edge END = new Edge(Kind.END, "");

    enum Kind {
        START,
        VALUE,
        NULLS,
        END
    }

    static Edge of(String text) {
        return new Edge(Kind.VALUE, text);
    }
}
