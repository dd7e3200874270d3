package io.sluice.routing.route;

import io.sluice.routing.gather.Loading;
import io.sluice.routing.gather.Workspace;
import io.sluice.routing.plan.Gathered;
import io.sluice.routing.plan.Routed;
import io.sluice.sql.lex.Fingerprint;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** The texts of a statement that is gathered: one for each feed, and the answer's. */
final class GatheredTexts {
    private static final String ALLOW = " /* sluice: scatter=allow */";

    private GatheredTexts() {}

    /** What the statement's hint allows, its feeds may do too: they are statements of their own. Behind the text: marks stay. */
    static Route.Gathered scattering(Route.Gathered route) {
        List<Feed> feeds = new ArrayList<>();
        for (Feed feed : route.feeds()) {
            feeds.add(new Feed(feed.rows(), feed.filtered(), feed.tail() + ALLOW, feed.loading(), feed.bindings()));
        }
        return new Route.Gathered(feeds, route.copies(), route.answer());
    }

    static Route.Gathered of(
            Routed plan, Gathered gathered, Fingerprint statement, UnaryOperator<String> sessionValues) {
        List<Feed> feeds = new ArrayList<>();
        int[] slots = new int[plan.tables().size()];
        int[] places = new int[gathered.tables().size()];
        for (Gathered.Gather gather : gathered.gathers()) {
            ShardStatement rows = new Rendering(statement, plan.tables(), sessionValues, slots).part("", gather.rows());
            Loading loading = gather.shape() == null
                    ? gather.loading()
                    : Workspace.shaped(
                            gather.loading(),
                            new Rendering(statement, gathered.tables(), sessionValues, places)
                                    .part("", gather.shape())
                                    .sql());
            feeds.add(new Feed(rows, gather.filtered(), gather.tail(), loading, gather.bindings()));
        }
        return new Route.Gathered(
                feeds,
                gathered.copies(),
                new Rendering(statement, gathered.tables(), sessionValues, places)
                        .naming()
                        .part(gathered.shard(), gathered.answer()));
    }
}
