package io.sluice.routing.rules.groovy;

import io.sluice.routing.rules.KeyType;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;

/** Keys on which closures are tried when a file is read. Always the same ones. */
final class Samples {
    private static final int IN_A_ROW = 4100;

    private Samples() {}

    /** Keys that a rule must place. */
    static List<Object> of(KeyType type) {
        List<Object> keys = new ArrayList<>();
        switch (type) {
            case WHOLE -> wholes(keys);
            case DECIMAL -> {
                for (int i = 0; i < IN_A_ROW; i++) {
                    keys.add(canonical(BigDecimal.valueOf(i, i % 3)));
                }
            }
            case TEXT -> texts(keys);
            case DATE -> days(keys);
            case DATETIME -> {
                days(keys);
                keys.replaceAll(day -> ((LocalDate) day).atTime(13, 14, 15));
            }
            case BYTES -> {
                for (int i = 1; i < IN_A_ROW; i++) {
                    keys.add(new UUID(i * 0x9e3779b97f4a7c15L, ~i).toString().replace("-", ""));
                }
            }
        }
        return keys;
    }

    /** Keys that the constants of a rules file make interesting: {@code city == 'berlin'}, {@code id < 1_000}. */
    static List<Object> near(Set<Object> constants, KeyType type) {
        List<Object> keys = new ArrayList<>();
        for (Object constant : constants) {
            if (type == KeyType.TEXT && constant instanceof String text && !text.isEmpty()) {
                keys.add(text.toLowerCase(Locale.ROOT));
                keys.add(text);
            }
            if (type == KeyType.WHOLE && (constant instanceof Integer || constant instanceof Long)) {
                long number = ((Number) constant).longValue();
                keys.addAll(number > 0 ? List.of(number - 1, number) : List.of(number));
                keys.add(Math.max(number, number + 1));
            }
        }
        return keys;
    }

    private static void wholes(List<Object> keys) {
        for (long i = 0; i < IN_A_ROW; i++) {
            keys.add(i);
        }
        for (int bit = 12; bit < 63; bit++) {
            keys.add((1L << bit) - 1);
            keys.add(1L << bit);
            keys.add((1L << bit) + 1);
        }
        long random = 42;
        for (int i = 0; i < IN_A_ROW; i++) {
            random = random * 6364136223846793005L + 1442695040888963407L;
            keys.add(random >>> (1 + i % 60));
        }
    }

    private static void texts(List<Object> keys) {
        for (char letter = 'a'; letter <= 'z'; letter++) {
            keys.add(String.valueOf(letter));
            keys.add("" + letter + letter + "x");
        }
        for (int i = 0; i < IN_A_ROW; i++) {
            keys.add(String.valueOf(i));
            keys.add("user" + i + "@example.com");
            keys.add(new UUID(i * 0x9e3779b97f4a7c15L, ~i).toString());
        }
    }

    private static void days(List<Object> keys) {
        LocalDate last = LocalDate.of(2040, 12, 31);
        for (LocalDate day = LocalDate.of(2000, 1, 1); !day.isAfter(last); day = day.plusDays(1)) {
            keys.add(day);
        }
    }

    private static BigDecimal canonical(BigDecimal value) {
        BigDecimal stripped = value.stripTrailingZeros();
        return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
    }
}
