package io.sluice.routing.route;

import io.sluice.routing.Parameters;
import io.sluice.routing.RoutingException;
import io.sluice.routing.causality.Footprint;
import io.sluice.routing.keys.Key;
import io.sluice.routing.keys.Keys;
import io.sluice.routing.keys.Surroundings;
import io.sluice.routing.plan.Everywhere;
import io.sluice.routing.plan.KeyClass;
import io.sluice.routing.plan.KeyCondition;
import io.sluice.routing.plan.Lasting;
import io.sluice.routing.plan.Load;
import io.sluice.routing.plan.Placed;
import io.sluice.routing.plan.Plan;
import io.sluice.routing.plan.Routed;
import io.sluice.routing.plan.SplitInsert;
import io.sluice.routing.rules.TableRule;
import io.sluice.routing.schema.Column;
import io.sluice.routing.schema.Table;
import io.sluice.sql.Operand;
import io.sluice.sql.SqlValue;
import io.sluice.sql.lex.Fingerprint;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a statement may read or change, as far as its first sharding keys tell. Pure; never throws for values: where they say nothing,
 * any row is meant.
 */
public final class Footprints {
    /** No key can match. */
    private static final long[] NONE = {};

    private final Values values;

    private Footprints(Values values) {
        this.values = values;
    }

    /**
     * Of a plan without hints and views.
     *
     * @param generatedIds those that were made for its rows
     */
    public static Footprint of(
            Plan.OnShards plan,
            List<Long> generatedIds,
            Fingerprint statement,
            Parameters parameters,
            Surroundings session) {
        if (plan.access() == Plan.Access.SIDE_EFFECT || plan.ddl()) {
            return Footprint.EVERYTHING;
        }
        if (plan.access() == Plan.Access.WRITE && changesOthers(plan)) {
            return Footprint.EVERYTHING;
        }
        Plan.OnShards bare = plan instanceof Lasting lasting ? lasting.inner() : plan;
        try {
            return new Footprints(new Values(statement, parameters, session)).of(bare, generatedIds);
        } catch (RoutingException unreadable) {
            return Footprint.EVERYTHING;
        }
    }

    private Footprint of(Plan.OnShards bare, List<Long> generatedIds) {
        if (bare instanceof Routed routed) {
            return routed(routed);
        }
        if (bare instanceof SplitInsert insert) {
            return insert(insert, generatedIds);
        }
        if (bare instanceof Everywhere everywhere) {
            return tables(everywhere.tables(), true);
        }
        return bare instanceof Load load ? tables(load.tables(), true) : Footprint.EVERYTHING;
    }

    /** By triggers and foreign keys; where nobody has told of a table, too. */
    private static boolean changesOthers(Plan.OnShards plan) {
        Plan.OnShards bare = plan instanceof Lasting lasting ? lasting.inner() : plan;
        List<Placed> tables = bare instanceof Routed routed
                ? routed.tables()
                : bare instanceof SplitInsert insert
                        ? insert.tables()
                        : bare instanceof Everywhere everywhere
                                ? everywhere.tables()
                                : bare instanceof Load load ? load.tables() : List.of();
        for (Placed placed : tables) {
            Table table = placed.table();
            if (placed.occurrence().write() && (table == null || table.changesOthers())) {
                return true;
            }
        }
        return false;
    }

    /** Any rows of the tables that are written, or of all. */
    private static Footprint tables(List<Placed> tables, boolean written) {
        Footprint all = Footprint.NOTHING;
        for (Placed table : tables) {
            if (!written || table.occurrence().write()) {
                all = all.and(table(table));
            }
        }
        return all.isNothing() ? Footprint.EVERYTHING : all;
    }

    private static Footprint table(Placed table) {
        return known(table) ? Footprint.table(name(table)) : Footprint.EVERYTHING;
    }

    /** A view, or what may be one, is other tables. */
    private static boolean known(Placed table) {
        return table.sharded() != null
                || (table.table() != null && table.table().definition() == null && !table.derived());
    }

    private static long name(Placed table) {
        return Footprint.hash(table.rule().table());
    }

    private Footprint routed(Routed plan) {
        boolean write = plan.access() == Plan.Access.WRITE;
        if (plan.tables().isEmpty()) {
            return plan.tableless() ? Footprint.NOTHING : Footprint.EVERYTHING;
        }
        // An UPDATE of the key, within its slot or over several: the rows have another key then.
        boolean moves = !plan.kept().isEmpty() || (write && plan.scripted() != null);
        long[] @Nullable [] keys = new long[plan.classes().size()][];
        for (int i = 0; i < keys.length && !moves; i++) {
            KeyClass of = plan.classes().get(i);
            keys[i] = keys(of, of.condition());
            if (keys[i] == null && of.parent() >= 0 && of.parent() < i) {
                keys[i] = keys[of.parent()];
            }
        }
        Footprint all = Footprint.NOTHING;
        boolean some = false;
        for (Placed table : plan.tables()) {
            if ((!write || table.occurrence().write()) && !table.system()) {
                some = true;
                long[] own = keys(plan, keys, table.occurrence().ordinal(), write);
                all = all.and(own == null ? table(table) : Footprint.keys(name(table), own));
            }
        }
        return write && !some ? Footprint.EVERYTHING : all;
    }

