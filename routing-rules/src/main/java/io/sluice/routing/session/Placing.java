package io.sluice.routing.session;

import io.sluice.routing.RoutingError;
import io.sluice.routing.causality.Causality;
import io.sluice.routing.causality.Footprint;
import io.sluice.routing.causality.Freshness;
import io.sluice.routing.causality.Why;
import io.sluice.routing.cluster.Reads;
import io.sluice.routing.plan.Hints;
import io.sluice.routing.plan.Lasting;
import io.sluice.routing.plan.Plan;
import io.sluice.routing.route.Route;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Primary or replica for a session's statements, and why. Confined to its session's thread. */
final class Placing {
    private final Session session;
    /** {@code SET sluice_reads}; null for what the cluster file says. */
    private Reads.@Nullable Mode reads;

    Placing(Session session) {
        this.session = session;
    }

    /** Null for what the cluster file says. */
    void reads(Reads.@Nullable Mode mode) {
        reads = mode;
    }

    /** Which servers plain reads of these tables go to. */
    Reads.Mode mode(Plan.@Nullable OnShards plan) {
        Reads.Mode own = reads;
        if (own != null) {
            return own;
        }
        Reads ofAll = session.cluster().reads();
        return plan == null || ofAll.tables().isEmpty() ? ofAll.standard() : ofAll.of(plan.reads());
    }

    Placement place(Plan.Access access, Plan.@Nullable OnShards plan, Route route, Supplier<Footprint> rows) {
        Placement place = placed(access, plan, route, rows);
        return !place.primary() && session.holds().on(route)
                ? primary(Placement.Reason.HELD, plan, route, rows)
                : place;
    }

    private Placement placed(Plan.Access access, Plan.@Nullable OnShards plan, Route route, Supplier<Footprint> rows) {
        if ((route instanceof Route.Many || route instanceof Route.Gathered)
                && access != Plan.Access.WRITE
                && session.image().value("sql_select_limit") != null) {
            throw RoutingError.CROSS_SHARD.with("SELECT under sql_select_limit", "say LIMIT in the statement");
        }
        if (access != Plan.Access.READ) {
            checkReplicas(access, plan, route);
        }
        return switch (access) {
            case WRITE -> primary(Placement.Reason.WRITE, plan, route, rows);
            case LOCKING_READ -> primary(Placement.Reason.LOCKING_READ, plan, route, rows);
            case SIDE_EFFECT -> new Placement(true, Placement.Reason.SIDE_EFFECT);
            case READ -> read(plan, route, rows);
        };
    }

    /**
     * A READ ONLY transaction that reads a replica stays there.
     *
     * <p>INVARIANT: nothing that only the primary can do is done on a replica: a lock there holds nobody off.
     */
    private void checkReplicas(Plan.Access access, Plan.@Nullable OnShards plan, Route route) {
        if (!onReplica(route)) {
            return;
        }
        if (access != Plan.Access.SIDE_EFFECT) { // FOR UPDATE, too, is told that by a server alone
            throw RoutingError.READ_ONLY_TRANSACTION.with();
        }
        boolean harmless = plan != null && (!(plan instanceof Lasting lasting) || lasting.leavesValues());
        if (!harmless) {
            throw RoutingError.ON_REPLICA.with();
        }
    }

    private boolean onReplica(Route route) {
        return session.transaction() instanceof Transaction.Open open
                && !open.onReplica().isEmpty()
                && !session.holds().on(route)
                && Routes.shards(route).stream().anyMatch(open.onReplica()::contains);
    }

