package io.sluice.routing.route;

import io.sluice.routing.RoutingError;
import io.sluice.routing.keys.Key;
import io.sluice.routing.keys.Keys;
import io.sluice.routing.keys.Surroundings;
import io.sluice.routing.rules.KeyNotPlaced;
import io.sluice.routing.rules.TableRule;
import io.sluice.routing.schema.Column;
import io.sluice.sql.SqlValue;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/**
 * Finds where a row will live by the values that are stored in it.
 *
 * @param rule of its table
 * @param session the settings under which the values are read
 */
record StoredKeys(TableRule.Sharded rule, Surroundings session) {
    /**
     * The slots of rows in which {@code value} is stored as the key of {@code level}.
     *
     * @param column the key's column, null where it is not known
     * @throws io.sluice.routing.RoutingException where no row may have it, or what a server would store cannot be proven
     */
    BitSet slots(int level, @Nullable Column column, SqlValue value) {
        TableRule.Level by = rule.levels().get(level);
        Key key = Keys.stored(value, column, by.type(), session);
        if (key instanceof Key.Known known) {
            try {
                return by.rule().locate(known.value());
            } catch (KeyNotPlaced e) {
                throw RoutingError.KEY_NOT_PLACED.with(text(value));
            }
        }
        if (key instanceof Key.Null) {
            throw RoutingError.KEY_NULL.with(by.column());
        }
        String why = key instanceof Key.NotProvable not ? not.why() : "no row can store this value";
        throw RoutingError.KEY_NOT_PROVABLE.with(rule.table() + "." + by.column(), why);
    }

    /** A value as error messages show it. */
    static String text(SqlValue value) {
        if (value instanceof SqlValue.Whole whole) {
            return whole.value().toString();
        }
        if (value instanceof SqlValue.Text text) {
            return text.value();
        }
        return value instanceof SqlValue.Temporal time ? time.value() : "from expression";
    }
}
