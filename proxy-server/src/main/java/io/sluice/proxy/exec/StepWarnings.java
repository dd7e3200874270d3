package io.sluice.proxy.exec;

import io.sluice.routing.RoutingError;
import io.sluice.routing.session.Warning;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** What servers have warned of in the steps of one statement. Confined to its statement. */
final class StepWarnings {
    /** What a server says of words that it will not know for ever: of the text, not of values, so once for all steps. */
    private static final Set<Integer> OF_THE_TEXT = Set.of(1287, 1681, 3719, 3778);

    private final List<Warning> all = new ArrayList<>();

    /** In the order of the steps. */
    List<Warning> all() {
        return all;
    }

    /**
     * Those of a SELECT. What it only warns of is an error in a write under a strict sql_mode, and which of both is for a server to
     * say.
     *
     * @throws io.sluice.routing.RoutingException CROSS_SHARD
     */
    void asked(List<Warning> told) {
        for (Warning warning : told) {
            if (warning.level().equals("Warning") && !OF_THE_TEXT.contains(warning.code())) {
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
    int changed(List<Warning> told, int count) {
        int again = 0;
        for (Warning warning : told) {
            if (OF_THE_TEXT.contains(warning.code()) && all.contains(warning)) {
                again++;
            } else {
                all.add(warning);
            }
        }
        return count - again;
    }
}
