package io.sluice.routing.cluster;

import io.sluice.routing.plan.PlanCache;
import io.sluice.routing.rules.Rules;
import io.sluice.routing.rules.TableRule;
import io.sluice.routing.schema.Schema;
import io.sluice.sql.Dialect;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One immutable snapshot of everything planning depends on, with its own plan cache: a change of rules, shards or schema makes
 * a new snapshot and swaps one reference, so there is no invalidation code. Safe for use by many threads.
 *
 * @param name the logical schema clients see
 * @param shards by name, in the cluster file's order; the first is the default shard
 * @param rules which row lives where
 * @param schema what is known of the physical tables
 * @param dialect the backends' flavour and version with default sql_mode (all backends of a cluster are of one flavour)
 * @param plans the plans made on this snapshot
 * @param scatters whether a statement may go to every shard where no key says which, unless its own hint says otherwise
 * @param deepOffset the OFFSET from which on a page of sorted rows is looked for by its first value; 0 for never
 * @param reads which servers plain reads go to
 */
public record Cluster(
        String name,
        Map<String, Shard> shards,
        Rules rules,
        Schema schema,
        Dialect dialect,
        PlanCache plans,
        boolean scatters,
        long deepOffset,
        Reads reads) {
    /** What {@code deepOffset} is where nobody says another. */
    public static final long DEEP_OFFSET = 5000;

    public Cluster {
        shards = java.util.Collections.unmodifiableMap(new java.util.LinkedHashMap<>(shards));
    }

    /** One that scatters. */
    public Cluster(
            String name, Map<String, Shard> shards, Rules rules, Schema schema, Dialect dialect, PlanCache plans) {
        this(name, shards, rules, schema, dialect, plans, true, DEEP_OFFSET, Reads.STANDARD);
    }

    /** The same with other rules, and so with another cache. */
    public Cluster with(Rules others, PlanCache cache) {
        return new Cluster(name, shards, others, schema, dialect, cache, scatters, deepOffset, reads);
    }

    /** The rule of the table that a statement calls {@code name}, null where the rules do not name it. */
    public @Nullable TableRule rule(String name) {
        TableRule rule = rules.table(name);
        return rule == null || !dialect.sameName(rule.table(), name) ? null : rule;
    }

    /** The shard that answers what belongs to no shard: {@code SELECT 1}, undeclared tables. */
    public Shard defaultShard() {
        return shards.values().iterator().next();
    }
}
