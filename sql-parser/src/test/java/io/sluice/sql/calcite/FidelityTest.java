package io.sluice.sql.calcite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.sql.SqlParser;
import io.sluice.sql.Statement;
import io.sluice.sql.TableOccurrence;
import io.sluice.sql.lex.Fingerprint;
import io.sluice.sql.lex.Lexer;
import io.sluice.sql.lex.Token;
import io.sluice.sql.text.Edit;
import io.sluice.sql.text.Piece;
import io.sluice.sql.text.Span;
import io.sluice.sql.text.SqlTemplate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * With other names for its tables, a statement of the corpus is read as the same tokens but for those names; and no place is
 * forgotten in which a table is named.
 */
class FidelityTest {
    @TestFactory
    Stream<DynamicTest> onlyTableNamesChange() {
        return Corpus.all().stream()
                .filter(e -> !tables(e).isEmpty())
                .map(e -> DynamicTest.dynamicTest(e.name(), () -> check(e)));
    }

    private static List<TableOccurrence> tables(Corpus.Entry entry) {
        Statement statement = SqlParser.parse(Fingerprint.of(entry.sql(), entry.dialect()));
        return statement.scope().tables();
    }

    /** A token as it is compared: a renamed table is its occurrence's number. */
    private record Part(String text) {}

    private static void check(Corpus.Entry entry) {
        List<Edit> edits = new ArrayList<>();
        for (TableOccurrence table : tables(entry)) {
            Piece name = new Piece.Text(physical(table));
            edits.add(new Edit(table.span(), name));
            table.qualifiers().forEach(q -> edits.add(new Edit(q, name)));
        }
        edits.sort(Comparator.comparingInt(e -> e.span().start()));
        StringBuilder out = new StringBuilder();
        SqlTemplate.cut(entry.sql(), List.of(), edits)
                .pieces()
                .forEach(piece -> out.append(((Piece.Text) piece).text()));
        assertEquals(renamed(entry, edits), tokens(out.toString(), entry), out.toString());
        forgotten(entry, edits);
    }

    private static String physical(TableOccurrence table) {
        return "physical_" + table.ordinal();
    }

    private static List<Part> tokens(String sql, Corpus.Entry entry) {
        List<Part> tokens = new ArrayList<>();
        Lexer lexer = new Lexer(sql, entry.dialect());
        for (Token token = lexer.next(); token != Token.END; token = lexer.next()) {
            tokens.add(new Part(sql.substring(lexer.start(), lexer.end())));
        }
        return tokens;
    }

    /** The original's tokens with the edits' names in them. */
    private static List<Part> renamed(Corpus.Entry entry, List<Edit> edits) {
        List<Part> tokens = new ArrayList<>();
        Lexer lexer = new Lexer(entry.sql(), entry.dialect());
        int next = 0;
        for (Token token = lexer.next(); token != Token.END; token = lexer.next()) {
            Span span = new Span(lexer.start(), lexer.end());
            if (next < edits.size() && edits.get(next).span().contains(span)) {
                if (span.end() == edits.get(next).span().end()) {
                    tokens.add(new Part(((Piece.Text) edits.get(next++).piece()).text()));
                }
            } else {
                tokens.add(new Part(span.of(entry.sql())));
            }
        }
        assertEquals(edits.size(), next, "an edit is not made of whole tokens");
        return tokens;
    }

    /** What stands before a dot and is called like a table without an alias names that table, unless something else is called so. */
    private static void forgotten(Corpus.Entry entry, List<Edit> edits) {
        List<TableOccurrence> tables = tables(entry);
        Lexer lexer = new Lexer(entry.sql(), entry.dialect());
        String name = "";
        Span span = Span.at(0);
        Token before = Token.END;
        for (Token token = lexer.next(); token != Token.END; token = lexer.next()) {
            if (token == Token.DOT && before.word()) {
                String called = name;
                Span at = span;
                boolean known = tables.stream()
                        .anyMatch(t -> t.alias() == null && t.name().equals(called));
                boolean edited = edits.stream().anyMatch(e -> e.span().contains(at));
                boolean other =
                        tables.stream().anyMatch(t -> called.equalsIgnoreCase(t.alias())) || otherwise(entry, called);
                assertTrue(!known || edited || other, called + " at " + at.start() + " still names the table");
            }
            before = token;
            name = token.word() ? lexer.name() : "";
            span = new Span(lexer.start(), lexer.end());
        }
    }

    /** A schema, a derived table, a CTE or a row alias of the name. */
    private static boolean otherwise(Corpus.Entry entry, String name) {
        String text = entry.sql().toLowerCase(java.util.Locale.ROOT);
        String word = java.util.regex.Pattern.quote(name.toLowerCase(java.util.Locale.ROOT));
        return text.matches("(?s).*(\\)\\s*(as\\s+)?`?" + word + "\\b|\\b" + word
                + "`?\\s*(\\([^)]*\\)\\s*)?as\\s*\\(|as\\s+`?" + word + "\\b).*");
    }
}
