package io.sluice.routing.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.routing.Statements;
import io.sluice.routing.cluster.Cluster;
import io.sluice.routing.cluster.ServerAddress;
import io.sluice.routing.cluster.Shard;
import io.sluice.routing.rules.KeyType;
import io.sluice.routing.rules.ModuloRule;
import io.sluice.routing.rules.Rules;
import io.sluice.routing.rules.Slot;
import io.sluice.routing.rules.TableRule;
import io.sluice.routing.schema.Schema;
import io.sluice.routing.session.Session;
import io.sluice.sql.Dialect;
import io.sluice.sql.QueryBlock;
import io.sluice.sql.SelectItem;
import io.sluice.sql.SqlParser;
import io.sluice.sql.Statement;
import io.sluice.sql.TableOccurrence;
import io.sluice.sql.lex.Fingerprint;
import io.sluice.sql.lex.Lexer;
import io.sluice.sql.lex.Token;
import io.sluice.sql.text.Span;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * What a shard is sent of the parser's corpus. Where tables have their own names, it is the client's text, byte for byte. Where they
 * have others, those names are all that differs, but for an alias that keeps the client's name for a table, or the client's heading
 * for a column.
 */
class FidelityTest {
    private static final Path CORPUS = Path.of("../sql-parser/src/test/resources/io/sluice/sql/corpus");

    @TestFactory
    Stream<DynamicTest> ownNamesGiveTheTextItself() throws IOException {
        return texts().map(text -> DynamicTest.dynamicTest(text.toString(), () -> {
            String sent = sent(text, false);
            if (sent != null) {
                assertEquals(text.sql().substring(0, text.fingerprint().statementEnd()), sent);
            }
        }));
    }

    @TestFactory
    Stream<DynamicTest> otherNamesChangeNothingElse() throws IOException {
        return texts().map(text -> DynamicTest.dynamicTest(text.toString(), () -> {
            String sent = sent(text, true);
            if (sent != null) {
                new Walk(text, sent).check();
            }
        }));
    }

    /** What is refused proves nothing. */
    @Test
    void mostOfTheCorpusIsSent() throws IOException {
        List<Text> data = texts().filter(FidelityTest::data).toList();
        for (boolean renamed : new boolean[] {false, true}) {
            List<Text> not = data.stream().filter(t -> sent(t, renamed) == null).toList();
            assertTrue(not.size() * 20 < data.size(), () -> not.size() + " of " + data.size() + " are not: " + not);
        }
    }

    private static boolean data(Text text) {
        Statement statement = text.statement();
        return statement instanceof Statement.Query
                || statement instanceof Statement.Insert
                || statement instanceof Statement.Update
                || statement instanceof Statement.Delete;
    }

    /** One statement of the corpus; {@code place} is file and line. */
    private record Text(String place, Dialect dialect, String sql) {
        Fingerprint fingerprint() {
            return Fingerprint.of(sql, dialect);
        }

        Statement statement() {
            return SqlParser.parse(fingerprint());
        }

        @Override
        public String toString() {
            return place + " " + sql;
        }
    }

    private static Stream<Text> texts() throws IOException {
        List<Text> texts = new ArrayList<>();
        try (Stream<Path> files = Files.list(CORPUS)) {
            for (Path file :
                    files.filter(f -> f.toString().endsWith(".txt")).sorted().toList()) {
                read(file, texts);
            }
        }
        assertTrue(texts.size() >= 400, "only " + texts.size());
        // What the session answers is its value in the text; what is not understood goes out whole, behind semicolons
        // too.
        return texts.stream()
                .filter(t -> t.statement().scope().sessionCalls().isEmpty())
                .filter(t -> !(t.statement() instanceof Statement.NotUnderstood));
    }

