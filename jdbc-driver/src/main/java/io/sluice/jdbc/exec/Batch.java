package io.sluice.jdbc.exec;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** What a batch gave. */
public final class Batch {
    private Batch() {}

    /** Runs one part of a batch that is run one by one: a text, or a row of parameters. */
    public interface Step<T> {
        Outcome run(T part) throws SQLException;
    }

    /**
     * Counts as Connector/J reports them: one for each row, {@code EXECUTE_FAILED} where it failed.
     *
     * @param counts one for each row of the batch, in its order
     * @param outcome generated keys and warnings
     * @param failure the first failure, null for none
     */
    @SuppressWarnings("ArrayRecordComponent")
    public record Result(long[] counts, Outcome outcome, @Nullable SQLException failure) {}
}
