package io.sluice.routing.control;

import io.sluice.routing.cluster.Health;
import io.sluice.routing.cluster.ServerAddress;
import io.sluice.routing.cluster.Shard;
import io.sluice.routing.schema.Collation;
import io.sluice.routing.schema.Schema;
import io.sluice.routing.schema.Table;
import io.sluice.sql.Dialect;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the physical tables of each shard from its primary, in a few queries whatever the number of tables. Blocking: never
 * called on the statement path. Immutable and safe for use by many threads.
 *
 * @param account who asks
 * @param timeout for connecting and for each answer
 */
public record SchemaLoader(Account account, Duration timeout) {
    /** Shards whose schema is read at the same time. */
    private static final int AT_ONCE = 8;

    private static final Logger LOG = LoggerFactory.getLogger(SchemaLoader.class);

    /**
     * What is there now. A shard of which no server answers is left out, and a warning says so: planning then refuses what
     * it cannot prove.
     */
    public Schema load(Collection<Shard> shards, Health health) {
        Map<String, Map<String, Table>> tables = new HashMap<>();
        Map<String, Collation> collations = new HashMap<>();
        Map<String, Table> catalog = Map.of();
        for (Found found : found(shards, health)) {
            tables.put(found.shard(), found.tables());
            collations.putAll(found.collations());
            catalog = catalog.isEmpty() ? found.catalog() : catalog;
        }
        return new Schema(tables, collations, catalog);
    }

    /** What one shard has. */
    private record Found(
            String shard, Map<String, Table> tables, Map<String, Collation> collations, Map<String, Table> catalog) {}

    /** Shards side by side: with thousands of tables each takes seconds. Those that do not answer are left out. */
    private List<Found> found(Collection<Shard> shards, Health health) {
        ExecutorService threads =
                Executors.newFixedThreadPool(Math.max(1, Math.min(shards.size(), AT_ONCE)), SchemaLoader::thread);
        try {
            List<Future<@Nullable Found>> asked = new ArrayList<>();
            shards.forEach(shard -> asked.add(threads.submit(() -> found(shard, health))));
            List<Found> all = new ArrayList<>();
            for (Future<@Nullable Found> each : asked) {
                Found found = each.get();
                if (found != null) {
                    all.add(found);
                }
            }
            return all;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the schema was loaded", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        } finally {
            threads.shutdownNow();
        }
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "sluice-schema-shard");
        thread.setDaemon(true);
        thread.setContextClassLoader(SchemaLoader.class.getClassLoader());
        return thread;
    }

    private @Nullable Found found(Shard shard, Health health) {
        ServerAddress server = source(shard, health);
        if (server == null) {
            LOG.warn("the schema of shard {} is not known: none of its servers answers", shard.name());
            return null;
        }
        try (Connection connection = Links.open(server, "", account, timeout)) {
            Dialect dialect = ServerQuestions.dialect(connection);
            boolean mariaDb = dialect.mariaDb();
            List<Table> tables = TableQueries.tables(connection, shard.schema(), mariaDb);
            return new Found(
                    shard.name(),
                    Schema.tables(tables, dialect.foldsNames()),
                    CollationQueries.collations(connection, tables, mariaDb),
                    TableQueries.catalog(connection, mariaDb));
        } catch (SQLException e) {
            LOG.warn("the schema of shard {} could not be read from {}: {}", shard.name(), server, e.getMessage());
            return null;
        }
    }

    /** The primary; without one, any replica that answers is better than nothing. */
    private static @Nullable ServerAddress source(Shard shard, Health health) {
        ServerAddress primary = health.primary(shard);
        if (primary != null) {
            return primary;
        }
        for (ServerAddress address : shard.servers()) {
            Health.State state = health.servers().get(address);
            if (state != null && state.up()) {
                return address;
            }
        }
        return null;
    }
}
