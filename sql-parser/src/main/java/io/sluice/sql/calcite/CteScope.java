package io.sluice.sql.calcite;

import org.jspecify.annotations.Nullable;

/** The names that WITH has given to queries, innermost first. Immutable. */
record CteScope(@Nullable String name, int block, @Nullable CteScope next) {
    static final CteScope EMPTY = new CteScope(null, -1, null);

    CteScope with(String name, int block) {
        return new CteScope(name, block, this);
    }

    /** The block that {@code name} stands for, -1 where it is no such name. */
    int find(String name) {
        for (CteScope at = this; at != null; at = at.next) {
            if (name.equals(at.name)) {
                return at.block;
            }
        }
        return -1;
    }
}
