package io.sluice.proxy.exec;

import io.sluice.proxy.backend.BackendException;
import io.sluice.proxy.backend.RowHandler;
import io.sluice.proxy.protocol.ErrPacket;
import io.sluice.proxy.protocol.OkPacket;
import io.sluice.routing.merge.Counts;
import io.sluice.routing.route.LogicalNames;
import io.sluice.routing.session.Warning;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Takes the answer to one part of a write, and asks for its warnings where it has any. */
record WritePart(
        Lease lease, @Nullable LogicalNames names, Consumer<Warning> warnings, Consumer<Counts> done, Failed failed)
        implements RowHandler {
    /** Is told why a part was not done. */
    interface Failed {
        /** @param lost the connection broke; whether the part was done is not known */
        void failed(ErrPacket error, boolean lost);
    }

    @Override
    public void ok(OkPacket ok, boolean endOfRows, int sequence) {
        if (ok.moreResults()) {
            return;
        }
        Counts counts = new Counts(ok.affectedRows(), ok.lastInsertId(), ok.warnings(), ok.info());
        if (ok.warnings() > 0) {
            Tally.fetchWarnings(lease, warnings, () -> done.accept(counts));
        } else {
            done.accept(counts);
        }
    }

    @Override
    public void error(ErrPacket error, int sequence) {
        failed.failed(Renamed.error(error, names), false);
    }

    @Override
    public void connectionLost(BackendException cause) {
        failed.failed(Errors.packet(lease.shard(), cause), true);
    }
}
