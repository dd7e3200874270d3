package io.sluice.routing.plan;

import io.sluice.routing.RoutingError;
import io.sluice.routing.RoutingException;
import io.sluice.routing.cluster.Cluster;
import io.sluice.routing.rules.TableRule;
import io.sluice.sql.Feature;
import io.sluice.sql.SqlParser;
import io.sluice.sql.Statement;
import io.sluice.sql.lex.Fingerprint;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Statement + cluster → plan. Pure: no values, no servers, no session but its schema. Thread-safe. */
public final class Planner {
    private Planner() {}

    /**
     * Plans {@code statement}; never throws for what a user wrote: a refusal is a plan.
     *
     * @param statement what was read from the fingerprint's text
     * @param schema the session's schema, null where none is chosen
     */
    public static Planned plan(Statement statement, Fingerprint fingerprint, Cluster cluster, @Nullable String schema) {
        TreeSet<Integer> pinned = new TreeSet<>(statement.scope().pinnedSlots());
        try {
            Hints hints = Hints.read(fingerprint.hints(), cluster);
            Plan plan = whole(statement, fingerprint, hints, cluster, schema, pinned);
            return new Planned(plan, new ArrayList<>(pinned));
        } catch (RoutingException e) {
            return new Planned(new Plan.Refused(e.error(), e.text(), false), List.copyOf(pinned));
        }
    }

    /**
     * What EXPLAIN ROUTE tells of.
     *
     * @param statement read from {@code fingerprint}, the text behind EXPLAIN ROUTE
     * @param whole the text with EXPLAIN ROUTE; its hints are meant for the statement
     */
    public static Plan explained(
            Statement statement, Fingerprint fingerprint, Fingerprint whole, Cluster cluster, @Nullable String schema) {
        try {
            Hints hints = Hints.read(whole.hints(), cluster);
            return whole(statement, fingerprint, hints, cluster, schema, new TreeSet<>());
        } catch (RoutingException e) {
            return new Plan.Refused(e.error(), e.text(), false);
        }
    }

    /** With hints, and with the definitions of views in the place of their names. */
    private static Plan whole(
            Statement statement,
            Fingerprint fingerprint,
            Hints hints,
            Cluster cluster,
            @Nullable String schema,
            TreeSet<Integer> pinned) {
        Shows shown = hints.shard() == null ? Shows.of(statement, fingerprint, cluster, schema) : null;
        if (shown != null) {
            pinned.addAll(shown.pinned());
            Fingerprint query = shown.query();
            Plan plan = whole(SqlParser.parse(query), query, hints, cluster, schema, new TreeSet<>());
            return plan instanceof Plan.OnShards onShards ? new Viewed(shown.template(), onShards) : plan;
        }
        SetFrom set = SetFrom.of(statement, fingerprint, cluster, schema);
        if (set != null) {
            TreeSet<Integer> inside = new TreeSet<>(set.statement().scope().pinnedSlots());
            try {
                return set.plan(whole(set.statement(), set.fingerprint(), hints, cluster, schema, inside));
            } finally {
                inside.stream().map(set.slots()::get).forEach(pinned::add);
            }
        }
        Unfolding views = Unfolding.of(statement, fingerprint, cluster, schema);
        if (views == null) {
            return hints.on(statement(statement, fingerprint, cluster, schema, Folded.NONE, pinned));
        }
        TreeSet<Integer> inside = new TreeSet<>(views.statement().scope().pinnedSlots());
        try {
            Plan plan = hints.on(
                    statement(views.statement(), views.fingerprint(), cluster, schema, views.folded(), inside));
            return plan instanceof Plan.OnShards onShards ? new Viewed(views.template(), onShards) : plan;
        } finally {
            inside.stream().map(views.slots()::get).filter(slot -> slot >= 0).forEach(pinned::add);
        }
    }

