package io.sluice.it.servers;

import io.sluice.examples.servers.Flavour;
import io.sluice.examples.servers.RunningServer;
import io.sluice.examples.servers.ServerSet;
import io.sluice.examples.servers.Shard;
import java.util.ArrayList;
import java.util.List;

/**
 * What a test class gets: the servers, and a schema of its own that exists, empty, on each primary and on the plain
 * server, and is dropped after the class.
 *
 * @param schema unique to the test class
 */
public record TestServers(ServerSet set, String schema) {
    /** Two shards, named s0 and s1. */
    public List<Shard> shards() {
        return set.shards();
    }

    public Shard shard(int index) {
        return set.shards().get(index);
    }

    /** One server that is no shard: what it answers is the truth. */
    public RunningServer plain() {
        return set.alone("plain");
    }

    public Flavour flavour() {
        return plain().flavour();
    }

    /** Runs a script in this class's schema on every primary, and waits for the replicas. */
    public void runOnShards(String script) {
        shards().forEach(shard -> shard.primary().run(schema, script));
        awaitReplicas();
    }

    public void awaitReplicas() {
        shards().forEach(Shard::awaitReplicas);
    }

    /** Drops and makes anew the schema everywhere, so that a test begins with nothing. */
    public void freshSchema() {
        writable()
                .forEach(server -> server.run("", "DROP DATABASE IF EXISTS " + schema + "; CREATE DATABASE " + schema));
        awaitReplicas();
    }

    void dropSchema() {
        writable().forEach(server -> server.run("", "DROP DATABASE IF EXISTS " + schema));
    }

    private List<RunningServer> writable() {
        List<RunningServer> servers = new ArrayList<>();
        shards().forEach(shard -> servers.add(shard.primary()));
        servers.add(plain());
        return servers;
    }
}
