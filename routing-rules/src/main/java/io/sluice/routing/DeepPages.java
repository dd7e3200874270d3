package io.sluice.routing;

import io.sluice.routing.plan.Lasting;
import io.sluice.routing.plan.Plan;
import io.sluice.routing.route.Paging;
import io.sluice.routing.route.Route;
import io.sluice.routing.session.Session;

/**
 * Whether this session can look for a page's first value: its questions and the page must see one state of each shard. Outside of a
 * transaction they get one of their own; inside, the client's must be one that reads so.
 */
final class DeepPages {
    private DeepPages() {}

    static Route of(Plan.OnShards plan, Route route, Session session) {
        if (!(route instanceof Route.Many many) || many.paging() == null) {
            return route;
        }
        Paging paging = many.paging();
        boolean plain = plan.access() == Plan.Access.READ
                && !(plan instanceof Lasting)
                && session.holds().shards().isEmpty();
        if (plain && !session.inTransaction()) {
            return route;
        }
        String isolation = session.isolation();
        if (plain && isolation == null) {
            paging.checkIsolation();
            return route;
        }
        return plain && "REPEATABLE READ".equals(isolation) ? route : new Route.Many(many.parts(), many.merge());
    }
}
