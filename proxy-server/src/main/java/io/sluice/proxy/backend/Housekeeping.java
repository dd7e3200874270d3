package io.sluice.proxy.backend;

import io.sluice.proxy.protocol.ErrPacket;
import io.sluice.proxy.protocol.OkPacket;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes the answers to the pool's own commands; an error means that the connection is not as it should be. */
final class Housekeeping implements RowHandler {
    private static final Logger LOG = LoggerFactory.getLogger(Housekeeping.class);

    private final BackendConnection connection;
    private final Runnable then;
    private final boolean dispensable;

    Housekeeping(BackendConnection connection) {
        this(connection, () -> {});
    }

    /** @param then runs after success */
    Housekeeping(BackendConnection connection, Runnable then) {
        this(connection, then, false);
    }

    /** @param dispensable an error does no harm */
    Housekeeping(BackendConnection connection, Runnable then, boolean dispensable) {
        this.connection = connection;
        this.then = then;
        this.dispensable = dispensable;
    }

    @Override
    public void ok(OkPacket ok, boolean endOfRows, int sequence) {
        then.run();
    }

    @Override
    public void error(ErrPacket error, int sequence) {
        if (dispensable) {
            return;
        }
        LOG.warn("closing the connection {}: it could not be cleaned: {}", connection, error);
        connection.close();
    }

    @Override
    public void connectionLost(BackendException cause) {}
}
