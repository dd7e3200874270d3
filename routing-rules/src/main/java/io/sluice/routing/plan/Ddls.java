package io.sluice.routing.plan;

import io.sluice.routing.RoutingError;
import io.sluice.routing.rules.Slot;
import io.sluice.routing.rules.TableRule;
import io.sluice.sql.Feature;
import io.sluice.sql.Statement;
import io.sluice.sql.lex.Lexer;
import io.sluice.sql.lex.Token;
import java.util.ArrayList;
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
        if (place != null && !(declared && renames(ddl, survey))) {
            Routed there = OnePlace.routed(survey, own, Plan.Access.WRITE, rows, true, place);
            return ddl.verb().equals("DROP") ? TemporaryTables.perhapsDropped(there, survey) : there;
        }
        if (survey.anySharded()) {
            return sharded(ddl, words, survey, own);
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
        List<Everywhere.Target> targets = new ArrayList<>();
        survey.cluster().shards().keySet().forEach(shard -> targets.add(new Everywhere.Target(shard, 0)));
        return new Everywhere(Plan.Access.WRITE, true, survey.tables(), targets, own.template());
    }

    private static Plan sharded(Statement.Ddl ddl, String words, Survey survey, OwnText own) {
        TableRule.Sharded rule = survey.classes().get(0).rule();
        if (ddl.object().equals("VIEW")
                || ddl.verb().equals("RENAME")
                || MAINTENANCE.contains(ddl.verb())
                || survey.has(Feature.QUERY_INSIDE)) {
            throw RoutingError.CROSS_SHARD.with(
                    words + " of " + survey.shardedName() + " and its kin", "do it on the servers themselves");
        }
        if (ddl.verb().equals("ALTER") && renames(ddl, survey)) {
            throw RoutingError.CROSS_SHARD.with(
                    "ALTER TABLE " + survey.shardedName() + " RENAME", "the rules name the tables");
        }
        for (Placed table : survey.tables()) {
            TableRule.Sharded other = table.sharded();
            boolean paired = other != null && other.group().equals(rule.group());
            boolean referenced = !table.occurrence().write() && table.rule() instanceof TableRule.Broadcast;
            if (!paired && !referenced) {
                throw mixed(words, survey.tables().get(0), table);
            }
        }
        List<Everywhere.Target> targets = new ArrayList<>();
        List<Slot> slots = rule.slots();
        for (int i = 0; i < slots.size(); i++) {
            targets.add(new Everywhere.Target(slots.get(i).shard(), i));
        }
        return new Everywhere(Plan.Access.WRITE, true, survey.tables(), targets, own.template());
    }

    private static boolean renames(Statement.Ddl ddl, Survey survey) {
        if (!ddl.verb().equals("ALTER")) {
            return ddl.verb().equals("RENAME");
        }
        Lexer lexer = new Lexer(survey.text(), survey.fingerprint().dialect());
        for (Token token = lexer.next(); token != Token.END; token = lexer.next()) {
            if (token == Token.IDENT && !lexer.nameOnly() && lexer.is("RENAME")) {
                lexer.next();
                if (!lexer.is("COLUMN") && !lexer.is("INDEX") && !lexer.is("KEY")) {
                    return true;
                }
            }
        }
        return false;
    }

    static io.sluice.routing.RoutingException mixed(String words, Placed one, Placed other) {
        return RoutingError.DIFFERENT_SHARDS.with(
                words + " with " + one.occurrence().name() + " and "
                        + other.occurrence().name() + ": they",
                "use a statement for each");
    }
}
