package io.sluice.jdbc.exec;

import io.sluice.routing.RoutingError;
import io.sluice.routing.RoutingException;
import io.sluice.routing.session.Session;
import io.sluice.routing.session.Warning;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Tells the outcome for each shard where they differ, in the error and in SHOW WARNINGS. */
final class Outcomes {
    private Outcomes() {}

    /**
     * The error that tells it.
     *
     * @param done shards where it is done
     * @param failed shards where it is not, each with its own error; null where it was not tried
     * @param cause the first of those errors
     */
    static RoutingException told(
            RoutingError error,
            Session session,
            List<String> done,
            Map<String, @Nullable SQLException> failed,
            SQLException cause) {
        String worked = done.isEmpty() ? "no shard" : String.join(", ", done);
        RoutingException told =
                error.with(worked, String.join(", ", failed.keySet()), String.valueOf(cause.getMessage()));
        session.diagnostics().failed(told);
        done.forEach(shard -> session.diagnostics().warn(new Warning("Note", error.errno(), shard + ": done")));
        failed.forEach(
                (shard, e) -> session.diagnostics().warn(new Warning("Error", error.errno(), shard + ": " + fate(e))));
        return told;
    }

    /** A COMMIT whose connection is lost before the answer may have been done. */
    private static String fate(@Nullable SQLException e) {
        if (e == null) {
            return "not done";
        }
        return (Failures.lost(e) ? "unknown whether done: " : "not done: ") + e.getMessage();
    }
}
