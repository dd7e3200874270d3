package io.sluice.routing.plan;

import io.sluice.routing.RoutingError;
import io.sluice.routing.RoutingException;
import io.sluice.sql.Feature;
import io.sluice.sql.Statement;
import io.sluice.sql.lex.Lexer;
import io.sluice.sql.lex.Token;

/**
 * Plans of DDL that is not about tables: sequences live where tables that nobody declared live, triggers with their table;
 * databases, routines, events and users belong to every server, so only a cluster of one shard does them.
 */
final class Definitions {
    private static final String ON_SERVERS = "do it on the servers themselves";

    private Definitions() {}

    static Plan plan(Statement.Ddl ddl, String words, Survey survey, OwnText own) {
        // Of a body's words only those count that are tables.
        String place = OnePlace.of(body(survey) ? OnePlace.known(survey) : survey);
        boolean everyServer = !ddl.object().equals("SEQUENCE")
                && !ddl.object().equals("TRIGGER")
                && survey.cluster().shards().size() > 1;
        if (place == null || everyServer) {
            throw refused(words);
        }
        boolean ours = ddl.object().equals("DATABASE")
                && ddl.verb().equals("DROP")
                && says(survey, survey.cluster().name());
        boolean renamed = body(survey) && survey.tables().stream().anyMatch(Placed::renamed);
        if (ours || renamed || OnePlace.otherSchema(survey.fingerprint(), survey.cluster(), place)) {
            throw refused(words);
        }
        return OnePlace.routed(survey, own, Plan.Access.WRITE, false, true, place);
    }

    private static RoutingException refused(String words) {
        return RoutingError.CROSS_SHARD.with(words, ON_SERVERS);
    }

    private static boolean body(Survey survey) {
        return survey.has(Feature.QUERY_INSIDE);
    }

    private static boolean says(Survey survey, String name) {
        Lexer lexer = new Lexer(survey.text(), survey.fingerprint().dialect());
        for (Token token = lexer.next(); token != Token.END; token = lexer.next()) {
            if (token.word() && lexer.name().equalsIgnoreCase(name)) {
                return true;
            }
        }
        return false;
    }
}
