package io.sluice.proxy.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TextFormTest {
    @ParameterizedTest
    @CsvSource({
        "3, 0, 0, 11, -5",
        "8, 32, 0, 20, 18446744073709551615",
        "3, 96, 0, 6, 000042",
        "13, 96, 0, 4, 0000",
        "4, 0, 31, 12, 1.5",
        "4, 0, 31, 12, 16777200",
        "4, 0, 31, 12, 0.1",
        "5, 0, 31, 22, 0.1",
        "5, 0, 31, 22, -0",
        "5, 0, 31, 22, 100000000000000",
        "5, 0, 31, 22, 1e15",
        "5, 0, 31, 22, -1.25e-20",
        "5, 0, 31, 22, 1.7976931348623157e308",
        "5, 0, 2, 22, 12.50",
        "10, 0, 0, 10, 2026-02-30",
        "12, 0, 0, 19, 0000-00-00 00:00:00",
        "12, 0, 6, 26, 2026-01-02 03:04:05.000007",
        "7, 0, 3, 23, 2026-01-02 03:04:05.120",
        "11, 0, 0, 10, -838:59:59",
        "11, 0, 2, 10, 00:00:00.05",
        "246, 0, 2, 10, 12.50",
        "253, 0, 0, 10, text",
    })
    void theTextOfAValueSurvivesTheBinaryForm(int type, int flags, int decimals, int length, String text) {
        ColumnDefinition column = new ColumnDefinition("", "", "", "c", "", 63, length, type, flags, decimals);
        BinaryValue value = TextForm.parse(text.getBytes(StandardCharsets.US_ASCII), column);
        assertEquals(text, new String(TextForm.of(value, column), StandardCharsets.US_ASCII));
    }
}
