package io.sluice.routing.rules.groovy;

import groovy.lang.Closure;
import io.sluice.routing.rules.KeyNotPlaced;
import io.sluice.routing.rules.KeyType;
import io.sluice.routing.rules.ShardingRule;
import io.sluice.routing.rules.Slots;
import java.util.BitSet;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A free closure: prunes {@code =} and IN, and ranges whose keys can be enumerated.
 *
 * <p>INVARIANT: only targets that were known when the file was read are answered; anything else is {@link KeyNotPlaced}. A row
 * in a table that "all slots" does not hold would never be found again.
 */
final class ClosureRule implements ShardingRule {
    private final Answer answer;
    private final Map<Object, BitSet> slots;
    private final int count;

    /**
     * @param answer what the closures say
     * @param slots the slots of each answer
     * @param count number of all slots
     */
    ClosureRule(Answer answer, Map<Object, BitSet> slots, int count) {
        this.answer = answer;
        this.slots = Map.copyOf(slots);
        this.count = count;
    }

    /** What closures answer for a key: a name, or a {@link Pair} of names. */
    interface Answer {
        Object of(Object key);

        /** The compiled class of a closure. */
        Class<?> code();
    }

    /** Shard and table, where both go by the same key. */
    record Pair(String shard, String table) {}

    /** One closure and the names that its numbers count. */
    record Named(Closure<?> closure, Class<?> parameter, java.util.List<String> names) implements Answer {
        @Override
        public Object of(Object key) {
            return name(key);
        }

        String name(Object key) {
            Object said;
            try {
                said = closure.call(argument(key));
            } catch (KeyNotPlaced e) {
                throw e;
            } catch (RuntimeException e) {
                throw new KeyNotPlaced(Lines.sentence(e));
            }
            if (said instanceof Integer || said instanceof Long) {
                long index = ((Number) said).longValue();
                if (index < 0 || index >= names.size()) {
                    throw new KeyNotPlaced("the rule answers " + index + ", but has only " + names.size() + " names");
                }
                return names.get((int) index);
            }
            if (said == null) {
                throw new KeyNotPlaced("the rule answers null");
            }
            return said.toString();
        }

        @Override
        public Class<?> code() {
            return closure.getClass();
        }

        private Object argument(Object key) {
            try {
                return Arguments.fit(key, parameter);
            } catch (ArithmeticException e) {
                throw new KeyNotPlaced("the key does not fit " + parameter.getSimpleName());
            }
        }
    }

    /** Both closures go by the same key. */
    record Both(Named shard, Named table) implements Answer {
        @Override
        public Object of(Object key) {
            return new Pair(shard.name(key), table.name(key));
        }

        @Override
        public Class<?> code() {
            return shard.code();
        }
    }

    /** The compiled class that decides. */
    Class<?> code() {
        return answer.code();
    }

    @Override
    public BitSet locate(Object key) {
        Object said = answer.of(key);
        BitSet found = slots.get(said);
        if (found == null) {
            throw new KeyNotPlaced("the rule answers '" + said + "', which is not among its declared targets");
        }
        return (BitSet) found.clone();
    }

    @Override
    public BitSet locateRange(
            @Nullable Object low, boolean lowInclusive, @Nullable Object high, boolean highInclusive) {
        return Slots.enumerated(this, count, Slots.keysBetween(low, lowInclusive, high, highInclusive));
    }

    /** The key type of a closure's parameter, null where it has not exactly one, of a known type. */
    static @Nullable KeyType type(Closure<?> closure) {
        Class<?>[] types = closure.getParameterTypes();
        return types.length == 1 ? KeyTypes.of(types[0]) : null;
    }
}
