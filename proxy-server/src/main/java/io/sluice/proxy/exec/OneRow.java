package io.sluice.proxy.exec;

import io.netty.buffer.ByteBuf;
import io.sluice.proxy.backend.BackendConnection;
import io.sluice.proxy.backend.BackendException;
import io.sluice.proxy.backend.ResultHead;
import io.sluice.proxy.backend.RowHandler;
import io.sluice.proxy.protocol.ColumnDefinition;
import io.sluice.proxy.protocol.ErrPacket;
import io.sluice.proxy.protocol.OkPacket;
import io.sluice.proxy.protocol.TextRow;
import io.sluice.routing.session.ServerValue;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Takes the one row that answers a question of the session's: values that only a server knows. */
final class OneRow implements RowHandler {
    private static final int UNSIGNED = 0x20;

    private final Charset results;
    private final Consumer<List<ServerValue>> then;
    private final Consumer<ErrPacket> failed;
    private final Consumer<BackendException> lost;
    private final List<ServerValue> values = new ArrayList<>();
    private List<ColumnDefinition> columns = List.of();

    OneRow(
            BackendConnection connection,
            Consumer<List<ServerValue>> then,
            Consumer<ErrPacket> failed,
            Consumer<BackendException> lost) {
        this.results = Leases.charset(connection, "character_set_results");
        this.then = then;
        this.failed = failed;
        this.lost = lost;
    }

    @Override
    public void columns(ResultHead head) {
        columns = head.definitions();
    }

    @Override
    public void row(ByteBuf row) {
        int[] offsets = new int[columns.size()];
        int[] lengths = new int[columns.size()];
        TextRow.scan(row, offsets, lengths, columns.size());
        for (int i = 0; i < lengths.length; i++) {
            ColumnDefinition column = columns.get(i);
            boolean binary = column.collation() == ColumnDefinition.BINARY;
            Charset charset = binary ? StandardCharsets.ISO_8859_1 : results;
            String text = lengths[i] < 0 ? null : row.toString(offsets[i], lengths[i], charset);
            values.add(new ServerValue(column.type(), (column.flags() & UNSIGNED) != 0, binary, text));
        }
    }

    @Override
    public void ok(OkPacket ok, boolean endOfRows, int sequence) {
        then.accept(values);
    }

    @Override
    public void error(ErrPacket error, int sequence) {
        failed.accept(error);
    }

    @Override
    public void connectionLost(BackendException cause) {
        lost.accept(cause);
    }
}
