package io.sluice.jdbc.exec;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Shards in parallel, within a bound of threads: where all are busy the caller works itself, so nothing ever waits for a thread.
 * Safe for use by many threads.
 */
final class Parallel implements AutoCloseable {
    private static final AtomicInteger NUMBER = new AtomicInteger();
    private final ThreadPoolExecutor workers;

    /** @param maxThreads upper bound, 1 or more; threads are daemons and end after a minute without work */
    Parallel(int maxThreads) {
        // INVARIANT: work that finds no thread, even after close, is done by the caller. The JDK's CallerRunsPolicy
        // drops it
        // after close, and its future would never end.
        workers = new ThreadPoolExecutor(
                0,
                maxThreads,
                60,
                TimeUnit.SECONDS,
                new SynchronousQueue<>(),
                Parallel::daemon,
                (task, pool) -> task.run());
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "sluice-shards-" + NUMBER.incrementAndGet());
        thread.setDaemon(true);
        // Not the caller's: a worker that outlives a web application must not keep its class loader.
        thread.setContextClassLoader(Parallel.class.getClassLoader());
        return thread;
    }

    /**
     * Does all work, the last of it on the caller's thread, and waits for all.
     *
     * @param onInterrupt what stops the work where the caller is interrupted
     * @throws SQLException the first failure in the order of the list
     */
    void all(List<Callable<Void>> work, Runnable onInterrupt) throws SQLException {
        List<Future<Void>> futures = new ArrayList<>();
        for (int i = 0; i < work.size() - 1; i++) {
            futures.add(workers.submit(work.get(i)));
        }
        Throwable last = null;
        try {
            work.get(work.size() - 1).call();
        } catch (Exception e) {
            last = e;
        }
        Throwable failure = null;
        for (Future<Void> future : futures) {
            Throwable thrown = await(future, onInterrupt);
            failure = failure == null ? thrown : failure;
        }
        failure = failure == null ? last : failure;
        if (failure != null) {
            rethrow(failure);
        }
    }

    /** Work of which only the caller's waiting is saved: how it ends is nobody's concern. */
    interface Later {
        void run() throws SQLException;
    }

    /** Does it when a thread is free, or now. */
    void later(Later work) {
        workers.execute(() -> {
            try {
                work.run();
            } catch (SQLException | RuntimeException e) {
                // nothing waits for it
                return;
            }
        });
    }

    private static @org.jspecify.annotations.Nullable Throwable await(Future<Void> future, Runnable onInterrupt) {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    future.get();
                    return null;
                } catch (InterruptedException e) {
                    interrupted = true;
                    onInterrupt.run();
                } catch (ExecutionException e) {
                    return e.getCause();
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static void rethrow(Throwable failure) throws SQLException {
        if (failure instanceof SQLException e) {
            throw e;
        }
        if (failure instanceof RuntimeException e) {
            throw e;
        }
        if (failure instanceof Error e) {
            throw e;
        }
        throw new SQLException(failure);
    }

    @Override
    public void close() {
        workers.shutdownNow();
    }
}
