package io.sluice.examples.servers;

import java.util.List;

/**
 * How many servers a set has.
 *
 * @param shards shards, named s0, s1, …
 * @param replicas replicas of each shard, 0 or more
 * @param alone the names of further single servers, for instance {@code plain} for comparisons
 * @param firstPort the port of the first server, the others take the following ones; 0: any free ports
 */
public record ServerLayout(int shards, int replicas, List<String> alone, int firstPort) {
    public ServerLayout {
        alone = List.copyOf(alone);
    }

    public static ServerLayout shards(int shards, int replicas) {
        return new ServerLayout(shards, replicas, List.of(), 0);
    }

    public ServerLayout with(String... names) {
        return new ServerLayout(shards, replicas, List.of(names), firstPort);
    }

    public ServerLayout from(int port) {
        return new ServerLayout(shards, replicas, alone, port);
    }

    int size() {
        return shards * (1 + replicas) + alone.size();
    }
}
