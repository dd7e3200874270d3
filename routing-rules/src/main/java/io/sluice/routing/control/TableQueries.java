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
import java.util.TreeSet;

/** Tables and columns out of information_schema (MySQL manual, "INFORMATION_SCHEMA COLUMNS Table"). */
final class TableQueries {
    private static final String COLUMNS = "SELECT TABLE_NAME, COLUMN_NAME, ORDINAL_POSITION, DATA_TYPE, COLUMN_TYPE,"
            + " COALESCE(CHARACTER_MAXIMUM_LENGTH, NUMERIC_PRECISION, 0),"
            + " COALESCE(NUMERIC_SCALE, DATETIME_PRECISION, 0),"
            + " IS_NULLABLE, EXTRA, COLUMN_DEFAULT, COLLATION_NAME"
            + " FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = ? ORDER BY TABLE_NAME, ORDINAL_POSITION";
    /** One pass for all indexes: a server opens each table for each of them. */
    private static final String INDEXES =
            "SELECT TABLE_NAME, INDEX_NAME, SEQ_IN_INDEX, COLUMN_NAME, SUB_PART, INDEX_TYPE"
                    + " FROM information_schema.STATISTICS WHERE TABLE_SCHEMA = ?"
                    + " ORDER BY TABLE_NAME, INDEX_NAME, SEQ_IN_INDEX";

    private static final String ENGINES =
            "SELECT TABLE_NAME, ENGINE, TABLE_TYPE FROM information_schema.TABLES WHERE TABLE_SCHEMA = ?";

    /** A definition is empty for those who lack SHOW VIEW. */
    private static final String VIEWS =
            "SELECT TABLE_NAME, VIEW_DEFINITION, CHECK_OPTION FROM information_schema.VIEWS WHERE TABLE_SCHEMA = ?";

    /** Triggers are shown to those who have the privilege TRIGGER. */
    private static final String CHANGERS = "SELECT EVENT_OBJECT_TABLE FROM information_schema.TRIGGERS"
            + " WHERE EVENT_OBJECT_SCHEMA = ? UNION SELECT REFERENCED_TABLE_NAME"
            + " FROM information_schema.REFERENTIAL_CONSTRAINTS WHERE UNIQUE_CONSTRAINT_SCHEMA = ?"
            + " AND (DELETE_RULE NOT IN ('RESTRICT', 'NO ACTION') OR UPDATE_RULE NOT IN ('RESTRICT', 'NO ACTION'))";

    private TableQueries() {}

    static List<Table> tables(Connection connection, String schema, boolean mariaDb) throws SQLException {
        Map<String, List<String>> keys = new HashMap<>();
        Map<String, List<String>> indexes = new HashMap<>();
        indexes(connection, schema, keys, indexes);
        Set<String> inSnapshots = new HashSet<>();
        boolean hasViews = engines(connection, schema, inSnapshots);
        indexes.keySet().retainAll(inSnapshots);
        Map<String, Table> views = hasViews ? views(connection, schema) : Map.of();
        Set<String> changers = changers(connection, schema);
        List<Table> tables = new ArrayList<>();
        columns(connection, schema, mariaDb).forEach((name, columns) -> {
            List<String> key = keys.getOrDefault(name, List.of());
            Table view = views.get(name);
            tables.add(
                    view == null
                            ? new Table(
                                    name,
                                    columns,
                                    key,
                                    null,
                                    false,
                                    indexes.getOrDefault(name, List.of()),
                                    changers.contains(name))
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

    /**
     * Notes tables whose rows a transaction sees as they were when it began.
     *
     * @return true where there are views
     */
    private static boolean engines(Connection connection, String schema, Set<String> inSnapshots) throws SQLException {
        boolean views = false;
        try (PreparedStatement statement = connection.prepareStatement(ENGINES)) {
            statement.setString(1, schema);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    views |= String.valueOf(rows.getString(3)).contains("VIEW");
                    if ("InnoDB".equalsIgnoreCase(rows.getString(2))) {
                        inSnapshots.add(rows.getString(1));
                    }
                }
            }
        }
        return views;
    }

    /** Tables whose writes may change others. */
    private static Set<String> changers(Connection connection, String schema) throws SQLException {
        Set<String> changers = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        try (PreparedStatement statement = connection.prepareStatement(CHANGERS)) {
            statement.setString(1, schema);
            statement.setString(2, schema);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    changers.add(String.valueOf(rows.getString(1)));
                }
            }
        }
        return changers;
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

    /**
     * Notes, by table, the primary key's columns, and the columns with which an index begins: not those of a part of a column or of an
     * expression.
     */
    private static void indexes(
            Connection connection, String schema, Map<String, List<String>> keys, Map<String, List<String>> firsts)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(INDEXES)) {
            statement.setString(1, schema);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    String table = rows.getString(1);
                    String column = rows.getString(4);
                    if ("PRIMARY".equalsIgnoreCase(rows.getString(2))) {
                        keys.computeIfAbsent(table, name -> new ArrayList<>()).add(column);
                    }
                    boolean first = rows.getInt(3) == 1 && column != null && rows.getString(5) == null;
                    if (first && "BTREE".equalsIgnoreCase(rows.getString(6))) {
                        firsts.computeIfAbsent(table, name -> new ArrayList<>()).add(column);
                    }
                }
            }
        }
    }
}
