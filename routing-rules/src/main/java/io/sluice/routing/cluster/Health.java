package io.sluice.routing.cluster;

import io.sluice.sql.Dialect;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the control plane last saw of the servers. Immutable; a new one is published for each change.
 *
 * @param servers by address; a server that is not here was not asked yet
 */
public record Health(Map<ServerAddress, State> servers) {
    public Health {
        servers = Map.copyOf(servers);
    }

    /** Before the first answer. */
    public static Health unknown() {
        return new Health(Map.of());
    }

    /** What a server is. */
    public enum Role {
        PRIMARY,
        REPLICA,
        UNKNOWN
    }

    /**
     * One server.
     *
     * @param up answers queries
     * @param role by its own word
     * @param serving may be given statements; a replica that is stopped or too far behind may not
     * @param lagSeconds of a replica, -1 where not known
     * @param why a sentence where it is not serving, else empty
     * @param dialect flavour and version, null where not known
     */
    public record State(
            boolean up, Role role, boolean serving, long lagSeconds, String why, @Nullable Dialect dialect) {}

    /** The serving primary of a shard, or null. */
    public @Nullable ServerAddress primary(Shard shard) {
        for (ServerAddress address : shard.servers()) {
            State state = servers.get(address);
            if (state != null && state.serving() && state.role() == Role.PRIMARY) {
                return address;
            }
        }
        return null;
    }
}
