package io.sluice.sql.admin;

import io.sluice.sql.Operand;
import io.sluice.sql.Statement;
import io.sluice.sql.lex.Token;
import io.sluice.sql.text.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Reads LOAD DATA LOCAL, behind its first two words (manual, "LOAD DATA Statement"). Confined to one reading. */
final class LoadReader {
    private final Cursor cursor;
    private final Tables tables;
    private final List<Statement.LoadTarget> columns = new ArrayList<>();
    private final List<String> assigned = new ArrayList<>();
    private @Nullable Operand fieldsEnd;
    private @Nullable Operand enclosed;
    private @Nullable Operand escape;
    private @Nullable Operand linesStart;
    private @Nullable Operand linesEnd;
    private int columnsAt = -1;

    LoadReader(Cursor cursor, Tables tables) {
        this.cursor = cursor;
        this.tables = tables;
    }

    /** Whether the file is the client's; takes what says so. */
    static boolean local(Cursor cursor) {
        int place = cursor.place();
        cursor.takeAny("LOW_PRIORITY", "CONCURRENT");
        if (cursor.take("LOCAL")) {
            return true;
        }
        cursor.back(place);
        return false;
    }

    Statement.LoadLocal read(boolean xml) {
        cursor.expect("INFILE");
        string();
        boolean replaces = cursor.take("REPLACE");
        if (!replaces) {
            cursor.take("IGNORE");
        }
        cursor.expect("INTO");
        cursor.expect("TABLE");
        tables.read(true);
        boolean partition = cursor.take("PARTITION");
        if (partition) {
            cursor.skipParentheses();
        }
        String charset = charset();
        if (xml) {
            tables.readTail();
            return new Statement.LoadLocal(tables.scope(), true, replaces, form(charset, null, Span.at(0), partition));
        }
        if (cursor.takeAny("FIELDS", "COLUMNS")) {
            fields();
        }
        if (cursor.take("LINES")) {
            lines();
        }
        int ignore = cursor.start();
        Operand skipped = skipped();
        Span skippedSpan = skipped == null ? Span.at(ignore) : cursor.since(ignore);
        columns();
        if (cursor.take("SET")) {
            assignments();
        }
        cursor.expectEnd();
        return new Statement.LoadLocal(tables.scope(), false, replaces, form(charset, skipped, skippedSpan, partition));
    }

    private Statement.Loading form(
            @Nullable String charset, @Nullable Operand skipped, Span skippedSpan, boolean partition) {
        return new Statement.Loading(
                charset,
                fieldsEnd,
                enclosed,
                escape,
                linesStart,
                linesEnd,
                skipped,
                skippedSpan,
                partition,
                columns,
                columnsAt,
                assigned);
    }

    private @Nullable String charset() {
        boolean said = cursor.takeAll("CHARACTER", "SET") || cursor.take("CHARSET");
        if (!said) {
            return null;
        }
        if (cursor.token() == Token.STRING) {
            throw cursor.unexpected();
        }
        // BINARY is a reserved word.
        String name = cursor.at("BINARY") ? "binary" : cursor.atName() ? cursor.name() : null;
        if (name == null) {
            throw cursor.unexpected();
        }
        cursor.next();
        return name.toLowerCase(Locale.ROOT);
    }

    private void fields() {
        boolean any = false;
        while (true) {
            if (cursor.takeAll("TERMINATED", "BY")) {
                fieldsEnd = string();
            } else if (cursor.takeAll("OPTIONALLY", "ENCLOSED", "BY") || cursor.takeAll("ENCLOSED", "BY")) {
                enclosed = string();
            } else if (cursor.takeAll("ESCAPED", "BY")) {
                escape = string();
            } else if (any) {
                return;
            } else {
                throw cursor.unexpected();
            }
            any = true;
        }
    }

    private void lines() {
        boolean any = false;
        while (true) {
            if (cursor.takeAll("STARTING", "BY")) {
                linesStart = string();
            } else if (cursor.takeAll("TERMINATED", "BY")) {
                linesEnd = string();
            } else if (any) {
                return;
            } else {
                throw cursor.unexpected();
            }
            any = true;
        }
    }

    private @Nullable Operand skipped() {
        if (!cursor.take("IGNORE")) {
            return null;
        }
        if (cursor.token() != Token.NUMBER_INT) {
            throw cursor.unexpected();
        }
        Operand count = slot();
        if (!cursor.takeAny("LINES", "ROWS")) {
            throw cursor.unexpected();
        }
        return count;
    }

    private void columns() {
        if (!cursor.take(Token.LPAREN)) {
            return;
        }
        if (cursor.take(Token.RPAREN)) {
            return; // as if there were no list
        }
        columnsAt = cursor.endBefore();
        do {
            if (cursor.take(Token.USER_VARIABLE)) {
                columns.add(new Statement.LoadTarget(null));
            } else {
                columns.add(new Statement.LoadTarget(column()));
            }
        } while (cursor.take(Token.COMMA));
        if (!cursor.take(Token.RPAREN)) {
            throw cursor.unexpected();
        }
    }

    /** {@code SET a = expr, b = expr}. */
    private void assignments() {
        do {
            assigned.add(column());
            if (!cursor.take(Token.EQ)) {
                throw cursor.unexpected();
            }
            while (!cursor.done() && cursor.token() != Token.COMMA) {
                step();
            }
        } while (cursor.take(Token.COMMA));
    }

    /** A token, or what is in parentheses. */
    private void step() {
        if (cursor.token() != Token.LPAREN) {
            tables.readStep();
            return;
        }
        int depth = 0;
        do {
            if (cursor.done()) {
                throw cursor.unexpected();
            }
            depth += cursor.token() == Token.LPAREN ? 1 : cursor.token() == Token.RPAREN ? -1 : 0;
            // Queries are read, and taken whole.
            int place = cursor.place();
            tables.readStep();
            boolean query = cursor.place() > place + 1;
            depth -= query ? 1 : 0;
        } while (depth > 0);
    }

    /** A column, perhaps behind the names of its table; those are the table's logical ones and so are not taken. */
    private String column() {
        String name = cursor.expectName();
        if (cursor.token() == Token.DOT) {
            throw cursor.unexpected();
        }
        return name;
    }

    private Operand string() {
        if (cursor.token() != Token.STRING && cursor.token() != Token.HEX && cursor.token() != Token.BIT) {
            throw cursor.unexpected();
        }
        return slot();
    }

    private Operand slot() {
        Operand slot = new Operand.Slot(cursor.slot());
        cursor.next();
        return slot;
    }
}
