package io.sluice.routing.rules.groovy;

import io.sluice.routing.rules.RulesError;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Runs strange code on a daemon thread and stops waiting for it after a while. */
final class BoundedRun {
    private static final long STACK_BYTES = 4L << 20;

    private BoundedRun() {}

    static <T> T call(String file, Duration limit, Callable<T> work) {
        FutureTask<T> task = new FutureTask<>(work);
        Thread thread = new Thread(null, task, "sluice-rules " + file, STACK_BYTES);
        thread.setDaemon(true);
        thread.start();
        try {
            return task.get(limit.toMillis(), TimeUnit.MILLISECONDS);
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

    private static int lineOf(String file, Thread thread) {
        for (StackTraceElement frame : thread.getStackTrace()) {
            if (file.equals(frame.getFileName())) {
                return frame.getLineNumber();
            }
        }
        return 0;
    }
}
