package io.sluice.proxy.exec;

import io.netty.buffer.ByteBuf;
import io.sluice.proxy.backend.BackendException;
import io.sluice.proxy.backend.ResultHead;
import io.sluice.proxy.backend.RowHandler;
import io.sluice.proxy.protocol.ColumnDefinition;
import io.sluice.proxy.protocol.ErrPacket;
import io.sluice.proxy.protocol.OkPacket;
import io.sluice.routing.route.ShardStatement;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One part's rows, as far as they have come and were not taken yet. */
final class PartStream implements RowHandler {
    private Lane lane;
    private final ShardStatement part;
    private final Queue<WireRow> rows = new ArrayDeque<>();
    private @Nullable Overflow overflow;
    private @Nullable RowForm form;
    private boolean begun;
    private boolean ended;

    PartStream(Lane lane, ShardStatement part) {
        this.lane = lane;
        this.part = part;
    }

    Lane lane() {
        return lane;
    }

    /** Another connection will answer it. */
    void lane(Lane other) {
        lane = other;
    }

    ShardStatement part() {
        return part;
    }

    boolean begun() {
        return begun;
    }

    boolean ended() {
        return ended;
    }

    boolean isEmpty() {
        return rows.isEmpty() && (overflow == null || overflow.isEmpty());
    }

    /** The next row; null where there is none, or it has yet to come from the file. */
    @Nullable
    WireRow poll() {
        Overflow first = overflow;
        if (first != null && !first.isEmpty()) {
            WireRow row = first.poll();
            if (row == null) {
                first.fetch(lane::fetched);
            }
            return row;
        }
        WireRow row = rows.poll();
        if (row != null) {
            lane.taken(row.size());
        }
        return row;
    }

    void clear() {
        rows.clear();
        if (overflow != null) {
            overflow.close();
        }
    }

    /** How many rows are held in memory that may go to a file: none where the file is being read. */
    int movable() {
        return overflow != null && overflow.opened() ? 0 : rows.size();
    }

    /** Moves what is held in memory to a file that {@code made} makes; {@code then} is told how that went. */
    void unload(Supplier<Overflow> made, Consumer<@Nullable RuntimeException> then) {
        Overflow file = overflow == null ? made.get() : overflow;
        overflow = file;
        List<WireRow> moved = List.copyOf(rows);
        rows.clear();
        moved.forEach(row -> lane.taken(row.size()));
        file.keep(moved, then);
    }

    @Override
    public void columns(ResultHead head) {
        begun = true;
        List<ColumnDefinition> columns = Renamed.columns(head.definitions(), lane.names(part));
        RowForm raw = new RowForm(columns, lane.binary(), head.columns(), lane.mariaDb());
        form = raw;
        lane.columns(this, raw);
    }

    @Override
    public void row(ByteBuf row) {
        if (lane.discarding()) {
            lane.discarded(row.readableBytes());
            return;
        }
        WireRow kept = Objects.requireNonNull(form).read(row);
        rows.add(kept);
        lane.received(this, kept.size());
    }

    @Override
    public void ok(OkPacket ok, boolean endOfRows, int sequence) {
        if (!ok.moreResults()) {
            begun = true;
            lane.complete(this, ok.warnings());
        }
    }

    /** Nothing more of it is to come. */
    void end() {
        ended = true;
    }

    @Override
    public void error(ErrPacket error, int sequence) {
        lane.failed(this, Renamed.error(error, lane.names(part)));
    }

    @Override
    public void connectionLost(BackendException cause) {
        lane.lost(this, cause);
    }
}