    private static Plan statement(
            Statement statement,
            Fingerprint fingerprint,
            Cluster cluster,
            @Nullable String schema,
            Folded folded,
            TreeSet<Integer> pinned) {
        if (statement instanceof Statement.SetVariables set && !Sessions.ofTheServer(set, cluster)) {
            return Sessions.set(set, Survey.of(set, fingerprint, cluster, schema));
        }
        if (statement instanceof Statement.Named named) {
            return new Plan.OfName(named);
        }
        if (statement instanceof Statement.Use use) {
            return new Plan.UseSchema(use.schema());
        }
        if (statement instanceof Statement.Transaction transaction) {
            return new Plan.TransactionControl(transaction);
        }
        if (statement instanceof Statement.ExplainRoute
                || statement instanceof Statement.Kill
                || statement instanceof Statement.SwitchPrimary) {
            return new Plan.Local(statement);
        }
        if (statement instanceof Statement.NotUnderstood unknown) {
            return Others.notUnderstood(unknown, fingerprint, cluster);
        }
        Survey survey = Survey.of(statement, fingerprint, cluster, schema, folded);
        zoneOfItsOwn(survey);
        OwnText own = OwnText.of(survey);
        try {
            return Renaming.of(statement, Lefts.with(onTables(survey, own, schema), survey));
        } finally {
            pinned.addAll(own.pinned());
        }
    }

    /** A TIMESTAMP key is read in the session's time zone: a statement may not have another one for itself. */
    private static void zoneOfItsOwn(Survey survey) {
        boolean zone = survey.has(Feature.SET_VAR_HINT)
                && survey.fingerprint().text().toLowerCase(Locale.ROOT).contains("time_zone");
        if (zone && survey.tables().stream().anyMatch(Planner::byTimestamp)) {
            throw RoutingError.CROSS_SHARD.with(
                    "a hint that sets time_zone", "set it for the session, with SET time_zone = …");
        }
    }

    private static boolean byTimestamp(Placed table) {
        TableRule.Sharded rule = table.sharded();
        return rule != null
                && KeyClass.columnsOf(table, rule).stream()
                        .anyMatch(column -> column == null || column.type().equals("timestamp"));
    }

    private static Plan onTables(Survey survey, OwnText own, @Nullable String schema) {
        Statement statement = survey.statement();
        if (statement instanceof Statement.Query) {
            return Reads.query(survey, own);
        }
        if (statement instanceof Statement.Insert insert) {
            return Inserts.plan(insert, survey, own);
        }
        if (statement instanceof Statement.Update || statement instanceof Statement.Delete) {
            return Writes.plan(survey, own);
        }
        if (statement instanceof Statement.Ddl ddl) {
            return Ddls.plan(ddl, survey, own);
        }
        if (statement instanceof Statement.Show show) {
            return Others.show(show, survey, own, schema);
        }
        if (statement instanceof Statement.Explain explain) {
            return explain(explain, survey, schema);
        }
        if (statement instanceof Statement.LoadLocal load) {
            return Loads.plan(load, survey, own);
        }
        if (statement instanceof Statement.Other other) {
            return Others.other(other, survey, own);
        }
        if (statement instanceof Statement.SetVariables) {
            String shard = survey.cluster().defaultShard().name();
            return OnePlace.routed(survey, own, Plan.Access.SIDE_EFFECT, false, false, shard);
        }
        throw RoutingError.BUG.with("no plan for " + statement.getClass().getSimpleName());
    }

    /** EXPLAIN of what one slot does is that slot's; of anything else there is no plan of one server. */
    private static Plan explain(Statement.Explain explain, Survey survey, @Nullable String schema) {
        Plan inner = explained(explain.statement(), survey, schema);
        boolean apart = inner instanceof Routed steps
                && steps.scripted() != null
                && steps.scripted().only();
        if (inner instanceof Routed routed && !apart) {
            RoutingException refused =
                    RoutingError.CROSS_SHARD.with("EXPLAIN", "EXPLAIN ROUTE shows what every shard is sent");
            Scatter scatter = new Scatter.Impossible(refused.error(), refused.text());
            return Reads.explain(routed, scatter, explain.runs());
        }
        if (inner instanceof Plan.Refused) {
            return inner;
        }
        throw RoutingError.CROSS_SHARD.with("EXPLAIN", "EXPLAIN ROUTE shows what every shard is sent");
    }

    /** The explained statement's plan without hints: those are EXPLAIN's own. */
    private static Plan explained(Statement statement, Survey survey, @Nullable String schema) {
        return statement(statement, survey.fingerprint(), survey.cluster(), schema, survey.folded(), new TreeSet<>());
    }
}
