package io.sluice.routing.session;

import org.jspecify.annotations.Nullable;

/** Warnings of the parts of one statement: what a server says of the text, all of them say, and it is told once. Confined to its statement. */
public final class PartWarnings {
    private @Nullable Object first;
    private int repeated;

    /**
     * Whether it is to be told.
     *
     * @param part whose it is; the same object for all of one part
     */
    public boolean tells(Object part, Warning warning) {
        if (!warning.ofTheText()) {
            return true;
        }
        first = first == null ? part : first;
        if (first != part) {
            repeated++;
        }
        return first == part;
    }

    /** How many were not to be told. */
    public int repeated() {
        return repeated;
    }
}
