package io.sluice.it.oracle;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** A seeded source of choices: the same seed makes the same choices everywhere. Not thread-safe. */
final class Chance {
    private final Random random;

    Chance(long seed) {
        // Neighbouring seeds begin alike in java.util.Random; spread them.
        this.random = new Random(seed * 0x9E3779B97F4A7C15L);
    }

    /** True in {@code percent} of 100 cases. */
    boolean in(int percent) {
        return random.nextInt(100) < percent;
    }

    int below(int bound) {
        return random.nextInt(bound);
    }

    /** Both ends included. */
    int from(int first, int last) {
        return first + random.nextInt(last - first + 1);
    }

    <T> T of(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }

    @SafeVarargs
    final <T> T one(T... of) {
        return of[random.nextInt(of.length)];
    }

    /** So many of them, in any order; all where there are fewer. */
    <T> List<T> some(List<T> list, int count) {
        List<T> all = new ArrayList<>(list);
        Collections.shuffle(all, random);
        return all.subList(0, Math.min(count, all.size()));
    }
}
