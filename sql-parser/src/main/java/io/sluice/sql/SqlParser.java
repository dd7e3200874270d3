package io.sluice.sql;

import io.sluice.sql.admin.AdminReader;
import io.sluice.sql.calcite.DmlReader;
import io.sluice.sql.lex.Fingerprint;
import io.sluice.sql.lex.Names;
import org.jspecify.annotations.Nullable;

/**
 * The only door: text becomes a {@link Statement}. Data statements go to Calcite's generated parser, all others to a parser
 * written by hand; both read the same tokens. Stateless, thread-safe. Not for the hot path: callers cache by
 * {@link Fingerprint#shape()} and the values of {@link Scope#pinnedSlots()}.
 */
public final class SqlParser {
    /** Parentheses nested deeper are refused: both parsers and every server's are recursive. */
    static final int MAX_DEPTH = 200;

    /** More tokens than a recursive parser gets through in bounded time; a plain list of values may be longer. */
    static final int MAX_LENGTH = 1 << 24;

    private SqlParser() {}

    /** Reads the fingerprint's text. Never throws: what is not understood is {@link Statement.NotUnderstood}. */
    public static Statement parse(Fingerprint fingerprint) {
        Statement refused = refused(fingerprint);
        if (refused != null) {
            return refused;
        }
        return switch (Names.verb(fingerprint)) {
            case "SELECT", "INSERT", "REPLACE", "UPDATE", "DELETE", "WITH", "VALUES", "TABLE", "CALL", "DO" ->
                DmlReader.read(fingerprint);
            default -> AdminReader.read(fingerprint, SqlParser::parse);
        };
    }

    private static @Nullable Statement refused(Fingerprint fingerprint) {
        String problem = fingerprint.problem();
        if (problem != null) {
            return notUnderstood(fingerprint, problem, fingerprint.problemAt());
        }
        if (fingerprint.secondStatement() >= 0) {
            return notUnderstood(fingerprint, "several statements in one text", fingerprint.secondStatement());
        }
        if (fingerprint.text().length() > MAX_LENGTH) {
            return notUnderstood(fingerprint, "a text that long", 0);
        }
        int deep = Nesting.tooDeep(fingerprint, MAX_DEPTH);
        return deep < 0 ? null : notUnderstood(fingerprint, "nested too deeply", deep);
    }

    private static Statement notUnderstood(Fingerprint fingerprint, String reason, int position) {
        return new Statement.NotUnderstood(
                Scope.empty(), Names.verb(fingerprint), Names.all(fingerprint), reason, position);
    }
}
