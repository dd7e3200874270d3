package io.sluice.routing.gather;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.routing.RoutingError;
import io.sluice.routing.RoutingException;
import io.sluice.routing.merge.ComputedRow;
import org.junit.jupiter.api.Test;

class AllowanceTest {
    private static final ComputedRow ROW = new ComputedRow(new Object[] {1L, new byte[100]});

    @Test
    void rowsOverTheBoundEndTheStatementAndNameTheSetting() {
        Allowance allowance = new Allowance(Allowance.Limits.of(2, 1 << 20, 1 << 20));
        allowance.add(ROW);
        allowance.add(ROW);
        RoutingException tooMany = assertThrows(RoutingException.class, () -> allowance.add(ROW));
        assertEquals(1041, tooMany.error().errno());
        assertEquals(
                "the statement brings more than 2 rows together on one server (memory.gather_rows in the cluster file); "
                        + "restrict its tables by conditions of their own, or raise the limit",
                tooMany.text());
    }

    @Test
    void bytesCountToo() {
        Allowance allowance = new Allowance(Allowance.Limits.of(1000, 2L * ROW.size(), 1 << 20));
        allowance.add(ROW);
        allowance.add(ROW);
        RoutingException tooMuch = assertThrows(RoutingException.class, () -> allowance.add(ROW));
        assertTrue(tooMuch.text().contains("memory.gather_bytes"), tooMuch.text());
    }

    @Test
    void allStatementsTogetherAreBounded() {
        Allowance.Limits limits = Allowance.Limits.of(1000, 1 << 20, 300 << 10);
        Allowance one = new Allowance(limits);
        one.add(ROW);
        try (Allowance other = new Allowance(limits)) {
            RoutingException refused = assertThrows(RoutingException.class, () -> other.add(ROW));
            assertEquals(RoutingError.GATHERED_TOO_MUCH, refused.error());
        }
        one.close();
        try (Allowance other = new Allowance(limits)) {
            other.add(ROW);
        }
        assertEquals(0, limits.all().taken());
    }
}
