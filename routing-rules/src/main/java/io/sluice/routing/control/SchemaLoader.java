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
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
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
    private static final Logger LOG = LoggerFactory.getLogger(SchemaLoader.class);

    /**
     * What is there now. A shard of which no server answers is left out, and a warning says so: planning then refuses what
     * it cannot prove.
     */
    public Schema load(Collection<Shard> shards, Health health) {
        Map<String, Map<String, Table>> tables = new HashMap<>();
        Map<String, Collation> collations = new HashMap<>();
        Map<String, Table> catalog = Map.of();
        for (Shard shard : shards) {
            ServerAddress server = source(shard, health);
            if (server == null) {
                LOG.warn("the schema of shard {} is not known: none of its servers answers", shard.name());
                continue;
            }
            try (Connection connection = Links.open(server, "", account, timeout)) {
                Dialect dialect = ServerQuestions.dialect(connection);
                boolean mariaDb = dialect.mariaDb();
                tables.put(
                        shard.name(),
                        Schema.tables(TableQueries.tables(connection, shard.schema(), mariaDb), dialect.foldsNames()));
                collations.putAll(CollationQueries.collations(connection, shard.schema(), mariaDb));
                catalog = catalog.isEmpty() ? TableQueries.catalog(connection, mariaDb) : catalog;
            } catch (SQLException e) {
                LOG.warn("the schema of shard {} could not be read from {}: {}", shard.name(), server, e.getMessage());
            }
        }
        return new Schema(tables, collations, catalog);
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
