package io.sluice.routing.merge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.sluice.routing.RoutingException;
import io.sluice.sql.Operand;
import io.sluice.sql.SqlValue;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;

/** MySQL 8.0.31 compares 10/3 itself with 3.3333, MariaDB 11.4 may compare the 3.3333 that it shows. */
class AverageConditionTest {
    private static final Row TEN_BY_THREE =
            new ComputedRow(new Object[] {new BigDecimal("3.3333"), BigDecimal.TEN, 3L});

    private static Boolean holds(String op, String constant) {
        Operand value = new Operand.Constant(new SqlValue.Decimal(new BigDecimal(constant)));
        Merge.RowCondition condition = new Merge.RowCondition.CompareAverage(0, 1, 2, op, value);
        return RowTest.of(condition, List.of(), slot -> new SqlValue.Null()).of(TEN_BY_THREE);
    }

    @Test
    void whatBothServersSayIsAnswered() {
        assertEquals(true, holds(">", "3.33"));
        assertEquals(false, holds(">", "3.3334"));
        assertEquals(false, holds("=", "3.333"));
    }

    @Test
    void whatDependsOnDigitsThatAreNotShownIsRefused() {
        assertThrows(RoutingException.class, () -> holds(">", "3.3333"));
        assertThrows(RoutingException.class, () -> holds("=", "3.3333"));
        assertThrows(RoutingException.class, () -> holds(">=", "3.33331"));
    }
}
