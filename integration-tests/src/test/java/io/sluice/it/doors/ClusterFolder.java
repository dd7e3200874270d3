package io.sluice.it.doors;

import io.sluice.examples.servers.RunningServer;
import io.sluice.it.servers.TestServers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/**
 * A cluster file and its rules in a folder: schema {@code it} or the shards' own, user {@code app} with password {@code secret}.
 *
 * @param clusterFile what both doors are started with
 * @param schema the one that clients see
 */
public record ClusterFolder(Path clusterFile, String schema) implements AutoCloseable {
    public static final String SCHEMA = "it";
    public static final String USER = "app";
    public static final String PASSWORD = "secret";

    /** With the primaries and the replicas. */
    public static ClusterFolder write(Path folder, TestServers servers, String rules) {
        return write(folder, servers, rules, true);
    }

    /** @param replicas false: reads go to the primaries, and no replica needs to have the rows */
    public static ClusterFolder write(Path folder, TestServers servers, String rules, boolean replicas) {
        return write(folder, SCHEMA, rules, cluster(servers, SCHEMA, replicas));
    }

    /**
     * A new folder with the primaries only.
     *
     * <p>INVARIANT: logical and physical schemas have one name, so that nothing in an answer may differ by it.
     */
    public static ClusterFolder alike(TestServers servers, String rules) {
        try {
            Path folder = Files.createTempDirectory("sluice-it-");
            return write(folder, servers.schema(), rules, cluster(servers, servers.schema(), false));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ClusterFolder write(Path folder, String schema, String rules, String cluster) {
        try {
            Files.writeString(folder.resolve("rules.groovy"), rules);
            return new ClusterFolder(Files.writeString(folder.resolve("cluster.yaml"), cluster), schema);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String cluster(TestServers servers, String schema, boolean replicas) {
        StringBuilder yaml = new StringBuilder("schema: " + schema + "\nshards:\n");
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
                probe: { interval: 250ms, timeout: 2s }
                proxy:
                  listen: 127.0.0.1:0
                  users:
                    - { name: %s, password: %s }
                """
                        .formatted(any.user(), any.password(), USER, PASSWORD);
    }

    /** With more lines at the end of the section {@code proxy}, each with two spaces before it. */
    public ClusterFolder and(String proxyOptions) {
        try {
            Files.writeString(clusterFile, Files.readString(clusterFile) + proxyOptions);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** For the driver's door. */
    public String sluiceUrl() {
        return "jdbc:sluice:" + clusterFile;
    }

    /** Deletes the folder. */
    @Override
    public void close() {
        delete(clusterFile.resolveSibling("."));
    }

    /** Deletes a folder with all that is in it. */
    public static void delete(Path folder) {
        try (Stream<Path> files = Files.walk(folder.normalize())) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
