package io.sluice.routing.plan;

import io.sluice.routing.RoutingError;
import java.util.Set;

/**
 * Plans of the statements that are not taken apart: those about a server, those about whole tables, CALL, DO. What is meant for
 * every server is nobody's to do on one of them: over several shards it is refused.
 */
final class Administration {
    /** What they do ends with, or belongs to, the server connection they come on. */
    private static final Set<String> BOUND = Set.of(
            "LOCK INSTANCE",
            "UNLOCK INSTANCE",
            "GET DIAGNOSTICS",
            "SET ROLE",
            "SET RESOURCE GROUP",
            "SET STATEMENT",
            "SHOW WARNINGS LIMIT ?",
            "SHOW ERRORS LIMIT ?",
            "EXPLAIN INTO");

    /** They name connections or accounts of a server: clients have Sluice's own. */
    private static final Set<String> OF_CLIENTS =
            Set.of("EXPLAIN FOR CONNECTION", "KILL USER", "KILL ID", "SET PASSWORD");

    private static final Set<String> ANYWHERE = Set.of("CALL", "HELP", "SIGNAL", "RESIGNAL");

    /** About the tables they name, and nothing else. */
    private static final Set<String> OF_TABLES =
            Set.of("LOAD DATA", "LOAD XML", "CHECKSUM TABLE", "CACHE INDEX", "LOAD INDEX", "FLUSH TABLES");

    /** The first words of what ends an open transaction (manual, "Statements That Cause an Implicit Commit"). */
    private static final Set<String> COMMITTING = Set.of(
            "FLUSH", "RESET", "CACHE", "LOAD INDEX", "START", "STOP", "CHANGE", "INSTALL", "UNINSTALL", "SET DEFAULT");

    private static final String ON_SERVERS = "do it on the servers themselves";

    private Administration() {}

    static Plan plan(String verb, Survey survey, OwnText own) {
        if (verb.equals("BEGIN NOT ATOMIC")) {
            return compound(verb, survey, own);
        }
        if (BOUND.contains(verb) || verb.startsWith("BACKUP")) {
            throw RoutingError.SESSION_BOUND.with(verb);
        }
        if (OF_CLIENTS.contains(verb)) {
            throw RoutingError.CROSS_SHARD.with(verb, ON_SERVERS);
        }
        if (verb.equals("DO")) {
            String table = survey.anySharded() ? " with " + survey.shardedName() : "";
            return Reads.routed(
                    survey,
                    own,
                    Plan.Access.SIDE_EFFECT,
                    true,
                    Reads.impossible("DO" + table, "restrict it to one key"));
        }
        String place = OnePlace.of(survey);
        if (place != null) {
            return onePlace(verb, survey, own, place);
        }
        if (survey.anySharded() || survey.anyBroadcast()) {
            throw RoutingError.CROSS_SHARD.with(
                    verb + " with " + survey.tables().get(0).occurrence().name(),
                    verb.equals("LOAD DATA") ? "say LOAD DATA LOCAL: then the file comes from the client" : ON_SERVERS);
        }
        boolean here = ANYWHERE.contains(verb)
                || (OF_TABLES.contains(verb) && !survey.tables().isEmpty());
        if (!here) {
            throw RoutingError.CROSS_SHARD.with(verb, ON_SERVERS);
        }
        return Reads.routed(survey, own, Plan.Access.SIDE_EFFECT, true, Reads.never());
    }

    private static Plan compound(String verb, Survey survey, OwnText own) {
        boolean alone = survey.cluster().shards().size() == 1;
        String only = survey.cluster().defaultShard().name();
        if (!alone || !Compounds.contained(survey.fingerprint(), true)) {
            throw RoutingError.SESSION_BOUND.with(verb);
        }
        if (survey.tables().stream().anyMatch(Placed::renamed)
                || OnePlace.otherSchema(survey.fingerprint(), survey.cluster(), only)) {
            throw RoutingError.CROSS_SHARD.with(verb + " with physical names", ON_SERVERS);
        }
        return OnePlace.routed(survey, own, Plan.Access.SIDE_EFFECT, true, false, only);
    }

    private static Plan onePlace(String verb, Survey survey, OwnText own, String place) {
        if (OnePlace.otherSchema(survey.fingerprint(), survey.cluster(), place) && !OF_TABLES.contains(verb)) {
            throw RoutingError.CROSS_SHARD.with(
                    verb + " that names the schema " + survey.cluster().name(), ON_SERVERS);
        }
        boolean commits = COMMITTING.contains(verb)
                || COMMITTING.contains(verb.split(" ")[0])
                || COMMITTING.stream().anyMatch(words -> verb.startsWith(words + " "));
        return OnePlace.routed(survey, own, Plan.Access.SIDE_EFFECT, true, commits, place);
    }
}
