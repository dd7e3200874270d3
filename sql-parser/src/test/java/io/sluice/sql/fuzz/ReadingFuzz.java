package io.sluice.sql.fuzz;

import io.sluice.sql.Dialect;
import io.sluice.sql.QueryBlock;
import io.sluice.sql.SqlParser;
import io.sluice.sql.Statement;
import io.sluice.sql.TableOccurrence;
import io.sluice.sql.lex.Fingerprint;
import io.sluice.sql.lex.Lexer;
import io.sluice.sql.lex.Token;
import io.sluice.sql.text.Span;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * What Jazzer calls with bytes of its making: the first chooses flavour and sql_mode, the others are the text. Reading must
 * end, throw nothing, and what was read must lie inside the text.
 */
public final class ReadingFuzz {
    private ReadingFuzz() {}

    /** Jazzer's entry. @throws IllegalStateException for a reading that cannot be */
    public static void fuzzerTestOneInput(byte[] input) {
        if (input.length > 0) {
            read(new String(input, 1, input.length - 1, StandardCharsets.UTF_8), dialect(input[0]));
        }
    }

    /** The bytes that make {@link #fuzzerTestOneInput} read this text. */
    static byte[] input(String sql, Dialect dialect) {
        byte[] text = sql.getBytes(StandardCharsets.UTF_8);
        byte[] input = new byte[text.length + 1];
        System.arraycopy(text, 0, input, 1, text.length);
        input[0] = (byte) (dialect.mariaDb() ? 0 : 1);
        return input;
    }

    private static Dialect dialect(byte bits) {
        return new Dialect(
                (bits & 1) == 0,
                (bits & 1) == 0 ? 110405 : 80031,
                (bits & 2) != 0,
                (bits & 4) != 0,
                (bits & 8) != 0,
                (bits & 16) != 0,
                (bits & 32) != 0);
    }

    private static void read(String sql, Dialect dialect) {
        tokens(sql, dialect);
        Fingerprint fingerprint = Fingerprint.of(sql, dialect);
        for (int slot = 0; slot < fingerprint.slotCount(); slot++) {
            require(fingerprint.value(slot) != null, "a slot without value", sql);
        }
        require(fingerprint.shape().equals(fingerprint.shape().compact()), "two shapes of one text", sql);
        fingerprint.hints();
        Statement statement = SqlParser.parse(fingerprint);
        Span all = new Span(0, sql.length());
        for (TableOccurrence table : statement.scope().tables()) {
            require(all.contains(table.span()), "a table outside the text", sql);
            table.qualifiers().forEach(q -> require(all.contains(q), "a qualifier outside the text", sql));
        }
        for (QueryBlock block : statement.scope().blocks()) {
            require(all.contains(block.span()), "a block outside the text", sql);
        }
    }

    /** Tokens follow each other and end. */
    private static void tokens(String sql, Dialect dialect) {
        Lexer lexer = new Lexer(sql, dialect);
        int at = 0;
        for (Token token = lexer.next(); token != Token.END; token = lexer.next()) {
            boolean unclosed = token == Token.ERROR && lexer.start() == lexer.length();
            require(lexer.start() >= at && (lexer.end() > lexer.start() || unclosed), "no progress", sql);
            require(lexer.end() <= sql.length(), "a token beyond the text", sql);
            at = lexer.end();
        }
    }

    private static void require(boolean holds, String problem, String sql) {
        if (!holds) {
            throw new IllegalStateException(
                    problem + ": " + Arrays.toString(sql.getBytes(StandardCharsets.UTF_8)) + " " + sql);
        }
    }
}
