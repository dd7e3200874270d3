package io.sluice.routing.control;

import io.sluice.routing.causality.Position;
import io.sluice.routing.causality.Written;
import io.sluice.routing.cluster.Health;
import io.sluice.routing.cluster.ServerAddress;
import io.sluice.routing.cluster.Shard;
import java.util.List;
import java.util.function.Supplier;

/** Follows which replica has what was written: passes on what probes are told of positions. Safe for use by many threads. */
final class Following {
    private final Written written;
    private final Supplier<Health> health;
    private volatile List<Shard> shards = List.of();

    /** @param health what is believed of the servers now */
    Following(Written written, Supplier<Health> health) {
        this.written = written;
        this.health = health;
    }

    /**
     * How far one server is.
     *
     * @param applied as a replica
     * @param committed as a primary
     */
    record Positions(Position applied, Position committed) {}

    void watch(List<Shard> now) {
        shards = List.copyOf(now);
        written.watch(now);
    }

    /** The instant to be told with what is asked from now on. */
    long now() {
        return written.now();
    }

    /** Whether it is the primary of a shard now. */
    boolean leads(ServerAddress server) {
        Health believed = health.get();
        return shards.stream().anyMatch(shard -> server.equals(believed.primary(shard)));
    }

    /**
     * It has told its positions.
     *
     * <p>INVARIANT: what a replica told, which became the primary meanwhile, is not how far a primary was: it may have had less.
     *
     * @param began {@link #now} before it was asked
     * @param led {@link #leads} before it was asked
     */
    void told(ServerAddress server, long began, boolean led, Positions positions) {
        Health believed = health.get();
        for (Shard shard : shards) {
            if (!shard.servers().contains(server)) {
                continue;
            }
            Health.State state = believed.servers().get(server);
            if (server.equals(believed.primary(shard))) {
                if (led) {
                    written.primary(shard.name(), server, began, positions.committed());
                }
            } else if (state != null && state.role() == Health.Role.REPLICA) {
                written.replica(shard.name(), server, positions.applied());
            }
        }
    }

    /** It does not answer. */
    void lost(ServerAddress server) {
        for (Shard shard : shards) {
            if (shard.servers().contains(server)) {
                written.lost(shard.name(), server);
            }
        }
    }

    /** Whether reads wait for what this server tells. */
    boolean isWaitedFor(ServerAddress server) {
        Health believed = health.get();
        for (Shard shard : shards) {
            if (shard.servers().contains(server)) {
                boolean primary = server.equals(believed.primary(shard));
                for (ServerAddress other : shard.servers()) {
                    if ((primary || other.equals(server))
                            && serves(believed, other)
                            && written.behind(shard.name(), other)) {
                        return true;
                    }
                }
            }
        }
        return false;
    }

    private static boolean serves(Health believed, ServerAddress server) {
        Health.State state = believed.servers().get(server);
        return state != null && state.serving() && state.role() == Health.Role.REPLICA;
    }
}
