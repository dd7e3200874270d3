package io.sluice.routing.session;

import io.sluice.routing.RoutingError;
import io.sluice.routing.RoutingException;
import io.sluice.routing.gather.Loading;
import java.util.List;

/** What a server says of rows that were brought together on it. */
public final class LoadWarnings {
    private LoadWarnings() {}

    /**
     * INVARIANT: a value that a server could not store as it was must not be part of an answer.
     *
     * @param told of an INSERT
     * @param count how many there were; perhaps more than were told
     * @throws RoutingException GATHERED_CHANGED
     */
    public static void judge(Loading into, List<Warning> told, int count) {
        for (Warning warning : told) {
            if (!warning.ofTheText() && into.changed(warning.code(), warning.message())) {
                throw RoutingError.GATHERED_CHANGED.with(warning.message());
            }
        }
        if (told.size() != count) {
            throw RoutingError.GATHERED_CHANGED.with("there were " + count + " warnings");
        }
    }
}
