package io.sluice.routing.rules;

import java.math.BigInteger;

/** The order of canonical keys that have one: numbers and dates. */
final class KeyOrder {
    private KeyOrder() {}

    /** @throws KeyNotPlaced where the two are of different kinds */
    @SuppressWarnings({"unchecked", "rawtypes"})
    static int compare(Object a, Object b) {
        if (a.getClass() == b.getClass()) {
            return ((Comparable) a).compareTo(b);
        }
        if (a instanceof Number && b instanceof Number) {
            return new BigInteger(a.toString()).compareTo(new BigInteger(b.toString()));
        }
        throw new KeyNotPlaced("a " + a.getClass().getSimpleName() + " where the rule has "
                + b.getClass().getSimpleName());
    }
}
