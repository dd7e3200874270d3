package io.sluice.it.causality;

import io.sluice.jdbc.SluiceConnection;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * One session at one door. Confined to one thread.
 *
 * @param realm its process: those of one realm see each other's writes without a token
 */
record Party(String name, int realm, Connection connection) implements AutoCloseable {
    /** Ways to send a statement. */
    enum Form {
        TEXT,
        PREPARED,
        TRANSACTION
    }

    void write(long owner, long version, Form form) throws SQLException {
        connection.setAutoCommit(form != Form.TRANSACTION);
        if (form == Form.PREPARED) {
            try (PreparedStatement statement =
                    connection.prepareStatement("UPDATE notes SET version = ? WHERE owner = ?")) {
                statement.setLong(1, version);
                statement.setLong(2, owner);
                statement.executeUpdate();
            }
        } else {
            try (Statement statement = connection.createStatement()) {
                statement.executeUpdate("UPDATE notes SET version = " + version + " WHERE owner = " + owner);
            }
        }
        if (form == Form.TRANSACTION) {
            connection.commit();
            connection.setAutoCommit(true);
        }
    }

    long read(long owner, Form form) throws SQLException {
        if (form == Form.PREPARED) {
            try (PreparedStatement statement =
                    connection.prepareStatement("SELECT version FROM notes WHERE owner = ?")) {
                statement.setLong(1, owner);
                return one(statement.executeQuery());
            }
        }
        try (Statement statement = connection.createStatement()) {
            return one(statement.executeQuery("SELECT version FROM notes WHERE owner = " + owner));
        }
    }

    /** Of all rows of a worker, which are in both slots. */
    long sum(int worker) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            return one(statement.executeQuery("SELECT SUM(version) FROM notes WHERE worker = " + worker));
        }
    }

    private static long one(ResultSet rows) throws SQLException {
        try (rows) {
            rows.next();
            return rows.getLong(1);
        }
    }

    /** What another process must be told. */
    String token() throws SQLException {
        if (connection instanceof SluiceConnection driver) {
            return driver.causalToken();
        }
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT @@sluice_token")) {
            rows.next();
            return rows.getString(1);
        }
    }

    void token(String token) throws SQLException {
        if (connection instanceof SluiceConnection driver) {
            driver.setCausalToken(token);
            return;
        }
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET sluice_token = '" + token + "'");
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
