package io.sluice.routing;

import io.sluice.routing.plan.Plan;
import io.sluice.routing.route.Route;
import io.sluice.routing.session.Aftermath;
import io.sluice.routing.session.Placement;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A statement after step 6: what the door has to do.
 *
 * @param plan the plan; hints have done their work and are not in it any more
 * @param route where {@link Plan.OnShards} goes; null for the other plans
 * @param placement primary or replica for all parts of the route; null for the other plans
 * @param generatedIds the ids made for an INSERT's rows, in the rows' order; empty where none were made
 * @param timeout how long it may run, by its hint; null for as long as it takes
 * @param aftermath what comes after it on its connection, which goes to nobody else as it is; null for most statements
 */
public record Ready(
        Plan plan,
        @Nullable Route route,
        @Nullable Placement placement,
        List<Long> generatedIds,
        @Nullable Duration timeout,
        @Nullable Aftermath aftermath) {
    public Ready {
        generatedIds = List.copyOf(generatedIds);
    }

    /** What no shard does. */
    Ready(Plan plan) {
        this(plan, null, null, List.of(), null, null);
    }

    /** The first id made for this statement: its LAST_INSERT_ID() and the OK packet's; 0 where none was made. */
    public long generatedId() {
        return generatedIds.isEmpty() ? 0 : generatedIds.get(0);
    }
}
