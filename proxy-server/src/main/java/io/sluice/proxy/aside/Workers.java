package io.sluice.proxy.aside;

import io.netty.util.concurrent.DefaultThreadFactory;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** A few daemon threads that go when nobody needs them. They never refuse: whoever uses them bounds what waits. */
public final class Workers {
    private static final int IDLE_SECONDS = 10;

    private Workers() {}

    /** @param name of the threads, with their numbers */
    public static Executor of(String name, int threads) {
        ThreadPoolExecutor workers = new ThreadPoolExecutor(
                threads,
                threads,
                IDLE_SECONDS,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                new DefaultThreadFactory(name, true));
        workers.allowCoreThreadTimeOut(true);
        return workers;
    }
}
