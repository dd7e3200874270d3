package io.sluice.routing.golden;

import io.sluice.routing.Parameters;
import io.sluice.routing.Ready;
import io.sluice.routing.RoutingException;
import io.sluice.routing.Statements;
import io.sluice.routing.plan.Plan;
import io.sluice.routing.plan.PlanPrinter;
import io.sluice.routing.session.Session;
import io.sluice.routing.session.VariableChange;
import io.sluice.sql.Statement;
import io.sluice.sql.lex.Fingerprint;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Runs one case: what its statements give today, in one fresh session, as if every statement succeeded. */
public final class PlanRun {
    private final PlanFile.PlanCase planCase;
    private final Session session;

    public PlanRun(PlanFile.PlanCase planCase) throws IOException {
        this.planCase = planCase;
        Worlds.World world = Worlds.of(planCase.world());
        this.session = new Session(world::cluster, 1, "golden");
        session.useSchema(world.cluster().name());
    }

    /** For each step the lines it gives. */
    public List<List<String>> run() {
        List<List<String>> given = new ArrayList<>();
        for (PlanFile.Step step : planCase.steps()) {
            given.add(step(step));
        }
        return given;
    }

    private List<String> step(PlanFile.Step step) {
        Fingerprint statement = Fingerprint.of(step.sql(), session.dialect());
        Parameters parameters = ordinal -> step.params().get(ordinal);
        try {
            Ready ready = Statements.prepare(statement, parameters, session);
            List<String> lines = explained(ready, statement, parameters);
            happened(ready, statement, parameters);
            return lines.stream().flatMap(String::lines).toList();
        } catch (RoutingException e) {
            return List.of(PlanPrinter.line(e));
        }
    }

    private List<String> explained(Ready ready, Fingerprint statement, Parameters parameters) {
        if (ready.plan() instanceof Plan.Local local && local.statement() instanceof Statement.ExplainRoute explain) {
            return Statements.explain(explain, statement, parameters, session);
        }
        return PlanPrinter.lines(ready, parameters::value);
    }

    /** Tells the session what a door would. */
    private void happened(Ready ready, Fingerprint statement, Parameters parameters) {
        Plan plan = ready.plan();
        if (plan instanceof Plan.OnShards onShards && ready.route() != null) {
            if (session.inTransaction()) {
                session.openingStatements();
            }
            session.sent(onShards.access(), ready.route());
            if (ready.generatedId() != 0) {
                session.diagnostics().changed(1, ready.generatedId());
            }
        } else if (plan instanceof Plan.UseSchema use) {
            session.useSchema(use.schema());
        } else if (plan instanceof Plan.TransactionControl control) {
            transaction(control.statement());
        } else if (plan instanceof Plan.ChangeSession change) {
            VariableChange read = session.change(statement, parameters);
            session.remember(read, List.of());
        }
    }

    private void transaction(Statement.Transaction transaction) {
        switch (transaction.kind()) {
            case BEGIN -> session.begin(transaction.readOnly(), transaction.consistentSnapshot());
            case COMMIT, ROLLBACK -> session.ended();
            default -> {}
        }
    }
}
