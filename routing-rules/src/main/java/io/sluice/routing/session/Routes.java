package io.sluice.routing.session;

import io.sluice.routing.route.Route;
import io.sluice.routing.route.ShardStatement;
import java.util.List;
import java.util.Set;

/** The shards that a route touches. */
final class Routes {
    private Routes() {}

    /** What goes out at once, in order: neither a script's statements nor those of a file. */
    static List<ShardStatement> sent(Route route) {
        if (route instanceof Route.One one) {
            return List.of(one.part());
        }
        return route instanceof Route.Many many ? many.parts() : List.of();
    }

    /** Those of its parts; none of a script, whose statements are placed one by one. */
    static Set<String> shards(Route route) {
        if (route instanceof Route.One one) {
            return Set.of(one.part().shard());
        }
        List<ShardStatement> parts = route instanceof Route.Many many
                ? many.parts()
                : route instanceof Route.Load load ? load.parts() : List.of();
        return parts.stream().map(ShardStatement::shard).collect(java.util.stream.Collectors.toSet());
    }
}
