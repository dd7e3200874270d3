package io.sluice.jdbc.exec;

import java.sql.Statement;

/**
 * What the application has set on its statement.
 *
 * @param owner the application's statement
 * @param fetchSize as set; {@code Integer.MIN_VALUE} streams row by row, as in Connector/J
 * @param maxRows 0 for no limit
 * @param timeoutSeconds 0 for none
 * @param generatedKeys true where generated keys are wanted
 * @param resultSetType ResultSet.TYPE_…
 * @param concurrency ResultSet.CONCUR_…
 * @param escapes escape processing
 */
public record StatementOptions(
        @org.jspecify.annotations.Nullable Statement owner,
        int fetchSize,
        long maxRows,
        int timeoutSeconds,
        boolean generatedKeys,
        int resultSetType,
        int concurrency,
        boolean escapes) {
    /** The same for the parts of a merged result, which is read forward only. */
    StatementOptions forwardOnly() {
        return new StatementOptions(
                owner,
                0,
                maxRows,
                timeoutSeconds,
                generatedKeys,
                java.sql.ResultSet.TYPE_FORWARD_ONLY,
                java.sql.ResultSet.CONCUR_READ_ONLY,
                escapes);
    }
}
