package io.sluice.routing.config;

import io.sluice.routing.cluster.Cluster;
import io.sluice.routing.plan.PlanCache;
import io.sluice.routing.rules.Rules;
import io.sluice.routing.rules.groovy.GroovyRules;
import io.sluice.routing.schema.Schema;
import io.sluice.sql.Dialect;
import java.nio.file.Path;
import java.util.function.UnaryOperator;

/**
 * A cluster file and its rules, both read and valid:
 *
 * <pre>
 * Configuration configuration = Configuration.read(Path.of("cluster.yaml"));
 * Schema schema = SchemaScript.read(text).on(configuration.rules(), configuration.file().shards().keySet());
 * Cluster cluster = configuration.cluster(schema, Dialect.MARIADB);      // no server needed
 * </pre>
 *
 * Immutable.
 */
public record Configuration(ClusterFile file, Rules rules) {
    /**
     * Reads both files.
     *
     * @throws ConfigError for the cluster file, {@link io.sluice.routing.rules.RulesError} for the rules file
     */
    public static Configuration read(Path clusterFile) {
        return read(clusterFile, System::getenv);
    }

    /** The same with another environment for {@code ${…}}. */
    public static Configuration read(Path clusterFile, UnaryOperator<String> environment) {
        ClusterFile file = ClusterFile.read(clusterFile, environment);
        return new Configuration(
                file, GroovyRules.load(file.rules(), file.shards().keySet()));
    }

    /** A snapshot with an empty plan cache. */
    public Cluster cluster(Schema schema, Dialect dialect) {
        return new Cluster(
                file.schema(),
                file.shards(),
                rules,
                schema,
                dialect,
                new PlanCache(file.memory().planCache()),
                file.scatters(),
                file.deepOffset(),
                file.reads());
    }
}
