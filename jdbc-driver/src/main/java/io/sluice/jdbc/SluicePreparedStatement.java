package io.sluice.jdbc;

import io.sluice.jdbc.exec.Batch;
import io.sluice.jdbc.exec.Execution;
import io.sluice.jdbc.exec.Param;
import io.sluice.jdbc.exec.StatementOptions.Wanted;
import io.sluice.sql.lex.Fingerprint;
import java.sql.ParameterMetaData;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A prepared statement over all shards: fingerprinted once, routed by the values of each execution. Not thread-safe. */
public final class SluicePreparedStatement extends Bindings {
    private final String sql;
    private final boolean keys;
    private final List<Param[]> batch = new ArrayList<>();
    /** Where the URL allows several statements in one text: all of them; else empty. */
    private final List<Fingerprint> several;

    private Fingerprint fingerprint;
    private @Nullable Param[] params;

    SluicePreparedStatement(SluiceConnection connection, String sql, int resultSetType, int concurrency, boolean keys)
            throws SQLException {
        super(connection, resultSetType, concurrency);
        this.sql = sql;
        this.keys = keys;
        Execution execution = connection.execution();
        List<Fingerprint> all =
                execution.fingerprints(execution.options().preparedEscapes() ? execution.nativeSql(sql) : sql);
        this.fingerprint = all.get(0);
        this.several = all.size() == 1 ? List.of() : all;
        this.params =
                new Param[all.stream().mapToInt(Fingerprint::parameterCount).sum()];
    }

    @Override
    void bind(int index, Param param) throws SQLException {
        checkOpen();
        if (index < 1 || index > params.length) {
            throw new SQLException(
                    "Parameter index out of range (" + index + " > number of parameters, which is " + params.length
                            + ").",
                    "S1009");
        }
        params[index - 1] = param;
    }

    private boolean run(boolean wantKeys, Wanted wanted) throws SQLException {
        begin();
        if (!several.isEmpty()) {
            return keep(connection.execution().run(several, bound(), options(wantKeys, wanted)));
        }
        fingerprint = connection.execution().current(fingerprint);
        return keep(connection.execution().run(fingerprint, bound(), options(wantKeys, wanted)));
    }

    private Param[] bound() throws SQLException {
        Param[] all = new Param[params.length];
        for (int i = 0; i < all.length; i++) {
            Param param = params[i];
            if (param == null) {
                throw new SQLException("No value specified for parameter " + (i + 1), "07001");
            }
            all[i] = param;
        }
        return all;
    }

    @Override
    public ResultSet executeQuery() throws SQLException {
        return rowsOf(run(false, Wanted.ROWS));
    }

    @Override
    public int executeUpdate() throws SQLException {
        return clamp(executeLargeUpdate());
    }

    @Override
    public long executeLargeUpdate() throws SQLException {
        return countOf(run(keys, Wanted.COUNT));
    }

    @Override
    public boolean execute() throws SQLException {
        return run(keys, Wanted.EITHER);
    }

    @Override
    public void clearParameters() throws SQLException {
        checkOpen();
        Arrays.fill(params, null);
    }

    @Override
    public void addBatch() throws SQLException {
        checkOpen();
        batch.add(bound());
    }

    @Override
    public void clearBatch() throws SQLException {
        super.clearBatch();
        batch.clear();
    }

    @Override
    public long[] executeLargeBatch() throws SQLException {
        begin();
        List<Param[]> rows = List.copyOf(batch);
        batch.clear();
        if (rows.isEmpty()) {
            return new long[0];
        }
        if (!several.isEmpty()) {
            throw Errors.unsupported("PreparedStatement.executeBatch with several statements in one text");
        }
        fingerprint = connection.execution().current(fingerprint);
        Batch.Result result = connection.execution().batch(fingerprint, rows, options(keys, Wanted.COUNT));
        return counts(result);
    }

    @Override
    public @Nullable ResultSetMetaData getMetaData() throws SQLException {
        checkOpen();
        return connection.execution().describe(connection.execution().current(fingerprint));
    }

    @Override
    public ParameterMetaData getParameterMetaData() throws SQLException {
        checkOpen();
        return new UntypedParameters(params.length);
    }

    @Override
    public String toString() {
        // The text only: values are the application's business and may be secrets.
        return getClass().getName() + ": " + sql;
    }
}
