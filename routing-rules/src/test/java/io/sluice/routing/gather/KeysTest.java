package io.sluice.routing.gather;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.sluice.routing.merge.ComputedRow;
import io.sluice.routing.merge.Row;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class KeysTest {
    private static final Loading LOADING = new Loading(
            "t",
            "CREATE TEMPORARY TABLE t (n INT, d DATE, s VARCHAR(9))",
            List.of(
                    new LoadColumn("n", LoadForm.DIGITS, ""),
                    new LoadColumn("d", LoadForm.QUOTED, ""),
                    new LoadColumn("s", LoadForm.TEXT, "latin1")));

    @Test
    void distinctLiteralsWithoutNull() {
        Keys keys = new Keys(LOADING, Set.of(0, 2));
        keys.add(row("1", null, "a"));
        keys.add(row("2", null, "a"));
        keys.add(row("1", null, "it's"));
        keys.add(row(null, null, null));
        assertEquals(List.of("1", "2"), List.copyOf(Objects.requireNonNull(keys.of(0))));
        assertEquals(List.of("'a'", "_latin1 x'69742773'"), List.copyOf(Objects.requireNonNull(keys.of(2))));
    }

    @Test
    void moreThanTheBoundAreNone() {
        Keys keys = new Keys(LOADING, Set.of(0));
        for (int i = 0; i < Keys.MOST; i++) {
            keys.add(row("" + i, null, null));
        }
        assertEquals(Keys.MOST, Objects.requireNonNull(keys.of(0)).size());
        keys.add(row("x", null, null));
        assertNull(keys.of(0));
    }

    @Test
    void whatAStrictServerDoesNotCompareWith() {
        for (String date : List.of("0000-00-00", "2026-00-01", "2026-02-30", "2026-02-30 10:00:00")) {
            Keys keys = new Keys(LOADING, Set.of(1));
            keys.add(row(null, "2026-02-28", null));
            keys.add(row(null, date, null));
            keys.add(row(null, "2026-02-28", null));
            assertNull(keys.of(1), date);
        }
    }

    @Test
    void aListIsFilledUp() {
        assertEquals("(a IN (1))", KeyList.in("a", List.of("1")));
        assertEquals("(a IN (1, 2, 3, 1))", KeyList.in("a", List.of("1", "2", "3")));
    }

    @Test
    void aLongTextIsSaidOnce() {
        String text = "'" + "x".repeat(100_000) + "'";
        List<String> literals = new ArrayList<>();
        for (int i = 0; i < 256; i++) {
            literals.add("'" + i + "'");
        }
        literals.add(text);
        String list = KeyList.in("a", literals);
        assertEquals(list.indexOf(text), list.lastIndexOf(text));
        assertEquals(512, list.split(",", -1).length);
    }

    @Test
    void inBatches() {
        List<String> literals = new ArrayList<>();
        for (int i = 0; i < 515; i++) {
            literals.add("" + i);
        }
        String list = KeyList.in("a", literals);
        assertEquals(" OR a IN (512, 513, 514, 512))", list.substring(list.indexOf(" OR ")));
    }

    private static Row row(@Nullable String... values) {
        Object[] cells = new Object[values.length];
        for (int i = 0; i < cells.length; i++) {
            String value = values[i];
            cells[i] = value == null ? null : value.getBytes(StandardCharsets.ISO_8859_1);
        }
        return new ComputedRow(cells);
    }
}
