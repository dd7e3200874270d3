package io.sluice.sql.admin;

import io.sluice.sql.Scope;
import io.sluice.sql.Statement;
import io.sluice.sql.Statement.Named.Kind;
import io.sluice.sql.lex.Token;
import io.sluice.sql.text.Span;
import java.util.ArrayList;
import java.util.List;

/** Reads PREPARE, EXECUTE and DEALLOCATE by text. What they name is a literal or a user variable; other expressions are not read. */
final class NamedReader {
    private final Cursor cursor;
    private final List<Span> operands = new ArrayList<>();

    NamedReader(Cursor cursor) {
        this.cursor = cursor;
    }

    static boolean at(Cursor cursor) {
        return cursor.atAny("PREPARE", "EXECUTE", "DEALLOCATE") || (cursor.at("DROP") && cursor.at(1, "PREPARE"));
    }

    /** {@link Statement.Other} with its verb where it has a form that is not read: no server may be given it as it stands. */
    Statement read() {
        String verb = cursor.upper();
        try {
            return named();
        } catch (Unexpected e) {
            return new Statement.Other(Scope.empty(), verb);
        }
    }

    private Statement named() {
        if (cursor.take("PREPARE")) {
            String name = cursor.expectName();
            cursor.expect("FROM");
            operand();
            return ended(Kind.PREPARE, name);
        }
        if (cursor.take("EXECUTE")) {
            boolean immediate = cursor.fingerprint.dialect().mariaDb() && cursor.take("IMMEDIATE");
            String name = immediate ? "" : cursor.expectName();
            if (immediate) {
                operand();
            }
            using();
            return ended(immediate ? Kind.EXECUTE_IMMEDIATE : Kind.EXECUTE, name);
        }
        cursor.next();
        cursor.expect("PREPARE");
        return ended(Kind.DEALLOCATE, cursor.expectName());
    }

    private void using() {
        if (!cursor.take("USING")) {
            return;
        }
        // MySQL takes variables only: a literal is for it to call a syntax error.
        boolean literals = cursor.fingerprint.dialect().mariaDb();
        do {
            if (!literals && cursor.token() != Token.USER_VARIABLE) {
                throw cursor.unexpected();
            }
            operand();
        } while (cursor.take(Token.COMMA));
    }

    private void operand() {
        int start = cursor.start();
        if (cursor.token() != Token.USER_VARIABLE && (!cursor.token().slot() || cursor.token() == Token.PARAMETER)) {
            throw cursor.unexpected();
        }
        cursor.next();
        operands.add(cursor.since(start));
    }

    private Statement ended(Kind kind, String name) {
        cursor.expectEnd();
        return new Statement.Named(Scope.empty(), kind, name, operands);
    }
}
