package io.sluice.routing.plan;

/** What kind of value an expression has, as far as ordering, folding and comparing it exactly needs to know. */
enum Kind {
    /** Integers, DECIMAL, BIT as a number: exact. */
    EXACT,
    /** DOUBLE. */
    DOUBLE,
    /** FLOAT: its text form has fewer digits than its value. */
    FLOAT,
    /** Compared by collation. */
    TEXT,
    /** BINARY, BLOB: compared by bytes. */
    BYTES,
    /** DATE, DATETIME: their text orders as they do. */
    DATE,
    /** TIMESTAMP: ordered in UTC, whatever the session's time zone shows. */
    TIMESTAMP,
    TIME,
    /** ENUM, SET: ordered by number. */
    ENUM,
    BIT,
    /** Not known well enough. */
    OTHER;

    boolean numeric() {
        return this == EXACT || this == DOUBLE || this == FLOAT;
    }
}
