package io.sluice.routing.plan;

import io.sluice.routing.RoutingError;
import io.sluice.sql.Statement;
import io.sluice.sql.Statement.VariableAssignment.Kind;

/** Plans of statements that change only the session. */
final class Sessions {
    private Sessions() {}

    static Plan set(Statement.SetVariables set) {
        for (Statement.VariableAssignment assignment : set.assignments()) {
            if (assignment.kind() == Kind.GLOBAL || assignment.kind() == Kind.TRANSACTION_GLOBAL) {
                throw RoutingError.CROSS_SHARD.with("SET GLOBAL", "set it on the servers themselves");
            }
        }
        return new Plan.ChangeSession(set);
    }
}
