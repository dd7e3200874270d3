package io.sluice.routing.session;

/**
 * Primary or replica, and why.
 *
 * @param primary false: any serving replica will do, and the primary where there is none
 * @param reason why
 */
public record Placement(boolean primary, Reason reason) {
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
    }

    /** As plans print it: {@code replica}, {@code primary (own write)}. */
    @Override
    public String toString() {
        if (primary) {
            return "primary (" + reason.words() + ")";
        }
        return reason == Reason.HINT ? "replica (hint)" : "replica";
    }
}
