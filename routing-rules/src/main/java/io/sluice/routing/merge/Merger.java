package io.sluice.routing.merge;

import java.util.List;

/**
 * The step machine that makes one answer of several streams. A pump calls {@link #next}; on {@link Step.Need} it answers with
 * {@link #offer} or {@link #end} for that stream before it calls next again. Never blocks, never calls out: what takes long or reads
 * and writes files is a {@link Step.Work}, which the pump does where that hurts nobody. Confined to one thread at a time.
 */
public interface Merger {
    /** What comes next. */
    Step next();

    /** A row of stream {@code stream} (0-based, the order of the route's parts), as it was needed. The merger may keep it. */
    void offer(int stream, Row row);

    /** Stream {@code stream} has no more rows. */
    void end(int stream);

    /** FOUND_ROWS() after the rows so far; -1 where it is their number. */
    default long found() {
        return -1;
    }

    /**
     * For each text so far that GROUP_CONCAT has cut at group_concat_max_len, the number of the value at which it did (warning 1260).
     * What the shards say of it is of their parts alone.
     */
    default List<Integer> cuts() {
        return List.of();
    }

    /** Nobody asks it any more: gives back what it holds. Also behind its last step. */
    default void close() {}

    /** A step. */
    sealed interface Step {
        /** A row of the answer; columns beyond the visible width (hidden ones) are to be left out by the door. */
        record Emit(Row row) implements Step {}

        /** The merger cannot go on without a row of this stream, or its end. */
        record Need(int stream) implements Step {}

        /**
         * The merger cannot go on before {@code task} has run, on whatever thread; until then nothing else may be called.
         * The task may throw {@link io.sluice.routing.RoutingException}; the answer has failed then.
         */
        record Work(Runnable task) implements Step {}

        /** The answer is complete; streams not at their end may be dropped. */
        record Done() implements Step {}
    }
}
