package io.sluice.proxy.backend;

import io.sluice.proxy.protocol.ErrPacket;
import io.sluice.proxy.protocol.OkPacket;
import java.util.function.Consumer;

/** A handler of two functions, for commands whose rows do not matter. */
record Answer(Consumer<OkPacket> done, Consumer<BackendException> failed) implements RowHandler {
    @Override
    public void ok(OkPacket ok, boolean endOfRows, int sequence) {
        if (!ok.moreResults()) {
            done.accept(ok);
        }
    }

    @Override
    public void error(ErrPacket error, int sequence) {
        failed.accept(BackendException.login(error));
    }

    @Override
    public void connectionLost(BackendException cause) {
        failed.accept(cause);
    }
}
