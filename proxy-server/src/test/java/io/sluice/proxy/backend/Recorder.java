package io.sluice.proxy.backend;

import io.netty.buffer.ByteBuf;
import io.sluice.proxy.protocol.ColumnDefinition;
import io.sluice.proxy.protocol.ErrPacket;
import io.sluice.proxy.protocol.OkPacket;
import io.sluice.proxy.protocol.Wire;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Collects one answer; rows are text rows, of which the first column is kept. */
class Recorder implements RowHandler {
    final List<String> events = new CopyOnWriteArrayList<>();
    final CompletableFuture<Recorder> done = new CompletableFuture<>();
    volatile @Nullable OkPacket ok;
    volatile @Nullable ErrPacket error;
    volatile @Nullable BackendException lost;

    @Override
    public void columns(ResultHead head) {
        events.add("columns "
                + head.definitions().stream().map(ColumnDefinition::name).toList());
    }

    @Override
    public void row(ByteBuf row) {
        String value = Wire.readLenencString(row.duplicate());
        events.add("row " + (value.length() > 50 ? value.length() + " bytes" : value));
    }

    @Override
    public void ok(OkPacket packet, boolean endOfRows, int sequence) {
        ok = packet;
        events.add(endOfRows ? "end" : "ok " + packet.affectedRows());
        if (!packet.moreResults()) {
            done.complete(this);
        }
    }

    @Override
    public void error(ErrPacket packet, int sequence) {
        error = packet;
        events.add("error " + packet.errno());
        done.complete(this);
    }

    @Override
    public void connectionLost(BackendException cause) {
        lost = cause;
        events.add("lost " + cause.reason());
        done.complete(this);
    }

    Recorder await() throws Exception {
        return done.get(30, TimeUnit.SECONDS);
    }
}
