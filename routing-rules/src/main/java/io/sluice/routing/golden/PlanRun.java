package io.sluice.routing.golden;

import io.sluice.routing.Parameters;
import io.sluice.routing.Ready;
import io.sluice.routing.RoutingException;
import io.sluice.routing.Statements;
import io.sluice.routing.plan.Left;
import io.sluice.routing.plan.Plan;
import io.sluice.routing.plan.PlanPrinter;
import io.sluice.routing.session.Aftermath;
import io.sluice.routing.session.NamedStatements;
import io.sluice.routing.session.ServerValue;
import io.sluice.routing.session.Session;
import io.sluice.routing.session.VariableChange;
import io.sluice.sql.Statement;
import io.sluice.sql.lex.Fingerprint;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;

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
        Parameters parameters = ordinal -> step.params().get(ordinal);
        try {
            return step(Fingerprint.of(step.sql(), session.dialect()), parameters);
        } catch (RoutingException e) {
            return List.of(PlanPrinter.line(e));
        }
    }

    private List<String> step(Fingerprint statement, Parameters parameters) {
        Ready ready = Statements.steps(statement, parameters, session);
        if (ready.plan() instanceof Plan.OfName named) {
            return named(named.statement(), statement, ready);
        }
        List<String> lines = explained(ready, statement, parameters);
        happened(ready, statement, parameters);
        return lines.stream().flatMap(String::lines).toList();
    }

    /** EXECUTE gives what the statement of the name gives. */
    private List<String> named(Statement.Named named, Fingerprint statement, Ready ready) {
        switch (named.kind()) {
            case PREPARE -> {
                NamedStatements.Prepared prepared = session.named().prepare(statement);
                Statements.plan(prepared.text(), session);
                session.named().keep(prepared);
            }
            case DEALLOCATE -> session.named().deallocate(statement);
            case EXECUTE, EXECUTE_IMMEDIATE -> {
                String text = session.named().execute(statement);
                return step(Fingerprint.of(text, session.dialect()), Parameters.NONE);
            }
        }
        return PlanPrinter.lines(ready, Parameters.NONE::value);
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
            session.sent(onShards.access(), ready.route(), Objects.requireNonNull(ready.placement()));
            session.answered();
            if (ready.generatedId() != 0) {
                session.diagnostics().changed(1, ready.generatedId());
            }
            if (ready.aftermath() != null) {
                List<ServerValue> answers = answers(ready.aftermath());
                session.left(ready.aftermath(), true, answers);
                session.told(ready.aftermath(), answers);
            }
        } else if (plan instanceof Plan.UseSchema use) {
            session.useSchema(use.schema());
        } else if (plan instanceof Plan.Locks locks) {
            session.ended();
            session.holds().unlocked();
            locks.parts().forEach(part -> session.holds().locked(part.shard()));
        } else if (plan instanceof Plan.TransactionControl control) {
            transaction(control.statement());
        } else if (plan instanceof Plan.ChangeSession change) {
            VariableChange read = session.change(statement, parameters);
            // What a server would compute is NULL here.
            session.remember(read, Collections.nCopies(read.answers(), ServerValue.NULL));
        }
    }

    /** Every lock asked for is had, every lock given back was had; variables are NULL. */
    private static List<ServerValue> answers(Aftermath after) {
        List<ServerValue> answers = new ArrayList<>();
        for (Left left : after.left()) {
            if (left instanceof Left.Variable) {
                answers.addAll(List.of(ServerValue.NULL, ServerValue.NULL, ServerValue.NULL));
            } else if (left instanceof Left.FoundRows || left instanceof Left.InsertId) {
                answers.add(ServerValue.of(0));
            }
        }
        boolean get = after.left().stream().anyMatch(left -> left instanceof Left.Lock lock && lock.get());
        after.locks().forEach(lock -> answers.add(ServerValue.of(get ? 1 : 0)));
        return answers;
    }

    private void transaction(Statement.Transaction transaction) {
        switch (transaction.kind()) {
            case BEGIN -> session.begin(transaction.readOnly(), transaction.consistentSnapshot());
            case COMMIT, ROLLBACK -> {
                session.ended();
                session.answered();
            }
            default -> {}
        }
    }
}
