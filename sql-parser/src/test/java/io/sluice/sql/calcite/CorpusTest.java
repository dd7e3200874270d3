package io.sluice.sql.calcite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.sql.SqlParser;
import io.sluice.sql.Statement;
import io.sluice.sql.TableOccurrence;
import io.sluice.sql.lex.Fingerprint;
import io.sluice.sql.lex.Names;
import io.sluice.sql.text.Edit;
import io.sluice.sql.text.HeadingText;
import io.sluice.sql.text.Piece;
import io.sluice.sql.text.Span;
import io.sluice.sql.text.SqlTemplate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestReporter;

/** Every statement of the corpus is read as its file says; {@code -Dcorpus.accept=true} writes what is read now. */
class CorpusTest {
    private static final int LEAST = 2_100;
    private static final Set<String> DML =
            Set.of("SELECT", "WITH", "VALUES", "TABLE", "INSERT", "REPLACE", "UPDATE", "DELETE");

    @TestFactory
    Stream<DynamicTest> readings() throws IOException {
        if (Boolean.getBoolean("corpus.accept")) {
            for (Path file : Corpus.files()) {
                accept(file);
            }
        }
        return Corpus.all().stream().map(e -> DynamicTest.dynamicTest(e.name(), () -> check(e)));
    }

    /** What no server reads is in the files called refused, and does not count. */
    @Test
    void understoodForTheMost(TestReporter reporter) {
        List<Corpus.Entry> entries = Corpus.all();
        List<Corpus.Entry> dml = entries.stream()
                .filter(e -> !e.file().getFileName().toString().contains("refused"))
                .filter(e -> DML.contains(Names.verb(fingerprint(e))))
                .toList();
        long understood = dml.stream()
                .filter(e -> !(parse(e) instanceof Statement.NotUnderstood))
                .count();
        String counts = entries.size() + " statements; of " + dml.size() + " queries and changes " + understood
                + " are understood";
        reporter.publishEntry("corpus", counts);
        assertTrue(understood * 100 >= dml.size() * 99L, counts);
        assertTrue(entries.size() >= LEAST, counts);
    }

    private static void check(Corpus.Entry entry) {
        Fingerprint fingerprint = fingerprint(entry);
        Statement statement = SqlParser.parse(fingerprint);
        assertEquals(String.join("\n", entry.reading()), String.join("\n", Reading.of(statement)));
        List<Edit> edits = new ArrayList<>();
        int before = -1;
        for (TableOccurrence table : statement.scope().tables()) {
            assertTrue(table.span().start() > before, "tables are in text order");
            before = table.span().start();
            edits.add(edit(entry.sql(), table, table.span()));
            table.qualifiers().forEach(q -> edits.add(edit(entry.sql(), table, q)));
        }
        SqlTemplate template = SqlTemplate.cut(entry.sql(), fingerprint.slotSpans(), edits);
        StringBuilder own = new StringBuilder();
        template.render(new Own(fingerprint, statement.scope().tables()), own);
        assertEquals(entry.sql(), own.toString());
    }

    private static Edit edit(String sql, TableOccurrence table, Span span) {
        String text = span.of(sql);
        if (text.matches("(?is).*\\s(from|in)\\s.*")) {
            // SHOW COLUMNS FROM orders FROM shop
            return new Edit(span, new Piece.Text(text));
        }
        int dot = text.lastIndexOf('.');
        String name = text.substring(dot + 1).strip();
        assertTrue(
                table.name().equalsIgnoreCase(Names.unquote(name, 0, name.length())), text + " is not " + table.name());
        return new Edit(span, new Piece.Text(text));
    }

    private static Statement parse(Corpus.Entry entry) {
        return SqlParser.parse(fingerprint(entry));
    }

    private static Fingerprint fingerprint(Corpus.Entry entry) {
        return Fingerprint.of(entry.sql(), entry.dialect());
    }

    private static void accept(Path file) throws IOException {
        List<String> out = new ArrayList<>(Corpus.lines(file));
        out.removeIf(line -> line.startsWith("| "));
        Path bare = Files.createTempFile("corpus", ".txt");
        Files.write(bare, out);
        List<Corpus.Entry> entries = new ArrayList<>(Corpus.entries(bare));
        Files.delete(bare);
        for (int i = entries.size() - 1; i >= 0; i--) {
            Corpus.Entry entry = entries.get(i);
            int end = entry.line() - 1 + entry.sql().split("\n", -1).length;
            List<String> reading = new ArrayList<>();
            Reading.of(parse(entry)).forEach(line -> reading.add("| " + line));
            out.addAll(end, reading);
        }
        Files.write(file, out);
    }

    /** Fills a template with what stands in the text anyway. */
    private record Own(Fingerprint fingerprint, List<TableOccurrence> tables) implements SqlTemplate.Filling {
        @Override
        public void slot(int index, StringBuilder out) {
            out.append(fingerprint.text(), fingerprint.slotStart(index), fingerprint.slotEnd(index));
        }

        @Override
        public void table(int occurrence, StringBuilder out) {
            out.append(tables.get(occurrence).span().of(fingerprint.text()));
        }

        @Override
        public void number(int id, StringBuilder out) {}

        @Override
        public void generatedId(int list, int item, StringBuilder out) {}

        @Override
        public void sessionValue(String name, StringBuilder out) {}

        @Override
        public void heading(HeadingText text, StringBuilder out) {}

        @Override
        public int @Nullable [] picked(int list) {
            return null;
        }
    }
}
