package io.sluice.routing.gather;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class LoadingTest {
    private static final Loading LOADING = new Loading(
            "t",
            "CREATE TEMPORARY TABLE t (n INT, e ENUM('a'))",
            List.of(new LoadColumn("n", LoadForm.DIGITS, ""), new LoadColumn("e", LoadForm.NUMBERED, "")));

    @Test
    void theValueOfAnErrorInAnEnumIsNoChange() {
        assertFalse(LOADING.changed(1265, "Data truncated for column 'e' at row 7"));
        assertFalse(LOADING.changed(1265, "Data truncated for column 'E' at row 7"));
    }

    @Test
    void allElseMayBeOne() {
        assertTrue(LOADING.changed(1265, "Data truncated for column 'n' at row 7"));
        assertTrue(LOADING.changed(1264, "Out of range value for column 'e' at row 1"));
        assertTrue(LOADING.changed(1265, "no column"));
    }
}
