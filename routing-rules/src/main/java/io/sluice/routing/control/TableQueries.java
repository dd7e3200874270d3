package io.sluice.routing.control;

import io.sluice.routing.schema.Column;
import io.sluice.routing.schema.Table;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Tables and columns out of information_schema (MySQL manual, "INFORMATION_SCHEMA COLUMNS Table"). */
final class TableQueries {
    private static final String COLUMNS = "SELECT TABLE_NAME, COLUMN_NAME, ORDINAL_POSITION, DATA_TYPE, COLUMN_TYPE,"
            + " COALESCE(CHARACTER_MAXIMUM_LENGTH, NUMERIC_PRECISION, 0),"
            + " COALESCE(NUMERIC_SCALE, DATETIME_PRECISION, 0),"
            + " IS_NULLABLE, EXTRA, COLUMN_DEFAULT, COLLATION_NAME"
            + " FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = ? ORDER BY TABLE_NAME, ORDINAL_POSITION";
    private static final String KEYS = "SELECT TABLE_NAME, COLUMN_NAME FROM information_schema.STATISTICS"
            + " WHERE TABLE_SCHEMA = ? AND INDEX_NAME = 'PRIMARY' ORDER BY TABLE_NAME, SEQ_IN_INDEX";

    /** Not those of a part of a column or of an expression. */
    private static final String INDEXES = "SELECT TABLE_NAME, COLUMN_NAME FROM information_schema.STATISTICS"
            + " WHERE TABLE_SCHEMA = ? AND SEQ_IN_INDEX = 1 AND SUB_PART IS NULL AND INDEX_TYPE = 'BTREE'"
            + " AND COLUMN_NAME IS NOT NULL ORDER BY TABLE_NAME, INDEX_NAME";

    /** Tables whose rows a transaction sees as they were when it began. */
    private static final String IN_SNAPSHOTS =
            "SELECT TABLE_NAME FROM information_schema.TABLES WHERE TABLE_SCHEMA = ? AND ENGINE = 'InnoDB'";

    /** A definition is empty for those who lack SHOW VIEW. */
    private static final String VIEWS =
            "SELECT TABLE_NAME, VIEW_DEFINITION, CHECK_OPTION FROM information_schema.VIEWS WHERE TABLE_SCHEMA = ?";

    private TableQueries() {}

    static List<Table> tables(Connection connection, String schema, boolean mariaDb) throws SQLException {
        Map<String, List<String>> keys = names(connection, KEYS, schema);
        Map<String, List<String>> indexes = names(connection, INDEXES, schema);
        indexes.keySet().retainAll(inSnapshots(connection, schema));
        Map<String, Table> views = views(connection, schema);
        List<Table> tables = new ArrayList<>();
        columns(connection, schema, mariaDb).forEach((name, columns) -> {
            List<String> key = keys.getOrDefault(name, List.of());
            Table view = views.get(name);
            tables.add(
                    view == null
                            ? new Table(name, columns, key, null, false, indexes.getOrDefault(name, List.of()))
                            : new Table(name, columns, key, view.definition(), view.checked()));
        });
        return tables;
    }

    /** The tables of information_schema by their names in upper case, without keys. */
    static Map<String, Table> catalog(Connection connection, boolean mariaDb) throws SQLException {
        Map<String, Table> catalog = new HashMap<>();
        columns(connection, "information_schema", mariaDb).forEach((name, columns) -> {
            String upper = name.toUpperCase(Locale.ROOT);
            catalog.put(upper, new Table(upper, columns, List.of()));
        });
        return catalog;
    }

    private static Set<String> inSnapshots(Connection connection, String schema) throws SQLException {
        Set<String> names = new HashSet<>();
        try (PreparedStatement statement = connection.prepareStatement(IN_SNAPSHOTS)) {
            statement.setString(1, schema);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    names.add(rows.getString(1));
                }
            }
        }
        return names;
    }

    /** Without columns. */
    private static Map<String, Table> views(Connection connection, String schema) throws SQLException {
        Map<String, Table> views = new HashMap<>();
        try (PreparedStatement statement = connection.prepareStatement(VIEWS)) {
            statement.setString(1, schema);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    String name = rows.getString(1);
                    String definition = rows.getString(2);
                    boolean checked = !"NONE".equalsIgnoreCase(rows.getString(3));
                    views.put(
                            name, new Table(name, List.of(), List.of(), definition == null ? "" : definition, checked));
                }
            }
        }
        return views;
    }

    private static Map<String, List<Column>> columns(Connection connection, String schema, boolean mariaDb)
            throws SQLException {
        Map<String, List<Column>> columns = new LinkedHashMap<>();
        try (PreparedStatement statement = connection.prepareStatement(COLUMNS)) {
            statement.setString(1, schema);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    columns.computeIfAbsent(rows.getString(1), name -> new ArrayList<>())
                            .add(column(rows, mariaDb));
                }
            }
        }
        return columns;
    }

    private static Column column(ResultSet row, boolean mariaDb) throws SQLException {
        boolean nullable = row.getString(8).equalsIgnoreCase("YES");
        String extra = row.getString(9).toLowerCase(Locale.ROOT);
        boolean generated = extra.contains("generated") && !extra.contains("default_generated");
        String type = row.getString(4).toLowerCase(Locale.ROOT);
        return new Column(
                row.getString(2),
                extra.contains("invisible") ? Column.INVISIBLE : row.getInt(3) - 1,
                type,
                row.getString(5).toLowerCase(Locale.ROOT).contains("unsigned"),
                (int) Math.min(Integer.MAX_VALUE, row.getLong(6)), // LONGTEXT: 4 GiB
                row.getInt(7),
                nullable,
                extra.contains("auto_increment"),
                nullable || generated || row.getString(10) != null,
                row.getString(11),
                type.equals("enum") ? ColumnWords.members(row.getString(5)) : List.of(),
                generated || extra.contains("default_generated")
                        ? null
                        : ColumnWords.constant(row.getString(10), type, mariaDb),
                row.getString(5),
                generated);
    }

    /** Columns by table, in the order of the rows. */
    private static Map<String, List<String>> names(Connection connection, String query, String schema)
            throws SQLException {
        Map<String, List<String>> keys = new HashMap<>();
        try (PreparedStatement statement = connection.prepareStatement(query)) {
            statement.setString(1, schema);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    keys.computeIfAbsent(rows.getString(1), name -> new ArrayList<>())
                            .add(rows.getString(2));
                }
            }
        }
        return keys;
    }
}
