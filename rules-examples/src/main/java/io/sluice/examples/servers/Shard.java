package io.sluice.examples.servers;

import java.util.ArrayList;
import java.util.List;

/** A primary and its replicas, as they were started; a promotion during a test does not change this record. */
public record Shard(String name, RunningServer primary, List<RunningServer> replicas) {
    public Shard {
        replicas = List.copyOf(replicas);
    }

    public List<RunningServer> servers() {
        List<RunningServer> all = new ArrayList<>();
        all.add(primary);
        all.addAll(replicas);
        return all;
    }

    /** Waits until every replica has all that the primary has committed so far. */
    public void awaitReplicas() {
        replicas.forEach(replica -> Replication.awaitCaughtUp(replica, primary));
    }
}
