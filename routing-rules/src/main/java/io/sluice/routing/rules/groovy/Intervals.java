package io.sluice.routing.rules.groovy;

import io.sluice.routing.rules.IntervalRule;
import io.sluice.routing.rules.KeyType;
import io.sluice.routing.rules.Slot;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** {@code byMonth} and {@code byDay}: a table for each period where its name holds a date, else the shards in turn. */
final class Intervals {
    private static final int MOST = 10_000;

    private Intervals() {}

    static Draft.BuiltIn every(ChronoUnit unit, Map<String, Object> options, int line) {
        return draft -> {
            if (draft.keyType != null && draft.keyType != KeyType.DATE && draft.keyType != KeyType.DATETIME) {
                throw draft.error(line, "goes by date, but its key is " + draft.keyType);
            }
            String pattern = String.valueOf(
                    options.getOrDefault("tables", draft.tablesOrOwn().get(0)));
            if (!options.containsKey("from") || !options.containsKey("to")) {
                if (pattern.contains("{") || options.containsKey("from") || options.containsKey("to")) {
                    throw draft.error(line, "needs from: and to:, the first and last period that have a table");
                }
                return turns(draft, unit, pattern);
            }
            LocalDate from = day(options.get("from"));
            LocalDate to = day(options.get("to"));
            long periods = unit.between(from, to) + 1;
            if (periods < 1 || periods > MOST) {
                throw draft.error(line, "must have 1 to " + MOST + " periods from: to:, has " + periods);
            }
            return periods(draft, unit, pattern, from, (int) periods);
        };
    }

    private static Placed turns(Draft draft, ChronoUnit unit, String table) {
        List<Slot> slots = Placed.product(draft.shardsOrAll(), List.of(table));
        IntervalRule rule = new IntervalRule(unit, LocalDate.EPOCH, 0, slots.size());
        return new Placed(List.of(BuiltIns.level(draft, KeyType.DATETIME, rule, words(unit))), slots);
    }

    private static Placed periods(Draft draft, ChronoUnit unit, String pattern, LocalDate from, int periods) {
        List<String> shards = draft.shardsOrAll();
        boolean dated = pattern.contains("{");
        List<Slot> slots = new ArrayList<>();
        for (int i = 0; i < (dated ? periods : shards.size()); i++) {
            slots.add(new Slot(shards.get(i % shards.size()), dated ? name(pattern, from.plus(i, unit)) : pattern));
        }
        IntervalRule rule = new IntervalRule(unit, from, periods, slots.size());
        return new Placed(List.of(BuiltIns.level(draft, KeyType.DATETIME, rule, words(unit))), slots);
    }

    private static String words(ChronoUnit unit) {
        return unit == ChronoUnit.MONTHS ? "month" : "day";
    }

    private static String name(String pattern, LocalDate day) {
        int open = pattern.indexOf('{');
        int close = pattern.indexOf('}', open);
        if (close < 0) {
            throw new IllegalArgumentException("'" + pattern + "' has no closing brace");
        }
        String date = DateTimeFormatter.ofPattern(pattern.substring(open + 1, close), Locale.ROOT)
                .format(day);
        return pattern.substring(0, open) + date + pattern.substring(close + 1);
    }

    /** {@code 2026-01-31}, or {@code 2026-01} for its first day. */
    private static LocalDate day(Object value) {
        String text = String.valueOf(value);
        try {
            return LocalDate.parse(text.length() == 7 ? text + "-01" : text);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("'" + text + "' is not a date of the form 2026-01 or 2026-01-31", e);
        }
    }
}
