package io.sluice.routing.plan;

import java.util.List;

/**
 * A plan and the slots whose literals it depends on: it serves only texts of the same shape with the same literals there.
 *
 * @param pinned slot indices, ascending
 */
public record Planned(Plan plan, List<Integer> pinned) {
    public Planned {
        pinned = List.copyOf(pinned);
    }
}
