package io.sluice.it.memory;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

/** An application with the driver in a JVM of its own: reads one long result and says how it went. */
final class DriverChild {
    private DriverChild() {}

    /** URL, statement, {@code fast} or {@code slow}. */
    public static void main(String[] arguments) throws SQLException {
        Peaks.watch();
        try (Connection connection = DriverManager.getConnection(arguments[0])) {
            LongRead read = LongRead.of(connection, arguments[1], arguments[2].equals("slow"));
            System.out.println(read.text());
            System.out.println(Peaks.text());
        }
        System.exit(0);
    }
}
