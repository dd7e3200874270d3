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
import org.jspecify.annotations.Nullable;

/** One part's rows, as far as they have come and were not taken yet. */
final class PartStream implements RowHandler {
    private Lane lane;
    private final ShardStatement part;
    private final Queue<WireRow> rows = new ArrayDeque<>();
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
        return rows.isEmpty();
    }

    @Nullable
    WireRow poll() {
        WireRow row = rows.poll();
        if (row != null) {
            lane.taken(row.size());
        }
        return row;
    }

    void clear() {
        rows.clear();
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
        ended = true;
        lane.failed(Renamed.error(error, lane.names(part)));
    }

    @Override
    public void connectionLost(BackendException cause) {
        ended = true;
        lane.lost(cause);
    }
}
