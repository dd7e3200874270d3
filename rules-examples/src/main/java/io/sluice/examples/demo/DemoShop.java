package io.sluice.examples.demo;

import io.sluice.examples.servers.Progress;
import io.sluice.examples.servers.ServerLayout;
import io.sluice.examples.servers.ServerSet;
import io.sluice.examples.servers.ServerSettings;
import io.sluice.examples.servers.ServerTrouble;
import io.sluice.examples.servers.Shard;
import io.sluice.jdbc.SluiceDataSource;
import io.sluice.proxy.ProxyServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** Two shards (a primary and a replica each), the proxy before them, and the shop's tables and rows. */
final class DemoShop {
    static final String USER = "shop";
    static final String PASSWORD = "shop";
    static final String SCHEMA = "shop";

    private final ShopFiles files;
    private final ServerSet servers;
    private final ProxyServer proxy;

    private DemoShop(ShopFiles files, ServerSet servers, ProxyServer proxy) {
        this.files = files;
        this.servers = servers;
        this.proxy = proxy;
    }

    /**
     * Starts everything.
     *
     * @param port of the proxy, 1 to 65535
     * @throws ServerTrouble with one sentence that says what is missing or taken; then nothing is left running
     */
    static DemoShop start(int port, Progress progress) {
        askForPort(port);
        ServerSet servers = ServerSet.start(ServerLayout.shards(2, 1), ServerSettings.standard(), progress);
        try {
            servers.shards().forEach(shard -> shard.primary().run("", "CREATE DATABASE " + SCHEMA));
            servers.shards().forEach(Shard::awaitReplicas);
            return open(ShopFiles.write(servers, port), servers, progress);
        } catch (RuntimeException e) {
            servers.close();
            throw e;
        }
    }

    private static DemoShop open(ShopFiles files, ServerSet servers, Progress progress) {
        progress.say("cluster.yaml and rules.groovy are in " + files.folder());
        ProxyServer proxy = null;
        try {
            proxy = ProxyServer.start(files.clusterFile());
            progress.say("the proxy listens on 127.0.0.1:" + proxy.port());
            DemoShop shop = new DemoShop(files, servers, proxy);
            shop.fill(progress);
            return shop;
        } catch (RuntimeException e) {
            if (proxy != null) {
                proxy.close();
            }
            files.remove();
            throw e;
        }
    }

    /** Asked first: nobody should wait for four servers to hear that the fifth port is taken. */
    private static void askForPort(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        } catch (IOException e) {
            throw new ServerTrouble("port " + port + " on 127.0.0.1 is taken by another program (" + e.getMessage()
                    + "); end that program, or choose another port with -D" + Demo.PORT + "=3308.");
        }
    }

    private void fill(Progress progress) {
        try (Connection connection = DriverManager.getConnection(mySqlUrl())) {
            ShopData.load(connection, files.schema());
            servers.shards().forEach(Shard::awaitReplicas);
            progress.say("the shop's tables are made and filled, through the proxy");
            progress.say("Sluice's driver, the other door, counts " + ordersByDriver() + " orders in them");
        } catch (SQLException e) {
            throw new ServerTrouble("the shop could not be loaded: " + e.getMessage(), e);
        }
    }

    private long ordersByDriver() throws SQLException {
        try (SluiceDataSource source = new SluiceDataSource(sluiceUrl());
                Connection connection = source.getConnection();
                Statement statement = connection.createStatement();
                ResultSet count = statement.executeQuery("SELECT COUNT(*) FROM orders")) {
            count.next();
            return count.getLong(1);
        }
    }

    int port() {
        return proxy.port();
    }

    /** For MySQL's own JDBC driver, through the proxy. */
    String mySqlUrl() {
        return "jdbc:mysql://127.0.0.1:" + port() + "/" + SCHEMA + "?user=" + USER + "&password=" + PASSWORD
                + "&sslMode=DISABLED&allowPublicKeyRetrieval=true";
    }

    /** For Sluice's JDBC driver, without the proxy. */
    String sluiceUrl() {
        return "jdbc:sluice:" + clusterFile();
    }

    Path clusterFile() {
        return files.clusterFile();
    }

    /** When the JVM is told to end: does this, closes the proxy, then stops the servers. */
    void beforeEnd(Runnable work) {
        servers.beforeEnd(() -> {
            work.run();
            proxy.close();
            files.remove();
        });
    }
}
