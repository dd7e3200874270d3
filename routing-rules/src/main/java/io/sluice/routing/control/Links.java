package io.sluice.routing.control;

import com.mysql.cj.jdbc.NonRegisteringDriver;
import io.sluice.routing.cluster.ServerAddress;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Properties;

/** Opens the control plane's connections. The driver is named, not looked up, so that any class loader will do. */
final class Links {
    private Links() {}

    /**
     * A new connection; {@code timeout} holds for connecting and for each later answer.
     *
     * @param schema the default schema, or empty
     */
    static Connection open(ServerAddress address, String schema, Account account, Duration timeout)
            throws SQLException {
        String millis = Long.toString(timeout.toMillis());
        Properties properties = new Properties();
        properties.setProperty("user", account.user());
        properties.setProperty("password", account.password());
        properties.setProperty("connectTimeout", millis);
        properties.setProperty("socketTimeout", millis);
        properties.setProperty("sslMode", "PREFERRED");
        properties.setProperty("allowPublicKeyRetrieval", "true");
        properties.putAll(ConnectorTls.properties(account.tls()));
        properties.setProperty("connectionAttributes", "program_name:sluice");
        Connection connection =
                new NonRegisteringDriver().connect("jdbc:mysql://" + url(address) + "/" + schema, properties);
        if (connection == null) {
            throw new SQLException("the driver does not know the address " + address);
        }
        return connection;
    }

    private static String url(ServerAddress address) {
        String host = address.host().contains(":") ? "[" + address.host() + "]" : address.host(); // IPv6
        return host + ":" + address.port();
    }
}
