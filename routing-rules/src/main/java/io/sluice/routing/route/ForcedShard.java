package io.sluice.routing.route;

import io.sluice.routing.RoutingError;
import io.sluice.routing.RoutingException;
import io.sluice.routing.plan.Hints;
import io.sluice.routing.plan.Placed;
import io.sluice.routing.rules.Slot;
import io.sluice.routing.rules.TableRule;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What {@code shard=NAME} leaves of a statement's slots: those of one shard. */
record ForcedShard(String shard) {
    /** Null where no shard is forced. */
    static @Nullable ForcedShard of(Hints hints) {
        return hints.shard() == null ? null : new ForcedShard(hints.shard());
    }

    /** The slots of a table on this shard. */
    private BitSet here(TableRule.Sharded rule) {
        BitSet here = new BitSet();
        List<Slot> slots = rule.slots();
        for (int i = 0; i < slots.size(); i++) {
            here.set(i, slots.get(i).shard().equals(shard));
        }
        if (here.isEmpty()) {
            throw refuse("table " + rule.table() + " is not there");
        }
        return here;
    }

    /**
     * Those of {@code found} that are here.
     *
     * @param found null for all
     * @param write true where rows elsewhere must not be passed over
     */
    BitSet of(TableRule.Sharded rule, @Nullable BitSet found, boolean write) {
        BitSet here = here(rule);
        if (found == null) {
            return here;
        }
        here.and(found);
        if (write && !here.equals(found)) {
            throw refuse("the statement writes rows of " + rule.table() + " that live elsewhere");
        }
        return here;
    }

    /** The slot of a table of which one is enough: the first one here, 0 for tables that are not sharded. */
    int slot(Placed table) {
        if (table.rule() instanceof TableRule.Sharded sharded) {
            return here(sharded).nextSetBit(0);
        }
        if (table.rule() instanceof TableRule.Single single && !table.system()) {
            check(single.shard(), "table " + single.table() + " lives on " + single.shard());
        }
        return 0;
    }

    void check(String other, String why) {
        if (!other.equals(shard)) {
            throw refuse(why);
        }
    }

    RoutingException refuse(String why) {
        return RoutingError.HINT_REFUSED.with("shard=" + shard, why);
    }
}
