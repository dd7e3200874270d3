package io.sluice.it.compare;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** Asks one connection one statement. */
public final class Asked {
    private Asked() {}

    /** An error is an answer, too. */
    public static Answer by(Connection connection, Example example, boolean prepared) {
        boolean keys = example.is(Example.Mark.KEYS);
        try {
            return prepared && !example.is(Example.Mark.TEXT_ONLY)
                    ? prepared(connection, example, keys)
                    : text(connection, example, keys);
        } catch (SQLException e) {
            return Answer.Failure.of(e);
        }
    }

    private static Answer text(Connection connection, Example example, boolean keys) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            boolean rows = keys
                    ? statement.execute(example.text(), Statement.RETURN_GENERATED_KEYS)
                    : statement.execute(example.text());
            return read(statement, rows, keys);
        }
    }

    private static Answer prepared(Connection connection, Example example, boolean keys) throws SQLException {
        try (PreparedStatement statement = keys
                ? connection.prepareStatement(example.prepared(), Statement.RETURN_GENERATED_KEYS)
                : connection.prepareStatement(example.prepared())) {
            example.bind(statement);
            return read(statement, statement.execute(), keys);
        }
    }

    private static Answer read(Statement statement, boolean rows, boolean keys) throws SQLException {
        if (rows) {
            try (ResultSet set = statement.getResultSet()) {
                return Answer.Rows.read(set);
            }
        }
        return new Answer.Count(statement.getLargeUpdateCount(), keys ? keys(statement) : List.of());
    }

    private static List<String> keys(Statement statement) throws SQLException {
        List<String> keys = new ArrayList<>();
        try (ResultSet set = statement.getGeneratedKeys()) {
            while (set.next()) {
                keys.add(String.valueOf(set.getString(1)));
            }
        }
        return keys;
    }
}
