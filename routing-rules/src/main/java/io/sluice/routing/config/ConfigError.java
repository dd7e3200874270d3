package io.sluice.routing.config;

/** A cluster file cannot be used: {@code cluster.yaml:7: shards.s0.servers: 'db-a' has no port}. */
public final class ConfigError extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** One sentence that names file, line, path and cause. */
    public ConfigError(String message) {
        super(message);
    }
}
