package io.sluice.routing.route;

import io.sluice.routing.Parameters;
import io.sluice.routing.RoutingError;
import io.sluice.routing.keys.Surroundings;
import io.sluice.routing.merge.Merge;
import io.sluice.routing.plan.Everywhere;
import io.sluice.routing.plan.Hints;
import io.sluice.routing.plan.Lasting;
import io.sluice.routing.plan.Load;
import io.sluice.routing.plan.Placed;
import io.sluice.routing.plan.Plan;
import io.sluice.routing.plan.Renaming;
import io.sluice.routing.plan.Routed;
import io.sluice.routing.plan.SplitInsert;
import io.sluice.routing.rules.TableRule;
import io.sluice.sql.lex.Fingerprint;
import io.sluice.sql.text.SqlTemplate;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Plan + values → route: which slots, and the text for each. Pure but for the generation of ids; thread-safe. */
public final class Router {
    private Router() {}

    /**
     * Routes one execution.
     *
     * @param session the settings under which values are read
     * @param sessionValues gives the value of a session call as SQL text
     * @param near shards where the session is already, the best first: what any shard can answer goes there
     * @throws io.sluice.routing.RoutingException for what cannot be done with these values
     */
    public static Routing route(
            Plan.OnShards plan,
            Fingerprint statement,
            Parameters parameters,
            Surroundings session,
            UnaryOperator<String> sessionValues,
            Supplier<List<String>> near) {
        Values values = new Values(statement, parameters, session);
        Hints hints = Hints.of(plan);
        Plan.OnShards bare = bare(plan);
        if (bare instanceof Routed routed) {
            return new Routing(
                    new RoutedRouter(routed, hints, statement, values, sessionValues, near).route(), List.of());
        }
        if (bare instanceof SplitInsert insert) {
            return new InsertRouter(insert, ForcedShard.of(hints), statement, values, sessionValues).route();
        }
        if (bare instanceof Everywhere everywhere) {
            return new Routing(everywhere(everywhere, hints, statement, sessionValues), List.of());
        }
        if (bare instanceof Load load) {
            if (hints.shard() != null) {
                throw new ForcedShard(hints.shard()).refuse("the rows of a file go where the rules say");
            }
            return new Routing(new LoadRouter(load, statement, values, sessionValues).route(), List.of());
        }
        throw RoutingError.BUG.with("no route for " + plan.getClass().getSimpleName());
    }

    /** The plan without what is asked of its servers, and without what it leaves behind there. */
    private static Plan.OnShards bare(Plan.OnShards plan) {
        Plan.OnShards bare = Hints.bare(plan);
        if (bare instanceof Renaming renaming) {
            return renaming.inner();
        }
        return bare instanceof Lasting lasting ? lasting.inner() : bare;
    }

    /** The text for any one slot, with all parameters and without their values. */
    public static ShardStatement sample(
            Plan.OnShards hinted, Fingerprint statement, UnaryOperator<String> sessionValues) {
        Plan.OnShards plan = bare(hinted);
        if (plan instanceof Routed routed) {
            return Sample.of(routed, statement, sessionValues);
        }
        if (plan instanceof SplitInsert insert) {
            Placed target = insert.tables().get(insert.target());
            TableRule.Sharded rule = (TableRule.Sharded) target.rule();
            return new Rendering(
                            statement,
                            insert.tables(),
                            sessionValues,
                            new int[insert.tables().size()])
                    .ids(new long[insert.rows().size()], insert.rows())
                    .part(rule.slots().get(0).shard(), insert.one());
        }
        if (plan instanceof Load load) {
            Values none = new Values(statement, Parameters.NONE, Surroundings.USUAL);
            return new LoadRouter(load, statement, none, sessionValues)
                    .part(load.targets().get(0));
        }
        if (plan instanceof Everywhere everywhere) {
            return sample(
                    everywhere.tables(),
                    everywhere.targets().get(0).shard(),
                    everywhere.one(),
                    statement,
                    sessionValues);
        }
        throw RoutingError.BUG.with("no sample for " + plan.getClass().getSimpleName());
    }

    /** The same of a statement that is always gathered; null for others, which have a {@link #sample}. */
    public static Route.@Nullable Gathered gatheredSample(
            Plan.OnShards hinted, Fingerprint statement, UnaryOperator<String> sessionValues) {
        return bare(hinted) instanceof Routed routed ? Sample.gathered(routed, statement, sessionValues) : null;
    }

    private static ShardStatement sample(
            List<Placed> tables,
            String shard,
            SqlTemplate template,
            Fingerprint statement,
            UnaryOperator<String> sessionValues) {
        return new Rendering(statement, tables, sessionValues, new int[tables.size()]).part(shard, template);
    }

    private static Route everywhere(
            Everywhere plan, Hints hints, Fingerprint statement, UnaryOperator<String> sessionValues) {
        ForcedShard forced = ForcedShard.of(hints);
        if (forced != null && !plan.ddl()) {
            throw forced.refuse("the statement is done on every shard or on none");
        }
        List<ShardStatement> parts = new ArrayList<>(plan.targets().size());
        for (Everywhere.Target target : plan.targets()) {
            // DDL that has failed on some shards is finished on those alone.
            if (forced == null || forced.shard().equals(target.shard())) {
                int[] slots = new int[plan.tables().size()];
                java.util.Arrays.fill(slots, target.slot());
                parts.add(new Rendering(statement, plan.tables(), sessionValues, slots)
                        .part(target.shard(), target.text(plan.one())));
            }
        }
        if (parts.isEmpty() && forced != null) {
            throw forced.refuse("none of its tables is there");
        }
        return new Route.Many(parts, new Merge.SameEverywhere());
    }
}
