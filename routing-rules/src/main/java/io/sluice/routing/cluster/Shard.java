package io.sluice.routing.cluster;

import java.util.List;

/**
 * A primary and its replicas, which of them is which being discovered.
 *
 * @param name as in the cluster file
 * @param servers in the file's order
 * @param schema the physical schema
 */
public record Shard(String name, List<ServerAddress> servers, String schema) {
    public Shard {
        servers = List.copyOf(servers);
    }
}