    private static long @Nullable [] keys(Routed plan, long[] @Nullable [] keys, int ordinal, boolean write) {
        for (int i = 0; i < keys.length; i++) {
            KeyClass of = plan.classes().get(i);
            if (of.members().contains(ordinal)) {
                // INSERT … SELECT, whose keys are those that it reads: REPLACE and ON DUPLICATE KEY change others, too.
                return write && of.parent() >= 0 ? null : keys[i];
            }
        }
        return null;
    }

    /** The keys of rows for which the condition may hold; null for any. What INSERT … SELECT stores is none: it may replace others. */
    private long @Nullable [] keys(KeyClass of, KeyCondition condition) {
        if (condition instanceof KeyCondition.Is is) {
            return is.level() > 0 ? null : compared(of, is.value());
        }
        if (condition instanceof KeyCondition.Among among) {
            return among.level() > 0 || mixed(among.values()) ? null : union(of, among.values(), false);
        }
        if (condition instanceof KeyCondition.And and) {
            return and(of, and.parts());
        }
        if (condition instanceof KeyCondition.Or or) {
            return or(of, or.parts());
        }
        if (condition instanceof KeyCondition.Rows rows) {
            int first = rows.levels().indexOf(0);
            return first < 0
                    ? null
                    : union(of, rows.rows().stream().map(row -> row.get(first)).toList(), true);
        }
        return condition instanceof KeyCondition.Never ? NONE : null;
    }

    private long @Nullable [] and(KeyClass of, List<KeyCondition> parts) {
        for (KeyCondition part : parts) {
            long[] keys = keys(of, part);
            if (keys != null) {
                return keys;
            }
        }
        return null;
    }

    private long @Nullable [] or(KeyClass of, List<KeyCondition> parts) {
        long[] all = NONE;
        for (KeyCondition part : parts) {
            long[] keys = keys(of, part);
            if (keys == null) {
                return null;
            }
            all = joined(all, keys);
        }
        return all;
    }

    /** Values of several types are compared in ways that are not worth knowing here. */
    private boolean mixed(List<Operand> operands) {
        Class<?> first = null;
        for (Operand operand : operands) {
            SqlValue value = values.of(operand);
            if (value instanceof SqlValue.Bytes || (first != null && first != value.getClass())) {
                return true;
            }
            first = value.getClass();
        }
        return false;
    }

    private long @Nullable [] union(KeyClass of, List<Operand> operands, boolean loosely) {
        long[] all = NONE;
        for (Operand operand : operands) {
            long[] keys = loosely ? comparedLoosely(of, operand) : compared(of, operand);
            if (keys == null) {
                return null;
            }
            all = joined(all, keys);
        }
        return all;
    }

    private static long[] joined(long[] one, long[] other) {
        long[] both = Arrays.copyOf(one, one.length + other.length);
        System.arraycopy(other, 0, both, one.length, other.length);
        return both;
    }

    private long @Nullable [] compared(KeyClass of, Operand operand) {
        TableRule.Level level = of.rule().levels().get(0);
        return hashes(Keys.compared(values.of(operand), of.columns().get(0), level.type(), values.session()));
    }

    private long @Nullable [] comparedLoosely(KeyClass of, Operand operand) {
        TableRule.Level level = of.rule().levels().get(0);
        return hashes(Keys.comparedLoosely(values.of(operand), of.columns().get(0), level.type(), values.session()));
    }

    private long @Nullable [] stored(TableRule.Sharded rule, @Nullable Column column, SqlValue value) {
        return hashes(Keys.stored(value, column, rule.levels().get(0).type(), values.session()));
    }

    /** INVARIANT: keys that servers call equal have one canonical value, see {@link Keys}, and so one hash. */
    private static long @Nullable [] hashes(Key key) {
        if (key instanceof Key.Known known) {
            Object value = known.value();
            return new long[] {value instanceof Long number ? number : value.hashCode()};
        }
        return key instanceof Key.NotProvable ? null : NONE;
    }

    private Footprint insert(SplitInsert plan, List<Long> generatedIds) {
        Placed target = plan.tables().get(plan.target());
        TableRule.Sharded rule = (TableRule.Sharded) target.rule();
        if (plan.othersToo()) {
            return table(target);
        }
        Column column = target.table() == null
                ? null
                : target.table().column(rule.levels().get(0).column());
        long[] keys = new long[plan.rows().size()];
        boolean allMade = generatedIds.size() == keys.length;
        for (int i = 0; i < keys.length; i++) {
            Operand operand = plan.rows().get(i).keys().get(0);
            if (operand == null && !allMade) {
                return table(target);
            }
            SqlValue value = operand == null ? SqlValue.Whole.of(generatedIds.get(i)) : values.of(operand);
            long[] key = stored(rule, column, value);
            if (key == null || key.length == 0) {
                return table(target);
            }
            keys[i] = key[0];
        }
        return Footprint.keys(name(target), keys);
    }
}
