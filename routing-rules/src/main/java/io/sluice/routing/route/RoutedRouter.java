package io.sluice.routing.route;

import io.sluice.routing.RoutingError;
import io.sluice.routing.RoutingException;
import io.sluice.routing.plan.Boundary;
import io.sluice.routing.plan.Gathered;
import io.sluice.routing.plan.Hints;
import io.sluice.routing.plan.KeyClass;
import io.sluice.routing.plan.Placed;
import io.sluice.routing.plan.Plan;
import io.sluice.routing.plan.Routed;
import io.sluice.routing.plan.Scatter;
import io.sluice.routing.plan.Scripted;
import io.sluice.routing.rules.Slot;
import io.sluice.routing.rules.TableRule;
import io.sluice.sql.Operand;
import io.sluice.sql.SqlValue;
import io.sluice.sql.lex.Fingerprint;
import io.sluice.sql.text.SqlTemplate;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Routes a {@link Routed}: one slot where that is enough, else what the plan says of several. */
final class RoutedRouter {
    private static final BigInteger UNLIMITED = BigInteger.ONE.shiftLeft(64).subtract(BigInteger.ONE);

    /** Beyond it a page is not looked for. */
    private static final BigInteger FARTHEST = BigInteger.TEN.pow(12);

    private final Routed plan;
    private final Hints hints;
    private final @Nullable ForcedShard forced;
    private final boolean scatters;
    private final boolean allowed;
    private final Fingerprint statement;
    private final Values values;
    private final UnaryOperator<String> sessionValues;
    private final Supplier<List<String>> near;

    /** @param near shards where the session is already: what any shard can answer goes there */
    RoutedRouter(
            Routed plan,
            Hints hints,
            Fingerprint statement,
            Values values,
            UnaryOperator<String> sessionValues,
            Supplier<List<String>> near) {
        this.plan = plan;
        this.hints = hints;
        this.forced = ForcedShard.of(hints);
        this.scatters = forced != null || hints.scatter() != Hints.Scattering.FORBID;
        this.allowed = hints.scatter() == Hints.Scattering.ALLOW;
        this.statement = statement;
        this.values = values;
        this.sessionValues = sessionValues;
        this.near = near;
    }

    Route route() {
        List<KeyClass> classes = plan.classes();
        if (plan.gathered() != null && plan.gathered().only() && forced == null) {
            return gathered(plan.gathered());
        }
        if (plan.scripted() != null && plan.scripted().only()) {
            if (forced != null) {
                throw forced.refuse("the statement takes steps on several shards");
            }
            return scripted(plan.scripted(), impossible());
        }
        if (classes.isEmpty()) {
            return forced == null ? one(home(), new int[0]) : here(forced);
        }
        @Nullable BitSet[] found = new BitSet[classes.size()];
        for (int i = 0; i < found.length; i++) {
            KeyClass keys = classes.get(i);
            BitSet own = new KeySlots(keys, values).of(keys.condition());
            found[i] = keys.parent() < 0 ? own : KeySlots.both(own, found[keys.parent()]);
        }
        if (hints.slot() != null) {
            int[] slots = new int[found.length];
            java.util.Arrays.fill(slots, hints.slot());
            return one(shard(slots), slots);
        }
        boolean write = plan.access() == Plan.Access.WRITE;
        checkScatter(plan.classes().get(0), found[0]);
        if (forced != null) {
            force(forced, found, write);
        }
        Routed.KeptKey moved = moved(found);
        if (moved != null && forced == null && plan.scripted() instanceof Scripted.Moving moving) {
            return scripted(moving, RoutingError.KEY_UPDATE.with(moved.name()));
        }
        if (moved != null) {
            throw RoutingError.KEY_UPDATE.with(moved.name());
        }
        int[] chosen = choose(found);
        if (chosen == null && write && changesNothing(found[0])) {
            chosen = anySlots();
        }
        return chosen == null ? several(found) : one(shard(chosen), chosen);
    }

    /** True where no row can be meant. An empty subquery is not the end of it: NOT IN, or the one row of COUNT(*). */
    private boolean changesNothing(@Nullable BitSet first) {
        KeyClass keys = plan.classes().get(0);
        return first != null && first.isEmpty() && keys.block() == 0 && keys.kept();
    }

