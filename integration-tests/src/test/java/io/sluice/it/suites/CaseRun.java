package io.sluice.it.suites;

import io.sluice.it.compare.Answer;
import io.sluice.it.compare.Answer.Failure;
import io.sluice.it.compare.Asked;
import io.sluice.it.compare.Comparison;
import io.sluice.it.compare.Door;
import io.sluice.it.compare.Example;
import io.sluice.it.suites.Case.Trait;
import io.sluice.it.suites.Outcome.Exact;
import io.sluice.it.suites.Outcome.Failed;
import io.sluice.it.suites.Outcome.Refused;
import io.sluice.it.suites.Outcome.Wrong;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** Asks both, each over a connection of the case's own. */
record CaseRun(Twins twins, Door door) {
    Outcome of(Case asked) throws SQLException {
        try (Connection plain = twins.plain(door);
                Connection sluice = twins.sluice(door)) {
            try {
                return run(asked, plain, sluice);
            } finally {
                tidy(asked, plain);
                tidy(asked, sluice);
            }
        }
    }

    private Outcome run(Case asked, Connection plain, Connection sluice) {
        for (Example each : asked.statements()) {
            // To try to prepare a question about warnings would be a warning itself.
            boolean warnings = each.text().matches("(?i)SHOW\\s+(WARNINGS|ERRORS|COUNT).*");
            boolean preparing = door.prepared() && !warnings;
            Answer first = Asked.by(plain, each, preparing);
            // What a server does not prepare (1295) is asked as text of both.
            boolean prepared = preparing && !(first instanceof Failure unprepared && unprepared.errno() == 1295);
            Answer truth = prepared == preparing ? first : Asked.by(plain, each, false);
            if (truth instanceof Failure failure && !asked.traits().contains(Trait.ERROR)) {
                throw new AssertionError("the case itself is wrong: " + failure + "\n  " + each.text());
            }
            Outcome outcome = compared(each, truth, Asked.by(sluice, each, prepared));
            if (!(outcome instanceof Exact)) {
                return outcome;
            }
        }
        return new Exact();
    }

    static Outcome compared(Example asked, Answer truth, Answer answer) {
        if (answer instanceof Failure failure) {
            if (failure.refusal()) {
                return Refused.of(failure);
            }
            return Comparison.sameError(truth, answer)
                    ? new Exact()
                    : new Failed(failure + "\n  plain: " + Comparison.brief(truth) + "\n  " + asked.text());
        }
        String difference = Comparison.difference(asked, truth, answer);
        return difference.isEmpty() ? new Exact() : new Wrong(difference + "\n  " + asked.text());
    }

    private static void tidy(Case asked, Connection connection) {
        for (String each : asked.after()) {
            try (Statement statement = connection.createStatement()) {
                statement.execute(each);
            } catch (SQLException expected) {
                // What the case did not make cannot be taken away again.
            }
        }
    }
}
