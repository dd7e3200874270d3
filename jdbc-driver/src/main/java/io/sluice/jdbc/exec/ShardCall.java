package io.sluice.jdbc.exec;

import com.mysql.cj.conf.PropertyKey;
import com.mysql.cj.conf.RuntimeProperty;
import com.mysql.cj.exceptions.CJException;
import com.mysql.cj.jdbc.JdbcConnection;
import com.mysql.cj.jdbc.StatementImpl;
import com.mysql.cj.jdbc.exceptions.MySQLTimeoutException;
import com.mysql.cj.jdbc.exceptions.SQLExceptionsMapping;
import com.mysql.cj.jdbc.result.ResultSetInternalMethods;
import com.mysql.cj.protocol.ResultsetRows;
import com.mysql.cj.result.Field;
import io.sluice.routing.cluster.Cluster;
import io.sluice.routing.merge.KeptRows;
import io.sluice.routing.route.LogicalNames;
import io.sluice.routing.route.ShardStatement;
import io.sluice.routing.session.Warning;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One statement running on one shard: Connector/J's statement, made, bound and executed. Confined to one thread but for cancel. */
final class ShardCall implements AutoCloseable {
    private final Lease lease;
    private final ShardStatement part;
    private final @Nullable LogicalNames names;
    private final StatementImpl statement;
    private final @Nullable PreparedStatement prepared;
    private List<Warning> warnings = List.of();
    private Field[] fields = {};
    private @Nullable KeptRows kept;

    private ShardCall(
            Lease lease,
            ShardStatement part,
            @Nullable LogicalNames names,
            Statement statement,
            @Nullable PreparedStatement prepared) {
        this.lease = lease;
        this.part = part;
        this.names = names;
        this.statement = (StatementImpl) statement;
        this.prepared = prepared;
    }

    /**
     * Makes the statement, without sending anything yet.
     *
     * @param cluster the snapshot that says what tables are called
     * @param options the call's own, or what is left of them for this part
     * @param stream true to read row by row
     */
    static ShardCall of(
            OnShards.Call call,
            Lease lease,
            Cluster cluster,
            ShardStatement part,
            StatementOptions options,
            boolean stream)
            throws SQLException {
        JdbcConnection raw = lease.raw();
        // A ? without a value, in a text that nobody has prepared: the server says what it thinks of it.
        boolean text =
                call.params().length == 0 && Arrays.stream(part.parameters()).anyMatch(ordinal -> ordinal >= 0);
        boolean binds = part.parameters().length > 0 && !text;
        PreparedStatement prepared = binds ? prepared(raw, part, call.params(), options) : null;
        Statement statement =
                prepared != null ? prepared : raw.createStatement(options.resultSetType(), ResultSet.CONCUR_READ_ONLY);
        if (stream) {
            statement.setFetchSize(Integer.MIN_VALUE);
        } else if (options.fetchSize() != 0 && !options.updatable()) {
            statement.setFetchSize(options.fetchSize());
        }
        if (options.maxRows() > 0) {
            statement.setLargeMaxRows(options.maxRows());
        }
        if (!options.escapes()) {
            statement.setEscapeProcessing(false);
        }
        return new ShardCall(lease, part, LogicalNames.of(cluster, part), statement, prepared);
    }

    private static PreparedStatement prepared(
            JdbcConnection raw, ShardStatement part, Param[] params, StatementOptions options) throws SQLException {
        PreparedStatement prepared = prepare(raw, part, options);
        Placeholders.check(prepared, part);
        bind(prepared, part, params);
        if (part.marks().headings().isEmpty()) {
            return prepared;
        }
        // Connector/J writes values into the text, and so a server's headings show them.
        ShardStatement shown = part.showing(new Literals(prepared, part)::of);
        PreparedStatement headed = prepare(raw, shown, options);
        if (!Placeholders.same(headed, shown)) {
            headed.close();
            return prepared;
        }
        prepared.close();
        bind(headed, shown, params);
        return headed;
    }

    private static PreparedStatement prepare(JdbcConnection raw, ShardStatement part, StatementOptions options)
            throws SQLException {
        return options.generatedKeys()
                ? raw.prepareStatement(part.sql(), Statement.RETURN_GENERATED_KEYS)
                : raw.prepareStatement(part.sql(), options.resultSetType(), ResultSet.CONCUR_READ_ONLY);
    }

    /** Binds the application's parameters, and those that routing made, in the order of this shard's text. */
    static void bind(PreparedStatement prepared, ShardStatement part, Param[] params) throws SQLException {
        for (int i = 0; i < part.parameters().length; i++) {
            param(part, i, params).setter().set(prepared, i + 1);
        }
    }

