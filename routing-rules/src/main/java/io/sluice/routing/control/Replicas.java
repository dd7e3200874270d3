package io.sluice.routing.control;

import io.sluice.routing.cluster.ServerAddress;
import io.sluice.routing.config.ClusterFile;
import io.sluice.routing.config.Tls;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;

/** The words by which a server is made a replica or a primary, in each flavour. Confined to one thread. */
final class Replicas implements AutoCloseable {
    private static final String MARIADB_FOLLOW = "CHANGE MASTER TO MASTER_HOST='%s', MASTER_PORT=%d, MASTER_USER='%s',"
            + " MASTER_PASSWORD='%s', MASTER_CONNECT_RETRY=1, MASTER_USE_GTID=slave_pos%s";

    private static final String MYSQL_FOLLOW = "CHANGE REPLICATION SOURCE TO SOURCE_HOST='%s', SOURCE_PORT=%d,"
            + " SOURCE_USER='%s', SOURCE_PASSWORD='%s', SOURCE_CONNECT_RETRY=1, SOURCE_RETRY_COUNT=86400,"
            + " SOURCE_AUTO_POSITION=1, GET_SOURCE_PUBLIC_KEY=1";

    private final ServerAddress address;
    private final Connection connection;
    private final boolean mariaDb;

    private Replicas(ServerAddress address, Connection connection, boolean mariaDb) {
        this.address = address;
        this.connection = connection;
        this.mariaDb = mariaDb;
    }

    /** @param patience for each answer */
    static Replicas open(ServerAddress address, Account account, Duration patience) throws SQLException {
        Connection connection = Links.open(address, "", account, patience);
        try {
            return new Replicas(
                    address, connection, ServerQuestions.dialect(connection).mariaDb());
        } catch (SQLException | RuntimeException e) {
            connection.close();
            throw e;
        }
    }

    ServerAddress address() {
        return address;
    }

    /**
     * From now on it takes no writes; waits for transactions that are open on it.
     *
     * @param seconds for how long, 1 or more
     */
    void readOnly(long seconds) throws SQLException {
        run("SET SESSION lock_wait_timeout=" + seconds);
        run(mariaDb ? "SET GLOBAL read_only=1" : "SET GLOBAL super_read_only=1");
    }

    void writable() throws SQLException {
        if (!mariaDb) {
            run("SET GLOBAL super_read_only=0");
        }
        run("SET GLOBAL read_only=0");
    }

    /** All that it has committed. */
    String position() throws SQLException {
        return ask(mariaDb ? "SELECT @@global.gtid_binlog_pos" : "SELECT @@global.gtid_executed")
                .replaceAll("\\s", "");
    }

    /** Waits until it has that; false where not in time. Only for a server that is a replica. */
    boolean reaches(String position, long seconds) throws SQLException {
        if (position.isEmpty()) {
            return true;
        }
        String function = mariaDb ? "MASTER_GTID_WAIT" : "WAIT_FOR_EXECUTED_GTID_SET";
        return ask("SELECT " + function + "('" + position + "', " + seconds + ")")
                .equals("0");
    }

    Observation.Answered observe() throws SQLException {
        return ServerQuestions.ask(connection, ServerQuestions.dialect(connection));
    }

    void stop() throws SQLException {
        run(mariaDb ? "STOP SLAVE" : "STOP REPLICA");
    }

    void start() throws SQLException {
        run(mariaDb ? "START SLAVE" : "START REPLICA");
    }

    /** Forgets whom it followed. */
    void forget() throws SQLException {
        run(mariaDb ? "RESET SLAVE ALL" : "RESET REPLICA ALL");
    }

    /**
     * Makes it follow a server by GTID.
     *
     * @param wasPrimary whether its own commits count as what it has from a primary (MariaDB keeps the two apart)
     */
    void follow(ServerAddress primary, ClusterFile.Backend as, boolean wasPrimary) throws SQLException {
        stop();
        String more = (as.tls().mode() == Tls.Backends.Mode.UNSTATED ? ", MASTER_SSL_VERIFY_SERVER_CERT=0" : "")
                + (wasPrimary ? ", MASTER_DEMOTE_TO_SLAVE=1" : "");
        String user = quoted(as.user());
        String password = quoted(as.password().reveal());
        run(
                mariaDb
                        ? MARIADB_FOLLOW.formatted(primary.host(), primary.port(), user, password, more)
                        : MYSQL_FOLLOW.formatted(primary.host(), primary.port(), user, password));
        start();
    }

    private static String quoted(String text) {
        return text.replace("\\", "\\\\").replace("'", "''");
    }

    /**
     * Nobody else moves this shard's primary as long as this connection lives; false where somebody does. Waits for a moment, as the
     * server may have yet to see that whoever did is gone.
     */
    boolean lock(String shard) throws SQLException {
        return ask("SELECT GET_LOCK('" + quoted("sluice primary of " + shard) + "', 1)")
                .equals("1");
    }

    private String ask(String query) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            String value = row.next() ? row.getString(1) : null;
            return value == null ? "" : value;
        }
    }

    private void run(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Override
    public void close() {
        try {
            connection.abort(Runnable::run);
        } catch (SQLException e) {
            // It is gone either way.
        }
    }
}
