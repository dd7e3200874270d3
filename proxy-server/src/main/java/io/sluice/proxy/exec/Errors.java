package io.sluice.proxy.exec;

import io.sluice.proxy.backend.BackendException;
import io.sluice.proxy.protocol.ErrPacket;
import io.sluice.routing.RoutingError;
import io.sluice.routing.RoutingException;

/** Errors of our own as packets. A backend's error is passed on as it is and never comes here. */
public final class Errors {
    /** What KILL QUERY does to a statement that no server runs at the moment. */
    public static final ErrPacket INTERRUPTED = ErrPacket.of(1317, "70100", "Query execution was interrupted");

    private Errors() {}

    /** MySQL's own words for what a user does wrong; {@code ROUTE-2103: …} before all others. */
    public static ErrPacket packet(RoutingException error) {
        return packet(error.error(), error.text());
    }

    /** The same for a plan that refuses. */
    public static ErrPacket packet(RoutingError error, String text) {
        return ErrPacket.of(error.errno(), error.sqlState(), error.told(text), error.code());
    }

    /** A server could not be reached, or went away. */
    static ErrPacket packet(String shard, BackendException cause) {
        String why = cause.packet().message();
        return switch (cause.reason()) {
            case CONNECT, LOGIN -> packet(RoutingError.SHARD_DOWN.with(shard, "server", why));
            case BUSY -> cause.packet();
            case LOST, TIMEOUT, CLOSED -> packet(RoutingError.CONNECTION_LOST.with(shard, why));
        };
    }

    /** The same where the statement may have changed something. */
    static ErrPacket unknown(String shard, BackendException cause) {
        return cause.mayHaveRun()
                ? packet(RoutingError.OUTCOME_UNKNOWN.with(shard, cause.packet().message()))
                : packet(shard, cause);
    }

    /** Something that must not happen; details are in the log. */
    public static ErrPacket bug(Throwable cause) {
        return packet(RoutingError.BUG.with(cause.getClass().getSimpleName()));
    }
}
