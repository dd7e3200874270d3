package io.sluice.routing.plan;

import io.sluice.routing.RoutingError;
import io.sluice.routing.RoutingException;
import io.sluice.routing.cluster.Cluster;
import io.sluice.routing.rules.TableRule;
import io.sluice.sql.Statement;
import io.sluice.sql.lex.Fingerprint;
import io.sluice.sql.lex.Lexer;
import io.sluice.sql.lex.Token;
import io.sluice.sql.text.Span;
import io.sluice.sql.text.SqlTemplate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Plans of SHOW, of statements that are not taken apart, and of text that was not understood. */
final class Others {
    private static final Set<String> LOCAL = Set.of("WARNINGS", "ERRORS", "COUNT WARNINGS", "COUNT ERRORS");

    /** MariaDB takes a routine's statements outside of one too: they may do anything to a connection. */
    private static final Set<String> COMPOUND =
            Set.of("BEGIN", "IF", "CASE", "LOOP", "WHILE", "REPEAT", "FOR", "DECLARE");

    private Others() {}

    static Plan show(Statement.Show show, Survey survey, OwnText own, @Nullable String schema) {
        boolean plainTables = show.what().equals("TABLES")
                && survey.cluster().name().equals(schema)
                && words(survey.fingerprint()) == 2;
        boolean sessions = show.what().equals("PROCESSLIST") && !Hints.sharded(survey.fingerprint());
        if (sessions || LOCAL.contains(show.what()) || show.what().startsWith("SLUICE") || plainTables) {
            return new Plan.Local(show);
        }
        if (!survey.anySharded()) {
            return Reads.routed(survey, own, Plan.Access.READ, true, Reads.never());
        }
        String shard = survey.classes().get(0).rule().slots().get(0).shard();
        return new Routed(
                Plan.Access.READ,
                true,
                false,
                survey.tables(),
                List.of(),
                shard,
                shard,
                own.template(),
                Reads.never(),
                List.of());
    }

    static Plan other(Statement.Other other, Survey survey, OwnText own) {
        String verb = other.verb();
        if (Keepers.knows(verb, survey)) {
            return Keepers.plan(verb, survey, own);
        }
        return Administration.plan(verb, survey, own);
    }

    /** Where all that may be meant is on one shard and called there as here, a server is asked; its words are the answer. */
    static Plan notUnderstood(Statement.NotUnderstood unknown, Fingerprint fingerprint, Cluster cluster) {
        boolean alone = cluster.shards().size() == 1 && Compounds.contained(fingerprint, false);
        if (COMPOUND.contains(unknown.verb()) && !alone) {
            return refused(unknown);
        }
        String home = null;
        for (String name : unknown.names()) {
            TableRule rule = cluster.rules().table(name);
            String here = rule == null ? having(name, cluster) : placeByName(name, rule, cluster);
            if (rule == null && here == null) {
                continue;
            }
            if (here == null || (home != null && !home.equals(here))) {
                return refused(unknown);
            }
            home = here;
        }
        String shard = cluster.defaultShard().name();
        if (OnePlace.otherSchema(fingerprint, cluster, home == null ? shard : home)) {
            return refused(unknown);
        }
        SqlTemplate text = SqlTemplate.cut(
                fingerprint.text(), new Span(0, fingerprint.text().length()), fingerprint.slotSpans(), List.of());
        return new Routed(
                Plan.Access.SIDE_EFFECT,
                true,
                false,
                List.of(),
                List.of(),
                home,
                shard,
                text,
                Reads.never(),
                List.of());
    }

    /** Where a table of the rules is, if it is one table and its name is what the rules call it. */
    private static @Nullable String placeByName(String name, TableRule rule, Cluster cluster) {
        boolean renamed = rule instanceof TableRule.Sharded sharded
                && sharded.slots().stream().anyMatch(slot -> !slot.table().equalsIgnoreCase(name));
        return renamed ? null : OnePlace.of(rule, cluster);
    }

    /** @param name in lower case: names out of a text that is not understood are */
    private static @Nullable String having(String name, Cluster cluster) {
        for (String shard : cluster.shards().keySet()) {
            boolean there = cluster.schema().shards().getOrDefault(shard, Map.of()).keySet().stream()
                    .anyMatch(name::equalsIgnoreCase);
            if (there) {
                return shard;
            }
        }
        return null;
    }

    private static Plan refused(Statement.NotUnderstood unknown) {
        String verb = unknown.verb().isEmpty() ? "the statement" : unknown.verb();
        RoutingException refused = RoutingError.NOT_UNDERSTOOD.with(verb, unknown.reason());
        return new Plan.Refused(refused.error(), refused.text(), true);
    }

    private static int words(Fingerprint fingerprint) {
        Lexer lexer = new Lexer(fingerprint.text(), fingerprint.dialect());
        int words = 0;
        for (Token token = lexer.next(); token != Token.END; token = lexer.next()) {
            words += token == Token.SEMICOLON ? 0 : 1;
        }
        return words;
    }
}
