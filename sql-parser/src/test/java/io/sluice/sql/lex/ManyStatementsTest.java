package io.sluice.sql.lex;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sluice.sql.Dialect;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ManyStatementsTest {
    private static List<String> cut(String text) {
        ManyStatements many = new ManyStatements(text, Dialect.MARIADB);
        List<String> statements = new ArrayList<>();
        while (many.hasNext()) {
            statements.add(many.next(Dialect.MARIADB));
        }
        return statements;
    }

    /** The statements stand between bars. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT 1",
                "SELECT 1;|SELECT 2;|SELECT 3",
                "SELECT 'a;b', \"c;d\", `e;f` /* ; */ -- ;\n;|SELECT 2 # ; c",
                "CREATE PROCEDURE p() BEGIN SELECT 1; IF 1 THEN SELECT 2; END IF; END;|SELECT 3",
                "SELECT 0;|CREATE PROCEDURE p() BEGIN SELECT 1; END;|CREATE PROCEDURE q() BEGIN SELECT 1; END;|SELECT 3",
                "BEGIN;|SELECT 1;|COMMIT",
                "SELECT 1;|/* only a comment */",
                "SELECT 1;|-- only a comment",
                "SELECT 1;|;SELECT 2",
                "SELECT 1;|SELECT 'without an end; SELECT 2",
                "SELECT 1;|SELECT 2 /*! ; SELECT 3 */; SELECT 4",
            })
    void isCutAsAServerCuts(String text) {
        List<String> expected = Arrays.stream(text.split("\\|", -1))
                .map(each -> each.endsWith(";") ? each.substring(0, each.length() - 1) : each)
                .toList();
        assertEquals(expected, cut(text.replace("|", "")));
        assertEquals(expected, cut(text.replace("|", " \n ")));
    }

    @Test
    void semicolonsAndSpaceAtTheEndAreNothing() {
        assertEquals(List.of("SELECT 1", "SELECT 2 ; ; \n"), cut("SELECT 1; SELECT 2 ; ; \n"));
        assertEquals(List.of("SELECT 1;"), cut("SELECT 1;"));
        assertEquals(List.of(), cut(" ; ;"));
    }

    @Test
    void whatFollowsIsCutWhenItIsItsTurn() {
        ManyStatements many = new ManyStatements("SELECT 1; SELECT \"a;b\"; SELECT 2", Dialect.MARIADB);
        many.next(Dialect.MARIADB);
        assertEquals("SELECT \"a;b\"; SELECT 2", many.rest());
    }
}
