package io.sluice.routing.session;

import io.sluice.routing.plan.Plan;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Primary or replica, and why.
 *
 * @param primary false: any serving replica will do, and the primary where there is none
 * @param reason why
 * @param only never the primary, even where no replica serves
 * @param plan of the statement, for what it reads; null where that does not matter
 */
public record Placement(boolean primary, Reason reason, boolean only, Plan.@Nullable OnShards plan) {
    /** One that may end on the primary. */
    public Placement(boolean primary, Reason reason) {
        this(primary, reason, false, null);
    }

    /** The logical names of the tables it is about; empty where they are not known. */
    List<String> tables() {
        return plan == null ? List.of() : plan.reads();
    }

    /** Why a statement is placed as it is; printed by EXPLAIN ROUTE. */
    public enum Reason {
        /** A plain read. */
        READ("replica"),
        /** It changes data. */
        WRITE("write"),
        /** FOR UPDATE and its kin. */
        LOCKING_READ("locking read"),
        /** This session has written. */
        OWN_WRITE("own write"),
        /** Inside a transaction. */
        TRANSACTION("transaction"),
        /** This session has a connection of its own there: locks, temporary tables. */
        HELD("held connection"),
        /** It may change something: functions, CALL, session state. */
        SIDE_EFFECT("side effect"),
        /** The cluster file says so, or {@code SET sluice_reads}. */
        SETTING("setting"),
        /** The statement's hint says so. */
        HINT("hint");

        private final String words;

        Reason(String words) {
            this.words = words;
        }

        /** As plans print it. */
        public String words() {
            return words;
        }

        /** Whether a plain read may have it. */
        public boolean read() {
            return this != WRITE && this != LOCKING_READ && this != SIDE_EFFECT;
        }
    }

    /** As plans print it: {@code replica}, {@code primary (own write)}. */
    @Override
    public String toString() {
        if (primary) {
            return "primary (" + reason.words() + ")";
        }
        String where = only ? "replica only" : "replica";
        return reason == Reason.READ ? where : where + " (" + reason.words() + ")";
    }
}
