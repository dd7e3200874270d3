package io.sluice.routing.plan;

import io.sluice.routing.RoutingError;
import io.sluice.routing.cluster.Cluster;
import io.sluice.sql.Statement;
import io.sluice.sql.Statement.VariableAssignment.Kind;
import org.jspecify.annotations.Nullable;

/** Plans of statements that change only the session. */
final class Sessions {
    private Sessions() {}

    /** True where it sets the servers' variables only, and there is but one shard to set them on. */
    static boolean ofTheServer(Statement.SetVariables set, Cluster cluster) {
        return cluster.shards().size() == 1
                && set.assignments().stream()
                        .allMatch(a -> a.kind() == Kind.GLOBAL || a.kind() == Kind.TRANSACTION_GLOBAL);
    }

    /** @param survey its tables, of which a backend can tell only what it has itself under these very names */
    static Plan set(Statement.SetVariables set, Survey survey) {
        for (Statement.VariableAssignment assignment : set.assignments()) {
            if (assignment.kind() == Kind.GLOBAL || assignment.kind() == Kind.TRANSACTION_GLOBAL) {
                throw RoutingError.CROSS_SHARD.with("SET GLOBAL", "set it on the servers themselves");
            }
        }
        Placed elsewhere = judged(survey);
        if (elsewhere != null) {
            throw RoutingError.CROSS_SHARD.with(
                    "SET with a value from " + elsewhere.occurrence().name(), "say SELECT … INTO @variable");
        }
        return new Plan.ChangeSession(set);
    }

    /** The first table that the backend cannot tell of which judges SET, null where there is none. */
    static @Nullable Placed judged(Survey survey) {
        String judge = survey.cluster().defaultShard().name();
        for (Placed table : survey.tables()) {
            boolean qualified = table.occurrence().schema() != null;
            boolean asWritten = table.system() ? qualified : !qualified && !table.renamed();
            if (!asWritten || !judge.equals(OnePlace.of(table.rule(), survey.cluster()))) {
                return table;
            }
        }
        return null;
    }
}
