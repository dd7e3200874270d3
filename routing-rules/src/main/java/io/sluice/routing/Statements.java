package io.sluice.routing;

import io.sluice.routing.causality.Footprint;
import io.sluice.routing.cluster.Cluster;
import io.sluice.routing.plan.Hints;
import io.sluice.routing.plan.Lasting;
import io.sluice.routing.plan.Plan;
import io.sluice.routing.plan.PlanPrinter;
import io.sluice.routing.plan.Planner;
import io.sluice.routing.plan.Renaming;
import io.sluice.routing.plan.Viewed;
import io.sluice.routing.rights.Needed;
import io.sluice.routing.rights.Needs;
import io.sluice.routing.route.Footprints;
import io.sluice.routing.route.Route;
import io.sluice.routing.route.Router;
import io.sluice.routing.route.Routing;
import io.sluice.routing.route.ShardStatement;
import io.sluice.routing.route.Shown;
import io.sluice.routing.session.Aftermath;
import io.sluice.routing.session.Session;
import io.sluice.sql.SqlParser;
import io.sluice.sql.SqlValue;
import io.sluice.sql.Statement;
import io.sluice.sql.lex.Fingerprint;
import java.util.List;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Steps 2 to 6 of a statement's life, for both doors: the plan from the cache, or parsed and planned; the shards it needs with
 * the text for each; primary or replica. Begin reading here. Safe for use by many threads, each with its own session.
 */
public final class Statements {
    private Statements() {}

    /**
     * As {@link #steps}, but null where the plan is not cached: parsing takes long enough to be done off an event loop.
     *
     * @throws RoutingException for what cannot be routed with these values
     */
    public static @Nullable Ready ready(Fingerprint statement, Parameters parameters, Session session) {
        Cluster cluster = session.cluster();
        Plan plan = cluster.plans().find(statement, session.schema());
        return plan == null ? null : routed(plan, statement, parameters, session);
    }

    /**
     * Says what is to be done for a statement.
     *
     * @param statement the text, read under {@link Session#dialect()}
     * @param parameters the values of its {@code ?}
     * @throws RoutingException for what cannot be routed with these values; what can never be done is {@link Plan.Refused}
     */
    public static Ready prepare(Fingerprint statement, Parameters parameters, Session session) {
        Cluster cluster = session.cluster();
        return route(plan(statement, session, cluster), statement, parameters, session);
    }

    /** The same for a door that carries out {@link Route.Scripted}; {@link #prepare} says no to what needs one. */
    public static Ready steps(Fingerprint statement, Parameters parameters, Session session) {
        return routed(plan(statement, session, session.cluster()), statement, parameters, session);
    }

    /**
     * One slot's text of a statement whose values are not known yet, with all its {@code ?}: for asking a server about its
     * columns and parameters.
     */
    public static ShardStatement sample(Plan.OnShards plan, Fingerprint statement, Session session) {
        return plan instanceof Viewed viewed
                ? Router.sample(viewed.inner(), viewed.unfold(statement), session::sessionValue)
                : Router.sample(plan, statement, session::sessionValue);
    }

    /** The same of a statement that no values could send to one shard: it is to be asked about over empty tables; null for others. */
    public static Route.@Nullable Gathered gatheredSample(Plan.OnShards plan, Fingerprint statement, Session session) {
        return plan instanceof Viewed viewed
                ? Router.gatheredSample(viewed.inner(), viewed.unfold(statement), session::sessionValue)
                : Router.gatheredSample(plan, statement, session::sessionValue);
    }

    /**
     * EXPLAIN ROUTE: what the explained statement would do, as {@link PlanPrinter} prints it. Plans anew, so that the text is
     * this statement's own; changes nothing (an INSERT's generated ids are used up).
     *
     * @param explain as read from {@code text} or from another text of its shape
     */
    public static List<String> explain(
            Statement.ExplainRoute explain, Fingerprint text, Parameters parameters, Session session) {
        // No literal stands before the explained statement: it begins in the same place in every text of the shape.
        String explained = text.text().substring(explain.inner().start(), text.statementEnd());
        try {
            Fingerprint statement = meant(Fingerprint.of(explained, session.dialect()), session);
            Plan plan =
                    Planner.explained(SqlParser.parse(statement), statement, text, session.cluster(), session.schema());
            return PlanPrinter.lines(routed(plan, statement, parameters, session), parameters::value);
        } catch (RoutingException e) {
            return List.of(PlanPrinter.line(e));
        }
    }

