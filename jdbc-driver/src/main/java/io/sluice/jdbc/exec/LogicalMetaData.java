package io.sluice.jdbc.exec;

import io.sluice.routing.route.LogicalNames;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.ResultSetMetaData;
import org.jspecify.annotations.Nullable;

/** Connector/J's description of a query that was not run, under the names the application knows. */
final class LogicalMetaData implements InvocationHandler {
    private final ResultSetMetaData shard;
    private final LogicalNames names;

    private LogicalMetaData(ResultSetMetaData shard, LogicalNames names) {
        this.shard = shard;
        this.names = names;
    }

    /** @param names null where nothing is called otherwise: then the description itself */
    static @Nullable ResultSetMetaData of(@Nullable ResultSetMetaData shard, @Nullable LogicalNames names) {
        if (shard == null || names == null) {
            return shard;
        }
        return (ResultSetMetaData) Proxy.newProxyInstance(
                LogicalMetaData.class.getClassLoader(),
                new Class<?>[] {ResultSetMetaData.class},
                new LogicalMetaData(shard, names));
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, @Nullable Object @Nullable [] args) throws Throwable {
        Object answer;
        try {
            answer = method.invoke(shard, args);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
        if (!(answer instanceof String name)) {
            return answer;
        }
        return switch (method.getName()) {
            case "getTableName" -> names.table(name);
            case "getCatalogName", "getSchemaName" -> names.schema(name);
            default -> name;
        };
    }
}
