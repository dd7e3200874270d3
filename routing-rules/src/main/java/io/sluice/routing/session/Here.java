package io.sluice.routing.session;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** On which shards a session is already, by what it holds there or by its transaction. */
final class Here {
    private Here() {}

    /** All, the best first: where it holds something, where it has written, where it has read. */
    static List<String> all(Set<String> held, Transaction transaction) {
        Set<String> here = new LinkedHashSet<>(held);
        if (transaction instanceof Transaction.Open open) {
            here.addAll(open.wrote());
            here.addAll(open.touched());
        }
        return List.copyOf(here);
    }

    /** The one where it holds something, else the one where it has written, else the one it has met; null where that is not one. */
    static @Nullable String only(Set<String> held, Transaction transaction) {
        Set<String> here = held;
        if (here.isEmpty() && transaction instanceof Transaction.Open open) {
            here = open.wrote().size() == 1 ? open.wrote() : open.touched();
        }
        return here.size() == 1 ? here.iterator().next() : null;
    }
}
