package io.sluice.routing.cluster;

import java.util.List;
import java.util.Map;

/**
 * A primary and its replicas, which of them is which being discovered.
 *
 * @param name as in the cluster file
 * @param servers in the file's order
 * @param schema the physical schema
 * @param members what more is said of its servers; of those that are not here, nothing
 */
public record Shard(String name, List<ServerAddress> servers, String schema, Map<ServerAddress, Member> members) {
    public Shard {
        servers = List.copyOf(servers);
        members = Map.copyOf(members);
    }

    /** One of whose servers only the addresses are said. */
    public Shard(String name, List<ServerAddress> servers, String schema) {
        this(name, servers, schema, Map.of());
    }

    /** What is said of one of its servers. */
    public Member member(ServerAddress server) {
        return members.isEmpty() ? Member.STANDARD : members.getOrDefault(server, Member.STANDARD);
    }
}
