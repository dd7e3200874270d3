package io.sluice.it.memory;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * What came of reading a result row by row.
 *
 * @param rows how many
 * @param sum of the first column
 * @param descents rows whose first column is not greater than that of the row before
 * @param shortest the shortest text in the second column
 */
record LongRead(long rows, long sum, long descents, int shortest) {
    private static final int STOP_AT = 20_000;
    private static final long STOP_MILLIS = 5_000;
    private static final int PAUSE_EACH = 500;

    /** @param slow stops for some seconds near the begin, and pauses again and again after it */
    static LongRead of(Connection connection, String sql, boolean slow) throws SQLException {
        try (Statement statement =
                connection.createStatement(ResultSet.TYPE_FORWARD_ONLY, ResultSet.CONCUR_READ_ONLY)) {
            statement.setFetchSize(Integer.MIN_VALUE); // Connector/J's word for: row by row
            try (ResultSet rows = statement.executeQuery(sql)) {
                return read(rows, slow);
            }
        }
    }

    private static LongRead read(ResultSet rows, boolean slow) throws SQLException {
        long count = 0;
        long sum = 0;
        long descents = 0;
        long last = -1;
        int shortest = Integer.MAX_VALUE;
        while (rows.next()) {
            long id = rows.getLong(1);
            descents += id > last ? 0 : 1;
            last = id;
            sum += id;
            shortest = Math.min(shortest, rows.getString(2).length());
            count++;
            if (slow) {
                pause(count);
            }
        }
        return new LongRead(count, sum, descents, shortest);
    }

    private static void pause(long count) {
        try {
            if (count == STOP_AT) {
                Thread.sleep(STOP_MILLIS);
            } else if (count % PAUSE_EACH == 0) {
                Thread.sleep(1);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** As the driver's child says it. */
    String text() {
        return "read: " + rows + " rows, sum " + sum + ", " + descents + " descents, shortest " + shortest;
    }
}
