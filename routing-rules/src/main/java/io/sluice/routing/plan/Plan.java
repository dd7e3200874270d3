package io.sluice.routing.plan;

import io.sluice.routing.RoutingError;
import io.sluice.sql.Statement;
import java.util.List;

/**
 * What is to be done for a statement shape, before its values are known: cached, printed, compared. Immutable.
 *
 * <p>Only the variants are fixed; what {@link OnShards} carries for the router is the planner's business.
 */
public sealed interface Plan {
    /**
     * Shards do it; {@code Router} says which. Implemented by the planner's own records: {@code Routed} (reads, UPDATE, DELETE,
     * single tables, no table at all), {@code SplitInsert}, {@code Everywhere} (DDL, broadcast writes).
     */
    non-sealed interface OnShards extends Plan {
        /** What kind of statement it is; decides placement and what the session remembers. */
        Access access();

        /** True where the answer is a result set (SELECT, SHOW, RETURNING), false where it is an OK. */
        boolean returnsRows();

        /** True for DDL: it commits the open transaction first, and the schema is to be loaded again afterwards. */
        boolean ddl();

        /** The logical names of the tables that it reads or changes, as far as they say which servers are read. */
        default List<String> reads() {
            return List.of();
        }

        /** True for a SELECT without any table. */
        default boolean tableless() {
            return false;
        }
    }

    /** PREPARE, EXECUTE and DEALLOCATE by text: {@code NamedStatements} of the session. */
    record OfName(Statement.Named statement) implements Plan {}

    /** SET: the door lets a backend check the values (but for autocommit and NAMES), then the session remembers them. */
    record ChangeSession(Statement.SetVariables statement) implements Plan {}

    /**
     * LOCK TABLES, UNLOCK TABLES in a cluster of several shards: the door commits, gives up what is locked, then lets each part lock on
     * a connection that is the session's until UNLOCK TABLES; where one fails, the others give up theirs.
     *
     * @param parts in this order; empty for UNLOCK TABLES
     */
    record Locks(List<Part> parts) implements Plan {
        public Locks {
            parts = List.copyOf(parts);
        }

        /** LOCK TABLES with the names that {@code shard} has. */
        public record Part(String shard, String sql) {}
    }

    /** BEGIN, COMMIT, ROLLBACK and savepoints. */
    record TransactionControl(Statement.Transaction statement) implements Plan {}

    /** USE and COM_INIT_DB. */
    record UseSchema(String schema) implements Plan {}

    /** Answered here, by {@code LocalAnswer}: SHOW WARNINGS, EXPLAIN ROUTE, SHOW SLUICE …, KILL. */
    record Local(Statement statement) implements Plan {}

    /**
     * Not done.
     *
     * @param error which error
     * @param message its filled-in text
     * @param perhapsSyntax true where a server should first be asked (by preparing, never executing, the text) whether it is a
     *     syntax error (1064): the server's own words are then the answer
     */
    record Refused(RoutingError error, String message, boolean perhapsSyntax) implements Plan {}

    /** What a statement does to data. */
    enum Access {
        /** A plain read; a replica may answer. */
        READ,
        /** FOR UPDATE and its kin: primary. */
        LOCKING_READ,
        /** May change something we cannot see: functions, CALL, user variables. */
        SIDE_EFFECT,
        /** Changes data. */
        WRITE
    }
}
