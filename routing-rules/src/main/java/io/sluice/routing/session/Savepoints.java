package io.sluice.routing.session;

import io.sluice.routing.RoutingError;
import java.util.ArrayList;
import java.util.List;

/** Names of a session's savepoints, oldest first; the case of letters does not count. Confined to the session's thread. */
final class Savepoints {
    private final List<String> names = new ArrayList<>();

    List<String> names() {
        return List.copyOf(names);
    }

    /** One that has an equal name goes. */
    void set(String name) {
        names.removeIf(name::equalsIgnoreCase);
        names.add(name);
    }

    /**
     * Forgets those behind it, and itself unless {@code keep}.
     *
     * @throws io.sluice.routing.RoutingException NO_SAVEPOINT
     */
    void backTo(String name, boolean keep) {
        for (int i = 0; i < names.size(); i++) {
            if (names.get(i).equalsIgnoreCase(name)) {
                names.subList(keep ? i + 1 : i, names.size()).clear();
                return;
            }
        }
        throw RoutingError.NO_SAVEPOINT.with(name);
    }

    void clear() {
        names.clear();
    }
}
