package io.sluice.proxy.backend;

import io.sluice.proxy.protocol.ErrPacket;
import io.sluice.proxy.protocol.OkPacket;

/** The answer to COM_INIT_DB: after an error the server has kept the schema it had. */
record SchemaChange(ResponseHandler asker, Runnable undo) implements RowHandler {
    @Override
    public void ok(OkPacket ok, boolean endOfRows, int sequence) {
        asker.ok(ok, endOfRows, sequence(sequence));
    }

    @Override
    public void error(ErrPacket error, int sequence) {
        undo.run();
        asker.error(error, sequence(sequence));
    }

    @Override
    public void connectionLost(BackendException cause) {
        asker.connectionLost(cause);
    }

    private int sequence(int otherwise) {
        return asker instanceof ForwardHandler forward ? forward.firstSequence() : otherwise;
    }
}
