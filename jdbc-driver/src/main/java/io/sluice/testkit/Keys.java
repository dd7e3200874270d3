package io.sluice.testkit;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The keys that Sluice has generated, read once by the kit and then by the application. */
final class Keys implements InvocationHandler {
    private final List<String> keys;
    private final ResultSetMetaData columns;
    private int at = -1;
    private boolean closed;

    private Keys(List<String> keys, ResultSetMetaData columns) {
        this.keys = keys;
        this.columns = columns;
    }

    /** Reads both sides' keys and remembers which are the same row's. */
    static ResultSet read(Statement ours, Statement theirs, Ids ids) throws SQLException {
        ResultSet made = ours.getGeneratedKeys();
        List<String> mine = texts(made);
        List<String> plain = texts(theirs.getGeneratedKeys());
        for (int i = 0; i < Math.min(mine.size(), plain.size()); i++) {
            ids.same(mine.get(i), plain.get(i));
        }
        return TwinSource.proxy(ResultSet.class, new Keys(mine, made.getMetaData()));
    }

    private static List<String> texts(ResultSet keys) throws SQLException {
        List<String> texts = new ArrayList<>();
        while (keys.next()) {
            texts.add(keys.getString(1));
        }
        return texts;
    }

    @Override
    public @Nullable Object invoke(Object self, Method method, @Nullable Object @Nullable [] args) throws Throwable {
        switch (method.getName()) {
            case "next":
                return ++at < keys.size();
            case "close":
                closed = true;
                return null;
            case "isClosed":
                return closed;
            case "wasNull":
                return false;
            case "getMetaData":
                return columns;
            case "equals":
                return args != null && self == args[0];
            case "hashCode":
                return System.identityHashCode(self);
            case "findColumn":
                return 1;
            default:
                return value(method, args == null ? new Object[0] : args);
        }
    }

    private Object value(Method method, @Nullable Object[] args) throws SQLException {
        Class<?> type = args.length == 2 && args[1] instanceof Class<?> wanted ? wanted : method.getReturnType();
        BigInteger key = new BigInteger(keys.get(at));
        if (type == long.class || type == Long.class) {
            return key.longValue();
        }
        if (type == int.class || type == Integer.class) {
            return key.intValueExact();
        }
        if (type == String.class) {
            return key.toString();
        }
        if (type == BigDecimal.class) {
            return new BigDecimal(key);
        }
        if (type == Object.class || type == BigInteger.class) {
            return key;
        }
        throw new SQLFeatureNotSupportedException("the sharding test-kit's generated keys have no " + method.getName());
    }
}
