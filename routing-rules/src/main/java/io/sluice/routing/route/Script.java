package io.sluice.routing.route;

import io.sluice.routing.merge.ColumnMeta;
import io.sluice.routing.merge.Counts;
import io.sluice.routing.merge.Row;
import java.util.List;

/**
 * One execution of a write that takes several steps, as a step machine: a door calls {@link #next}, takes the step and answers with
 * {@link #rows} or {@link #changed} before it calls next again. Outside of a transaction the steps are one of their own, which is
 * committed behind {@link Step.Done} and rolled back where a step fails; inside of one, a failed step leaves nothing of the statement
 * behind. Never blocks, never calls out. Confined to one thread at a time.
 */
public interface Script {
    /**
     * What comes next.
     *
     * @throws io.sluice.routing.RoutingException where it cannot go on: the statement has failed
     */
    Step next();

    /** All rows of an {@link Step.Ask}, in their order. */
    void rows(List<ColumnMeta> columns, List<Row> rows);

    /** What a {@link Step.Change} did. */
    void changed(Counts counts);

    /** What it does, for EXPLAIN ROUTE; asked before the first step. */
    List<Outline> outline();

    /**
     * Statements of one kind.
     *
     * @param what it does: {@code ask}, {@code change}, {@code change each}
     * @param statement with … in place of what is not known yet
     */
    record Outline(String what, ShardStatement statement) {}

    /**
     * A step. Statements are such as a client of the session might send, with logical names: each is prepared, routed and merged as
     * any other, inside the script's transaction. {@link ShardStatement#shard} is empty, {@link ShardStatement#parameters} are ordinals
     * of the client's parameters.
     */
    sealed interface Step {
        /** A SELECT whose rows are wanted, all of them, within the bound of what may be held in memory. */
        record Ask(ShardStatement statement) implements Step {}

        /** A write. */
        record Change(ShardStatement statement) implements Step {}

        /** The client's answer. */
        record Done(Counts counts) implements Step {}
    }
}
