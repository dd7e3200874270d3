package io.sluice.it.compare;

import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What came back for a statement, in a form that can be compared. */
public sealed interface Answer {
    /** {@code SELECT id, total FROM orders}. */
    record Rows(List<Column> columns, List<List<@Nullable String>> rows) implements Answer {
        static Rows read(ResultSet set) throws SQLException {
            ResultSetMetaData meta = set.getMetaData();
            List<Column> columns = new ArrayList<>();
            for (int i = 1; i <= meta.getColumnCount(); i++) {
                columns.add(Column.of(meta, i));
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
    }

    /** {@code UPDATE orders SET total = 0}. */
    record Count(long affected, List<String> keys) implements Answer {}

    /** {@code SELECT nosuch FROM orders}. */
    record Failure(int errno, String state, String message) implements Answer {
        static Failure of(SQLException e) {
            return new Failure(e.getErrorCode(), String.valueOf(e.getSQLState()), String.valueOf(e.getMessage()));
        }

        /** True where Sluice said no because it would need more than it can do. */
        public boolean refusal() {
            return errno == 1235 && message.contains("ROUTE-2");
        }
    }

    /** A result column as a client sees it. */
    record Column(
            String label,
            String origin,
            int type,
            String typeName,
            String className,
            int precision,
            int scale,
            boolean signed) {
        static Column of(ResultSetMetaData meta, int i) throws SQLException {
            return new Column(
                    meta.getColumnLabel(i),
                    meta.getCatalogName(i) + "." + meta.getTableName(i) + "." + meta.getColumnName(i),
                    meta.getColumnType(i),
                    meta.getColumnTypeName(i),
                    meta.getColumnClassName(i),
                    meta.getPrecision(i),
                    meta.getScale(i),
                    meta.isSigned(i));
        }

        @Override
        public String toString() {
            return label + " (" + origin + ") " + typeName + "(" + precision + "," + scale + ")"
                    + (signed ? "" : " unsigned") + " type " + type + " " + className;
        }
    }
}