    /** Slots on one shard, whichever: a server is asked all the same, for what may be wrong with the statement. */
    private int @Nullable [] anySlots() {
        List<String> shards = new ArrayList<>(near.get());
        plan.classes().get(0).rule().slots().forEach(slot -> shards.add(slot.shard()));
        for (String shard : shards) {
            boolean here = forced != null
                    ? shard.equals(forced.shard())
                    : plan.home() == null || plan.home().equals(shard);
            int[] chosen = new int[plan.classes().size()];
            for (int i = 0; here && i < chosen.length; i++) {
                chosen[i] = slotOn(i, shard);
                here = chosen[i] >= 0;
            }
            if (here) {
                return chosen;
            }
        }
        return null;
    }

    private String home() {
        return plan.home() == null ? plan.anywhere() : plan.home();
    }

    /** No key has a say, a hint has. */
    private Route here(ForcedShard on) {
        int[] slots = new int[plan.tables().size()];
        for (int i = 0; i < slots.length; i++) {
            slots[i] = on.slot(plan.tables().get(i));
        }
        if (slots.length == 0 && plan.home() != null) {
            on.check(plan.home(), "it is for " + plan.home());
        }
        return new Route.One(
                new Rendering(statement, plan.tables(), sessionValues, slots).part(on.shard(), plan.one()));
    }

    private void force(ForcedShard on, @Nullable BitSet[] found, boolean write) {
        plan.tables().stream().filter(table -> table.sharded() == null).forEach(on::slot);
        for (int i = 0; i < found.length; i++) {
            found[i] = on.of(plan.classes().get(i).rule(), found[i], write);
        }
    }

    private void checkScatter(KeyClass keys, @Nullable BitSet found) {
        if (scatters || found != null || plan.tables().stream().allMatch(Placed::derived)) {
            return;
        }
        TableRule.Sharded rule = keys.rule();
        String first = rule.slots().get(0).shard();
        if (rule.slots().stream().anyMatch(slot -> !slot.shard().equals(first))) {
            throw RoutingError.SCATTER_FORBIDDEN.with(
                    rule.table(), rule.table() + "." + rule.levels().get(0).column());
        }
    }

    /** For each class its slot where all are on one shard; null where one slot each is not enough. */
    private int @Nullable [] choose(@Nullable BitSet[] found) {
        int[] chosen = new int[found.length];
        String shard = forced == null ? plan.home() : forced.shard();
        boolean open = false;
        for (int i = 0; i < found.length; i++) {
            BitSet set = found[i];
            int size = set == null ? plan.classes().get(i).rule().slots().size() : set.cardinality();
            if (size > 1) {
                return null;
            }
            chosen[i] = size == 0 ? -1 : set == null ? 0 : set.nextSetBit(0);
            open |= size == 0;
            if (size == 1) {
                String here = slot(i, chosen[i]).shard();
                if (shard != null && !shard.equals(here)) {
                    return null;
                }
                shard = here;
            }
        }
        return open && !anyOn(shard, chosen) ? null : chosen;
    }

    /** Gives the classes of which no row can match any slot on the shard of the others. */
    private boolean anyOn(@Nullable String shard, int[] chosen) {
        String where = shard;
        for (int i = 0; i < chosen.length; i++) {
            if (chosen[i] >= 0) {
                continue;
            }
            int parent = plan.classes().get(i).parent();
            chosen[i] = parent >= 0 ? chosen[parent] : slotOn(i, where);
            if (chosen[i] < 0) {
                return false;
            }
            where = slot(i, chosen[i]).shard();
        }
        return true;
    }

    private int slotOn(int keyClass, @Nullable String shard) {
        if (shard == null) {
            return near.get().stream()
                    .mapToInt(each -> slotOn(keyClass, each))
                    .filter(slot -> slot >= 0)
                    .findFirst()
                    .orElse(0);
        }
        return plan.classes().get(keyClass).slotOn(shard);
    }

    private Slot slot(int keyClass, int index) {
        return plan.classes().get(keyClass).rule().slots().get(index);
    }

    private String shard(int[] chosen) {
        return slot(0, chosen[0]).shard();
    }

