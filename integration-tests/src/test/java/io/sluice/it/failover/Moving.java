package io.sluice.it.failover;

import io.sluice.examples.servers.Flavour;
import io.sluice.examples.servers.Replication;
import io.sluice.examples.servers.RunningServer;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** What an outside tool does when a primary dies: by hand, on the servers, unknown to Sluice. */
final class Moving {
    private Moving() {}

    /** A commit is acknowledged only when the replica has it (MariaDB; the MySQL of the tests has no plugins). */
    static void semiSync(RunningServer primary, RunningServer replica) throws SQLException {
        if (primary.flavour() != Flavour.MARIADB) {
            return;
        }
        run(replica, "SET GLOBAL rpl_semi_sync_slave_enabled=1", "STOP SLAVE", "START SLAVE");
        Replication.awaitRunning(replica);
        run(
                primary,
                "SET GLOBAL rpl_semi_sync_master_timeout=20000",
                "SET GLOBAL rpl_semi_sync_master_wait_point=AFTER_SYNC",
                "SET GLOBAL rpl_semi_sync_master_enabled=1");
    }

    /** Kills the primary and promotes the replica, which first applies all that it has received. */
    static void killAndPromote(RunningServer primary, RunningServer replica) throws SQLException {
        if (primary.flavour() == Flavour.MYSQL) {
            // Without semi-synchronous replication a kill loses what was not carried over yet: that must be nothing
            // here.
            run(primary, "SET GLOBAL super_read_only=1");
            Replication.awaitCaughtUp(replica, primary);
            primary.kill();
        } else {
            primary.kill();
            applied(replica);
        }
        Replication.promote(replica);
    }

    /** Until it has applied all that it has received; what it has received in part was never acknowledged. */
    private static void applied(RunningServer replica) throws SQLException {
        long deadline = System.nanoTime() + 20_000_000_000L;
        while (System.nanoTime() < deadline
                && !column(replica, "SHOW SLAVE STATUS", "Slave_SQL_Running_State")
                        .startsWith("Slave has read all")) {
            Thread.onSpinWait();
        }
    }

    static String column(RunningServer server, String query, String column) throws SQLException {
        try (Connection connection = server.connectAsAdmin();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            return row.next() ? String.valueOf(row.getString(column)) : "";
        }
    }

    static void run(RunningServer server, String... statements) throws SQLException {
        try (Connection connection = server.connectAsAdmin();
                Statement statement = connection.createStatement()) {
            for (String each : statements) {
                statement.execute(each);
            }
        }
    }
}
