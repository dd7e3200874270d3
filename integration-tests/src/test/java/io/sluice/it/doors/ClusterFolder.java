package io.sluice.it.doors;

import io.sluice.examples.servers.RunningServer;
import io.sluice.it.servers.TestServers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A cluster file and its rules in a folder: schema {@code it}, user {@code app} with password {@code secret}.
 *
 * @param clusterFile what both doors are started with
 */
public record ClusterFolder(Path clusterFile) {
    public static final String SCHEMA = "it";
    public static final String USER = "app";
    public static final String PASSWORD = "secret";

    /** With the primaries and the replicas. */
    public static ClusterFolder write(Path folder, TestServers servers, String rules) {
        return write(folder, servers, rules, true);
    }

    /** @param replicas false: reads go to the primaries, and no replica needs to have the rows */
    public static ClusterFolder write(Path folder, TestServers servers, String rules, boolean replicas) {
        try {
            Files.writeString(folder.resolve("rules.groovy"), rules);
            return new ClusterFolder(Files.writeString(folder.resolve("cluster.yaml"), cluster(servers, replicas)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String cluster(TestServers servers, boolean replicas) {
        StringBuilder yaml = new StringBuilder("schema: " + SCHEMA + "\nshards:\n");
        for (var shard : servers.shards()) {
            StringBuilder list = new StringBuilder("\"" + shard.primary().address() + "\"");
            if (replicas) {
                shard.replicas()
                        .forEach(each ->
                                list.append(", \"").append(each.address()).append('"'));
            }
            yaml.append("  %s: { servers: [%s], schema: %s }\n".formatted(shard.name(), list, servers.schema()));
        }
        RunningServer any = servers.plain();
        return yaml
                + """
                backend: { user: "%s", password: "%s" }
                probe: { interval: 250ms, timeout: 1s }
                proxy:
                  listen: 127.0.0.1:0
                  users:
                    - { name: %s, password: %s }
                """
                        .formatted(any.user(), any.password(), USER, PASSWORD);
    }

    /** For the driver's door. */
    public String sluiceUrl() {
        return "jdbc:sluice:" + clusterFile;
    }
}
