package io.sluice.it.memory;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

/** An application with the driver in a JVM of its own: asks all questions, row by row or not, and says how it went. */
final class BigChild {
    private BigChild() {}

    /** URL, {@code stream} or {@code plain}. */
    public static void main(String[] arguments) throws SQLException {
        Peaks.watch();
        try (Connection connection = DriverManager.getConnection(arguments[0])) {
            for (BigRows.Question question : BigRows.Question.values()) {
                String read = BigRows.Read.of(connection, question, arguments[1].equals("stream"));
                System.out.println("read: " + read);
            }
            System.out.println(Peaks.text());
        }
        System.exit(0);
    }
}
