package io.sluice.routing.gather;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class MakingTest {
    private static Loading table(String name, String columns) {
        return new Loading(name, "CREATE TEMPORARY TABLE `" + name + "` (" + columns + ")", List.of());
    }

    private static Standing standing(String name, String columns) {
        return new Standing(Map.of(name, "CREATE TEMPORARY TABLE `" + name + "` (" + columns + ")"));
    }

    @Test
    void whatIsThereAlikeIsNotMadeAgain() {
        Making making =
                Making.of(List.of(table("b", "n INT"), table("a", "n INT")), List.of(), standing("a", "n INT"), true);
        assertEquals(List.of("CREATE TEMPORARY TABLE `b` (n INT)"), making.create());
        assertEquals(standing("a", "n INT").and(standing("b", "n INT")), making.stays());
        assertEquals(List.of("TRUNCATE TABLE `a`", "TRUNCATE TABLE `b`"), making.empty());
    }

    @Test
    void anotherOneOfTheSameNameIsReplaced() {
        Standing there = standing("a", "n BIGINT").and(standing("c", "n INT"));
        Making making = Making.of(List.of(table("a", "n INT")), List.of(), there, true);
        assertEquals(List.of("DROP TEMPORARY TABLE `a`", "CREATE TEMPORARY TABLE `a` (n INT)"), making.create());
        assertEquals(standing("a", "n INT").and(standing("c", "n INT")), making.stays());
    }

    @Test
    void thoseOfASessionInAnotherStateAreOfNoUse() {
        Standing there = standing("a", "n INT").and(standing("c", "n INT"));
        Making making = Making.of(List.of(table("a", "n INT")), List.of(), there, false);
        assertEquals(List.of("DROP TEMPORARY TABLE `a`, `c`", "CREATE TEMPORARY TABLE `a` (n INT)"), making.create());
        assertEquals(standing("a", "n INT"), making.stays());
    }

    @Test
    void nothingStaysBesideCopiesAndTablesOfQueries() {
        List<String> made = List.of("DROP TEMPORARY TABLE `a`", "CREATE TEMPORARY TABLE `a` (n INT)");
        Making copied = Making.of(
                List.of(table("a", "n INT")),
                List.of("CREATE TEMPORARY TABLE `b` LIKE `a`"),
                standing("a", "n INT"),
                true);
        assertEquals(made, copied.create());
        assertNull(copied.stays());
        Loading of = new Loading("q", List.of("CREATE TEMPORARY TABLE `a` (n INT)"), List.of(), false);
        Making shaped = Making.of(
                List.of(Workspace.shaped(of, "CREATE TEMPORARY TABLE `q` SELECT 1")), List.of(), Standing.NONE, true);
        assertNull(shaped.stays());
        assertEquals(of.create().get(0), shaped.create().get(0));
    }

    @Test
    void theyAreNotMoreAndMore() {
        Standing there = Standing.NONE;
        for (int i = 0; i < 100; i++) {
            List<Loading> two = new ArrayList<>(List.of(table("t" + i, "n INT"), table("u" + i, "n INT")));
            there = Objects.requireNonNull(
                    Making.of(two, List.of(), there, true).stays());
            assertTrue(there.tables().size() <= 18, "tables: " + there.tables().size());
        }
    }
}
