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
import java.nio.file.StandardOpenOption;

/** The shop example without servers, and a table {@code wide} of ten columns. */
public final class Shop {
    private static final String WIDE_RULE =
            """

            table('wide') { key 'user_id'; shards { long userId -> "s${userId % 2}" } }
            """;
    private static final String WIDE_TABLE =
            """

            CREATE TABLE wide (id BIGINT PRIMARY KEY, user_id BIGINT NOT NULL, city VARCHAR(40), status VARCHAR(10),
                total DECIMAL(10,2), tax DECIMAL(10,2), note VARCHAR(200), flags INT, created_at DATETIME, changed_at DATETIME);
            """;

    private Shop() {}

    /** A new session in the schema {@code shop}, of a cluster of its own. */
    public static Session session() {
        return session(WIDE_TABLE);
    }

    /** The same with {@code wide} made otherwise. */
    public static Session session(String wide) {
        Cluster cluster = cluster(wide);
        Session session = new Session(() -> cluster, 1, "bench");
        session.useSchema("shop");
        return session;
    }

    private static Cluster cluster(String wide) {
        try {
            Path folder = Files.createTempDirectory("sluice-bench");
            for (String name : new String[] {"cluster.yaml", "rules.groovy"}) {
                Files.writeString(folder.resolve(name), resource(name));
            }
            Configuration configuration =
                    Configuration.read(folder.resolve("cluster.yaml"), name -> "not used without servers");
            Files.writeString(folder.resolve("rules.groovy"), WIDE_RULE, StandardOpenOption.APPEND);
            Schema schema = SchemaScript.read(resource("schema.sql") + wide)
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
