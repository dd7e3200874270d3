package io.sluice.routing.rules.groovy;

import java.math.BigInteger;
import java.util.HexFormat;

/** Canonical keys in the Java type that a closure asks for. */
final class Arguments {
    private Arguments() {}

    /** @throws ArithmeticException where the number does not fit */
    static Object fit(Object key, Class<?> type) {
        if (type == int.class || type == Integer.class) {
            return key instanceof Long number ? Math.toIntExact(number) : ((BigInteger) key).intValueExact();
        }
        if (type == BigInteger.class) {
            return key instanceof Long number ? BigInteger.valueOf(number) : key;
        }
        if ((type == long.class || type == Long.class) && key instanceof BigInteger number) {
            return number.longValueExact();
        }
        return type == byte[].class ? HexFormat.of().parseHex((String) key) : key;
    }
}
