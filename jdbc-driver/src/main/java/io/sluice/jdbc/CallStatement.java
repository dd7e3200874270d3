package io.sluice.jdbc;

import io.sluice.jdbc.exec.Batch;
import io.sluice.jdbc.exec.Outcome;
import io.sluice.jdbc.exec.Param;
import io.sluice.jdbc.exec.RoutineCalls;
import io.sluice.jdbc.exec.StatementOptions;
import io.sluice.jdbc.exec.StatementOptions.Wanted;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.CallableStatement;
import java.sql.ParameterMetaData;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A call of a stored routine. Parameters are kept as they were set and repeated on Connector/J's CallableStatement, on the shard where
 * the call goes, when it is executed: so errors in them come then. Output parameters are read from that one. Not thread-safe.
 */
final class CallStatement extends Bindings {
    private final String sql;
    /** By parameter: the calls that set or register it. */
    private Map<String, RoutineCalls.Binding> bindings = new LinkedHashMap<>();

    private final List<Map<String, RoutineCalls.Binding>> batch = new ArrayList<>();
    private @Nullable CallableStatement last;

    private CallStatement(SluiceConnection connection, String sql, int type, int concurrency) {
        super(connection, type, concurrency);
        this.sql = sql;
    }

    /** What the application gets, and what its connection is to close. */
    record Made(CallableStatement shown, CallStatement statement) {}

    static Made of(SluiceConnection connection, String sql, int type, int concurrency) {
        CallStatement statement = new CallStatement(connection, sql, type, concurrency);
        InvocationHandler handler = statement::invoke;
        CallableStatement shown = (CallableStatement) Proxy.newProxyInstance(
                CallStatement.class.getClassLoader(), new Class<?>[] {CallableStatement.class}, handler);
        return new Made(shown, statement);
    }

    private @Nullable Object invoke(Object proxy, Method method, @Nullable Object @Nullable [] args) throws Throwable {
        String name = method.getName();
        boolean wraps = name.equals("unwrap") || name.equals("isWrapperFor");
        if (wraps && args != null && args[0] instanceof Class<?> type && type.isInstance(proxy)) {
            return name.equals("unwrap") ? proxy : (Object) !isClosed();
        }
        try {
            if (method.getDeclaringClass() != CallableStatement.class) {
                return method.invoke(this, args);
            }
            checkOpen();
            if (args != null && (name.startsWith("set") || name.startsWith("registerOut"))) {
                bindings.put(name.substring(0, 3) + args[0], inner -> repeat(method, inner, args));
                return null;
            }
            return method.invoke(outputs(), args);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    private static void repeat(Method method, CallableStatement inner, @Nullable Object[] args) throws SQLException {
        try {
            method.invoke(inner, args);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof SQLException cause) {
                throw cause;
            }
            throw new SQLException(e.getCause());
        } catch (IllegalAccessException e) {
            throw new SQLException(e);
        }
    }

    private CallableStatement outputs() throws SQLException {
        if (last == null) {
            throw new SQLException("No output parameters registered.", "S1009");
        }
        return last;
    }

    @Override
    void bind(int index, Param param) throws SQLException {
        checkOpen();
        bindings.put("set" + index, inner -> param.setter().set(inner, index));
    }

    private boolean run(Wanted wanted) throws SQLException {
        begin();
        return keep(run(bindings, options(false, wanted)));
    }

    private Outcome run(Map<String, RoutineCalls.Binding> set, StatementOptions options) throws SQLException {
        RoutineCalls.Result result = connection.execution().calls().run(sql, options, inner -> {
            for (RoutineCalls.Binding each : set.values()) {
                each.on(inner);
            }
        });
        last = result.statement();
        return result.outcome();
    }

    @Override
    public boolean execute() throws SQLException {
        return run(Wanted.EITHER);
    }

    @Override
    public ResultSet executeQuery() throws SQLException {
        return rowsOf(run(Wanted.ROWS));
    }

    @Override
    public int executeUpdate() throws SQLException {
        return clamp(executeLargeUpdate());
    }

    @Override
    public long executeLargeUpdate() throws SQLException {
        return countOf(run(Wanted.COUNT));
    }

    @Override
    public void clearParameters() throws SQLException {
        checkOpen();
        bindings.keySet().removeIf(key -> key.startsWith("set"));
    }

    @Override
    public void addBatch() throws SQLException {
        checkOpen();
        batch.add(new LinkedHashMap<>(bindings));
    }

    @Override
    public void clearBatch() throws SQLException {
        super.clearBatch();
        batch.clear();
    }

    /** One call after another. */
    @Override
    public long[] executeLargeBatch() throws SQLException {
        begin();
        List<Map<String, RoutineCalls.Binding>> rows = List.copyOf(batch);
        batch.clear();
        if (rows.isEmpty()) {
            return new long[0];
        }
        StatementOptions options = options(false, Wanted.COUNT);
        Batch.Step<Map<String, RoutineCalls.Binding>> call = row -> {
            Outcome outcome = run(row, options);
            countOf(outcome.rows() != null);
            return outcome;
        };
        return counts(connection.execution().oneByOne(rows, call, options));
    }

    @Override
    public @Nullable ResultSetMetaData getMetaData() throws SQLException {
        checkOpen();
        return null; // only a routine's run says what it gives
    }

    @Override
    public ParameterMetaData getParameterMetaData() throws SQLException {
        checkOpen();
        return connection.execution().calls().describe(sql);
    }

    @Override
    public String toString() {
        return PreparedStatement.class.getName() + ": " + sql;
    }
}
