package io.sluice.routing.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.sluice.routing.schema.Column;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class BoundaryFormsTest {
    @Test
    void onlyDaysThatThereAreBecomeLiterals() {
        Boundary.Form date = form("date");
        Boundary.Form datetime = form("datetime");
        for (int year : new int[] {1, 4, 1900, 1999, 2000, 2023, 2024, 2100, 9996, 9999}) {
            for (int month = 0; month <= 13; month++) {
                for (int day = 0; day <= 32; day++) {
                    String text = String.format(Locale.ROOT, "%04d-%02d-%02d", year, month, day);
                    String literal = isDay(year, month, day) ? "DATE'" + text + "'" : null;
                    assertEquals(literal, date.literal(text), text);
                    assertEquals(literal == null, datetime.literal(text + " 23:59:59.5") == null, text);
                }
            }
        }
        assertNull(date.literal("0000-02-29"));
        assertNull(date.literal("2024-02-29' OR 1"));
    }

    private static boolean isDay(int year, int month, int day) {
        try {
            LocalDate.of(year, month, day);
            return true;
        } catch (DateTimeException none) {
            return false;
        }
    }

    private static Boundary.Form form(String type) {
        return Objects.requireNonNull(
                BoundaryForms.of(new Column("at", 0, type, false, 0, 0, false, false, false, null)));
    }
}
