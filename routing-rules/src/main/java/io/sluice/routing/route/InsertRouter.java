package io.sluice.routing.route;

import io.sluice.routing.RoutingError;
import io.sluice.routing.merge.Merge;
import io.sluice.routing.plan.Placed;
import io.sluice.routing.plan.SplitInsert;
import io.sluice.routing.rules.IdGenerator;
import io.sluice.routing.rules.TableRule;
import io.sluice.routing.schema.Column;
import io.sluice.sql.Operand;
import io.sluice.sql.SqlValue;
import io.sluice.sql.lex.Fingerprint;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Routes a {@link SplitInsert}: each row to its slot. */
final class InsertRouter {
    private final SplitInsert plan;
    private final @Nullable ForcedShard forced;
    private final Fingerprint statement;
    private final Values values;
    private final UnaryOperator<String> sessionValues;
    private final Placed target;
    private final TableRule.Sharded rule;
    private final long[] ids;

    private long nextId;
    private int reserved;

    InsertRouter(
            SplitInsert plan,
            @Nullable ForcedShard forced,
            Fingerprint statement,
            Values values,
            UnaryOperator<String> sessionValues) {
        this.plan = plan;
        this.forced = forced;
        this.statement = statement;
        this.values = values;
        this.sessionValues = sessionValues;
        this.target = plan.tables().get(plan.target());
        this.rule = (TableRule.Sharded) target.rule();
        this.ids = new long[plan.rows().size()];
    }

    Routing route() {
        int[] slots = new int[ids.length];
        BitSet used = new BitSet();
        List<Long> made = new ArrayList<>(0);
        for (int i = 0; i < slots.length; i++) {
            SplitInsert.Row row = plan.rows().get(i);
            ids[i] = id(row, i);
            if (ids[i] != 0) {
                made.add(ids[i]);
            }
            slots[i] = slot(row, ids[i]);
            used.set(slots[i]);
        }
        if (forced != null) {
            forced.of(rule, used, true);
        }
        return new Routing(used.cardinality() == 1 ? one(slots[0]) : many(slots, used), made);
    }

    /** A new id where the row has none, as AUTO_INCREMENT does for NULL and, unless sql_mode says not, for 0; else 0. */
    private long id(SplitInsert.Row row, int index) {
        TableRule.IdColumn id = rule.id();
        if (id == null || !plan.generatesId() || !missing(row)) {
            return 0;
        }
        if (reserved == 0) {
            reserved = Math.min(missingFrom(index), IdGenerator.LONGEST_RUN);
            nextId = id.generator().reserve(reserved);
        }
        reserved--;
        return nextId++;
    }

    private int missingFrom(int index) {
        int count = 0;
        for (SplitInsert.Row row : plan.rows().subList(index, plan.rows().size())) {
            count += missing(row) ? 1 : 0;
        }
        return count;
    }

    private boolean missing(SplitInsert.Row row) {
        Operand written = row.id();
        if (written == null) {
            return true;
        }
        SqlValue value = values.of(written);
        return value instanceof SqlValue.Null
                || (value instanceof SqlValue.Whole whole
                        && whole.value().signum() == 0
                        && !values.session().zeroIsValue());
    }

    private int slot(SplitInsert.Row row, long id) {
        BitSet found = null;
        SqlValue last = new SqlValue.Null();
        StoredKeys stored = new StoredKeys(rule, values.session());
        for (int level = 0; level < rule.levels().size(); level++) {
            Operand operand = row.keys().get(level);
            last = operand != null ? values.of(operand) : id(row, id);
            if (plan.ignore() && last instanceof SqlValue.Null) {
                String name = rule.table() + "." + rule.levels().get(level).column();
                throw RoutingError.KEY_NOT_PROVABLE.with(name, "IGNORE stores a default in place of NULL");
            }
            found = KeySlots.both(found, stored.slots(level, column(level), last));
        }
        if (found == null || found.cardinality() != 1) {
            throw RoutingError.KEY_NOT_PLACED.with(StoredKeys.text(last));
        }
        return found.nextSetBit(0);
    }

    private SqlValue id(SplitInsert.Row row, long made) {
        return made != 0 || row.id() == null ? SqlValue.Whole.of(made) : values.of(row.id());
    }

    private @Nullable Column column(int level) {
        String name = rule.levels().get(level).column();
        return target.table() == null ? null : target.table().column(name);
    }

    private Route one(int slot) {
        return new Route.One(rendering(slot).part(rule.slots().get(slot).shard(), plan.one()));
    }

    private Route many(int[] slots, BitSet used) {
        List<ShardStatement> parts = new ArrayList<>(used.cardinality());
        for (int slot = used.nextSetBit(0); slot >= 0; slot = used.nextSetBit(slot + 1)) {
            int[] rows = new int[slots.length];
            int count = 0;
            for (int i = 0; i < slots.length; i++) {
                if (slots[i] == slot) {
                    rows[count++] = i;
                }
            }
            int @Nullable [][] picked = {Arrays.copyOf(rows, count)};
            parts.add(
                    rendering(slot).picking(picked).part(rule.slots().get(slot).shard(), plan.many()));
        }
        return new Route.Many(parts, new Merge.SumCounts());
    }

    private Rendering rendering(int slot) {
        int[] slots = new int[plan.tables().size()];
        slots[plan.target()] = slot;
        return new Rendering(statement, plan.tables(), sessionValues, slots).ids(ids, plan.rows());
    }
}
