package io.sluice.routing.route;

import io.sluice.routing.keys.Key;
import io.sluice.routing.keys.KeyRange;
import io.sluice.routing.keys.Keys;
import io.sluice.routing.plan.KeyClass;
import io.sluice.routing.plan.KeyCondition;
import io.sluice.routing.rules.KeyNotPlaced;
import io.sluice.routing.rules.TableRule;
import io.sluice.routing.schema.Column;
import io.sluice.sql.Operand;
import io.sluice.sql.SqlValue;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The slots that may have rows for which a condition holds. Null stands for all slots; the sets that rules give are never
 * changed.
 */
final class KeySlots {
    private static final BitSet NONE = new BitSet(0);

    private final KeyClass keys;
    private final Values values;

    KeySlots(KeyClass keys, Values values) {
        this.keys = keys;
        this.values = values;
    }

    @Nullable
    BitSet of(KeyCondition condition) {
        if (condition instanceof KeyCondition.Is is) {
            return located(is.level(), values.of(is.value()));
        }
        if (condition instanceof KeyCondition.Stored stored) {
            Column column = keys.columns().get(stored.level());
            return new StoredKeys(keys.rule(), values.session())
                    .slots(stored.level(), column, values.of(stored.value()));
        }
        if (condition instanceof KeyCondition.Any) {
            return null;
        }
        if (condition instanceof KeyCondition.Never) {
            return NONE;
        }
        if (condition instanceof KeyCondition.Among among) {
            return among(among);
        }
        if (condition instanceof KeyCondition.Between between) {
            return between(between);
        }
        if (condition instanceof KeyCondition.And and) {
            return all(and.parts());
        }
        return condition instanceof KeyCondition.Or or ? any(or.parts()) : rows((KeyCondition.Rows) condition);
    }

    /** The slots of rows whose key of {@code level} equals {@code value}. */
    private @Nullable BitSet located(int level, SqlValue value) {
        TableRule.Level rule = keys.rule().levels().get(level);
        return located(rule, Keys.compared(value, keys.columns().get(level), rule.type(), values.session()));
    }

    private @Nullable BitSet locatedLoosely(int level, SqlValue value) {
        TableRule.Level rule = keys.rule().levels().get(level);
        return located(rule, Keys.comparedLoosely(value, keys.columns().get(level), rule.type(), values.session()));
    }

    private static @Nullable BitSet located(TableRule.Level rule, Key key) {
        if (key instanceof Key.Known known) {
            try {
                return rule.rule().locate(known.value());
            } catch (KeyNotPlaced e) {
                return NONE;
            }
        }
        return key instanceof Key.NotProvable ? null : NONE;
    }

    private @Nullable BitSet among(KeyCondition.Among among) {
        BitSet found = new BitSet();
        for (BitSet one : items(among)) {
            if (one == null) {
                return null;
            }
            found.or(one);
        }
        return found;
    }

    /** The slots of each value of the list; values of several types are converted less kindly than those of one. */
    List<@Nullable BitSet> items(KeyCondition.Among among) {
        List<SqlValue> items = new ArrayList<>(among.values().size());
        boolean mixed = false;
        for (Operand operand : among.values()) {
            items.add(values.of(operand));
            SqlValue item = items.get(items.size() - 1);
            mixed |= items.get(0).getClass() != item.getClass() || (item instanceof SqlValue.Bytes && items.size() > 1);
        }
        List<@Nullable BitSet> found = new ArrayList<>(items.size());
        for (SqlValue item : items) {
            found.add(mixed ? locatedLoosely(among.level(), item) : located(among.level(), item));
        }
        return found;
    }

    private @Nullable BitSet between(KeyCondition.Between between) {
        TableRule.Level rule = keys.rule().levels().get(between.level());
        SqlValue low = between.low() == null ? null : values.of(between.low());
        SqlValue high = between.high() == null ? null : values.of(between.high());
        KeyRange range = Keys.range(
                low,
                between.lowInclusive(),
                high,
                between.highInclusive(),
                keys.columns().get(between.level()),
                rule.type());
        if (range.never()) {
            return NONE;
        }
        if (range.low() == null && range.high() == null) {
            return null;
        }
        return rule.rule().locateRange(range.low(), range.lowInclusive(), range.high(), range.highInclusive());
    }

    private @Nullable BitSet all(List<KeyCondition> parts) {
        BitSet found = null;
        for (KeyCondition part : parts) {
            found = both(found, of(part));
        }
        return found;
    }

    private @Nullable BitSet any(List<KeyCondition> parts) {
        BitSet found = new BitSet();
        for (KeyCondition part : parts) {
            BitSet one = of(part);
            if (one == null) {
                return null;
            }
            found.or(one);
        }
        return found;
    }

    private @Nullable BitSet rows(KeyCondition.Rows rows) {
        BitSet found = new BitSet();
        for (List<Operand> row : rows.rows()) {
            BitSet one = null;
            for (int i = 0; i < row.size(); i++) {
                one = both(one, locatedLoosely(rows.levels().get(i), values.of(row.get(i))));
            }
            if (one == null) {
                return null;
            }
            found.or(one);
        }
        return found;
    }

    /** The slots in both sets. */
    static @Nullable BitSet both(@Nullable BitSet one, @Nullable BitSet other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        BitSet both = (BitSet) one.clone();
        both.and(other);
        return both;
    }
}
