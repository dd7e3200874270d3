package io.sluice.proxy.frontend;

import io.sluice.routing.config.ClusterFile.Operations;
import io.sluice.routing.config.ClusterFile.Timeouts;
import io.sluice.routing.config.Network;
import java.time.Duration;
import java.util.List;

/**
 * Limits of what comes in.
 *
 * @param maxConnections most clients at the same time; more are answered 1040
 * @param timeouts when clients are sent away, and statements stopped
 * @param maxPacket longest command, in bytes; longer ones are answered 1153
 * @param balancers whose connections begin with the PROXY protocol
 * @param serverVersion what the greeting says; empty for the backends' own flavour and version
 * @param operations what operators see, and how the proxy ends
 */
public record DoorSettings(
        int maxConnections,
        Timeouts timeouts,
        int maxPacket,
        List<Network> balancers,
        String serverVersion,
        Operations operations) {
    /** 1,000 clients, 10 s to log in, 8 h of silence, commands up to 64 MB. */
    public static final DoorSettings DEFAULT = new DoorSettings(
            1000,
            new Timeouts(Duration.ofSeconds(10), Duration.ofHours(8), Duration.ZERO, Duration.ZERO),
            64 << 20,
            List.of(),
            "",
            Operations.DEFAULT);
}
