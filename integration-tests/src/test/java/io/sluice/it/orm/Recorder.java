package io.sluice.it.orm;

import java.io.PrintWriter;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** A data source that notes every text which its statements are given, and the parameters that came with it last. */
final class Recorder implements DataSource {
    private final DataSource behind;
    private final Map<String, List<Setting>> texts = new LinkedHashMap<>();

    Recorder(DataSource behind) {
        this.behind = behind;
    }

    /** A call of a statement's setter, which can be made again on another. */
    record Setting(Method setter, @Nullable Object[] values) {
        void on(PreparedStatement statement) throws ReflectiveOperationException {
            setter.invoke(statement, values);
        }
    }

    /** Distinct texts in the order in which they came first, each with its parameters. */
    Map<String, List<Setting>> texts() {
        return texts;
    }

    @Override
    public Connection getConnection() throws SQLException {
        return connection(behind.getConnection());
    }

    private Connection connection(Connection connection) {
        return wrapped(Connection.class, connection, (method, values, result) -> {
            if (result instanceof PreparedStatement statement) {
                return prepared(String.valueOf(values[0]), statement);
            }
            return result instanceof Statement statement ? plain(statement) : result;
        });
    }

    private Statement plain(Statement statement) {
        return wrapped(Statement.class, statement, (method, values, result) -> {
            note(values);
            return result;
        });
    }

    private void note(@Nullable Object[] values) {
        if (values.length > 0 && values[0] instanceof String sql) {
            texts.putIfAbsent(sql, List.of());
        }
    }

    private PreparedStatement prepared(String sql, PreparedStatement statement) {
        List<Setting> settings = new ArrayList<>();
        texts.putIfAbsent(sql, settings);
        return wrapped(PreparedStatement.class, statement, (method, values, result) -> {
            if (method.getName().startsWith("set") && values.length > 1) {
                settings.removeIf(each -> values[0] != null && values[0].equals(each.values()[0]));
                settings.add(new Setting(method, values));
                texts.put(sql, settings);
            } else if (method.getName().startsWith("execute")) {
                note(values);
            }
            return result;
        });
    }

    private interface After {
        @Nullable
        Object call(Method method, @Nullable Object[] values, @Nullable Object result);
    }

    /** INVARIANT: what fails is noted as well: {@code after} runs in any case, with null for the result. */
    private static <T> T wrapped(Class<T> type, T target, After after) {
        return type.cast(
                Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, method, given) -> {
                    Object[] values = given == null ? new Object[0] : given;
                    try {
                        return after.call(method, values, method.invoke(target, values));
                    } catch (InvocationTargetException e) {
                        after.call(method, values, null);
                        throw e.getCause();
                    }
                }));
    }

    @Override
    public Connection getConnection(String user, String password) throws SQLException {
        return getConnection();
    }

    @Override
    public @Nullable PrintWriter getLogWriter() throws SQLException {
        return behind.getLogWriter();
    }

    @Override
    public void setLogWriter(PrintWriter out) throws SQLException {
        behind.setLogWriter(out);
    }

    @Override
    public void setLoginTimeout(int seconds) throws SQLException {
        behind.setLoginTimeout(seconds);
    }

    @Override
    public int getLoginTimeout() throws SQLException {
        return behind.getLoginTimeout();
    }

    @Override
    public Logger getParentLogger() throws SQLFeatureNotSupportedException {
        return behind.getParentLogger();
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        return behind.unwrap(type);
    }

    @Override
    public boolean isWrapperFor(Class<?> type) throws SQLException {
        return behind.isWrapperFor(type);
    }
}
