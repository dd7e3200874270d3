package io.sluice.examples.kit;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/** The application: orders of users. Some of its methods were written for one MySQL, and nobody has looked since. */
final class Orders {
    private final DataSource database;

    Orders(DataSource database) {
        this.database = database;
    }

    /** The new order's id. */
    long buy(long userId, String city, String total) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement insert = connection.prepareStatement(
                        "INSERT INTO orders (user_id, city, total) VALUES (?, ?, ?)",
                        Statement.RETURN_GENERATED_KEYS)) {
            insert.setLong(1, userId);
            insert.setString(2, city);
            insert.setString(3, total);
            insert.executeUpdate();
            try (ResultSet keys = insert.getGeneratedKeys()) {
                keys.next();
                return keys.getLong(1);
            }
        }
    }

    List<String> of(long userId) throws SQLException {
        return read("SELECT city, total FROM orders WHERE user_id = ? ORDER BY id", userId);
    }

    String one(long userId, long id) throws SQLException {
        return read("SELECT city, total FROM orders WHERE user_id = ? AND id = ?", userId, id)
                .get(0);
    }

    /** Who reads by city asks every shard. */
    List<String> in(String city) throws SQLException {
        return read("SELECT city, total FROM orders WHERE city = ? ORDER BY total", city);
    }

    int pay(long userId, long id) throws SQLException {
        return write("UPDATE orders SET status = 'paid' WHERE user_id = ? AND id = ?", userId, id);
    }

    /** The key is forgotten. */
    int payById(long id) throws SQLException {
        return write("UPDATE orders SET status = 'paid' WHERE id = ?", id);
    }

    /** Which of the rows comes first is nobody's promise: on one MySQL it has always been the oldest. */
    List<String> anyTwo() throws SQLException {
        return read("SELECT city, total FROM orders LIMIT 2");
    }

    /** Sluice cannot know which rows a full-text index of several shards would put first. */
    List<String> like(long userId, long otherUserId) throws SQLException {
        return read(
                "SELECT city FROM orders WHERE user_id IN (?, ?) AND MATCH (city) AGAINST ('Riga')",
                userId,
                otherUserId);
    }

    private List<String> read(String sql, Object... values) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement select = prepared(connection, sql, values);
                ResultSet rows = select.executeQuery()) {
            List<String> all = new ArrayList<>();
            while (rows.next()) {
                all.add(rows.getString(1) + (rows.getMetaData().getColumnCount() > 1 ? " " + rows.getString(2) : ""));
            }
            return all;
        }
    }

    private int write(String sql, Object... values) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement update = prepared(connection, sql, values)) {
            return update.executeUpdate();
        }
    }

    private static PreparedStatement prepared(Connection connection, String sql, Object... values) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        for (int i = 0; i < values.length; i++) {
            statement.setObject(i + 1, values[i]);
        }
        return statement;
    }
}
