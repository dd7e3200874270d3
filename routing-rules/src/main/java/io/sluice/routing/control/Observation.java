package io.sluice.routing.control;

import io.sluice.sql.Dialect;
import org.jspecify.annotations.Nullable;

/** What came of asking one server once. */
sealed interface Observation {
    /** It did not answer; {@code why} says how it failed. */
    record Silent(String why) implements Observation {}

    /**
     * It answered.
     *
     * @param readOnly {@code read_only} or {@code super_read_only} is on
     * @param history what it has committed
     * @param replication null: it follows nobody
     */
    record Answered(Dialect dialect, boolean readOnly, GtidHistory history, @Nullable Replication replication)
            implements Observation {
        Answered with(Replication other) {
            return new Answered(dialect, readOnly, history, other);
        }

        /** It is set up as somebody's replica, and takes no writes. */
        boolean follows() {
            return !claimsPrimary() && replication != null;
        }

        /** By its own word it takes writes and follows nobody. */
        boolean claimsPrimary() {
            return !readOnly && (replication == null || replication.stopped() || replication.hidden());
        }
    }

    /**
     * A replica's two threads.
     *
     * @param receiving {@code Yes}, {@code No}, {@code Connecting}, {@code Unknown}
     * @param applying {@code Yes}, {@code No}, {@code Unknown}
     * @param lagSeconds -1 where the server does not know it
     * @param error the last error of either thread, or empty
     */
    record Replication(String receiving, String applying, long lagSeconds, String error) {
        boolean stopped() {
            return receiving.equals("No") && applying.equals("No");
        }

        /** The account may not ask: then only read_only tells. */
        boolean hidden() {
            return receiving.equals("Unknown");
        }

        boolean running() {
            return receiving.equals("Yes") && applying.equals("Yes");
        }

        /** The same, that many seconds after it last heard from its primary. */
        Replication silentFor(long seconds) {
            return new Replication(receiving, applying, seconds, error);
        }

        /** Applies what it has, but hears nothing new. */
        boolean cutOff() {
            return !receiving.equals("Yes") && applying.equals("Yes");
        }
    }
}
