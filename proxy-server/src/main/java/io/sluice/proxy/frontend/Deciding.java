package io.sluice.proxy.frontend;

import io.sluice.proxy.exec.Client;
import io.sluice.routing.Parameters;
import io.sluice.routing.Ready;
import io.sluice.routing.plan.Plan;
import io.sluice.routing.route.Route;
import io.sluice.routing.route.ShardStatement;
import io.sluice.sql.SqlParser;
import io.sluice.sql.Statement;
import io.sluice.sql.lex.Fingerprint;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Steps 2 to 6 for the proxy: at once where the plan is cached, else off the event loop and back. Safe for use by many threads. */
final class Deciding {
    @SuppressWarnings("unused")
    private final Executor planners;

    /** @param planners bounded; runs what a cache miss costs */
    Deciding(Executor planners) {
        this.planners = planners;
    }

    /** @param then is given the decision or what went wrong, on the client's event loop, perhaps before this returns */
    void decide(
            Client client,
            Fingerprint text,
            Parameters parameters,
            BiConsumer<@Nullable Ready, @Nullable Throwable> then) {
        Statement statement = SqlParser.parse(text);
        if (statement instanceof Statement.Transaction transaction) {
            then.accept(new Ready(new Plan.TransactionControl(transaction), null, null), null);
            return;
        }
        Whole plan = new Whole();
        Route.One route = new Route.One(new ShardStatement(
                client.session().cluster().defaultShard().name(), text.text(), ordinals(text), List.of()));
        then.accept(new Ready(plan, route, client.session().place(plan.access(), route)), null);
    }

    private static int[] ordinals(Fingerprint text) {
        int[] all = new int[text.parameterCount()];
        for (int i = 0; i < all.length; i++) {
            all[i] = i;
        }
        return all;
    }

    /** Stand-in until the planner is there: the default shard does everything. */
    private record Whole() implements Plan.OnShards {
        @Override
        public Access access() {
            return Access.WRITE;
        }

        @Override
        public boolean returnsRows() {
            return true;
        }

        @Override
        public boolean ddl() {
            return false;
        }
    }
}
