package io.sluice.sql.calcite;

import io.sluice.sql.Condition;
import java.util.ArrayList;
import java.util.List;

/** AND and OR of conditions, made as small as they are without changing what can match. */
final class Conditions {
    static final Condition UNKNOWN = new Condition.Unknown();
    static final Condition NEVER = new Condition.Never();

    private Conditions() {}

    /** All of {@code parts}; those not understood do not narrow it. */
    static Condition and(List<Condition> parts) {
        List<Condition> kept = new ArrayList<>();
        for (Condition part : parts) {
            if (part instanceof Condition.Never) {
                return part;
            } else if (part instanceof Condition.And and) {
                kept.addAll(and.parts());
            } else if (!(part instanceof Condition.Unknown)) {
                kept.add(part);
            }
        }
        return kept.isEmpty() ? UNKNOWN : kept.size() == 1 ? kept.get(0) : new Condition.And(kept);
    }

    /** Any of {@code parts}: one that is not understood makes the whole so. */
    static Condition or(List<Condition> parts) {
        List<Condition> kept = new ArrayList<>();
        for (Condition part : parts) {
            if (part instanceof Condition.Unknown) {
                return part;
            } else if (part instanceof Condition.Or or) {
                kept.addAll(or.parts());
            } else if (!(part instanceof Condition.Never)) {
                kept.add(part);
            }
        }
        return kept.isEmpty() ? NEVER : kept.size() == 1 ? kept.get(0) : new Condition.Or(kept);
    }
}
