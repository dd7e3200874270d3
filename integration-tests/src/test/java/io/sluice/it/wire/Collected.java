package io.sluice.it.wire;

import io.netty.buffer.ByteBuf;
import io.sluice.proxy.backend.BackendException;
import io.sluice.proxy.backend.ResultHead;
import io.sluice.proxy.backend.RowHandler;
import io.sluice.proxy.protocol.BinaryRow;
import io.sluice.proxy.protocol.BinaryValue;
import io.sluice.proxy.protocol.ColumnDefinition;
import io.sluice.proxy.protocol.ErrPacket;
import io.sluice.proxy.protocol.OkPacket;
import io.sluice.proxy.protocol.TextRow;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The whole answer to one command, rows decoded. */
final class Collected implements RowHandler {
    final List<ColumnDefinition> columns = new ArrayList<>();
    /** Values of text rows are Strings or null, of binary rows {@link BinaryValue}s. */
    final List<List<@Nullable Object>> rows = new ArrayList<>();

    final List<OkPacket> oks = new ArrayList<>();
    private final boolean binary;
    private final CompletableFuture<Collected> done = new CompletableFuture<>();

    Collected(boolean binary) {
        this.binary = binary;
    }

    @Override
    public void columns(ResultHead head) {
        columns.clear();
        columns.addAll(head.definitions());
    }

    @Override
    public void row(ByteBuf row) {
        int count = columns.size();
        int[] offsets = new int[count];
        int[] lengths = new int[count];
        List<@Nullable Object> values = new ArrayList<>();
        if (binary) {
            BinaryRow.scan(
                    row, columns.stream().mapToInt(ColumnDefinition::type).toArray(), offsets, lengths);
            for (int i = 0; i < count; i++) {
                values.add(BinaryRow.value(row, columns.get(i), offsets[i], lengths[i]));
            }
        } else {
            TextRow.scan(row, offsets, lengths, count);
            for (int i = 0; i < count; i++) {
                values.add(lengths[i] < 0 ? null : row.toString(offsets[i], lengths[i], StandardCharsets.UTF_8));
            }
        }
        rows.add(values);
    }

    @Override
    public void ok(OkPacket ok, boolean endOfRows, int sequence) {
        oks.add(ok);
        if (!ok.moreResults()) {
            done.complete(this);
        }
    }

    @Override
    public void error(ErrPacket error, int sequence) {
        done.completeExceptionally(new ServerSaid(error));
    }

    @Override
    public void connectionLost(BackendException cause) {
        done.completeExceptionally(cause);
    }

    Collected await() throws Exception {
        return done.get(60, TimeUnit.SECONDS);
    }

    OkPacket ok() {
        return oks.get(oks.size() - 1);
    }

    /** The server's error. */
    static final class ServerSaid extends Exception {
        private static final long serialVersionUID = 1L;

        final transient ErrPacket error;

        ServerSaid(ErrPacket error) {
            super(error.toString());
            this.error = error;
        }
    }
}
