package io.sluice.routing.rules.groovy;

import io.sluice.routing.rules.RulesError;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Runs strange code on a daemon thread and stops waiting for it after a while. The limit is the code's own computing time, so that
 * a busy machine does not make a good file wrong; code that sleeps instead is waited for {@value #PATIENCE} times as long.
 */
final class BoundedRun {
    private static final long STACK_BYTES = 4L << 20;
    private static final int PATIENCE = 6;

    private BoundedRun() {}

    static <T> T call(String file, Duration limit, Callable<T> work) {
        FutureTask<T> task = new FutureTask<>(work);
        Thread thread = new Thread(null, task, "sluice-rules " + file, STACK_BYTES);
        thread.setDaemon(true);
        thread.start();
        try {
            return await(task, thread, limit);
        } catch (TimeoutException e) {
            int line = lineOf(file, thread);
            thread.interrupt();
            throw new RulesError(file, line, "does not end within " + limit.toSeconds() + " s");
        } catch (InterruptedException e) {
            thread.interrupt();
            Thread.currentThread().interrupt();
            throw new RulesError(file, 0, "interrupted while it was read");
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RulesError error) {
                throw error;
            }
            throw new RulesError(file, 0, "cannot be used: " + e.getCause());
        }
    }

    private static <T> T await(FutureTask<T> task, Thread thread, Duration limit)
            throws InterruptedException, ExecutionException, TimeoutException {
        long slice = Math.max(1, limit.toMillis());
        for (int waited = 1; ; waited++) {
            try {
                return task.get(slice, TimeUnit.MILLISECONDS);
            } catch (TimeoutException e) {
                if (waited >= PATIENCE || computed(thread) >= limit.toNanos()) {
                    throw e;
                }
            }
        }
    }

    /** Nanoseconds of processor time; without a bound where the JVM does not measure it. */
    private static long computed(Thread thread) {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        return threads.isThreadCpuTimeSupported() && threads.isThreadCpuTimeEnabled()
                ? threads.getThreadCpuTime(thread.getId())
                : Long.MAX_VALUE;
    }

    private static int lineOf(String file, Thread thread) {
        for (StackTraceElement frame : thread.getStackTrace()) {
            if (file.equals(frame.getFileName())) {
                return frame.getLineNumber();
            }
        }
        return 0;
    }
}
