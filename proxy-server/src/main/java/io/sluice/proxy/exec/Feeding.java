package io.sluice.proxy.exec;

import io.sluice.proxy.protocol.ErrPacket;
import io.sluice.routing.gather.Allowance;
import io.sluice.routing.gather.Keys;
import io.sluice.routing.gather.LoadText;
import io.sluice.routing.gather.Loading;
import io.sluice.routing.merge.Row;
import io.sluice.routing.session.Warning;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One feed: its rows are read as any statement's, and loaded in INSERTs. While one is under way the next is filled; while that is full
 * the shards are not read. The last of them may be loaded while the next feed is read; where that is calm it is not waited for
 * with it.
 */
final class Feeding implements Sink {
    private final Workplace place;
    private final Rows rows;
    private final Then then;
    private final Loading into;
    private final LoadText text;
    private final Merged merged;
    private @Nullable ErrPacket failure;
    private int loading;
    private boolean full;
    private boolean ended;
    private boolean read;
    private boolean finished;

    /** Is told what has ended. */
    interface Then {
        /** All rows are read, though some may still be loaded: no connection but the workplace is in use any more. */
        void read();

        /** Neither is anything of it under way there; not told of {@link #read} before where it failed. */
        void over(@Nullable ErrPacket error);
    }

    /**
     * What each row is counted and noted by.
     *
     * @param keys what later feeds want to know
     */
    record Rows(Allowance allowance, Keys keys) {}

    Feeding(Task task, DecidedFeed decided, Workplace place, Rows rows, Then then) {
        this.place = place;
        this.rows = rows;
        this.then = then;
        this.into = decided.feed().loading();
        this.text = new LoadText(into);
        this.merged = new Merged(decided.task(task, this::allRead), decided.route(), decided.request()::slot, this);
    }

    void start() {
        merged.start();
    }

    // ---- rows

    @Override
    public void columns(RowForm form) {}

    @Override
    public boolean writable() {
        return !full;
    }

    @Override
    public void row(RowForm form, Row row) {
        rows.allowance().add(row);
        rows.keys().add(row);
        full = text.add(row);
        if (full && loading == 0) {
            load();
        }
    }

    @Override
    public void end(long rows, int warnings, List<Warning> collected) {
        ended = true;
        if (!text.isEmpty() && (loading == 0 || into.calm())) {
            load();
        }
    }

    @Override
    public void error(ErrPacket error) {
        failure = failure == null ? error : failure;
    }

    private void allRead() {
        read = true;
        if (failure == null) {
            then.read();
        }
        finishIfDone();
    }

    // ---- INSERTs

    private void load() {
        loading++;
        full = false;
        place.load(into, text.take(), this::loaded);
    }

    private void loaded(@Nullable ErrPacket error) {
        loading--;
        if (error != null) {
            stop(error);
        } else if (failure == null && !text.isEmpty() && (full || ended)) {
            load();
        }
        finishIfDone();
        merged.writable();
    }

    /** It is not needed any more, for something else has failed. */
    void stop(ErrPacket error) {
        if (failure == null) {
            failure = error;
            merged.fail(error);
        }
    }

    private void finishIfDone() {
        if (read && loading == 0 && !finished) {
            finished = true;
            then.over(failure);
        }
    }

    // ---- the client

    void interrupt() {
        merged.interrupt();
    }

    void abandon() {
        merged.abandon();
    }
}