    private Route one(String shard, int[] chosen) {
        int[] slots = new int[plan.tables().size()];
        for (int i = 0; i < chosen.length; i++) {
            for (int member : plan.classes().get(i).members()) {
                slots[member] = chosen[i];
            }
        }
        return new Route.One(new Rendering(statement, plan.tables(), sessionValues, slots).part(shard, plan.one()));
    }

    private Route several(@Nullable BitSet[] found) {
        Gathered gathered = plan.gathered();
        if (gathered != null && forced == null && (plan.scatter() instanceof Scatter.Impossible || leavesHome(found))) {
            return gathered(gathered);
        }
        if (plan.scripted() != null
                && forced == null
                && (plan.scatter() instanceof Scatter.Impossible || leavesHome(found))) {
            return scripted(plan.scripted(), impossible());
        }
        if (plan.scatter() instanceof Scatter.Impossible impossible) {
            throw new RoutingException(impossible.error(), impossible.message());
        }
        Scatter.Spread spread = (Scatter.Spread) plan.scatter();
        int all = plan.classes().get(0).rule().slots().size();
        BitSet set = asked(found);
        List<ShardStatement> parts = new ArrayList<>(set == null ? all : set.cardinality());
        String number = spread.limit() == null ? "" : pushed(spread);
        for (int slot = 0; slot < all; slot++) {
            if (set == null || set.get(slot)) {
                parts.add(part(spread, spread.template(), slot, number));
            }
        }
        Route.Many whole = new Route.Many(parts, Bound.bind(spread.merge(), values));
        return spread.boundary() == null ? whole : paged(whole, spread, spread.boundary(), set);
    }

    /** The slots that have rows of any SELECT of a set operation: the others follow the first. Null for all. */
    private @Nullable BitSet asked(@Nullable BitSet[] found) {
        BitSet asked = new BitSet();
        for (int i = 0; i < found.length; i++) {
            KeyClass keys = plan.classes().get(i);
            if (keys.parent() >= 0) {
                continue;
            }
            checkScatter(keys, found[i]);
            if (found[i] == null) {
                return null;
            }
            asked.or(found[i]);
        }
        return asked;
    }

    /** Where many rows come before the page. */
    private Route paged(Route.Many whole, Scatter.Spread spread, Boundary boundary, @Nullable BitSet set) {
        if (spread.limit() == null
                || spread.limit().offset() == null
                || whole.parts().size() < 2) {
            return whole;
        }
        BigInteger offset = rows(spread.limit().offset());
        BigInteger count = rows(spread.limit().count());
        if (offset.compareTo(BigInteger.valueOf(boundary.from())) < 0
                || offset.compareTo(FARTHEST) > 0
                || count.compareTo(BigInteger.valueOf(Boundary.LARGEST_PAGE)) > 0) {
            return whole;
        }
        int[] slots = set == null
                ? IntStream.range(0, whole.parts().size()).toArray()
                : set.stream().toArray();
        Paging paging = new Paging(
                boundary,
                whole,
                (part, template, words) -> part(spread, template, slots[part], words),
                offset.longValue(),
                count.longValue());
        return new Route.Many(whole.parts(), whole.merge(), paging);
    }

    /** True where a single table is not on every shard that is needed. */
    private boolean leavesHome(@Nullable BitSet[] found) {
        BitSet set = found[0];
        List<Slot> slots = plan.classes().get(0).rule().slots();
        for (int slot = 0; slot < slots.size(); slot++) {
            boolean needed = set == null || set.get(slot);
            if (needed
                    && plan.home() != null
                    && !plan.home().equals(slots.get(slot).shard())) {
                return true;
            }
        }
        return false;
    }

    /** Why several slots cannot do it, each for itself. */
    private RoutingException impossible() {
        return plan.scatter() instanceof Scatter.Impossible impossible
                ? new RoutingException(impossible.error(), impossible.message())
                : awayFromHome();
    }

    private RoutingException awayFromHome() {
        TableRule.Sharded rule = plan.classes().get(0).rule();
        return RoutingError.DIFFERENT_SHARDS.with(
                rule.table() + " and a single table",
                "restrict it to one " + rule.levels().get(0).column() + " on shard " + plan.home());
    }

    private Route scripted(Scripted scripted, RoutingException refusal) {
        int[] slots = new int[plan.tables().size()];
        ScriptRouter router = new ScriptRouter(
                hints, values.session(), template -> new Rendering(statement, plan.tables(), sessionValues, slots)
                        .part("", template));
        return new Route.Scripted(router.script(scripted), refusal);
    }

