package io.sluice.bench;

import io.sluice.routing.cluster.Cluster;
import io.sluice.routing.config.Configuration;
import io.sluice.routing.schema.Schema;
import io.sluice.routing.schema.SchemaScript;
import io.sluice.routing.session.Session;
import io.sluice.sql.Dialect;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** The shop example without servers. */
final class Shop {
    private Shop() {}

    static Session session() {
        Cluster cluster = cluster();
        Session session = new Session(() -> cluster, 1, "bench");
        session.useSchema("shop");
        return session;
    }

    private static Cluster cluster() {
        try {
            Path folder = Files.createTempDirectory("sluice-bench");
            for (String name : new String[] {"cluster.yaml", "rules.groovy"}) {
                Files.writeString(folder.resolve(name), resource(name));
            }
            Configuration configuration =
                    Configuration.read(folder.resolve("cluster.yaml"), name -> "not used without servers");
            Schema schema = SchemaScript.read(resource("schema.sql"))
                    .on(configuration.rules(), configuration.file().shards().keySet());
            return configuration.cluster(schema, Dialect.MARIADB);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String resource(String name) throws IOException {
        try (InputStream in = Shop.class.getResourceAsStream("/shop/" + name)) {
            if (in == null) {
                throw new IOException("no resource shop/" + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
