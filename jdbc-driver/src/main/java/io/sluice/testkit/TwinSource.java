package io.sluice.testkit;

import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** A data source whose connections do everything twice: sharded, and on the unsharded schema where there is one. */
final class TwinSource {
    private TwinSource() {}

    static DataSource of(DataSource sluice, @Nullable DataSource plain, Journal journal) {
        Ids ids = new Ids();
        Explainer explainer = new Explainer(sluice);
        return proxy(DataSource.class, (self, method, args) -> {
            if (method.getName().equals("getConnection")) {
                Connection first = sluice.getConnection();
                return TwinConnection.of(
                        first, plain == null ? null : second(first, plain), new Recording(journal, explainer, ids));
            }
            return Calls.on(sluice, method, args);
        });
    }

    private static Connection second(Connection first, DataSource plain) throws SQLException {
        try {
            return plain.getConnection();
        } catch (SQLException e) {
            first.close();
            throw e;
        }
    }

    static <T> T proxy(Class<T> type, java.lang.reflect.InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(TwinSource.class.getClassLoader(), new Class<?>[] {type}, handler));
    }
}
