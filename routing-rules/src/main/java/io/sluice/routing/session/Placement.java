package io.sluice.routing.session;

import io.sluice.routing.causality.Footprint;
import io.sluice.routing.causality.Freshness;
import io.sluice.routing.plan.Plan;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Primary or replica, and why.
 *
 * @param primary false: any serving replica that {@code freshness} allows will do, and the primary where there is none
 * @param reason why
 * @param only never the primary, even where no replica serves
 * @param plan of the statement, for what it reads; null where that does not matter
 * @param freshness what a replica must have; a matter of the instant: to be asked when the server is chosen
 * @param rows what the statement may read or change
 */
public record Placement(
        boolean primary,
        Reason reason,
        boolean only,
        Plan.@Nullable OnShards plan,
        Freshness freshness,
        Footprint rows) {
    /** One that may end on the primary, for which every replica is good enough, and which may read or change anything. */
    public Placement(boolean primary, Reason reason) {
        this(primary, reason, false, null);
    }

    /** One for which every replica is good enough, and which may read or change anything. */
    public Placement(boolean primary, Reason reason, boolean only, Plan.@Nullable OnShards plan) {
        this(primary, reason, only, plan, Freshness.ANY, Footprint.EVERYTHING);
    }

    /** The same inside a transaction. */
    public Placement inTransaction() {
        return new Placement(true, Reason.TRANSACTION, false, plan, Freshness.ANY, rows);
    }

    /** Of two statements that are read on one connection. */
    public Placement and(Placement other) {
        if (primary || other.primary) {
            Placement one = primary ? this : other;
            return new Placement(true, one.reason, false, one.plan, Freshness.ANY, rows.and(other.rows));
        }
        return new Placement(
                false, reason, only || other.only, plan, freshness.and(other.freshness), rows.and(other.rows));
    }

    /** For what is no client's statement and shows no rows. */
    public static Placement silent(boolean primary) {
        Reason reason = primary ? Reason.SIDE_EFFECT : Reason.READ;
        return new Placement(primary, reason, false, null, Freshness.ANY, Footprint.NOTHING);
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
        /** No replica is known to have what a session of this process has written there. */
        RECENT_WRITE("recent write"),
        /** This session has seen more than any replica is known to have. */
        SEEN("newer than replicas"),
        /** This session's token speaks of more than any replica is known to have. */
        TOKEN("token"),
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
