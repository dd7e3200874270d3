package io.sluice.it.causality;

import io.sluice.examples.servers.Flavour;
import io.sluice.examples.servers.RunningServer;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.SplittableRandom;

/** Replicas that lag on purpose, and stop. */
final class Replicas {
    private final List<RunningServer> servers;

    Replicas(List<RunningServer> servers) {
        this.servers = List.copyOf(servers);
    }

    /** All of them, from now on. */
    void delay(int seconds) throws SQLException {
        for (RunningServer server : servers) {
            delay(server, seconds);
        }
    }

    private static void delay(RunningServer server, int seconds) throws SQLException {
        if (server.flavour() == Flavour.MARIADB) {
            run(server, "STOP SLAVE", "CHANGE MASTER TO MASTER_DELAY=" + seconds, "START SLAVE");
        } else {
            run(server, "STOP REPLICA", "CHANGE REPLICATION SOURCE TO SOURCE_DELAY=" + seconds, "START REPLICA");
        }
    }

    /** Something happens to one of them: another delay, or it applies nothing more. */
    void disturb(SplittableRandom random, int longest) throws SQLException {
        RunningServer server = servers.get(random.nextInt(servers.size()));
        switch (random.nextInt(4)) {
            case 0 -> run(server, server.flavour() == Flavour.MARIADB ? "STOP SLAVE" : "STOP REPLICA");
            case 1 ->
                run(server, server.flavour() == Flavour.MARIADB ? "STOP SLAVE SQL_THREAD" : "STOP REPLICA SQL_THREAD");
            case 2 -> delay(server, 0);
            default -> delay(server, 1 + random.nextInt(longest));
        }
    }

    private static void run(RunningServer server, String... statements) throws SQLException {
        try (Connection connection = server.connectAsAdmin();
                Statement statement = connection.createStatement()) {
            for (String each : statements) {
                statement.execute(each);
            }
        }
    }
}
