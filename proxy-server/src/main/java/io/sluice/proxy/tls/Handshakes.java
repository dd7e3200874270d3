package io.sluice.proxy.tls;

import io.sluice.proxy.aside.Workers;
import java.util.concurrent.Executor;

/** Where the heavy arithmetic of logins is done: signatures and keys take milliseconds, which event loops do not have. */
public final class Handshakes {
    private static final int THREADS = 2;

    private static final Executor WORKERS = Workers.of("handshake", THREADS);

    private Handshakes() {}

    /** For short computations; never refuses, for who waits for it is bounded by the connections there may be. */
    public static Executor executor() {
        return WORKERS;
    }
}