    /** EXECUTE stands for the statement it names. */
    private static Fingerprint meant(Fingerprint statement, Session session) {
        boolean executes = SqlParser.parse(statement) instanceof Statement.Named named
                && (named.kind() == Statement.Named.Kind.EXECUTE
                        || named.kind() == Statement.Named.Kind.EXECUTE_IMMEDIATE);
        return executes ? Fingerprint.of(session.named().execute(statement), session.dialect()) : statement;
    }

    /** What a statement needs that was planned before; null where that is not known any more. */
    public static @Nullable Needs knownNeeds(Fingerprint statement, Session session) {
        return session.cluster().plans().needs(statement, session.schema());
    }

    /** What a statement needs, whether it can be done or not; what will be refused anyway needs nothing. */
    public static Needs needs(Fingerprint statement, Session session) {
        Cluster cluster = session.cluster();
        if (plan(statement, session, cluster) instanceof Plan.Refused) {
            return Needs.NONE;
        }
        Needs known = cluster.plans().needs(statement, session.schema());
        return known == null ? Needed.of(SqlParser.parse(statement), statement) : known;
    }

    /** The plan alone, from the cache or made now. */
    public static Plan plan(Fingerprint statement, Session session) {
        return plan(statement, session, session.cluster());
    }

    private static Plan plan(Fingerprint statement, Session session, Cluster cluster) {
        Plan cached = cluster.plans().find(statement, session.schema());
        if (cached != null) {
            return cached;
        }
        return cluster.plans().make(statement, session.schema(), () -> {
            Statement parsed = SqlParser.parse(statement);
            return Planner.plan(parsed, statement, cluster, session.schema()).needing(Needed.of(parsed, statement));
        });
    }

    /** What a door can carry out that takes no steps. */
    private static Ready route(Plan plan, Fingerprint statement, Parameters parameters, Session session) {
        Ready ready = routed(plan, statement, parameters, session);
        if (ready.route() instanceof Route.Scripted scripted) {
            throw scripted.refusal();
        }
        return ready;
    }

    private static Ready routed(Plan plan, Fingerprint statement, Parameters parameters, Session session) {
        if (!(plan instanceof Plan.OnShards onShards)) {
            return new Ready(plan);
        }
        if (onShards instanceof Viewed viewed) {
            return routed(viewed.inner(), viewed.unfold(statement), parameters, session);
        }
        Hints hints = Hints.of(plan);
        Routing routing = Router.route(
                onShards, statement, parameters, session.surroundings(), session::sessionValue, session::here);
        Plan.OnShards bare = Hints.bare(onShards);
        if (bare instanceof Renaming renaming) {
            return renamed(renaming, routing, hints, session);
        }
        Route route = DeepPages.of(bare, OnOneShard.single(routing.route()), session);
        Aftermath after = null;
        if (bare instanceof Lasting lasting) {
            IntFunction<SqlValue> slots = slot -> statement.isParameter(slot)
                    ? parameters.value(statement.parameterOrdinal(slot))
                    : statement.value(slot);
            route = OnOneShard.of(lasting, route, hints.shard() != null, session);
            String shard = OnOneShard.answering(route);
            after = shard == null ? null : session.aftermath(lasting, shard, slots);
        }
        OnOneShard.checkLocked(bare, route, session);
        OnOneShard.checkSteps(bare, route, session);
        Supplier<Footprint> rows =
                () -> Footprints.of(bare, routing.generatedIds(), statement, parameters, session.surroundings());
        return new Ready(
                bare, route, session.place(bare, route, hints, rows), routing.generatedIds(), hints.timeout(), after);
    }

    /** What shows one shard's names; a hint that names the shard is answered with them. */
    private static Ready renamed(Renaming renaming, Routing routing, Hints hints, Session session) {
        OnOneShard.checkLocked(renaming.inner(), routing.route(), session);
        Route route = hints.shard() == null ? Shown.of(renaming, routing.route(), session.cluster()) : routing.route();
        return new Ready(
                renaming.inner(),
                route,
                session.place(renaming, route, hints, () -> Footprint.EVERYTHING),
                routing.generatedIds(),
                hints.timeout(),
                null);
    }
}
