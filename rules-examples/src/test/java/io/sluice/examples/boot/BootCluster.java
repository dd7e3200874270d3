package io.sluice.examples.boot;

import io.sluice.examples.servers.RunningServer;
import io.sluice.examples.servers.Shard;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/** The application's cluster file and rules for running servers. */
public final class BootCluster {
    private BootCluster() {}

    /** Writes the files and says the URL; shard {@code s0} is the first, in the schema of the same place. */
    public static String url(Path folder, List<Shard> shards, List<String> schemas) throws IOException {
        StringBuilder yaml = new StringBuilder("schema: shop\nshards:\n");
        for (int i = 0; i < shards.size(); i++) {
            Shard shard = shards.get(i);
            yaml.append("  s%d: { servers: [\"%s\", \"%s\"], schema: %s }\n"
                    .formatted(
                            i,
                            shard.primary().address(),
                            shard.replicas().get(0).address(),
                            schemas.get(i)));
        }
        RunningServer any = shards.get(0).primary();
        yaml.append("backend: { user: %s, password: %s }\nprobe: { interval: 200ms }\n"
                .formatted(any.user(), any.password()));
        Files.writeString(folder.resolve("cluster.yaml"), yaml);
        try (InputStream rules = BootCluster.class.getResourceAsStream("/boot/rules.groovy")) {
            Files.copy(Objects.requireNonNull(rules), folder.resolve("rules.groovy"));
        }
        return "jdbc:sluice:" + folder.resolve("cluster.yaml") + "?sslMode=DISABLED";
    }
}
