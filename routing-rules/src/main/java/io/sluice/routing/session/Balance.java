package io.sluice.routing.session;

import io.sluice.routing.RoutingError;
import io.sluice.routing.cluster.Health;
import io.sluice.routing.cluster.ServerAddress;
import io.sluice.routing.cluster.Shard;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Which servers of a shard a placement allows, the first choice first: serving replicas in turn, then the primary; or the
 * primary alone. Safe for use by many threads; a door has one.
 */
public final class Balance {
    private final AtomicInteger turn = new AtomicInteger();

    /**
     * Servers to try in order; never empty.
     *
     * @throws io.sluice.routing.RoutingException SHARD_DOWN where no server may be given the statement, with what is known of each
     */
    public List<ServerAddress> servers(Shard shard, Health health, Placement placement) {
        ServerAddress primary = health.primary(shard);
        if (placement.primary()) {
            if (primary == null) {
                throw RoutingError.SHARD_DOWN.with(shard.name(), "primary", why(shard, health));
            }
            return List.of(primary);
        }
        List<ServerAddress> choice = replicas(shard, health);
        if (primary != null) {
            choice.add(primary);
        }
        if (choice.isEmpty()) {
            throw RoutingError.SHARD_DOWN.with(shard.name(), "server", why(shard, health));
        }
        return choice;
    }

    private List<ServerAddress> replicas(Shard shard, Health health) {
        List<ServerAddress> serving = new ArrayList<>(shard.servers().size());
        for (ServerAddress address : shard.servers()) {
            Health.State state = health.servers().get(address);
            if (state != null && state.serving() && state.role() == Health.Role.REPLICA) {
                serving.add(address);
            }
        }
        if (serving.size() > 1) {
            int first = Math.floorMod(turn.getAndIncrement(), serving.size());
            java.util.Collections.rotate(serving, -first);
        }
        return serving;
    }

    private static String why(Shard shard, Health health) {
        StringBuilder words = new StringBuilder();
        for (ServerAddress address : shard.servers()) {
            Health.State state = health.servers().get(address);
            words.append(words.length() == 0 ? "" : "; ").append(address).append(' ');
            if (state == null) {
                words.append("was not asked yet");
            } else if (!state.why().isEmpty()) {
                words.append(state.why());
            } else {
                words.append(state.up() ? "is up, its role " + state.role() : "is down");
            }
        }
        return words.toString();
    }
}
