package io.sluice.routing;

import io.sluice.routing.plan.Plan;
import io.sluice.routing.route.Route;
import io.sluice.routing.session.Placement;
import org.jspecify.annotations.Nullable;

/**
 * A statement after step 6: what the door has to do.
 *
 * @param plan the plan
 * @param route where {@link Plan.OnShards} goes; null for the other plans
 * @param placement primary or replica for all parts of the route; null for the other plans
 */
public record Ready(Plan plan, @Nullable Route route, @Nullable Placement placement) {}
