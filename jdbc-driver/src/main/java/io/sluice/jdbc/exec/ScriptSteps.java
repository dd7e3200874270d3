package io.sluice.jdbc.exec;

import com.mysql.cj.exceptions.CJException;
import com.mysql.cj.jdbc.exceptions.SQLExceptionsMapping;
import com.mysql.cj.jdbc.result.ResultSetInternalMethods;
import com.mysql.cj.protocol.ResultsetRows;
import com.mysql.cj.result.Field;
import io.sluice.routing.Parameters;
import io.sluice.routing.Ready;
import io.sluice.routing.RoutingError;
import io.sluice.routing.RoutingException;
import io.sluice.routing.Statements;
import io.sluice.routing.merge.ColumnMeta;
import io.sluice.routing.merge.Counts;
import io.sluice.routing.merge.MergeLimits;
import io.sluice.routing.merge.Row;
import io.sluice.routing.plan.Plan;
import io.sluice.routing.route.Script;
import io.sluice.routing.route.ShardStatement;
import io.sluice.routing.session.Diagnostics;
import io.sluice.routing.session.Session;
import io.sluice.routing.session.Warning;
import io.sluice.sql.lex.Fingerprint;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * Takes the steps of one script, each a statement as the application itself might send. What the session tells of its last statement
 * (LAST_INSERT_ID(), ROW_COUNT(), warnings) no step changes. For one execution; confined to its session's thread.
 */
final class ScriptSteps {
    /** What a server says of words that it will not know for ever: of the text, not of values. */
    private static final Set<Integer> OF_THE_TEXT = Set.of(1287, 1681, 3719, 3778);

    private final OnShards onShards;
    private final Session session;
    private final MergeLimits limits;
    private final OnShards.Call whole;
    private final Watch watch;
    private final List<String> keys = new ArrayList<>();
    private final List<Warning> warnings = new ArrayList<>();

    ScriptSteps(OnShards onShards, Session session, MergeLimits limits, OnShards.Call whole, Watch watch) {
        this.onShards = onShards;
        this.session = session;
        this.limits = limits;
        this.whole = whole;
        this.watch = watch;
    }

    /** The keys that were made, in the order of the steps. */
    List<String> keys() {
        return keys;
    }

    /** What the servers have warned of. */
    List<Warning> warnings() {
        return warnings;
    }

    /** All steps, inside the session's transaction; the statement's counts. */
    Counts run(Script script) throws SQLException {
        Diagnostics.Saved before = session.diagnostics().saved();
        try {
            while (true) {
                watch.check();
                Script.Step step = script.next();
                if (step instanceof Script.Step.Done done) {
                    return done.counts();
                }
                if (step instanceof Script.Step.Ask ask) {
                    ask(script, ask.statement());
                } else if (step instanceof Script.Step.Change change) {
                    script.changed(change(change.statement()));
                }
                session.diagnostics().restore(before);
            }
        } finally {
            session.diagnostics().restore(before);
        }
    }

    private Counts change(ShardStatement statement) throws SQLException {
        Outcome outcome =
                onShards.run(prepared(statement, options(0, whole.options().generatedKeys())));
        GeneratedKeys.collect(outcome, keys);
        int told = warned(session.diagnostics().warnings());
        return new Counts(outcome.affected(), session.diagnostics().insertId(), told, "");
    }

    private int warned(List<Warning> told) {
        for (Warning warning : told) {
            if (!OF_THE_TEXT.contains(warning.code()) || !warnings.contains(warning)) {
                warnings.add(warning);
            }
        }
        return told.size();
    }

    private void ask(Script script, ShardStatement statement) throws SQLException {
        // One more than may be held: so it shows that there are too many.
        Outcome outcome = onShards.run(prepared(statement, options(limits.rows() + 1L, false)));
        List<Warning> told = session.diagnostics().warnings();
        try (ResultSet result = Objects.requireNonNull(outcome.rows())) {
            ResultsetRows rows = ((ResultSetInternalMethods) result).getRows();
            Field[] fields = rows.getMetadata().getFields();
            List<ColumnMeta> columns = new ArrayList<>();
            for (Field field : fields) {
                columns.add(ManyReads.meta(field));
            }
            List<Row> read = read(rows, fields.length);
            refuseWarned(told);
            script.rows(columns, read);
        } catch (CJException e) {
            throw SQLExceptionsMapping.translateException(e);
        }
    }

    private List<Row> read(ResultsetRows rows, int width) {
        List<Row> read = new ArrayList<>();
        long bytes = 0;
        // A streaming result's hasNext is only true after a look ahead.
        while (rows.isDynamic() || rows.hasNext()) {
            com.mysql.cj.result.Row row = rows.next();
            if (row == null) {
                break;
            }
            byte[][] cells = new byte[width][];
            for (int i = 0; i < width; i++) {
                cells[i] = row.getBytes(i);
            }
            StreamRow held = new StreamRow(cells);
            read.add(held);
            bytes += held.size();
            if (read.size() > limits.rows()) {
                throw RoutingError.RESULT_TOO_LARGE.with(limits.rows(), "write fewer rows at once");
            }
            if (bytes > limits.bytes()) {
                throw RoutingError.RESULT_TOO_LARGE.with(
                        read.size() - 1,
                        "these fill the " + limits.bytes() + " bytes allowed; write fewer rows at once");
            }
        }
        return read;
    }

    /** What a SELECT only warns of is an error in a write under a strict sql_mode, and which of both is for a server to say. */
    private void refuseWarned(List<Warning> told) {
        for (Warning warning : told) {
            if (warning.level().equals("Warning") && !OF_THE_TEXT.contains(warning.code())) {
                throw RoutingError.CROSS_SHARD.with(
                        "a write whose rows are chosen with a warning (" + warning.code() + ": " + warning.message()
                                + ")",
                        "write the value in the type it is compared or stored with");
            }
        }
        warned(told);
    }

    private StatementOptions options(long maxRows, boolean generatedKeys) throws SQLException {
        StatementOptions rest = whole.options().rest(whole.startedNanos());
        return new StatementOptions(
                rest.owner(),
                0,
                maxRows,
                rest.timeoutMillis(),
                generatedKeys,
                ResultSet.TYPE_FORWARD_ONLY,
                ResultSet.CONCUR_READ_ONLY,
                false,
                StatementOptions.Wanted.EITHER);
    }

    private OnShards.Call prepared(ShardStatement step, StatementOptions options) {
        Fingerprint text = Fingerprint.of(step.sql(), session.dialect());
        Param[] params = new Param[step.parameters().length];
        for (int i = 0; i < params.length; i++) {
            params[i] = ShardCall.param(step, i, whole.params());
        }
        Parameters values = params.length == 0 ? Parameters.NONE : ordinal -> params[ordinal].value();
        // No step takes steps of its own.
        Ready ready = Statements.prepare(text, values, session);
        if (ready.plan() instanceof Plan.Refused refused) {
            throw new RoutingException(refused.error(), refused.message());
        }
        if (!(ready.plan() instanceof Plan.OnShards plan)) {
            throw RoutingError.BUG.with("a step that no shard takes");
        }
        return new OnShards.Call(
                plan,
                Objects.requireNonNull(ready.route()),
                Objects.requireNonNull(ready.placement()),
                ready,
                text,
                params,
                options,
                options.timeoutMillis() == 0 ? 0 : System.nanoTime());
    }
}
