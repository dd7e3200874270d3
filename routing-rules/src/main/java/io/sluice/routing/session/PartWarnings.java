package io.sluice.routing.session;

import io.sluice.routing.merge.Merge;
import io.sluice.routing.merge.Merger;
import io.sluice.routing.merge.Mergers;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Warnings of the parts of one statement: what a server says of the text, all of them say, and it is told once. What is cut where their
 * texts are joined is told from there. Confined to its statement.
 */
public final class PartWarnings {
    private final boolean joined;
    private @Nullable Object first;
    private int repeated;

    /** Of parts without rows. */
    public PartWarnings() {
        joined = false;
    }

    /** @param merge what becomes of the parts' answers */
    public PartWarnings(Merge merge) {
        joined = Mergers.joins(merge);
    }

    /** What {@code merger} has cut. */
    public static List<Warning> cuts(Merger merger) {
        return merger.cuts().stream().map(Warning::cut).toList();
    }

    /**
     * Whether it is to be told.
     *
     * @param part whose it is; the same object for all of one part
     */
    public boolean tells(Object part, Warning warning) {
        if (joined && warning.ofACut()) {
            repeated++;
            return false;
        }
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