    private Placement read(Plan.@Nullable OnShards plan, Route route, Supplier<Footprint> rows) {
        Reads.Mode mode = mode(plan);
        boolean inside = session.inTransaction();
        if (inside && (mode == Reads.Mode.PRIMARY || !replicaTransaction())) {
            return primary(Placement.Reason.TRANSACTION, plan, route, rows);
        }
        if (mode == Reads.Mode.PRIMARY) {
            return primary(Placement.Reason.SETTING, plan, route, rows);
        }
        Causality causality = session.causality();
        // A transaction's first read chooses its replica for whatever it will read.
        Freshness freshness = causality.reads(shards(route), inside ? () -> Footprint.EVERYTHING : rows);
        Why why = causality.why(freshness);
        if (why != null && mode != Reads.Mode.REPLICA) {
            return primary(reason(why), plan, route, rows);
        }
        Footprint seen = footprint(route, rows, false);
        return mode == Reads.Mode.REPLICA
                ? new Placement(false, Placement.Reason.SETTING, true, plan, freshness, seen)
                : new Placement(false, Placement.Reason.READ, false, plan, freshness, seen);
    }

    private static Placement.Reason reason(Why why) {
        return switch (why) {
            case OWN_WRITE -> Placement.Reason.OWN_WRITE;
            case RECENT_WRITE -> Placement.Reason.RECENT_WRITE;
            case SEEN -> Placement.Reason.SEEN;
            case TOKEN -> Placement.Reason.TOKEN;
        };
    }

    private Placement primary(
            Placement.Reason reason, Plan.@Nullable OnShards plan, Route route, Supplier<Footprint> rows) {
        boolean write = reason == Placement.Reason.WRITE;
        return new Placement(true, reason, false, plan, Freshness.ANY, footprint(route, rows, write));
    }

    /** What it may touch matters where it could be read on a replica later; without replicas there is nothing to be computed. */
    private Footprint footprint(Route route, Supplier<Footprint> rows, boolean write) {
        return session.causality().follows(shards(route), write) ? rows.get() : Footprint.EVERYTHING;
    }

    /** The shards of a route; all where its steps decide. */
    Collection<String> shards(Route route) {
        if (route instanceof Route.Gathered gathered) {
            return List.of(gathered.answer().shard());
        }
        return route instanceof Route.Scripted ? session.cluster().shards().keySet() : Routes.shards(route);
    }

    /**
     * A READ ONLY transaction may read replicas: one for each shard, from its first statement there to its end. What it reads is one
     * moment of that replica, as on a server alone.
     */
    private boolean replicaTransaction() {
        return session.readOnly() && repeatable();
    }

    /** Under the other levels, what others commit meanwhile is seen, which a replica would show too late. */
    private boolean repeatable() {
        String level = session.isolation();
        SessionImage image = session.image();
        String lasting = image.value("transaction_isolation");
        String all = level != null ? level : lasting != null ? lasting : image.value("tx_isolation");
        return all == null
                || all.toUpperCase(Locale.ROOT).replaceAll("[^A-Z]", "").equals("REPEATABLEREAD");
    }

    /** As a statement's hint says. */
    Placement place(Plan.OnShards plan, Route route, Hints hints, Supplier<Footprint> rows) {
        Placement placement = place(plan.access(), plan, route, rows);
        if (hints.role() == Hints.Role.PRIMARY && onReplica(route)) {
            throw RoutingError.HINT_REFUSED.with("primary", "the READ ONLY transaction reads a replica");
        }
        if (hints.role() == Hints.Role.PRIMARY && !placement.primary()) {
            return primary(Placement.Reason.HINT, plan, route, rows);
        }
        if (hints.role() != Hints.Role.REPLICA) {
            return placement;
        }
        if (plan.access() != Plan.Access.READ) {
            throw RoutingError.HINT_REFUSED.with("replica", "only plain reads go to replicas");
        }
        if (session.inTransaction() && placement.primary()) {
            throw RoutingError.HINT_REFUSED.with("replica", "a transaction's statements go to the primary");
        }
        if (session.holds().on(route)) {
            throw RoutingError.HINT_REFUSED.with("replica", "the session has a connection of its own to the primary");
        }
        if (session.inTransaction()) {
            return placement; // a replica, where what comes behind it is read too, and did not ask for old rows
        }
        // What it shows may be old, and binds the session to nothing.
        return new Placement(false, Placement.Reason.HINT, placement.only(), plan, Freshness.ANY, Footprint.NOTHING);
    }
}
