package io.sluice.routing.config;

import io.sluice.routing.cluster.Cluster;
import io.sluice.routing.schema.Schema;
import io.sluice.sql.Dialect;
import java.util.function.Supplier;

/**
 * The current snapshot. Statements take it once and keep it to their end; whoever learns something new (file, schema, flavour)
 * tells it here, and the next statement sees it. Safe for use by many threads; {@link #get} is one volatile read.
 */
public final class Clusters implements Supplier<Cluster> {
    // Guarded by this.
    private Configuration configuration;
    private Schema schema;
    private Dialect dialect;

    private volatile Cluster current;

    /** @param dialect what is assumed until a server said what it is */
    public Clusters(Configuration configuration, Schema schema, Dialect dialect) {
        this.configuration = configuration;
        this.schema = schema;
        this.dialect = dialect;
        this.current = configuration.cluster(schema, dialect);
    }

    @Override
    public Cluster get() {
        return current;
    }

    /** The files the current snapshot was made of. */
    public synchronized Configuration configuration() {
        return configuration;
    }

    /** Other files. */
    public synchronized void configuration(Configuration other) {
        configuration = other;
        swap();
    }

    /** Another physical schema; nothing happens where it is the same. */
    public synchronized void schema(Schema other) {
        if (!other.equals(schema)) {
            schema = other;
            swap();
        }
    }

    /** Another flavour or version of the servers; nothing happens where it is the same. */
    public synchronized void dialect(Dialect other) {
        if (!other.equals(dialect)) {
            dialect = other;
            swap();
        }
    }

    private void swap() {
        current = configuration.cluster(schema, dialect);
    }
}
