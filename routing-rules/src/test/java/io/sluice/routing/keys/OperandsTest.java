package io.sluice.routing.keys;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sluice.sql.Operand;
import io.sluice.sql.SqlValue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OperandsTest {
    private static String fold(Operand operand, String... slots) {
        SqlValue value = Operands.fold(operand, i -> KeysTest.value(slots[i]));
        if (value instanceof SqlValue.Whole whole) {
            return whole.value().toString();
        }
        return value instanceof SqlValue.Decimal decimal
                ? decimal.value().toPlainString()
                : value.getClass().getSimpleName();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
            5                    | + | 2   | 7
            5                    | - | 7   | -2
            9223372036854775807  | + | 1   | Unreadable
            9223372036854775808  | + | 1   | 9223372036854775809
            9223372036854775808  | - | 9223372036854775809 | Unreadable
            1.5                  | * | 2   | 3.0
            6                    | / | 2   | 3
            7                    | / | 2   | Unreadable
            7                    | / | 0   | Unreadable
            -7                   | % | 2   | -1
            7                    | d | 2   | 3
            -7                   | d | 2   | -3
            '7'                  | + | 1   | Unreadable
            1e1                  | + | 1   | Unreadable
            NULL                 | + | 1   | Null
            """)
    void computesAsTheServersDo(String left, char op, String right, String expected) {
        Operand sum = new Operand.Arithmetic(op, new Operand.Slot(0), new Operand.Slot(1));
        assertEquals(expected, fold(sum, left, right));
    }

    @Test
    void negatesAndNests() {
        Operand negative = new Operand.Negate(new Operand.Slot(0));
        assertEquals("-9223372036854775808", fold(negative, "9223372036854775808"));
        assertEquals("Unreadable", fold(negative, "9223372036854775809"));
        assertEquals("Unreadable", fold(new Operand.Arithmetic('+', negative, new Operand.Unknown()), "1"));
        assertEquals(
                "-6", fold(new Operand.Arithmetic('*', negative, new Operand.Constant(SqlValue.Whole.of(2))), "3"));
    }
}
