package io.sluice.it.oracle;

/** Values that compare and compute alike. */
enum Family {
    /** Whole numbers that arithmetic does not bring near an overflow. */
    WHOLE,
    /** BIGINT UNSIGNED up to its end: compared, never computed. */
    HUGE,
    EXACT,
    /** FLOAT and DOUBLE. INVARIANT: only values whose sums are exact in any order, so that no digit is a matter of luck. */
    APPROXIMATE,
    /** Text under a collation for which different texts are equal. */
    FOLDED,
    /** Text under a _bin collation. */
    BINARY,
    DAY,
    MOMENT,
    TIME,
    LABEL,
    /** Made by the server: shown, and compared with nothing that is bound. */
    OPAQUE;

    boolean number() {
        return this == WHOLE || this == HUGE || this == EXACT || this == APPROXIMATE;
    }

    boolean text() {
        return this == FOLDED || this == BINARY;
    }
}
