package io.sluice.proxy.exec;

import io.sluice.routing.merge.KeptRows;
import io.sluice.routing.merge.Quota;
import io.sluice.routing.merge.Row;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Rows of one part that came before the merger could take them, and were too many for the memory: in a temporary file, which is
 * written and read apart from the event loop. All of it is kept before the first row is asked for again, as the part has ended then.
 * Confined to the event loop {@code loop}.
 */
final class Overflow {
    /** Bytes read back at a time. */
    private static final int BATCH = 256 << 10;

    private final KeptRows file;
    private final Executor loop;
    private final Queue<WireRow> fetched = new ArrayDeque<>();
    private boolean busy;
    private boolean opened;
    private boolean drained;
    private boolean closed;

    /** @param quota of the statement's files */
    Overflow(Quota quota, Executor loop) {
        this.file = new KeptRows(quota);
        this.loop = loop;
    }

    /** Keeps rows; {@code then} is told what has failed, or null. Nothing else may be asked before that. */
    void keep(List<WireRow> rows, Consumer<@Nullable RuntimeException> then) {
        run(() -> rows.forEach(file::add), then);
    }

    /** The next row, or null where none is at hand. */
    @Nullable
    WireRow poll() {
        return fetched.poll();
    }

    /** All was taken. */
    boolean isEmpty() {
        return drained && fetched.isEmpty();
    }

    /** Reads on; {@code then} is told when there is more, or none. Does nothing while it is being written or read. */
    void fetch(Consumer<@Nullable RuntimeException> then) {
        if (!busy && !drained && fetched.isEmpty()) {
            opened = true;
            List<WireRow> batch = new ArrayList<>();
            run(() -> read(batch), failure -> {
                fetched.addAll(batch);
                drained = batch.isEmpty();
                then.accept(failure);
            });
        }
    }

    /** Rows are being taken: no more may be kept. */
    boolean opened() {
        return opened;
    }

    private void read(List<WireRow> batch) {
        int bytes = 0;
        for (Row row = file.next(); row != null; row = bytes < BATCH ? file.next() : null) {
            batch.add((WireRow) row);
            bytes += row.size();
        }
    }

    /** INVARIANT: while a task is under way the loop touches nothing that the task does. */
    private void run(Runnable task, Consumer<@Nullable RuntimeException> then) {
        busy = true;
        LongWork.run(task, loop, failure -> {
            busy = false;
            if (closed) {
                file.close();
            } else {
                then.accept(failure);
            }
        });
    }

    /** The rows are not wanted any more. */
    void close() {
        if (!closed && !busy) {
            file.close();
        }
        closed = true;
    }
}
