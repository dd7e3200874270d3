package io.sluice.it.jdbc;

import java.sql.BatchUpdateException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** What a script saw, in a form that does not depend on where it ran. */
final class Transcript {
    private final StringBuilder lines = new StringBuilder();

    /** A call that may fail. */
    interface Call {
        @Nullable
        Object run() throws Exception;
    }

    /** A call without a value that may fail. */
    interface Act {
        void run() throws Exception;
    }

    /** Writes a value down. */
    void say(String what, @Nullable Object value) {
        lines.append(what).append(" = ").append(shown(value)).append('\n');
    }

    /** Writes down what a call gives, or its error: class, SQLSTATE and number. */
    void tell(String what, Call call) {
        Object told;
        try {
            told = shown(call.run());
        } catch (Exception e) {
            told = error(e);
        }
        lines.append(what).append(" = ").append(told).append('\n');
    }

    /** The same for a call without a value. */
    void act(String what, Act act) {
        tell(what, () -> {
            act.run();
            return "done";
        });
    }

    /** Writes all rows down, as strings. */
    void rows(String what, ResultSet rows) throws SQLException {
        int width = rows.getMetaData().getColumnCount();
        lines.append(what).append(":\n");
        while (rows.next()) {
            for (int i = 1; i <= width; i++) {
                lines.append("  ").append(rows.getString(i));
            }
            lines.append('\n');
        }
    }

    private static String error(Exception e) {
        if (!(e instanceof SQLException sql)) {
            return e.getClass().getName();
        }
        // SQLFeatureNotSupported is checked by class alone: Connector/J gives it several states.
        String counts =
                e instanceof BatchUpdateException batch ? " " + Arrays.toString(batch.getLargeUpdateCounts()) : "";
        return kind(sql) + " " + sql.getSQLState() + " " + sql.getErrorCode() + counts;
    }

    /** The first class of java.sql that it is: Connector/J's own subclasses are its business. */
    private static String kind(SQLException e) {
        Class<?> type = e.getClass();
        while (!type.getName().startsWith("java.sql.")) {
            type = type.getSuperclass();
        }
        return type.getSimpleName();
    }

    private static String shown(@Nullable Object value) {
        if (value instanceof byte[] bytes) {
            return Arrays.toString(bytes);
        }
        if (value instanceof int[] counts) {
            return Arrays.toString(counts);
        }
        if (value instanceof long[] counts) {
            return Arrays.toString(counts);
        }
        return value == null ? "null" : value.getClass().getSimpleName() + " " + value;
    }

    String text() {
        return lines.toString();
    }
}
