package io.sluice.routing.plan;

import io.sluice.routing.rights.Needs;
import java.util.List;

/**
 * A plan and the slots whose literals it depends on: it serves only texts of the same shape with the same literals there.
 *
 * @param pinned slot indices, ascending
 * @param needs what its user must be allowed
 */
public record Planned(Plan plan, List<Integer> pinned, Needs needs) {
    public Planned {
        pinned = List.copyOf(pinned);
    }

    /** One that only who may do everything may do, as long as nothing else is said. */
    public Planned(Plan plan, List<Integer> pinned) {
        this(plan, pinned, Needs.EVERYTHING);
    }

    /** The same for who may do that. */
    public Planned needing(Needs what) {
        return new Planned(plan, pinned, what);
    }
}
