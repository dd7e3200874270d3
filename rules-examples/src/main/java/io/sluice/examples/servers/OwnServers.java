package io.sluice.examples.servers;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * Servers that run already and belong to somebody else. {@value #ADDRESSES} names them: {@code host:port,host:port,…}
 * in the order in which a set starts its servers (shard by shard, the primary first, then the single ones).
 *
 * <p>Their replication must run already; they are never stopped, and nothing but SQL is done to them. The account of
 * the settings must exist with all privileges ({@value #USER} and {@value #PASSWORD} name another one).
 */
public final class OwnServers implements ServerProvider {
    static final String ADDRESSES = "sluice.servers.own";
    static final String USER = "sluice.servers.own.user";
    static final String PASSWORD = "sluice.servers.own.password";

    @Override
    public String name() {
        return "own";
    }

    @Override
    public void prepare(Progress progress) {
        if (System.getProperty(ADDRESSES, "").isBlank()) {
            throw new ServerTrouble("-D" + ADDRESSES + "=host:port,… must name your servers.");
        }
    }

    @Override
    public RunningServer start(ServerSpec spec) {
        String[] addresses = System.getProperty(ADDRESSES, "").split("\\s*,\\s*");
        if (spec.serverId() > addresses.length) {
            throw new ServerTrouble("-D" + ADDRESSES + " names " + addresses.length + " servers, but " + spec.name()
                    + " would be number " + spec.serverId() + ".");
        }
        return new OwnServer(spec, Address.parse(addresses[spec.serverId() - 1]));
    }

    /** A server that is only talked to. */
    static final class OwnServer implements RunningServer {
        private final ServerSpec spec;
        private final Address address;
        private final String version;

        OwnServer(ServerSpec spec, Address address) {
            this.spec = spec;
            this.address = address;
            this.version = askVersion();
        }

        private String askVersion() {
            try (Connection connection = DriverManager.getConnection(jdbcUrl(""), user(), password());
                    Statement statement = connection.createStatement();
                    ResultSet rows = statement.executeQuery("SELECT VERSION()")) {
                rows.next();
                return String.valueOf(rows.getString(1));
            } catch (SQLException e) {
                throw new ServerTrouble("Your server " + address + " cannot be used: " + e.getMessage(), e);
            }
        }

        @Override
        public ServerSpec spec() {
            return spec;
        }

        @Override
        public Address address() {
            return address;
        }

        @Override
        public Address peerAddress() {
            return address;
        }

        @Override
        public Flavour flavour() {
            return Flavour.of(version);
        }

        @Override
        public String version() {
            return version;
        }

        @Override
        public String user() {
            return System.getProperty(USER, spec.settings().user());
        }

        @Override
        public String password() {
            return System.getProperty(PASSWORD, spec.settings().password());
        }

        @Override
        public String admin() {
            return user();
        }

        @Override
        public boolean running() {
            return true;
        }

        @Override
        public void start() {}

        @Override
        public void stop() {
            throw notOurs();
        }

        @Override
        public void kill() {
            throw notOurs();
        }

        @Override
        public void pause() {
            throw notOurs();
        }

        @Override
        public void resume() {}

        @Override
        public void close() {}

        private ServerTrouble notOurs() {
            return new ServerTrouble("Your server " + address + " is not ours to stop.");
        }
    }
}
