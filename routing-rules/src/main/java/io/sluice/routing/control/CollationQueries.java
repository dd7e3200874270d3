package io.sluice.routing.control;

import io.sluice.routing.schema.Collation;
import io.sluice.routing.schema.Column;
import io.sluice.routing.schema.Table;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collection;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/** How the collations in use compare: whether trailing spaces count, and what a space weighs. */
final class CollationQueries {
    private CollationQueries() {}

    /** Collations of the tables' columns and the server's default, by name; one that the server cannot weigh is left out. */
    static Map<String, Collation> collations(Connection connection, Collection<Table> tables, boolean mariaDb)
            throws SQLException {
        Map<String, Collation> collations = new HashMap<>();
        for (String name : inUse(connection, tables)) {
            boolean pad = padSpace(connection, name, mariaDb);
            byte[] weight = pad ? spaceWeight(connection, name) : new byte[0];
            if (!pad || weight.length > 0) {
                boolean binary = name.equals("binary") || name.endsWith("_bin");
                collations.put(name, new Collation(name, pad, binary, weight));
            }
        }
        return collations;
    }

    private static Set<String> inUse(Connection connection, Collection<Table> tables) throws SQLException {
        Set<String> names = new TreeSet<>();
        for (Table table : tables) {
            table.columns().stream()
                    .map(Column::collation)
                    .filter(Objects::nonNull)
                    .forEach(names::add);
        }
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT @@global.collation_server")) {
            row.next();
            names.add(row.getString(1));
        }
        return names;
    }

    private static boolean padSpace(Connection connection, String name, boolean mariaDb) throws SQLException {
        if (mariaDb) {
            // MariaDB has no PAD_ATTRIBUTE; it puts the fact into the name.
            return !name.equals("binary") && !name.contains("nopad");
        }
        String query = "SELECT PAD_ATTRIBUTE FROM information_schema.COLLATIONS WHERE COLLATION_NAME = ?";
        try (PreparedStatement statement = connection.prepareStatement(query)) {
            statement.setString(1, name);
            try (ResultSet row = statement.executeQuery()) {
                return row.next() && "PAD SPACE".equals(row.getString(1));
            }
        }
    }

    private static byte[] spaceWeight(Connection connection, String name) throws SQLException {
        if (!name.matches("\\w+")) {
            return new byte[0];
        }
        int underscore = name.indexOf('_');
        String charset = underscore < 0 ? name : name.substring(0, underscore);
        String query = "SELECT HEX(WEIGHT_STRING(CONVERT(' ' USING " + charset + ") COLLATE " + name + "))";
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            String hex = row.next() ? row.getString(1) : null;
            return hex == null ? new byte[0] : HexFormat.of().parseHex(hex);
        }
    }
}
