package io.sluice.bench;

import io.sluice.examples.servers.RunningServer;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** A SELECT of a million rows of some 211 bytes, read by the command-line client and thrown away. */
final class BigResult {
    private static final String TABLE = "bigrows";
    private static final int DOUBLINGS = 20;

    private BigResult() {}

    /** Makes the table in that schema of the server. */
    static void load(RunningServer server, String schema) throws SQLException {
        try (Connection connection = server.connect(schema);
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE " + TABLE
                    + " (id INT NOT NULL, c CHAR(120) NOT NULL, pad CHAR(60) NOT NULL, k INT NOT NULL)");
            statement.execute("INSERT INTO " + TABLE + " VALUES (1234567, REPEAT('c', 120), REPEAT('p', 60), 7654321)");
            for (int i = 0; i < DOUBLINGS; i++) {
                statement.execute("INSERT INTO " + TABLE + " SELECT * FROM " + TABLE);
            }
        }
    }

    /** Wall time, CPU of the target's process, and what its resident memory has grown by, round by round. */
    static void measure(List<SysbenchTarget> targets, int rounds) throws IOException, InterruptedException {
        System.out.printf("%n%-13s %10s %10s %14s%n", "1 M rows", "wall s", "CPU s", "resident MiB");
        for (int round = 0; round < rounds; round++) {
            for (SysbenchTarget target : targets) {
                long memory = target.residentMib();
                long cpu = target.cpuTicks();
                long started = System.nanoTime();
                read(target);
                double wall = (System.nanoTime() - started) / 1e9;
                System.out.printf(
                        Locale.ROOT,
                        "%-13s %10.2f %10.2f %6d -> %4d%n",
                        target.name(),
                        wall,
                        (target.cpuTicks() - cpu) / 100.0,
                        memory,
                        target.residentMib());
            }
        }
    }

    private static void read(SysbenchTarget target) throws IOException, InterruptedException {
        Process client = new ProcessBuilder(
                        "mariadb",
                        "--quick",
                        "--silent",
                        "-h127.0.0.1",
                        "-P" + target.port(),
                        "-u" + target.user(),
                        "-p" + target.password(),
                        "--skip-ssl",
                        target.schema(),
                        "-e",
                        "SELECT * FROM " + TABLE)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        if (!client.waitFor(5, TimeUnit.MINUTES) || client.exitValue() != 0) {
            throw new IllegalStateException("the client could not read from " + target.name());
        }
    }
}
