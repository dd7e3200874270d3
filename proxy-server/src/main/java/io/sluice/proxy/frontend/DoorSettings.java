package io.sluice.proxy.frontend;

import java.time.Duration;

/**
 * Limits of what comes in.
 *
 * @param maxConnections most clients at the same time; more are answered 1040
 * @param loginTimeout for a whole login
 * @param idleTimeout a client that is silent for longer is sent away
 * @param maxPacket longest command, in bytes; longer ones are answered 1153
 * @param serverVersion what the greeting says; empty for the backends' own flavour and version
 */
public record DoorSettings(
        int maxConnections, Duration loginTimeout, Duration idleTimeout, int maxPacket, String serverVersion) {
    /** 1,000 clients, 10 s to log in, 8 h of silence, commands up to 64 MB. */
    public static final DoorSettings DEFAULT =
            new DoorSettings(1000, Duration.ofSeconds(10), Duration.ofHours(8), 64 << 20, "");
}
