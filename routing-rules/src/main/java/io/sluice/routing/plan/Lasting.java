package io.sluice.routing.plan;

import java.util.List;

/**
 * A statement that leaves something behind on the connection it runs on: {@code SELECT GET_LOCK('a', 10)}. It runs on one
 * shard or not at all, and its connection goes to nobody else as it is. Immutable.
 *
 * @param inner the statement itself
 * @param left what is known of it; empty where it may be anything (a stored function)
 */
public record Lasting(Plan.OnShards inner, List<Left> left) implements Enclosing {
    public Lasting {
        left = List.copyOf(left);
    }

    /** True where it leaves nothing but what FOUND_ROWS() tells. */
    public boolean leavesCount() {
        return !left.isEmpty() && left.stream().allMatch(Left.FoundRows.class::isInstance);
    }

    /** True where it leaves nothing but values, which can be read back. */
    public boolean leavesValues() {
        return !left.isEmpty()
                && left.stream()
                        .allMatch(each -> each instanceof Left.FoundRows
                                || each instanceof Left.Variable
                                || each instanceof Left.NoCount);
    }

    /** True where no rows are counted, whatever the server says. */
    public boolean countsNothing() {
        return left.stream().anyMatch(Left.NoCount.class::isInstance);
    }

    /** True where it creates a temporary table that any shard may have. */
    public boolean anywhere() {
        boolean free = inner instanceof Routed routed
                && routed.home() == null
                && routed.classes().isEmpty();
        return free
                && left.stream().anyMatch(l -> l instanceof Left.Takes t && t.hold() instanceof Hold.TemporaryTable);
    }

    /** True for UNLOCK TABLES. */
    public boolean unlocksTables() {
        return left.stream().anyMatch(l -> l instanceof Left.Ends e && e.hold() instanceof Hold.TableLocks);
    }

    /** True for LOCK TABLES and UNLOCK TABLES, which commit by themselves. */
    public boolean commits() {
        return unlocksTables()
                || left.stream().anyMatch(l -> l instanceof Left.Takes t && t.hold() instanceof Hold.TableLocks);
    }

    /** True where it asks for or gives back a lock by name; those are all kept on one shard. */
    public boolean locksByName() {
        return left.stream().anyMatch(Left::isLock);
    }
}
