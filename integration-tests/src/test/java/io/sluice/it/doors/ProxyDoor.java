package io.sluice.it.doors;

import io.sluice.proxy.ProxyServer;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

/** A proxy in this JVM. */
public record ProxyDoor(ProxyServer proxy) implements AutoCloseable {
    public static ProxyDoor open(ClusterFolder folder) {
        return new ProxyDoor(ProxyServer.start(folder.clusterFile()));
    }

    public int port() {
        return proxy.port();
    }

    /** For MySQL's Connector/J; more options may follow, each beginning with {@code &}. */
    public String mySqlUrl() {
        return mySqlUrl(port());
    }

    /** The same for a proxy of another JVM. */
    public static String mySqlUrl(int port) {
        return mySqlUrl(port, ClusterFolder.SCHEMA);
    }

    /** The same with another schema. */
    public static String mySqlUrl(int port, String schema) {
        return "jdbc:mysql://127.0.0.1:" + port + "/" + schema
                + "?sslMode=DISABLED&allowPublicKeyRetrieval=true&connectTimeout=10000&socketTimeout=60000&user="
                + ClusterFolder.USER + "&password=" + ClusterFolder.PASSWORD;
    }

    /** For MariaDB's Connector/J. */
    public String mariaDbUrl() {
        return "jdbc:mariadb://127.0.0.1:" + port() + "/" + ClusterFolder.SCHEMA
                + "?allowPublicKeyRetrieval=true&connectTimeout=10000&socketTimeout=60000&user=" + ClusterFolder.USER
                + "&password=" + ClusterFolder.PASSWORD;
    }

    /** Runs statements one after another. */
    public void run(String... statements) throws SQLException {
        try (Connection connection = DriverManager.getConnection(mySqlUrl());
                Statement statement = connection.createStatement()) {
            for (String each : statements) {
                statement.execute(each);
            }
        }
    }

    @Override
    public void close() {
        proxy.close();
    }
}
