package io.sluice.proxy.exec;

import io.netty.buffer.ByteBuf;
import io.sluice.proxy.backend.BackendException;
import io.sluice.proxy.backend.RowHandler;
import io.sluice.proxy.protocol.ErrPacket;
import io.sluice.proxy.protocol.OkPacket;
import io.sluice.proxy.protocol.TextRow;
import io.sluice.routing.session.Diagnostics;
import io.sluice.routing.session.Warning;
import java.nio.charset.Charset;
import java.util.function.Consumer;

/** What a session remembers of a statement's end: counts, and the warnings that only this one backend connection knows. */
final class Tally {
    private Tally() {}

    /** @param rows rows of the result, where it had any */
    static void tell(Task task, OkPacket ok, boolean endOfRows, long rows) {
        Client client = task.client();
        Diagnostics diagnostics = client.session().diagnostics();
        if (endOfRows) {
            client.stopwatch().rows(rows);
            diagnostics.selected(rows, client.mariaDb() && task.plan().tableless());
        } else {
            diagnostics.changed(ok.affectedRows(), ok.lastInsertId());
        }
    }

    /** Asks for the warnings of the last statement before the connection goes to somebody else. */
    static void fetchWarnings(Lease lease, Consumer<Warning> into, Runnable then) {
        Charset charset = Leases.charset(lease.connection(), "character_set_results");
        lease.connection().query("SHOW WARNINGS", new RowHandler() {
            private final int[] offsets = new int[3];
            private final int[] lengths = new int[3];

            @Override
            public void row(ByteBuf row) {
                TextRow.scan(row, offsets, lengths, 3);
                into.accept(new Warning(text(row, 0), Integer.parseInt(text(row, 1)), text(row, 2)));
            }

            private String text(ByteBuf row, int column) {
                return row.toString(offsets[column], Math.max(0, lengths[column]), charset);
            }

            @Override
            public void ok(OkPacket ok, boolean endOfRows, int sequence) {
                then.run();
            }

            @Override
            public void error(ErrPacket error, int sequence) {
                then.run();
            }

            @Override
            public void connectionLost(BackendException cause) {
                then.run();
            }
        });
    }
}
