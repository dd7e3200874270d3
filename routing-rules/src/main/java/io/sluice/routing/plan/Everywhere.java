package io.sluice.routing.plan;

import io.sluice.routing.cluster.Cluster;
import io.sluice.routing.rules.TableRule;
import io.sluice.sql.text.SqlTemplate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The same on every slot or shard: {@code ALTER TABLE orders ADD note TEXT}, {@code INSERT INTO countries …}. Immutable.
 *
 * @param access what it does to data
 * @param ddl true for DDL
 * @param tables all table occurrences by ordinal
 * @param targets shard and slot index of each part; the index is 0 where no table is sharded
 * @param one the text
 */
public record Everywhere(Access access, boolean ddl, List<Placed> tables, List<Target> targets, SqlTemplate one)
        implements Plan.OnShards {
    public Everywhere {
        tables = List.copyOf(tables);
        targets = List.copyOf(targets);
    }

    @Override
    public boolean returnsRows() {
        return false;
    }

    /**
     * One part.
     *
     * @param own its text where that differs by more than the slot; null for {@link Everywhere#one()}
     */
    public record Target(String shard, int slot, @Nullable SqlTemplate own) {
        /** One with the text of all. */
        public Target(String shard, int slot) {
            this(shard, slot, null);
        }

        /** One for each slot of a sharded table. */
        static List<Target> slots(TableRule.Sharded rule) {
            List<Target> targets = new ArrayList<>();
            rule.slots().forEach(slot -> targets.add(new Target(slot.shard(), targets.size())));
            return targets;
        }

        /** One for each shard, where no table is sharded. */
        static List<Target> shards(Cluster cluster) {
            return cluster.shards().keySet().stream()
                    .map(shard -> new Target(shard, 0))
                    .toList();
        }

        /** Its text. */
        public SqlTemplate text(SqlTemplate ofAll) {
            return own == null ? ofAll : own;
        }
    }
}
