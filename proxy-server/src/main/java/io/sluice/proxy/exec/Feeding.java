package io.sluice.proxy.exec;

import io.sluice.proxy.protocol.ErrPacket;
import io.sluice.routing.RoutingException;
import io.sluice.routing.gather.Allowance;
import io.sluice.routing.gather.Keys;
import io.sluice.routing.gather.LoadText;
import io.sluice.routing.gather.Loading;
import io.sluice.routing.merge.Row;
import io.sluice.routing.session.LoadWarnings;
import io.sluice.routing.session.Warning;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One feed: its rows are read as any statement's, and loaded in INSERTs. While one is under way the next is filled; while that is full
 * the shards are not read.
 */
final class Feeding implements Sink {
    private final Workplace place;
    private final Rows rows;
    private final Consumer<@Nullable ErrPacket> then;
    private final Loading into;
    private final LoadText text;
    private final Merged merged;
    private @Nullable ErrPacket failure;
    private boolean loading;
    private boolean full;
    private boolean ended;
    private boolean read;

    /**
     * What each row is counted and noted by.
     *
     * @param keys what later feeds want to know
     */
    record Rows(Allowance allowance, Keys keys) {}

    /** @param then is told how it ended, when no connection but the workplace is in use any more, and that one awaits nothing */
    Feeding(Task task, DecidedFeed decided, Workplace place, Rows rows, Consumer<@Nullable ErrPacket> then) {
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
        if (full && !loading) {
            load();
        }
    }

    @Override
    public void end(long rows, int warnings, List<Warning> collected) {
        ended = true;
        if (!text.isEmpty() && !loading) {
            load();
        }
    }

    @Override
    public void error(ErrPacket error) {
        failure = failure == null ? error : failure;
    }

    private void allRead() {
        read = true;
        finishIfDone();
    }

    // ---- INSERTs

    private void load() {
        loading = true;
        full = false;
        place.run(List.of(text.take()), outcome -> {
            if (outcome.error() != null || outcome.warnings() == 0) {
                loaded(outcome.error());
            } else {
                place.warnings(told -> loaded(judged(told, outcome.warnings())));
            }
        });
    }

    private @Nullable ErrPacket judged(List<Warning> told, int count) {
        try {
            LoadWarnings.judge(into, told, count);
            return null;
        } catch (RoutingException changed) {
            return Errors.packet(changed);
        }
    }

    private void loaded(@Nullable ErrPacket error) {
        loading = false;
        if (error != null && failure == null) {
            failure = error;
            merged.fail(error);
        } else if (failure == null && !text.isEmpty() && (full || ended)) {
            load();
        }
        finishIfDone();
        merged.writable();
    }

    private void finishIfDone() {
        if (read && !loading) {
            read = false; // once
            then.accept(failure);
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
