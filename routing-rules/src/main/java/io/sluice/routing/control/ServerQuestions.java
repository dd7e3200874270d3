package io.sluice.routing.control;

import io.sluice.routing.causality.Position;
import io.sluice.sql.Dialect;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The questions of one probe, in the words of each flavour. */
final class ServerQuestions {
    private static final Pattern VERSION = Pattern.compile("(?:5\\.5\\.5-)?(\\d+)\\.(\\d+)\\.(\\d+)(.*)");
    private static final int ACCESS_DENIED = 1227;
    private static final int REPLICA_WORDING_SINCE = 80022;

    private ServerQuestions() {}

    /** Flavour, version, the server's sql_mode and how it compares names. */
    static Dialect dialect(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "SELECT VERSION(), @@global.sql_mode, @@global.lower_case_table_names")) {
            row.next();
            return dialect(text(row, 1), text(row, 2))
                    .foldingNames(!text(row, 3).equals("0"));
        }
    }

    static Dialect dialect(String versionText, String sqlMode) {
        Matcher version = VERSION.matcher(versionText);
        if (!version.matches()) {
            return Dialect.MYSQL.under(sqlMode);
        }
        int number = Integer.parseInt(version.group(1)) * 10_000
                + Integer.parseInt(version.group(2)) * 100
                + Integer.parseInt(version.group(3));
        return new Dialect(versionText.contains("MariaDB"), number, false, false, false, false, false).under(sqlMode);
    }

    /** One probe: two short queries. */
    static Observation.Answered ask(Connection connection, Dialect dialect) throws SQLException {
        String question = dialect.mariaDb()
                ? "SELECT @@global.read_only, @@global.gtid_binlog_state, @@global.sql_mode"
                : "SELECT @@global.read_only OR @@global.super_read_only, @@global.gtid_executed, @@global.sql_mode";
        try (Statement statement = connection.createStatement()) {
            boolean readOnly;
            GtidHistory history;
            String modes;
            try (ResultSet row = statement.executeQuery(question)) {
                row.next();
                readOnly = !text(row, 1).equals("0");
                history = dialect.mariaDb() ? GtidHistory.ofMariaDb(text(row, 2)) : GtidHistory.ofMySql(text(row, 2));
                modes = text(row, 3);
            }
            return new Observation.Answered(dialect.under(modes), readOnly, history, replication(statement, dialect));
        }
    }

    /** How far it is: one short query. */
    static Following.Positions positions(Connection connection, Dialect dialect) throws SQLException {
        String question = dialect.mariaDb()
                ? "SELECT @@global.gtid_slave_pos, @@global.gtid_current_pos"
                : "SELECT @@global.gtid_executed";
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(question)) {
            row.next();
            if (dialect.mariaDb()) {
                return new Following.Positions(Position.ofMariaDb(text(row, 1)), Position.ofMariaDb(text(row, 2)));
            }
            Position executed = Position.ofMySql(text(row, 1));
            return new Following.Positions(executed, executed);
        }
    }

    private static Observation.@Nullable Replication replication(Statement statement, Dialect dialect)
            throws SQLException {
        boolean newWording = !dialect.mariaDb() && dialect.version() >= REPLICA_WORDING_SINCE;
        try (ResultSet row = statement.executeQuery(newWording ? "SHOW REPLICA STATUS" : "SHOW SLAVE STATUS")) {
            return row.next() ? replication(row) : null;
        } catch (SQLException e) {
            if (e.getErrorCode() == ACCESS_DENIED) {
                String why =
                        "the account may not see replication (GRANT REPLICATION CLIENT, on MariaDB REPLICA MONITOR)";
                return new Observation.Replication("Unknown", "Unknown", -1, why);
            }
            throw e;
        }
    }

    private static Observation.Replication replication(ResultSet row) throws SQLException {
        String receiving = "No";
        String applying = "No";
        long lag = -1;
        String error = "";
        ResultSetMetaData columns = row.getMetaData();
        for (int i = 1; i <= columns.getColumnCount(); i++) {
            // Slave_… and …_Master, or Replica_… and …_Source.
            switch (columns.getColumnLabel(i)) {
                case "Slave_IO_Running", "Replica_IO_Running" -> receiving = text(row, i);
                case "Slave_SQL_Running", "Replica_SQL_Running" -> applying = text(row, i);
                case "Seconds_Behind_Master", "Seconds_Behind_Source" -> {
                    String seconds = text(row, i);
                    lag = seconds.isEmpty() ? -1 : Long.parseLong(seconds);
                }
                case "Last_IO_Error", "Last_SQL_Error" -> error = error.isEmpty() ? text(row, i) : error;
                default -> {}
            }
        }
        return new Observation.Replication(receiving, applying, lag, error);
    }

    private static String text(ResultSet row, int column) throws SQLException {
        String value = row.getString(column);
        return value == null ? "" : value;
    }
}
