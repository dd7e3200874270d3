package io.sluice.routing;

import io.sluice.routing.merge.Merge;
import io.sluice.routing.plan.Everywhere;
import io.sluice.routing.plan.Lasting;
import io.sluice.routing.plan.Left;
import io.sluice.routing.plan.Load;
import io.sluice.routing.plan.Plan;
import io.sluice.routing.plan.Routed;
import io.sluice.routing.plan.Scripted;
import io.sluice.routing.plan.SplitInsert;
import io.sluice.routing.route.Route;
import io.sluice.routing.route.ShardStatement;
import io.sluice.routing.session.Session;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a session's own state asks of a route: that it is one shard, and which. */
final class OnOneShard {
    private OnOneShard() {}

    /**
     * The route of a statement that leaves something on its connection.
     *
     * @param forced true where a hint has named the shard
     * @throws RoutingException CROSS_SHARD where it would leave it on several; a number of rows is counted by who brings them
     *     together
     */
    static Route of(Lasting plan, Route route, boolean forced, Session session) {
        if (plan.leavesCount() && !(route instanceof Route.One)) {
            return route;
        }
        if (route instanceof Route.Many many) {
            if (!plan.left().isEmpty()) {
                throw RoutingError.CROSS_SHARD.with(plan.left().get(0).words(), "restrict it to one shard");
            }
            return route;
        }
        // Values are read back from the server that answers.
        boolean values = route instanceof Route.Gathered && plan.leavesValues();
        if ((route instanceof Route.Gathered || route instanceof Route.Scripted || route instanceof Route.Load)
                && !plan.left().isEmpty()
                && !values) {
            throw RoutingError.CROSS_SHARD.with(plan.left().get(0).words(), "restrict it to one shard");
        }
        if (!(route instanceof Route.One one)) {
            return route;
        }
        String shard = one.part().shard();
        String locks = session.cluster().defaultShard().name();
        if (plan.locksByName() && !shard.equals(locks)) {
            // A lock that only some sessions see would exclude nobody.
            Left lock = plan.left().stream().filter(Left::isLock).findFirst().orElseThrow();
            throw RoutingError.DIFFERENT_SHARDS.with(
                    lock.words() + " and the tables of the statement", "ask for the lock in a statement of its own");
        }
        return plan.anywhere() && !forced ? on(session.near(), one.part()) : route;
    }

    /** The shard whose server alone makes the answer; null for none. */
    static @Nullable String answering(@Nullable Route route) {
        if (route instanceof Route.One one) {
            return one.part().shard();
        }
        return route instanceof Route.Gathered gathered ? gathered.answer().shard() : null;
    }

    /** Where a write to every shard has one shard to go to, it is a statement like any other. */
    static Route single(Route route) {
        boolean alone = route instanceof Route.Many many
                && many.parts().size() == 1
                && (many.merge() instanceof Merge.SumCounts || many.merge() instanceof Merge.SameEverywhere);
        return alone ? new Route.One(((Route.Many) route).parts().get(0)) : route;
    }

    private static Route on(String shard, ShardStatement part) {
        return new Route.One(
                new ShardStatement(shard, part.sql(), part.parameters(), part.extras(), null, part.marks()));
    }

    /** @throws RoutingException LOCKED_ELSEWHERE for tables of a shard on which LOCK TABLES has locked nothing */
    static void checkLocked(Plan.OnShards plan, Route route, Session session) {
        Set<String> locked = session.holds().lockedTables();
        if (locked.isEmpty() || !hasTables(plan)) {
            return;
        }
        if (route instanceof Route.Gathered || route instanceof Route.Scripted) {
            throw RoutingError.CROSS_SHARD.with("this statement under LOCK TABLES", "UNLOCK TABLES first");
        }
        if (route instanceof Route.One one && !locked.contains(one.part().shard())) {
            throw RoutingError.LOCKED_ELSEWHERE.with(
                    String.join(", ", locked), one.part().shard());
        }
        List<ShardStatement> parts = route instanceof Route.Many many
                ? many.parts()
                : route instanceof Route.Load load ? load.parts() : List.of();
        for (ShardStatement part : parts) {
            if (!locked.contains(part.shard())) {
                throw RoutingError.LOCKED_ELSEWHERE.with(String.join(", ", locked), part.shard());
            }
        }
    }

    /**
     * Variables that bear on a step although they would not on the whole.
     *
     * @throws RoutingException CROSS_SHARD
     */
    static void checkSteps(Plan.OnShards plan, Route route, Session session) {
        if (!(route instanceof Route.Scripted)) {
            return;
        }
        if (session.inTransaction() && plan instanceof Routed routed && readsBeside(routed)) {
            // A write reads them as they are now; a query inside an older transaction would not.
            throw RoutingError.CROSS_SHARD.with(
                    "a write that reads other tables inside a transaction",
                    "do it outside of one, or restrict it to one key");
        }
        if (session.image().value("sql_select_limit") != null) {
            // A write takes all rows, but the query that chooses them would not.
            throw RoutingError.CROSS_SHARD.with("a write of several steps under sql_select_limit", "set it to DEFAULT");
        }
        String safe = session.image().value("sql_safe_updates");
        if (safe != null && !safe.equals("0") && !safe.equalsIgnoreCase("OFF") && !safe.equalsIgnoreCase("FALSE")) {
            // The steps have keys, whether the whole has one or not.
            throw RoutingError.CROSS_SHARD.with("a write of several steps under sql_safe_updates", "set it to 0");
        }
    }

    /** True where tables stand in several queries of the statement: a lock that is asked for reaches the outermost alone. */
    private static boolean readsBeside(Routed plan) {
        long blocks = plan.tables().stream()
                .filter(table ->
                        !table.occurrence().write() || table.occurrence().block() > 0)
                .mapToInt(table -> table.occurrence().block())
                .distinct()
                .count();
        boolean inner =
                plan.tables().stream().anyMatch(table -> table.occurrence().block() > 0);
        return inner && (blocks > 1 || !(plan.scripted() instanceof Scripted.Copying));
    }

    private static boolean hasTables(Plan.OnShards plan) {
        if (plan instanceof Lasting lasting) {
            return !lasting.unlocksTables() && hasTables(lasting.inner());
        }
        if (plan instanceof Routed routed) {
            return !routed.tables().isEmpty();
        }
        if (plan instanceof Load) {
            return true;
        }
        return plan instanceof SplitInsert || plan instanceof Everywhere;
    }
}
