package io.sluice.routing.session;

import io.sluice.routing.cluster.Cluster;
import io.sluice.routing.plan.PlanCache;
import io.sluice.routing.rules.Rules;
import io.sluice.routing.rules.TableRule;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Snapshots with the names that one session has on one shard each: temporary tables, handlers. Mutable, confined to its session's
 * thread.
 */
final class OwnNames {
    /** For plans that nobody else can use, as long as the names last. */
    private static final long PLANS = 256 << 10;

    private Map<String, String> last = Map.of();
    private @Nullable Cluster base;
    private @Nullable Cluster made;

    /**
     * The snapshot with the names; itself where there are none.
     *
     * @param names name, folded where the servers fold names, to shard
     */
    Cluster on(Cluster cluster, Map<String, String> names) {
        if (names.isEmpty()) {
            made = null;
            base = null;
            return cluster;
        }
        Cluster known = made;
        if (known == null || base != cluster || !names.equals(last)) {
            known = with(cluster, names);
            made = known;
            base = cluster;
            last = names;
        }
        return known;
    }

    private static Cluster with(Cluster cluster, Map<String, String> names) {
        Map<String, TableRule> tables = new HashMap<>(cluster.rules().tables());
        names.forEach((name, shard) -> tables.put(name.toLowerCase(Locale.ROOT), new TableRule.Single(name, shard)));
        return cluster.with(new Rules(tables), new PlanCache(PLANS));
    }
}
