package io.sluice.examples.servers;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;

/** GTID replication between two running servers: set up, watched, turned round. */
public final class Replication {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private Replication() {}

    /** Makes {@code replica} follow {@code primary} by GTID, read-only, and waits until both of its threads run. */
    public static void follow(RunningServer replica, RunningServer primary) {
        runAsAdmin(
                replica,
                replica.flavour()
                        .followSql(primary.peerAddress(), primary.spec().settings()));
        awaitRunning(replica);
    }

    /** Stops following and opens the server for writes. Nobody else is told. */
    public static void promote(RunningServer replica) {
        runAsAdmin(replica, replica.flavour().promoteSql());
    }

    /** Waits until {@code replica} has applied all that {@code primary} has committed so far. */
    public static void awaitCaughtUp(RunningServer replica, RunningServer primary) {
        String position = askOne(primary, primary.flavour().positionSql());
        if (position.isEmpty()) {
            return;
        }
        String answer = askOne(replica, replica.flavour().waitSql(position, (int) PATIENCE.toSeconds()));
        if (!answer.equals("0")) {
            throw new ServerTrouble(replica.name() + " did not reach " + position + " of " + primary.name() + ": "
                    + status(replica).why());
        }
    }

    /** Waits until the replication threads of {@code replica} run. */
    public static void awaitRunning(RunningServer replica) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        Status status = status(replica);
        while (!status.running()) {
            if (System.nanoTime() > deadline) {
                throw new ServerTrouble(replica.name() + " does not replicate: " + status.why());
            }
            Pause.millis(50);
            status = status(replica);
        }
    }

    private record Status(boolean running, String why) {}

    private static Status status(RunningServer replica) {
        try (Connection connection = replica.connectAsAdmin();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SHOW REPLICA STATUS")) {
            return rows.next() ? readStatus(rows) : new Status(false, "it is not set up as a replica");
        } catch (SQLException e) {
            return new Status(false, String.valueOf(e.getMessage()));
        }
    }

    private static Status readStatus(ResultSet rows) throws SQLException {
        int running = 0;
        StringBuilder why = new StringBuilder();
        ResultSetMetaData columns = rows.getMetaData();
        for (int i = 1; i <= columns.getColumnCount(); i++) {
            String name = columns.getColumnName(i);
            String value = String.valueOf(rows.getString(i));
            // Slave_IO_Running, Slave_SQL_Running on MariaDB; Replica_… on MySQL.
            if ((name.endsWith("_IO_Running") || name.endsWith("_SQL_Running")) && value.equals("Yes")) {
                running++;
            }
            if ((name.equals("Last_IO_Error") || name.equals("Last_SQL_Error")) && !value.isEmpty()) {
                why.append(value).append(' ');
            }
        }
        return new Status(
                running == 2,
                why.length() == 0
                        ? "its threads are still starting"
                        : why.toString().strip());
    }

    private static void runAsAdmin(RunningServer server, List<String> statements) {
        try (Connection connection = server.connectAsAdmin();
                Statement statement = connection.createStatement()) {
            for (String one : statements) {
                statement.execute(one);
            }
        } catch (SQLException e) {
            throw new ServerTrouble("Setting up replication on " + server.name() + " failed: " + e.getMessage(), e);
        }
    }

    private static String askOne(RunningServer server, String query) {
        try (Connection connection = server.connectAsAdmin();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            return rows.next() ? String.valueOf(rows.getString(1)) : "";
        } catch (SQLException e) {
            throw new ServerTrouble("Asking " + server.name() + " failed: " + e.getMessage(), e);
        }
    }
}
