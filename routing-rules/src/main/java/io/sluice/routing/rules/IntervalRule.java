package io.sluice.routing.rules;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/**
 * Days or months in turn: period 0 in slot 0, and so on, round and round where {@code periods} is 0.
 *
 * @param unit DAYS or MONTHS
 * @param first first day of period 0
 * @param periods how many there are, in a slot each; 0 for no end on both sides
 * @param slots how many, at least 1
 */
public record IntervalRule(ChronoUnit unit, LocalDate first, int periods, int slots) implements ShardingRule {
    @Override
    public BitSet locate(Object key) {
        long period = period(key);
        if (periods > 0 && (period < 0 || period >= periods)) {
            throw new KeyNotPlaced("the date is outside of the rule's from and to");
        }
        return Slots.one((int) Math.floorMod(period, (long) slots));
    }

    @Override
    public BitSet locateRange(
            @Nullable Object low, boolean lowInclusive, @Nullable Object high, boolean highInclusive) {
        if (periods == 0 && (low == null || high == null)) {
            return Slots.all(slots);
        }
        long from = low == null ? 0 : period(low);
        long to = high == null ? periods - 1 : highInclusive ? period(high) : periodBefore(high);
        if (periods > 0) {
            from = Math.max(from, 0);
            to = Math.min(to, periods - 1);
        }
        if (to - from >= slots) {
            return Slots.all(slots);
        }
        BitSet found = new BitSet(slots);
        for (long period = from; period <= to; period++) {
            found.set((int) Math.floorMod(period, (long) slots));
        }
        return found;
    }

    /** The period of the last moment before {@code key}: {@code at < '2026-02-01'} asks nothing of February. */
    private long periodBefore(Object key) {
        return period(
                key instanceof LocalDateTime time
                        ? time.minusNanos(1)
                        : key instanceof LocalDate day ? day.minusDays(1) : key);
    }

    private long period(Object key) {
        LocalDate day =
                key instanceof LocalDateTime time ? time.toLocalDate() : key instanceof LocalDate date ? date : null;
        if (day == null) {
            throw new KeyNotPlaced("the rule needs a date");
        }
        return unit == ChronoUnit.MONTHS
                ? day.getYear() * 12L + day.getMonthValue() - (first.getYear() * 12L + first.getMonthValue())
                : day.toEpochDay() - first.toEpochDay();
    }
}
