package io.sluice.sql.calcite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.sql.Dialect;
import io.sluice.sql.Feature;
import io.sluice.sql.OrderItem;
import io.sluice.sql.QueryBlock;
import io.sluice.sql.SelectItem;
import io.sluice.sql.SqlParser;
import io.sluice.sql.Statement;
import io.sluice.sql.lex.Fingerprint;
import io.sluice.sql.text.Span;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Edits at the places that a reading names give the text that was meant: it is read again and has what was put in. */
class PlacesTest {
    @TestFactory
    Stream<DynamicTest> editsOfTheCorpus() {
        // An item that begins inside a version comment is not an expression by itself.
        return Corpus.all().stream()
                .filter(e -> !e.sql().contains("/*!"))
                .map(e -> DynamicTest.dynamicTest(e.name(), () -> check(e)));
    }

    private static void check(Corpus.Entry entry) {
        Statement statement = parse(entry.sql(), entry.dialect());
        if (statement instanceof Statement.Insert insert) {
            insert(entry, insert);
        }
        if (!(statement instanceof Statement.NotUnderstood)) {
            statement.scope().blocks().forEach(block -> block(entry, block));
        }
    }

    private static void block(Corpus.Entry entry, QueryBlock block) {
        String sql = entry.sql();
        QueryBlock.Places places = block.places();
        for (SelectItem item : block.items()) {
            if (!block.features().contains(Feature.TABLE_STATEMENT)) {
                expression(entry, item.span());
                expression(entry, item.expr().span());
            }
        }
        for (OrderItem item : block.groupBy()) {
            expression(entry, item.expr().span());
        }
        boolean select = sql.regionMatches(true, block.span().start(), "SELECT", 0, 6);
        if (select
                && block.kind() != QueryBlock.Kind.SET_OPERAND
                && !block.items().isEmpty()) {
            QueryBlock more = again(entry, block, Span.at(places.selectListEnd()), ", 8 AS added");
            assertEquals(block.items().size() + 1, more.items().size());
            assertEquals("added", more.items().get(block.items().size()).alias());
        }
        if (places.havingSpan() != null) {
            assertNull(again(entry, block, places.havingSpan(), "").having());
        }
        if (places.groupBySpan() != null) {
            assertTrue(again(entry, block, places.groupBySpan(), "").groupBy().isEmpty());
        }
        // Without its ORDER BY or LIMIT, (SELECT …) LIMIT 1 is one block instead of two.
        boolean operand = block.kind() == QueryBlock.Kind.SET_OPERAND;
        if (places.orderBySpan() != null && !operand) {
            assertTrue(again(entry, block, places.orderBySpan(), "").orderBy().isEmpty());
        } else if (select && !operand) {
            assertFalse(again(entry, block, Span.at(places.orderByPlace()), " ORDER BY added")
                    .orderBy()
                    .isEmpty());
        }
        boolean limited = block.limit() != null;
        if (limited && !operand && !block.features().contains(Feature.SET_OPERATION)) {
            assertNull(again(entry, block, block.limit().span(), "").limit());
        } else if (!limited && select && !operand) {
            assertNotNull(again(entry, block, Span.at(places.limitPlace()), " LIMIT 9")
                    .limit());
        }
    }

    private static void insert(Corpus.Entry entry, Statement.Insert insert) {
        if (insert.columnsEnd() >= 0) {
            String added = insert.setForm() ? ", added = 1" : ", added";
            String sql = edit(entry.sql(), Span.at(insert.columnsEnd()), added);
            Statement.Insert more = assertInstanceOf(Statement.Insert.class, parse(sql, entry.dialect()));
            assertEquals(insert.columns().size() + 1, more.columns().size());
            assertEquals("added", more.columns().get(insert.columns().size()));
        }
        for (Statement.ValueRow row : insert.rows()) {
            String text = row.span().of(entry.sql());
            assertTrue(insert.setForm() || text.endsWith(")"), text);
            row.values().forEach(value -> expression(entry, value.span()));
        }
    }

    /** The span holds an expression, whole and alone. */
    private static void expression(Corpus.Entry entry, Span span) {
        String sql = "SELECT " + span.of(entry.sql()) + " FROM t";
        assertInstanceOf(Statement.Query.class, parse(sql, entry.dialect()), sql);
    }

    private static QueryBlock again(Corpus.Entry entry, QueryBlock block, Span span, String text) {
        String sql = edit(entry.sql(), span, text);
        Statement statement = parse(sql, entry.dialect());
        assertFalse(statement instanceof Statement.NotUnderstood, sql);
        return statement.scope().blocks().get(block.id());
    }

    private static String edit(String sql, Span span, String text) {
        return sql.substring(0, span.start()) + text + sql.substring(span.end());
    }

    private static Statement parse(String sql, Dialect dialect) {
        return SqlParser.parse(Fingerprint.of(sql, dialect));
    }
}
