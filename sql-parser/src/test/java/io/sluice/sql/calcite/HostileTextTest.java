package io.sluice.sql.calcite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.sql.Condition;
import io.sluice.sql.Dialect;
import io.sluice.sql.QueryBlock;
import io.sluice.sql.SqlParser;
import io.sluice.sql.Statement;
import io.sluice.sql.TableOccurrence;
import io.sluice.sql.lex.Fingerprint;
import io.sluice.sql.text.Span;
import java.util.List;
import java.util.Random;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Long and strange texts: read, or refused, but always answered. */
class HostileTextTest {
    private static final int MANY = 10_000;

    @Test
    void longInList() {
        Condition where = where("SELECT 1 FROM t WHERE k IN (" + repeat(", ", i -> "" + i) + ")");
        Condition.In in = assertInstanceOf(Condition.In.class, where);
        assertEquals(MANY, in.values().size());
        assertEquals(MANY, in.items().size());
    }

    @Test
    void longAnd() {
        Condition where = where("SELECT 1 FROM t WHERE " + repeat(" AND ", i -> "a" + i + " = " + i));
        assertEquals(MANY, assertInstanceOf(Condition.And.class, where).parts().size());
    }

    @Test
    void longOr() {
        Condition where = where("SELECT 1 FROM t WHERE " + repeat(" OR ", i -> "(k = " + i + " AND v = 1)"));
        assertEquals(MANY, assertInstanceOf(Condition.Or.class, where).parts().size());
    }

    @Test
    void manyRows() {
        Statement statement = parse("INSERT INTO t (a, b) VALUES " + repeat(", ", i -> "(" + i + ", ?)"));
        assertEquals(
                MANY, assertInstanceOf(Statement.Insert.class, statement).rows().size());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                " + 1",
                " IS NULL",
                " COLLATE x",
                " = a",
                " | b",
                " AND NOT a",
                " XOR a",
                ", (SELECT 1)",
                " BETWEEN 1 AND 2 AND a",
                " UNION SELECT 1",
                " -> '$.a'",
                ", @a := @b := 2",
                " * - - 2",
                " REGEXP b",
                " OVER w"
            })
    void endlessChains(String link) {
        parse("SELECT a" + link.repeat(MANY));
        parse("SELECT 1 FROM t WHERE a" + link.repeat(MANY));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "(",
                "(SELECT ",
                "NOT ",
                "CASE WHEN ",
                "abs(",
                "INTERVAL ",
                "EXISTS (SELECT 1 FROM t WHERE ",
                "- ",
                "@a := ",
                "{d ",
                "BINARY "
            })
    void endlessNesting(String open) {
        parse("SELECT " + open.repeat(MANY));
        parse("SELECT " + open.repeat(150) + "1");
        parse("SELECT 1 FROM t WHERE a IN (" + open.repeat(150));
        parse("INSERT INTO t VALUES (" + open.repeat(150) + "1");
    }

    @Test
    void mutationsOfTheCorpus() {
        List<Corpus.Entry> corpus = Corpus.all();
        Random random = new Random(7);
        for (int i = 0; i < 30_000; i++) {
            Corpus.Entry entry = corpus.get(random.nextInt(corpus.size()));
            String other = corpus.get(random.nextInt(corpus.size())).sql();
            String sql = mutate(entry.sql(), other, random);
            check(sql, entry.dialect());
        }
    }

    /** Takes words away, doubles them, or puts in words of another statement. */
    private static String mutate(String sql, String other, Random random) {
        List<String> words = new java.util.ArrayList<>(List.of(sql.split("(?<=\\W)|(?=\\W)")));
        String[] others = other.split("(?<=\\W)|(?=\\W)");
        for (int n = random.nextInt(4); n >= 0; n--) {
            int at = random.nextInt(words.size());
            switch (random.nextInt(3)) {
                case 0 -> words.set(at, "");
                case 1 -> words.add(at, words.get(random.nextInt(words.size())));
                default -> words.set(at, others[random.nextInt(others.length)]);
            }
        }
        return String.join("", words);
    }

    /** Whatever was read lies inside the text, tables are named where they say, and nothing was thrown. */
    private static void check(String sql, Dialect dialect) {
        Statement statement = SqlParser.parse(Fingerprint.of(sql, dialect));
        Span all = new Span(0, sql.length());
        for (TableOccurrence table : statement.scope().tables()) {
            assertTrue(all.contains(table.span()), sql);
            table.qualifiers().forEach(q -> assertTrue(all.contains(q), sql));
        }
        for (QueryBlock block : statement.scope().blocks()) {
            assertTrue(all.contains(block.span()), sql);
            assertTrue(block.places().limitPlace() <= sql.length(), sql);
            assertTrue(block.places().orderByPlace() <= block.places().limitPlace(), sql);
        }
    }

    private static String repeat(String separator, IntFunction<String> part) {
        return IntStream.range(0, MANY).mapToObj(part).collect(Collectors.joining(separator));
    }

    private static Condition where(String sql) {
        return parse(sql).scope().blocks().get(0).where();
    }

    private static Statement parse(String sql) {
        return SqlParser.parse(Fingerprint.of(sql, Dialect.MARIADB));
    }
}
