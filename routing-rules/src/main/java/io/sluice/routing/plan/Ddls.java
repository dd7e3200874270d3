package io.sluice.routing.plan;

import io.sluice.routing.RoutingError;
import io.sluice.routing.rules.TableRule;
import io.sluice.sql.Feature;
import io.sluice.sql.Statement;
import java.util.List;
import java.util.Set;

/** Plans of CREATE, ALTER, DROP, TRUNCATE and their kin. */
final class Ddls {
    private static final Set<String> MAINTENANCE = Set.of("ANALYZE", "OPTIMIZE", "CHECK", "REPAIR", "CHECKSUM");

    private Ddls() {}

    static Plan plan(Statement.Ddl ddl, Survey survey, OwnText own) {
        String words = ddl.verb() + " " + (ddl.temporary() ? "TEMPORARY " : "") + ddl.object();
        boolean ofTables = ddl.object().equals("TABLE")
                || ddl.object().equals("INDEX")
                || ddl.object().equals("VIEW")
                || MAINTENANCE.contains(ddl.verb());
        if (ddl.temporary()) {
            return TemporaryTables.plan(ddl, words, survey, own);
        }
        if (!ofTables) {
            return Definitions.plan(ddl, words.strip(), survey, own);
        }
        boolean rows = MAINTENANCE.contains(ddl.verb());
        Plan ofView = new ViewPlaces(survey, own, words).plan(ddl);
        if (ofView != null) {
            return ofView;
        }
        Survey known = OnePlace.known(survey);
        String place = OnePlace.of(known);
        boolean declared = survey.anySharded() || survey.anyBroadcast();
        boolean renames = declared && Renames.said(ddl.verb(), survey);
        if (place != null && !renames) {
            Routed there = OnePlace.routed(survey, own, Plan.Access.WRITE, rows, true, place);
            return ddl.verb().equals("DROP") ? TemporaryTables.perhapsDropped(there, survey) : there;
        }
        if (renames) {
            new Renames(survey, words).check();
        }
        if (survey.anySharded()) {
            return sharded(ddl, words, survey, own, renames);
        }
        if (survey.anyBroadcast()) {
            return broadcast(words, survey, own);
        }
        Routed plan = new Routed(
                Plan.Access.WRITE,
                rows,
                true,
                survey.tables(),
                List.of(),
                known.home(),
                survey.cluster().defaultShard().name(),
                own.template(),
                Reads.never(),
                List.of());
        return ddl.verb().equals("DROP") ? TemporaryTables.perhapsDropped(plan, survey) : plan;
    }

    private static Plan broadcast(String words, Survey survey, OwnText own) {
        boolean view = words.endsWith("VIEW");
        for (Placed table : survey.tables()) {
            boolean made = view && table.occurrence().write() && !OnePlace.known(table, survey.cluster());
            if (!made && !(table.rule() instanceof TableRule.Broadcast)) {
                throw mixed(words, survey.tables().get(0), table);
            }
        }
        if (survey.has(Feature.QUERY_INSIDE) && !view || MAINTENANCE.contains(words.split(" ")[0])) {
            throw RoutingError.CROSS_SHARD.with(words, "do it on the servers themselves");
        }
        List<Everywhere.Target> targets = Everywhere.Target.shards(survey.cluster());
        return new Everywhere(Plan.Access.WRITE, true, survey.tables(), targets, own.template());
    }

    private static Plan sharded(Statement.Ddl ddl, String words, Survey survey, OwnText own, boolean renames) {
        TableRule.Sharded rule = survey.classes().get(0).rule();
        if (ddl.object().equals("VIEW") || MAINTENANCE.contains(ddl.verb()) || survey.has(Feature.QUERY_INSIDE)) {
            throw RoutingError.CROSS_SHARD.with(
                    words + " of " + survey.shardedName() + " and its kin", "do it on the servers themselves");
        }
        if (ddl.verb().equals("RENAME")) {
            return new Renames(survey, words).sharded();
        }
        for (Placed table : survey.tables()) {
            TableRule.Sharded other = table.sharded();
            boolean paired = other != null
                    && (other.group().equals(rule.group())
                            || renames && table.occurrence().write()
                            || liked(survey));
            boolean referenced = !table.occurrence().write() && table.rule() instanceof TableRule.Broadcast;
            if (!paired && !referenced) {
                throw mixed(words, survey.tables().get(0), table);
            }
        }
        List<Everywhere.Target> targets = Everywhere.Target.slots(rule);
        return new Everywhere(
                Plan.Access.WRITE, true, survey.tables(), targets, own.cut(ConstraintNames.edits(survey, rule)));
    }

    /** {@code CREATE TABLE orders_new LIKE orders}: no row goes anywhere, so it is enough that each slot has one of each. */
    private static boolean liked(Survey survey) {
        if (survey.tables().size() != 2) {
            return false;
        }
        Placed made = survey.tables().get(0);
        Placed model = survey.tables().get(1);
        String between = survey.text()
                .substring(
                        made.occurrence().span().end(),
                        model.occurrence().span().start());
        return made.sharded() != null
                && model.sharded() != null
                && made.sharded().shards().equals(model.sharded().shards())
                && between.replace('(', ' ').strip().equalsIgnoreCase("LIKE");
    }

    static io.sluice.routing.RoutingException mixed(String words, Placed one, Placed other) {
        return RoutingError.DIFFERENT_SHARDS.with(
                words + " with " + one.occurrence().name() + " and "
                        + other.occurrence().name() + ": they",
                "use a statement for each");
    }
}
