package io.sluice.routing.plan;

import io.sluice.sql.Operand;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A condition as far as it says something of the sharding keys of one {@link KeyClass}. Immutable. */
public sealed interface KeyCondition {
    /** Any slot. */
    KeyCondition ANY = new Any();

    /** Says nothing: every slot may have rows. */
    record Any() implements KeyCondition {}

    /** No slot has rows. */
    record Never() implements KeyCondition {}

    /** {@code user_id = 7}. */
    record Is(int level, Operand value) implements KeyCondition {}

    /** {@code INSERT … SELECT id, 7 …}: the key that a row will have. Unlike in a comparison, a value no row can have is an error. */
    record Stored(int level, Operand value) implements KeyCondition {}

    /** {@code user_id IN (1, 2)}. */
    record Among(int level, List<Operand> values) implements KeyCondition {
        public Among {
            values = List.copyOf(values);
        }
    }

    /** {@code user_id BETWEEN 1 AND 5}; a null bound is open. */
    record Between(
            int level, @Nullable Operand low, boolean lowInclusive, @Nullable Operand high, boolean highInclusive)
            implements KeyCondition {}

    /**
     * {@code (tenant, user_id) IN ((1, 2), (3, 4))}: one list of values for each row.
     *
     * @param levels the level of each value
     */
    record Rows(List<Integer> levels, List<List<Operand>> rows) implements KeyCondition {
        public Rows {
            levels = List.copyOf(levels);
            rows = List.copyOf(rows);
        }
    }

    /** All hold. */
    record And(List<KeyCondition> parts) implements KeyCondition {
        public And {
            parts = List.copyOf(parts);
        }
    }

    /** At least one holds. */
    record Or(List<KeyCondition> parts) implements KeyCondition {
        public Or {
            parts = List.copyOf(parts);
        }
    }
}
