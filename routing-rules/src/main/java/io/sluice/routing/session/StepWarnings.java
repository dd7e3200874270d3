package io.sluice.routing.session;

import io.sluice.routing.RoutingError;
import io.sluice.routing.RoutingException;
import java.util.ArrayList;
import java.util.List;

/** What servers have warned of in the steps of one statement; what is about its text counts once. Confined to its statement. */
public final class StepWarnings {
    private final List<Warning> all = new ArrayList<>();

    /** In the order of the steps. */
    public List<Warning> all() {
        return List.copyOf(all);
    }

    /**
     * Those of a SELECT. What it only warns of is an error in a write under a strict sql_mode, and which of both is for a server to
     * say.
     *
     * @throws RoutingException CROSS_SHARD
     */
    public void asked(List<Warning> told) {
        for (Warning warning : told) {
            if (warning.level().equals("Warning") && !warning.ofTheText()) {
                throw RoutingError.CROSS_SHARD.with(
                        "a write whose rows are chosen with a warning (" + warning.code() + ": " + warning.message()
                                + ")",
                        "write the value in the type it is compared or stored with");
            }
        }
        changed(told, told.size());
    }

    /**
     * Those of a write.
     *
     * @param count how many there were; perhaps more than were told
     * @return how many of them no step before had
     */
    public int changed(List<Warning> told, int count) {
        int again = 0;
        for (Warning warning : told) {
            if (warning.ofTheText() && all.contains(warning)) {
                again++;
            } else {
                all.add(warning);
            }
        }
        return count - again;
    }
}
