package io.sluice.jdbc.exec;

import io.sluice.routing.session.Session;
import io.sluice.sql.lex.Fingerprint;
import io.sluice.sql.lex.ManyStatements;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * Several statements in one text (allowMultiQueries), one after another: each is one for itself here, for each may concern other
 * shards. The first that fails ends it. Confined to its session's thread.
 */
final class MultiQueries {
    private final Execution execution;
    private final StatementOptions options;
    private final List<Outcome> outcomes = new ArrayList<>();

    MultiQueries(Execution execution, StatementOptions options) {
        this.execution = execution;
        this.options = options;
    }

    /** The statements of a text, as it is read now. */
    static List<Fingerprint> of(String sql, Execution execution) {
        Session session = execution.session();
        ManyStatements texts = new ManyStatements(sql, session.dialect());
        List<Fingerprint> all = new ArrayList<>();
        while (texts.hasNext()) {
            all.add(execution.fingerprint(texts.next(session.dialect())));
        }
        return all.isEmpty() ? List.of(execution.fingerprint(sql)) : all;
    }

    /** Runs a text without parameters; what follows a statement is read as that has left the session. */
    Outcome run(String sql) throws SQLException {
        Session session = execution.session();
        ManyStatements texts = new ManyStatements(sql, session.dialect());
        do {
            String text = texts.hasNext() ? texts.next(session.dialect()) : sql;
            run(execution.fingerprint(text), Execution.NO_PARAMS);
        } while (texts.hasNext());
        return outcome();
    }

    /** Runs prepared statements, each with its part of the parameters. */
    Outcome run(List<Fingerprint> texts, Param[] params) throws SQLException {
        int from = 0;
        for (Fingerprint text : texts) {
            Fingerprint now = execution.current(text);
            Param[] own = Arrays.copyOfRange(params, from, from + now.parameterCount());
            from += own.length;
            run(now, own);
        }
        return outcome();
    }

    private void run(Fingerprint text, Param[] params) throws SQLException {
        try {
            outcomes.add(execution.run(text, params, outcomes.isEmpty() ? options : options.ofAnyKind()));
        } catch (SQLException e) {
            for (Outcome each : outcomes) {
                each.close(); // a stream holds connections
            }
            throw e;
        }
    }

    private Outcome outcome() {
        Outcome all = null;
        for (int i = outcomes.size() - 1; i >= 0; i--) {
            all = outcomes.get(i).then(all);
        }
        return Objects.requireNonNull(all);
    }
}
