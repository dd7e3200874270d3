package io.sluice.examples.servers;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * A server that was started and can be stopped, killed, paused and started again on the same port with the same data.
 *
 * <p>One thread at a time may change its state; everybody may ask.
 */
public interface RunningServer extends AutoCloseable {
    ServerSpec spec();

    /** Where clients on this machine reach it. The same after a restart. */
    Address address();

    /** Where the other servers of its set reach it. */
    Address peerAddress();

    Flavour flavour();

    /** As {@code SELECT VERSION()} answers, for instance {@code 11.4.5-MariaDB-log}. */
    String version();

    /** False after {@link #stop} and {@link #kill}, and when the server died; a paused server runs. */
    boolean running();

    /** Starts again after {@link #stop} or {@link #kill} and waits until the server answers. */
    void start();

    /** An orderly end; the data stays. Nothing happens when it does not run. */
    void stop();

    /** The hard end: {@code kill -9}. The data stays. */
    void kill();

    /** SIGSTOP: connections stay open and nobody answers. */
    void pause();

    /** SIGCONT after {@link #pause}. */
    void resume();

    /** Ends the server and removes its data. */
    @Override
    void close();

    default void restart() {
        stop();
        start();
    }

    default String name() {
        return spec().name();
    }

    default String user() {
        return spec().settings().user();
    }

    default String password() {
        return spec().settings().password();
    }

    /** The administrator's account: the one that may write on a read-only server. */
    default String admin() {
        return ServerSettings.ADMIN;
    }

    /** A Connector/J URL without user and password; {@code schema} may be empty. */
    default String jdbcUrl(String schema) {
        return "jdbc:mysql://" + address() + "/" + schema
                + "?sslMode=DISABLED&allowPublicKeyRetrieval=true&connectTimeout=10000&socketTimeout=60000";
    }

    /** A new connection as {@link #user}; {@code schema} may be empty. */
    default Connection connect(String schema) throws SQLException {
        return DriverManager.getConnection(jdbcUrl(schema), user(), password());
    }

    /** A new connection as {@link #admin}. */
    default Connection connectAsAdmin() throws SQLException {
        return DriverManager.getConnection(jdbcUrl(""), admin(), password());
    }

    /**
     * Runs a whole script of statements separated by semicolons as {@link #user}, and ignores their results.
     *
     * @param schema the default schema, or empty
     * @throws ServerTrouble with the server's own error
     */
    default void run(String schema, String script) {
        try (Connection connection =
                        DriverManager.getConnection(jdbcUrl(schema) + "&allowMultiQueries=true", user(), password());
                Statement statement = connection.createStatement()) {
            statement.execute(script);
            while (statement.getMoreResults() || statement.getUpdateCount() != -1) {
                // Each result must be fetched, or the error of a later statement would never be seen.
            }
        } catch (SQLException e) {
            throw new ServerTrouble("A script failed on " + name() + ": " + e.getMessage(), e);
        }
    }
}
