package io.sluice.jdbc;

import io.sluice.jdbc.exec.TableFacts;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLSyntaxErrorException;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Database metadata: what Connector/J says of the default shard's primary, but for what names the driver and the connection,
 * and for the tables, which are those that clients see. Each call borrows a connection; its result sets are read in full before that goes back.
 */
final class SluiceMetaData implements InvocationHandler {
    private final SluiceConnection connection;

    private SluiceMetaData(SluiceConnection connection) {
        this.connection = connection;
    }

    static DatabaseMetaData of(SluiceConnection connection) {
        return (DatabaseMetaData) Proxy.newProxyInstance(
                SluiceMetaData.class.getClassLoader(),
                new Class<?>[] {DatabaseMetaData.class},
                new SluiceMetaData(connection));
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, @Nullable Object @Nullable [] args) throws Throwable {
        switch (method.getName()) {
            case "getConnection":
                return connection;
            case "getURL":
                return connection.url();
            case "getDriverName":
                return "Sluice JDBC driver";
            case "getDriverVersion":
                return SluiceDriver.VERSION;
            case "getDriverMajorVersion":
                return SluiceDriver.MAJOR;
            case "getDriverMinorVersion":
                return SluiceDriver.MINOR;
            case "getSQLKeywords":
                return keywords(method);
            case "unwrap":
                return unwrap(proxy, args);
            case "isWrapperFor":
                return args != null && args[0] == DatabaseMetaData.class;
            case "equals":
                return args != null && proxy == args[0];
            case "hashCode":
                return System.identityHashCode(proxy);
            default:
                return onShard(method, args);
        }
    }

    private static Object unwrap(Object proxy, @Nullable Object @Nullable [] args) throws SQLException {
        if (args != null && args[0] == DatabaseMetaData.class) {
            return proxy;
        }
        throw new SQLException("Unable to unwrap to " + (args == null ? "nothing" : args[0]), "S1009");
    }

    /** MariaDB has no list of its reserved words that Connector/J could ask for. */
    private @Nullable Object keywords(Method method) throws SQLException {
        try {
            return onShard(method, null);
        } catch (SQLSyntaxErrorException e) {
            return "";
        }
    }

    private @Nullable Object onShard(Method method, @Nullable Object @Nullable [] args) throws SQLException {
        if (TableFacts.about(method.getName())) {
            @Nullable Object[] asked = args == null ? new Object[0] : args;
            return TableFacts.ask(connection.execution(), method.getName(), asked, (facts, own) ->
                    (ResultSet) Objects.requireNonNull(call(method, facts, own)));
        }
        return connection
                .execution()
                .onDefaultShard((Connection shard) -> Optional.ofNullable(call(method, shard.getMetaData(), args)))
                .orElse(null);
    }

    private static @Nullable Object call(Method method, DatabaseMetaData facts, @Nullable Object @Nullable [] args)
            throws SQLException {
        try {
            return method.invoke(facts, args);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof SQLException cause) {
                throw cause;
            }
            throw new SQLException(e.getCause());
        } catch (IllegalAccessException e) {
            throw new SQLException(e);
        }
    }
}
