package io.sluice.proxy.exec;

import io.sluice.proxy.aside.Workers;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Where statements sort many rows, and write and read temporary files: that takes time that event loops do not have. */
final class LongWork {
    private static final int THREADS = Math.max(2, Runtime.getRuntime().availableProcessors() / 2);

    /** Its queue is bounded by the statements under way: each waits for one task at most. */
    private static final Executor WORKERS = Workers.of("merge", THREADS);

    private LongWork() {}

    /**
     * Runs a task apart from the loop, and then goes on there.
     *
     * @param then is told, on the loop, what the task has thrown, or null
     */
    static void run(Runnable task, Executor loop, Consumer<@Nullable RuntimeException> then) {
        WORKERS.execute(() -> {
            RuntimeException failure = null;
            try {
                task.run();
            } catch (RuntimeException e) {
                failure = e;
            } catch (Error e) {
                // INVARIANT: whatever happens is told: the statement waits for it, and nobody else would end it.
                failure = new IllegalStateException(e);
            }
            RuntimeException thrown = failure;
            loop.execute(() -> then.accept(thrown));
        });
    }
}
