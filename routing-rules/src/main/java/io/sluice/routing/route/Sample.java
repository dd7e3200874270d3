package io.sluice.routing.route;

import io.sluice.routing.RoutingError;
import io.sluice.routing.RoutingException;
import io.sluice.routing.plan.Gathered;
import io.sluice.routing.plan.KeyClass;
import io.sluice.routing.plan.Placed;
import io.sluice.routing.plan.Routed;
import io.sluice.routing.plan.Scatter;
import io.sluice.routing.rules.TableRule;
import io.sluice.sql.lex.Fingerprint;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The text for a shard that has all of a statement's tables, without its values: {@code COM_STMT_PREPARE}. */
final class Sample {
    private Sample() {}

    /** @throws RoutingException where no shard has a slot of each: no values could make one of it */
    static ShardStatement of(Routed plan, Fingerprint statement, UnaryOperator<String> sessionValues) {
        for (String shard : shards(plan)) {
            int[] slots = slots(plan, shard);
            if (slots != null) {
                return new Rendering(statement, plan.tables(), sessionValues, slots).part(shard, plan.one());
            }
        }
        if (plan.scatter() instanceof Scatter.Impossible impossible) {
            throw new RoutingException(impossible.error(), impossible.message());
        }
        throw RoutingError.DIFFERENT_SHARDS.with(
                plan.classes().get(0).rule().table() + " and a single table", "no shard has both");
    }

    /** How it is gathered, where no values could make one shard enough; null where they could, or where it never is. */
    static Route.@Nullable Gathered gathered(Routed plan, Fingerprint statement, UnaryOperator<String> sessionValues) {
        Gathered gathered = plan.gathered();
        if (gathered == null) {
            return null;
        }
        boolean needed = gathered.only() || shards(plan).stream().allMatch(shard -> slots(plan, shard) == null);
        return needed ? GatheredTexts.of(plan, gathered, statement, sessionValues) : null;
    }

    private static Set<String> shards(Routed plan) {
        if (plan.home() != null) {
            return Set.of(plan.home());
        }
        for (Placed table : plan.tables()) {
            // A write to a broadcast table that reads a single one has no home.
            if (table.rule() instanceof TableRule.Single single && !table.system()) {
                return Set.of(single.shard());
            }
        }
        Set<String> shards = new LinkedHashSet<>();
        if (plan.classes().isEmpty()) {
            shards.add(plan.anywhere());
        } else {
            plan.classes().get(0).rule().slots().forEach(slot -> shards.add(slot.shard()));
        }
        return shards;
    }

    /** For each table its slot on the shard, null where one has none. */
    private static int @Nullable [] slots(Routed plan, String shard) {
        int[] slots = new int[plan.tables().size()];
        List<Integer> chosen = new ArrayList<>();
        for (KeyClass keys : plan.classes()) {
            // Those that follow others stand in the same slot.
            int slot = keys.parent() >= 0 ? chosen.get(keys.parent()) : keys.slotOn(shard);
            if (slot < 0) {
                return null;
            }
            chosen.add(slot);
            keys.members().forEach(member -> slots[member] = slot);
        }
        return slots;
    }
}
