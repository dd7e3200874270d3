package io.sluice.it.oracle;

/**
 * A column that expressions may name.
 *
 * @param literals where to take values to compare it with
 * @param loose its text stands for all that are equal under its collation, and no standard says which is shown: it may be
 *     compared, grouped and shown, but nothing may be computed from its bytes
 */
record Field(String name, Family family, Kind literals, boolean nullable, boolean loose) {
    static Field of(String name, Kind kind, boolean nullable) {
        return new Field(name, kind.family(), kind, nullable, false);
    }

    Field named(String other) {
        return new Field(other, family, literals, nullable, loose);
    }

    Kind kind() {
        return literals;
    }
}
