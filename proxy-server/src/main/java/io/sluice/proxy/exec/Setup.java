package io.sluice.proxy.exec;

import io.sluice.proxy.backend.BackendConnection;
import io.sluice.proxy.backend.BackendException;
import io.sluice.proxy.backend.RowHandler;
import io.sluice.proxy.protocol.ErrPacket;
import io.sluice.proxy.protocol.OkPacket;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes the answer to something that was sent ahead of a statement. An error means that the connection is not in the state the
 * statement needs; it is closed, so that the statement sees a lost connection instead of running in the wrong state.
 */
record Setup(BackendConnection connection) implements RowHandler {
    private static final Logger LOG = LoggerFactory.getLogger(Setup.class);

    @Override
    public void ok(OkPacket ok, boolean endOfRows, int sequence) {}

    @Override
    public void error(ErrPacket error, int sequence) {
        LOG.warn("closing the connection {}: it could not be set up: error {}", connection, error.errno());
        connection.close();
    }

    @Override
    public void connectionLost(BackendException cause) {}
}
