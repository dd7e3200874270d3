package io.sluice.jdbc.exec;

import io.sluice.routing.RoutingError;
import io.sluice.routing.RoutingException;
import io.sluice.routing.session.Session;
import io.sluice.routing.session.Warning;
import java.sql.SQLException;
import java.util.List;

/** Tells the outcome for each shard where they differ, in the error and in SHOW WARNINGS. */
final class Outcomes {
    private Outcomes() {}

    static RoutingException told(
            RoutingError error, Session session, List<String> done, List<String> failed, SQLException cause) {
        String worked = done.isEmpty() ? "no shard" : String.join(", ", done);
        RoutingException told = error.with(worked, String.join(", ", failed), cause.getMessage());
        session.diagnostics().failed(told);
        done.forEach(shard -> session.diagnostics().warn(new Warning("Note", error.errno(), shard + ": done")));
        failed.forEach(shard -> session.diagnostics().warn(new Warning("Error", error.errno(), shard + ": not done")));
        return told;
    }
}
