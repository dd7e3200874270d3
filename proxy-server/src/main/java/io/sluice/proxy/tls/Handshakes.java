package io.sluice.proxy.tls;

import io.netty.util.concurrent.DefaultThreadFactory;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Where the heavy arithmetic of logins is done: signatures and keys take milliseconds, which event loops do not have. */
public final class Handshakes {
    private static final int THREADS = 2;

    private static final ThreadPoolExecutor WORKERS = workers();

    private Handshakes() {}

    /** For short computations; never refuses, for who waits for it is bounded by the connections there may be. */
    public static Executor executor() {
        return WORKERS;
    }

    private static ThreadPoolExecutor workers() {
        ThreadPoolExecutor workers = new ThreadPoolExecutor(
                THREADS,
                THREADS,
                10,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                new DefaultThreadFactory("handshake", true));
        workers.allowCoreThreadTimeOut(true);
        return workers;
    }
}
