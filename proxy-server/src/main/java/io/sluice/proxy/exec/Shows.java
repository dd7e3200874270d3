package io.sluice.proxy.exec;

import io.sluice.routing.LocalAnswer;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Answers what SHOW SLUICE … says of the proxy itself and no core knows: its pools, its sessions. Safe for use by many threads. */
public interface Shows {
    /** Knows none. */
    Shows NONE = new Shows() {
        @Override
        public @Nullable List<LocalAnswer.Heading> columns(String what) {
            return null;
        }

        @Override
        public void show(String what, Client asking, Consumer<LocalAnswer> then) {
            throw new IllegalStateException(what);
        }
    };

    /** The columns of SHOW {@code what}; null where it is answered elsewhere. */
    @Nullable
    List<LocalAnswer.Heading> columns(String what);

    /**
     * Answers it.
     *
     * @param asking who asks, on whose loop it is called
     * @param then called on that loop, perhaps at once
     * @throws io.sluice.routing.RoutingException PRIVILEGE_NEEDED
     */
    void show(String what, Client asking, Consumer<LocalAnswer> then);
}
