package io.sluice.jdbc.exec;

import io.sluice.routing.LocalAnswer;
import io.sluice.routing.Parameters;
import io.sluice.routing.RoutingError;
import io.sluice.routing.Statements;
import io.sluice.routing.SwitchOrder;
import io.sluice.routing.cluster.Health;
import io.sluice.routing.plan.Plan;
import io.sluice.routing.session.Session;
import io.sluice.sql.Operand;
import io.sluice.sql.Statement;
import io.sluice.sql.lex.Fingerprint;

/** Statements that no shard is asked for: EXPLAIN ROUTE, SHOW WARNINGS, SHOW SLUICE …. */
final class LocalStatements {
    private LocalStatements() {}

    /** Moves a shard's primary. */
    static LocalAnswer moved(
            Statement.SwitchPrimary statement, Fingerprint text, Parameters parameters, Embedded embedded) {
        return embedded.switchPrimary(SwitchOrder.of(statement, operand -> {
            int slot = ((Operand.Slot) operand).index();
            return text.isParameter(slot) ? parameters.value(text.parameterOrdinal(slot)) : text.value(slot);
        }));
    }

    static LocalAnswer answer(
            Plan.Local plan, Fingerprint text, Parameters parameters, Session session, Health health) {
        if (plan.statement() instanceof Statement.ExplainRoute explain) {
            return LocalAnswer.lines("route", Statements.explain(explain, text, parameters, session));
        }
        if (plan.statement() instanceof Statement.Kill) {
            throw RoutingError.NOT_UNDERSTOOD.with("KILL", "use Statement.cancel()");
        }
        return LocalAnswer.of(plan.statement(), session, health);
    }
}