    /** What is bound to the question mark {@code index} (0-based) of a part. */
    static Param param(ShardStatement part, int index, Param[] params) {
        int ordinal = part.parameters()[index];
        return ordinal >= 0 ? params[ordinal] : Param.extra(part.extras().get(-1 - ordinal));
    }

    /** Sends it; true where it gives rows. */
    boolean execute(StatementOptions options, boolean stream) throws SQLException {
        TimeLimit limit = TimeLimit.start(lease, options.timeoutMillis());
        boolean rows;
        try {
            rows = send(options);
            if (!stream) {
                warnings = ServerWarnings.of(lease.raw());
            }
        } catch (SQLException e) {
            throw limit.ended(e) ? new MySQLTimeoutException() : Failures.renamed(lease.judged(e), names);
        } finally {
            limit.end();
        }
        if (limit.late()) {
            throw new MySQLTimeoutException(); // MySQL's SLEEP() answers a KILL with a row
        }
        return rows;
    }

    /**
     * Sends it, made to be read row by row, and keeps its rows: afterwards the connection is free. They are closed with the call.
     *
     * @throws io.sluice.routing.RoutingException where they are too many: then the result is still open
     */
    void keep(StatementOptions options, KeptRows into) throws SQLException {
        kept = into;
        TimeLimit limit = TimeLimit.start(lease, options.timeoutMillis());
        RuntimeProperty<Integer> patience =
                lease.raw().getPropertySet().getIntegerProperty(PropertyKey.netTimeoutForStreamingResults);
        int before = patience.getValue();
        try {
            // Nobody makes the server wait: it needs no longer net_write_timeout, which takes two statements more.
            patience.setValue(0);
            send(options);
            // Connector/J's own cancel ends with the first row.
            statement.getStatementExecuting().set(true);
            ResultsetRows rows = live();
            fields = rows.getMetadata().getFields();
            for (StreamRow row = next(rows); row != null; row = next(rows)) {
                into.add(row);
            }
            rows.close();
            warnings = ServerWarnings.of(lease.raw());
        } catch (SQLException e) {
            throw limit.ended(e) ? new MySQLTimeoutException() : Failures.renamed(lease.judged(e), names);
        } finally {
            statement.getStatementExecuting().set(false);
            patience.setValue(before);
            limit.end();
        }
        if (limit.late()) {
            throw new MySQLTimeoutException(); // MySQL's SLEEP() answers a KILL with a row
        }
    }

    private @Nullable StreamRow next(ResultsetRows rows) throws SQLException {
        try {
            return StreamRow.next(rows, fields.length);
        } catch (CJException e) {
            throw stopped(e);
        }
    }

    private SQLException stopped(CJException e) {
        try {
            statement.checkCancelTimeout();
            return SQLExceptionsMapping.translateException(e);
        } catch (CJException cancelled) {
            return SQLExceptionsMapping.translateException(cancelled);
        }
    }

    /** Its columns, once it has been sent. */
    Field[] fields() throws SQLException {
        return kept != null ? fields : live().getMetadata().getFields();
    }

    /** Its rows, kept or coming. */
    MergedRows.Source source() throws SQLException {
        KeptRows rows = kept;
        if (rows != null) {
            return rows::next;
        }
        ResultsetRows live = live();
        int width = fields().length;
        return () -> StreamRow.next(live, width);
    }

    private ResultsetRows live() throws SQLException {
        return ((ResultSetInternalMethods) statement.getResultSet()).getRows();
    }

    /** Lets go of the rows that were kept. */
    void forget() {
        if (kept != null) {
            kept.close();
        }
    }

    private boolean send(StatementOptions options) throws SQLException {
        if (prepared != null) {
            return prepared.execute();
        }
        return options.generatedKeys()
                ? statement.execute(part.sql(), Statement.RETURN_GENERATED_KEYS)
                : statement.execute(part.sql());
    }

    /** What SHOW WARNINGS said after it; empty for a stream. */
    List<Warning> warnings() {
        return warnings;
    }

    /** Closes its result first: with dontTrackOpenResources a statement leaves it open, and a stream keeps its connection busy. */
    void closeWithRows() throws SQLException {
        try (ResultSet rows = statement.getResultSet()) {
            statement.close();
        }
    }

    ResultSet rows() throws SQLException {
        return statement.getResultSet();
    }

    /** What its answer calls otherwise than the application; null where nothing. */
    @Nullable
    LogicalNames names() {
        return names;
    }

    StatementImpl statement() {
        return statement;
    }

    Lease lease() {
        return lease;
    }

    @Override
    public void close() throws SQLException {
        statement.close();
    }
}
