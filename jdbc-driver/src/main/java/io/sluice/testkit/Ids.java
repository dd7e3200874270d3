package io.sluice.testkit;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which id that Sluice generated stands for which of the unsharded schema: the same row's. Small numbers are no such ids: a 7 may
 * be anything. Safe for use by many threads.
 */
final class Ids {
    private static final Pattern NUMBER = Pattern.compile("(?<![\\w.])\\d{13,20}(?![\\w.])");

    private final Map<String, String> plainBySluice = new ConcurrentHashMap<>();

    void same(String sluice, String plain) {
        if (sluice.length() >= 13) {
            plainBySluice.put(sluice, plain);
        }
    }

    /** A value as the unsharded schema has it. */
    @Nullable
    Object plain(@Nullable Object value) {
        if (value instanceof Long || value instanceof java.math.BigInteger || value instanceof java.math.BigDecimal) {
            String plain = plainBySluice.get(value.toString());
            return plain == null ? value : (Object) Long.valueOf(plain);
        }
        return value instanceof String text ? text(text) : value;
    }

    /** A text with those ids in it. */
    String text(String text) {
        if (plainBySluice.isEmpty() || text.length() < 13) {
            return text;
        }
        Matcher numbers = NUMBER.matcher(text);
        StringBuilder plain = new StringBuilder();
        while (numbers.find()) {
            String id = plainBySluice.getOrDefault(numbers.group(), numbers.group());
            numbers.appendReplacement(plain, id);
        }
        return numbers.appendTail(plain).toString();
    }
}
