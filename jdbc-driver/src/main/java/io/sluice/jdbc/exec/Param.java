package io.sluice.jdbc.exec;

import io.sluice.sql.SqlValue;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/**
 * One bound parameter: how to set it on a shard's statement exactly as the application did, and what routing may know of it.
 *
 * @param setter repeats the application's call
 * @param value its value for routing; {@link SqlValue.Unreadable} for streams and the like
 */
public record Param(Setter setter, SqlValue value) {
    /** A recorded {@code setXxx} call. */
    @FunctionalInterface
    public interface Setter {
        /** Repeats the call for parameter {@code index} (1-based). */
        void set(PreparedStatement statement, int index) throws SQLException;
    }

    /** NULL. */
    public static Param ofNull(int sqlType) {
        return new Param((s, i) -> s.setNull(i, sqlType), new SqlValue.Null());
    }

    /** A value made by routing itself, such as a generated id. */
    public static Param extra(SqlValue value) {
        if (value instanceof SqlValue.Whole whole) {
            return new Param((s, i) -> s.setObject(i, whole.value()), value);
        }
        if (value instanceof SqlValue.Text text) {
            return new Param((s, i) -> s.setString(i, text.value()), value);
        }
        throw new IllegalArgumentException(
                "no parameter form for " + value.getClass().getSimpleName());
    }
}