    /** A statement, then lines that begin with {@code | }; see the parser's own Corpus. */
    private static void read(Path file, List<Text> texts) throws IOException {
        Dialect dialect = Dialect.MARIADB;
        List<String> sql = new ArrayList<>();
        List<String> lines = new ArrayList<>(Files.readAllLines(file));
        lines.add("");
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            if (line.isEmpty() || line.startsWith("| ") || line.startsWith("dialect ")) {
                if (!sql.isEmpty()) {
                    texts.add(new Text(file.getFileName() + ":" + i, dialect, String.join("\n", sql)));
                    sql.clear();
                }
                dialect = line.startsWith("dialect ") ? dialect(line) : dialect;
            } else if (!line.startsWith("# ")) {
                sql.add(line);
            }
        }
    }

    private static Dialect dialect(String line) {
        Dialect base = line.contains("mysql") ? Dialect.MYSQL : Dialect.MARIADB;
        return new Dialect(
                base.mariaDb(),
                base.version(),
                line.contains("ansi_quotes"),
                line.contains("no_backslash_escapes"),
                line.contains("pipes_as_concat"),
                line.contains("high_not_precedence"),
                line.contains("ignore_space"));
    }

    /** What one shard is sent, null where no shard is: every table is on s0, under its own name or another. */
    private static @Nullable String sent(Text text, boolean renamed) {
        Map<String, TableRule> rules = new HashMap<>();
        for (TableOccurrence table : text.statement().scope().tables()) {
            TableRule rule =
                    renamed ? elsewhere(table.name(), key(text.statement())) : new TableRule.Single(table.name(), "s0");
            rules.put(table.name().toLowerCase(Locale.ROOT), rule);
        }
        Session session = session(new Rules(rules), schema(text), text.dialect());
        Plan plan = Statements.plan(text.fingerprint(), session);
        if (!(plan instanceof Plan.OnShards onShards)) {
            return null;
        }
        String sent = Statements.sample(onShards, text.fingerprint(), session).sql();
        // SET with values from tables goes out as SELECT … INTO.
        boolean other = text.sql().startsWith("SET ") && sent.startsWith("SELECT ");
        return other ? null : sent;
    }

    /** An INSERT must say its key; nothing else may change one. */
    private static String key(Statement statement) {
        boolean says = statement instanceof Statement.Insert insert
                && !insert.columns().isEmpty();
        return says ? ((Statement.Insert) statement).columns().get(0) : "no such column";
    }

    private static TableRule elsewhere(String name, String key) {
        ModuloRule rule = new ModuloRule(1);
        return new TableRule.Sharded(
                name,
                List.of(new TableRule.Level(key, KeyType.WHOLE, rule, "modulo()")),
                List.of(new Slot("s0", physical(name))),
                "all",
                null);
    }

    private static String physical(String name) {
        return "zz_" + Integer.toHexString(name.hashCode());
    }

    /** All tables of one schema, whatever its name. */
    private static String schema(Text text) {
        for (TableOccurrence table : text.statement().scope().tables()) {
            if (table.schema() != null) {
                return table.schema();
            }
        }
        return "shop";
    }

    private static Session session(Rules rules, String schema, Dialect dialect) {
        Shard shard = new Shard("s0", List.of(new ServerAddress("127.0.0.1", 1)), schema);
        Cluster cluster =
                new Cluster(schema, Map.of("s0", shard), rules, Schema.empty(), dialect, new PlanCache(1 << 20));
        Session session = new Session(() -> cluster, 1, "test");
        session.useSchema(schema);
        return session;
    }

    /** Walks both texts token by token. */
    private static final class Walk {
        private final Text text;
        private final String sent;
        private final List<Span> before;
        private final List<Span> after;
        private final Map<Integer, TableOccurrence> names = new HashMap<>();
        private final Map<Integer, Span> ends = new HashMap<>();
        private int at;

        Walk(Text text, String sent) {
            this.text = text;
            this.sent = sent;
            this.before = tokens(text.sql(), text.dialect());
            this.after = tokens(sent, text.dialect());
            for (TableOccurrence table : text.statement().scope().tables()) {
                boolean system = table.schema() != null && TablePlaces.system(table.schema());
                if (!system) {
                    place(table, table.span());
                    table.qualifiers().forEach(q -> place(table, q));
                }
            }
        }

        private void place(TableOccurrence table, Span span) {
            names.put(span.start(), table);
            ends.put(span.start(), span);
        }

        void check() {
            for (int i = 0; i < before.size(); i++) {
                Span token = before.get(i);
                TableOccurrence table = names.get(token.start());
                if (table == null) {
                    same(token);
                } else {
                    int end = ends.get(token.start()).end();
                    while (before.get(i).end() < end) {
                        i++;
                    }
                    named(table);
                }
                heading(before.get(i).end());
            }
            assertEquals(after.size(), at, "more is sent: " + sent);
        }

        private void same(Span token) {
            assertEquals(token.of(text.sql()), next(), sent);
        }

        private String next() {
            assertTrue(at < after.size(), "less is sent: " + sent);
            return after.get(at++).of(sent);
        }

        /** The physical name, perhaps with the client's as its alias; before a column it may be the client's, which is that alias. */
        private void named(TableOccurrence table) {
            String name = unquoted(next());
            boolean physical = name.equals(physical(table.name()));
            assertTrue(physical || name.equalsIgnoreCase(table.name()), name + " in " + sent);
            boolean alias = physical && at < after.size() && unquoted(peek()).equals(table.name());
            boolean wanted = table.alias() == null || !table.alias().equals(table.name());
            if (alias && wanted) {
                at++;
            }
        }

        private String peek() {
            return after.get(at).of(sent);
        }

        /** A column that would be called otherwise is called as the client wrote it. */
        private void heading(int end) {
            boolean item = text.statement().scope().blocks().stream()
                    .map(QueryBlock::items)
                    .flatMap(List::stream)
                    .filter(i -> i.alias() == null)
                    .map(SelectItem::span)
                    .anyMatch(span -> span.end() == end);
            boolean heading = item && at + 1 < after.size() && peek().equals("AS");
            String words = heading ? after.get(at + 1).of(sent) : "";
            if (words.startsWith("`") && text.sql().contains(unquoted(words))) {
                at += 2;
            }
        }

        private static String unquoted(String name) {
            boolean quoted = name.startsWith("`") || name.startsWith("\"");
            return quoted ? name.substring(1, name.length() - 1).replace("``", "`") : name;
        }

        private static List<Span> tokens(String sql, Dialect dialect) {
            List<Span> tokens = new ArrayList<>();
            Lexer lexer = new Lexer(sql, dialect);
            for (Token token = lexer.next(); token != Token.END; token = lexer.next()) {
                if (token != Token.SEMICOLON) {
                    tokens.add(new Span(lexer.start(), lexer.end()));
                }
            }
            return tokens;
        }
    }
}
