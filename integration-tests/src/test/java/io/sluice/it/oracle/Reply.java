package io.sluice.it.oracle;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What came back. */
sealed interface Reply {
    /** How a column's description ends where it has no NULLs. */
    String NOT_NULL = " NOT NULL";

    /** {@code SELECT a FROM t}. */
    record Rows(List<String> columns, List<List<@Nullable String>> rows) implements Reply {
        @Override
        public String toString() {
            return rows.size() + " rows " + rows.subList(0, Math.min(12, rows.size()));
        }
    }

    /** {@code UPDATE t SET a = 1}. */
    record Count(long affected) implements Reply {}

    /** {@code SELECT nosuch FROM t}. */
    record Failure(int errno, String state, String message) implements Reply {
        /** True where Sluice said no, because it would need more than it can do. */
        boolean refusal() {
            return message.contains("ROUTE-2");
        }
    }

    /** Asks; an error is a reply, too. */
    static Reply ask(Connection connection, Question question, boolean prepared) {
        try {
            if (prepared) {
                try (PreparedStatement statement = connection.prepareStatement(question.prepared())) {
                    question.bind(statement);
                    return read(statement, statement.execute());
                }
            }
            try (Statement statement = connection.createStatement()) {
                return read(statement, statement.execute(question.text()));
            }
        } catch (SQLException e) {
            return new Failure(e.getErrorCode(), String.valueOf(e.getSQLState()), String.valueOf(e.getMessage()));
        }
    }

    private static Reply read(Statement statement, boolean rows) throws SQLException {
        if (!rows) {
            return new Count(statement.getLargeUpdateCount());
        }
        try (ResultSet set = statement.getResultSet()) {
            return rows(set);
        }
    }

    static Rows rows(ResultSet set) throws SQLException {
        ResultSetMetaData meta = set.getMetaData();
        List<String> columns = new ArrayList<>();
        for (int i = 1; i <= meta.getColumnCount(); i++) {
            columns.add(column(meta, i));
        }
        List<List<@Nullable String>> rows = new ArrayList<>();
        while (set.next()) {
            List<@Nullable String> row = new ArrayList<>();
            for (int i = 1; i <= columns.size(); i++) {
                row.add(set.getString(i));
            }
            rows.add(row);
        }
        return new Rows(columns, rows);
    }

    private static String column(ResultSetMetaData meta, int i) throws SQLException {
        String type = meta.getColumnTypeName(i);
        // How wide a server says that a DOUBLE is shown depends on whether it made a temporary table.
        int width = type.equals("DOUBLE") || type.equals("FLOAT") ? 0 : meta.getPrecision(i);
        return meta.getColumnLabel(i) + " (" + meta.getTableName(i) + "." + meta.getColumnName(i) + ") " + type
                + "(" + width + "," + meta.getScale(i) + ")" + (meta.isSigned(i) ? "" : " not signed") + " "
                + meta.getColumnClassName(i) + nullable(meta.isNullable(i));
    }

    /** A column's description without its table and the name that it has there. */
    static String withoutOrigin(String column) {
        return column.replaceFirst("\\([^()]*\\) ", "");
    }

    private static String nullable(int nullable) {
        return nullable == ResultSetMetaData.columnNoNulls ? NOT_NULL : "";
    }
}