    private Route gathered(Gathered gathered) {
        if (!scatters) {
            throw RoutingError.SCATTER_FORBIDDEN.with(
                    plan.tables().get(0).occurrence().name(),
                    plan.tables().get(0).occurrence().name() + " to one key");
        }
        Route.Gathered route = GatheredTexts.of(plan, gathered, statement, sessionValues);
        return allowed ? GatheredTexts.scattering(route) : route;
    }

    private ShardStatement part(Scatter.Spread spread, SqlTemplate template, int slot, String... numbers) {
        String shard = slot(0, slot).shard();
        if (plan.home() != null && !plan.home().equals(shard)) {
            refuseUnknownTables();
            throw awayFromHome();
        }
        int[] slots = new int[plan.tables().size()];
        java.util.Arrays.fill(slots, slot);
        return new Rendering(statement, plan.tables(), sessionValues, slots)
                .picking(picked(spread, slot))
                .numbers(numbers)
                .part(shard, template);
    }

    /** A table that nobody knows was taken for a single one: where that does not help, the truth is that it is not there. */
    private void refuseUnknownTables() {
        for (Placed table : plan.tables()) {
            if (table.rule() instanceof TableRule.Single && table.table() == null && !table.system()) {
                String schema = table.occurrence().schema();
                throw RoutingError.UNKNOWN_TABLE.with(
                        schema == null ? "" : schema, table.occurrence().name());
            }
        }
    }

    private int @Nullable [][] picked(Scatter.Spread spread, int slot) {
        if (spread.lists().isEmpty()) {
            return null;
        }
        int[][] picked = new int[spread.lists().size()][];
        KeySlots slots = new KeySlots(plan.classes().get(0), values);
        for (int list = 0; list < picked.length; list++) {
            List<@Nullable BitSet> items = slots.items(spread.lists().get(list).condition());
            // A list with a value that means several keys stays whole: what is left of it might be compared in another
            // way.
            boolean whole = items.stream().anyMatch(Objects::isNull);
            int[] kept = new int[items.size()];
            int count = 0;
            for (int i = 0; i < kept.length; i++) {
                BitSet set = items.get(i);
                if (whole || set == null || set.get(slot)) {
                    kept[count++] = i;
                }
            }
            int[] some = count == 0 ? new int[] {0} : java.util.Arrays.copyOf(kept, count);
            boolean twice = some.length == 1 && spread.lists().get(list).twice();
            picked[list] = twice ? new int[] {some[0], some[0]} : some;
        }
        return picked;
    }

    /** offset + count of the user's LIMIT. */
    private String pushed(Scatter.Spread spread) {
        if (spread.limit() == null || spread.limit().offset() == null) {
            throw RoutingError.BUG.with("no LIMIT to push down");
        }
        BigInteger sum = rows(spread.limit().offset()).add(rows(spread.limit().count()));
        return sum.min(UNLIMITED).toString();
    }

    private BigInteger rows(Operand operand) {
        if (values.of(operand) instanceof SqlValue.Whole whole && whole.value().signum() >= 0) {
            return whole.value();
        }
        throw RoutingError.CROSS_SHARD.with("LIMIT with something else than whole numbers", "use whole numbers");
    }

    /** A key whose assignment may move a row; null where all stay where they are. */
    private Routed.@Nullable KeptKey moved(@Nullable BitSet[] found) {
        for (Routed.KeptKey kept : plan.kept()) {
            BitSet now = found[kept.keyClass()];
            KeyClass keys = plan.classes().get(kept.keyClass());
            boolean stays =
                    now != null && (now.isEmpty() || (now.cardinality() == 1 && stays(kept, keys, now.nextSetBit(0))));
            if (!stays) {
                return kept;
            }
        }
        return null;
    }

    /** True where a row with the new key lives in {@code slot} too. */
    private boolean stays(Routed.KeptKey kept, KeyClass keys, int slot) {
        try {
            BitSet then = new KeySlots(keys, values).of(kept.value());
            return then != null && then.get(slot);
        } catch (RoutingException e) {
            return false; // NULL, or what a server would round or cut
        }
    }
}
