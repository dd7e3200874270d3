package io.sluice.jdbc.exec;

import com.mysql.cj.exceptions.CJException;
import com.mysql.cj.jdbc.exceptions.SQLExceptionsMapping;
import com.mysql.cj.jdbc.result.ResultSetInternalMethods;
import com.mysql.cj.protocol.ResultsetRows;
import com.mysql.cj.result.Field;
import io.sluice.routing.RoutingError;
import io.sluice.routing.merge.ColumnMeta;
import io.sluice.routing.merge.Counts;
import io.sluice.routing.merge.MergeLimits;
import io.sluice.routing.merge.Quota;
import io.sluice.routing.merge.Row;
import io.sluice.routing.route.Script;
import io.sluice.routing.route.ShardStatement;
import io.sluice.routing.session.Diagnostics;
import io.sluice.routing.session.Session;
import io.sluice.routing.session.StepWarnings;
import io.sluice.routing.session.Warning;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Takes the steps of one script, each a statement as the application itself might send. What the session tells of its last statement
 * (LAST_INSERT_ID(), ROW_COUNT(), warnings) no step changes. For one execution; confined to its session's thread.
 */
final class ScriptSteps {
    private final OnShards onShards;
    private final Session session;
    private final MergeLimits limits;
    private final OnShards.Call whole;
    private final Watch watch;
    private final List<String> keys = new ArrayList<>();
    private final StepWarnings warnings = new StepWarnings();

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
        return warnings.all();
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
        List<Warning> own = session.diagnostics().warnings();
        int told = warnings.changed(own, own.size());
        return new Counts(outcome.affected(), session.diagnostics().insertId(), told, "");
    }

    private void ask(Script script, ShardStatement statement) throws SQLException {
        // One more than may be held: so it shows that there are too many.
        Outcome outcome = onShards.run(prepared(statement, options(limits.rows() + 1L, false)));
        List<Warning> told = session.diagnostics().warnings();
        try (Quota quota = new Quota(limits);
                ResultSet result = Objects.requireNonNull(outcome.rows())) {
            ResultsetRows rows = ((ResultSetInternalMethods) result).getRows();
            Field[] fields = rows.getMetadata().getFields();
            List<ColumnMeta> columns = new ArrayList<>();
            for (Field field : fields) {
                columns.add(ManyReads.meta(field));
            }
            List<Row> read = read(rows, fields.length, quota);
            warnings.asked(told);
            script.rows(columns, read);
        } catch (CJException e) {
            throw SQLExceptionsMapping.translateException(e);
        }
    }

    private static List<Row> read(ResultsetRows rows, int width, Quota quota) {
        List<Row> read = new ArrayList<>();
        for (StreamRow held = StreamRow.next(rows, width); held != null; held = StreamRow.next(rows, width)) {
            if (!quota.take(held)) {
                throw RoutingError.RESULT_TOO_LARGE.with(read.size(), "write fewer rows at once");
            }
            read.add(held);
        }
        return read;
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
        return whole.part(step, session, options, options.timeoutMillis() == 0 ? 0 : System.nanoTime());
    }
}
