package io.sluice.routing.plan;

import io.sluice.routing.gather.LoadForm;
import io.sluice.routing.schema.Column;
import java.util.Set;

/**
 * Which columns can be bound: where {@code a = b} holds for two columns, {@code b IN (…)} must hold for the literal of {@code a}'s value,
 * on every server and in every session. What is left out here costs time alone.
 */
final class Matching {
    private static final Set<String> DECIMALS = Set.of("decimal", "numeric");

    private Matching() {}

    /** True for columns that are compared as their literals are. */
    static boolean holds(Column mine, Column other) {
        LoadForm form = LoadForm.of(mine);
        if (form == null || form != LoadForm.of(other)) {
            return false;
        }
        return switch (form) {
            // A YEAR takes 70 for 1970.
            case DIGITS ->
                !mine.type().equals("year")
                        && !other.type().equals("year")
                        && DECIMALS.contains(mine.type()) == DECIMALS.contains(other.type());
            case TEXT -> mine.collation() != null && mine.collation().equals(other.collation());
            case BYTES -> true;
            case QUOTED ->
                mine.type().equals(other.type())
                        && mine.scale() == other.scale()
                        && (mine.type().equals("date") || mine.type().equals("datetime"));
            // Floating point, points in time of a session's zone, and what compares as a number or as a text.
            case REAL, SINGLE, NUMBERED, SECONDS, PLAIN -> false;
        };
    }
}
