package io.sluice.sql.admin;

import io.sluice.sql.Operand;
import io.sluice.sql.SqlValue;
import io.sluice.sql.Statement;
import io.sluice.sql.Statement.VariableAssignment;
import io.sluice.sql.Statement.VariableAssignment.Kind;
import io.sluice.sql.lex.Token;
import io.sluice.sql.text.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** SET in all its forms (manual, section "SET Statements"). */
final class SetReader {
    private final Cursor cursor;
    private final Tables tables;
    private final List<VariableAssignment> assignments = new ArrayList<>();

    /** The last GLOBAL or SESSION holds for the names that follow without one; {@code @@global.x} does not count. */
    private Kind scope = Kind.SESSION;

    SetReader(Cursor cursor, Tables tables) {
        this.cursor = cursor;
        this.tables = tables;
    }

    Statement read() {
        cursor.expect("SET");
        String other = other();
        if (other != null) {
            tables.readTail();
            return new Statement.Other(tables.scope(), other);
        }
        if (!transaction()) {
            do {
                assignment();
            } while (cursor.take(Token.COMMA));
        }
        cursor.expectEnd();
        return new Statement.SetVariables(tables.scope(), assignments);
    }

    /** The forms of SET that set no variable. */
    private @Nullable String other() {
        if (cursor.at("STATEMENT") && cursor.token(1).word()) {
            return ofStatement();
        }
        if (cursor.at("PASSWORD")) {
            return "SET PASSWORD";
        }
        if (cursor.at("ROLE") && cursor.token(1) != Token.EQ) {
            return "SET ROLE";
        }
        if (cursor.at("DEFAULT") && cursor.at(1, "ROLE")) {
            return "SET DEFAULT ROLE";
        }
        return cursor.at("RESOURCE") && cursor.at(1, "GROUP") ? "SET RESOURCE GROUP" : null;
    }

    /** MariaDB's {@code SET STATEMENT a = 1 FOR SELECT …}: a data statement is left to the server; others may change a session. */
    private String ofStatement() {
        int start = cursor.start();
        while (!cursor.done() && !cursor.take("FOR")) {
            cursor.next();
        }
        if (cursor.done() || ExplainReader.data(cursor, 0)) {
            throw new Unexpected("SET STATEMENT is not supported", start);
        }
        return "SET STATEMENT";
    }

    private boolean transaction() {
        int start = cursor.start();
        int place = cursor.place();
        Kind kind = Kind.TRANSACTION_NEXT;
        if (cursor.takeAny("SESSION", "LOCAL")) {
            kind = Kind.TRANSACTION_SESSION;
        } else if (cursor.take("GLOBAL")) {
            kind = Kind.TRANSACTION_GLOBAL;
        }
        if (!cursor.at("TRANSACTION") || !cursor.token(1).word()) {
            cursor.back(place);
            return false;
        }
        cursor.next();
        int from = cursor.start();
        StringBuilder characteristics = new StringBuilder();
        while (!cursor.done()) {
            boolean comma = cursor.token() == Token.COMMA;
            if (!comma && cursor.token() != Token.IDENT) {
                throw cursor.unexpected();
            }
            characteristics
                    .append(comma || characteristics.isEmpty() ? "" : " ")
                    .append(cursor.upper());
            cursor.next();
        }
        assignments.add(new VariableAssignment(
                kind, characteristics.toString(), cursor.since(start), cursor.since(from), new Operand.Unknown()));
        return true;
    }

    private void assignment() {
        int start = cursor.start();
        if (cursor.at("NAMES") && !assigns(1)) {
            cursor.next();
            charset(Kind.NAMES, start);
        } else if (cursor.takeAll("CHARACTER", "SET")
                || (cursor.at("CHARSET") && !assigns(1) && cursor.take("CHARSET"))) {
            charset(Kind.CHARSET, start);
        } else if (cursor.token() == Token.USER_VARIABLE) {
            String name = cursor.name().toLowerCase(Locale.ROOT);
            cursor.next();
            value(Kind.USER, name, start);
        } else if (cursor.token() == Token.SYSTEM_VARIABLE) {
            systemVariable(start);
        } else {
            Kind said = said(cursor.token() == Token.IDENT && cursor.token(1).word() ? cursor.upper() : "");
            if (said != null) {
                cursor.next();
                scope = said;
            }
            value(scope, variable(), start);
        }
    }

    private boolean assigns(int ahead) {
        return cursor.token(ahead) == Token.EQ || cursor.token(ahead) == Token.ASSIGN;
    }

    private static @Nullable Kind said(String word) {
        return switch (word) {
            case "GLOBAL", "PERSIST", "PERSIST_ONLY" -> Kind.GLOBAL;
            case "SESSION", "LOCAL" -> Kind.SESSION;
            default -> null;
        };
    }

    /** {@code name} or {@code cache.name}; reserved words are names here ({@code SET interactive_timeout}, {@code SET autocommit}). */
    private String variable() {
        StringBuilder name = new StringBuilder();
        do {
            if (!cursor.token().word()) {
                throw cursor.unexpected();
            }
            name.append(name.isEmpty() ? "" : ".").append(cursor.name());
            cursor.next();
        } while (cursor.take(Token.DOT));
        return name.toString().toLowerCase(Locale.ROOT);
    }

    private void systemVariable(int start) {
        String name = cursor.name().toLowerCase(Locale.ROOT).replace("`", "");
        cursor.next();
        while (cursor.take(Token.DOT)) {
            name += "." + cursor.expectName().toLowerCase(Locale.ROOT);
        }
        int dot = name.indexOf('.');
        Kind said = dot < 0 ? null : said(name.substring(0, dot).toUpperCase(Locale.ROOT));
        value(said == null ? Kind.SESSION : said, said == null ? name : name.substring(dot + 1), start);
    }

    private void charset(Kind kind, int start) {
        String charset = word();
        int collation = cursor.start();
        Operand value = new Operand.Unknown();
        Span span = Span.at(cursor.endBefore());
        if (kind == Kind.NAMES && cursor.take("COLLATE")) {
            collation = cursor.start();
            value = new Operand.Constant(new SqlValue.Text(word()));
            span = cursor.since(collation);
        }
        assignments.add(new VariableAssignment(kind, charset, cursor.since(start), span, value));
    }

    /** A character set or collation, as a word or as a string; the reading depends on the string. */
    private String word() {
        int slot = cursor.slot();
        String word;
        if (slot < 0) {
            if (!cursor.token().word()) {
                throw cursor.unexpected();
            }
            word = cursor.name();
        } else if (cursor.fingerprint.value(slot) instanceof SqlValue.Text text) {
            word = text.value();
            tables.pin(slot);
        } else {
            throw cursor.unexpected();
        }
        cursor.next();
        return word.toLowerCase(Locale.ROOT);
    }

    private void value(Kind kind, String name, int start) {
        if (!cursor.take(Token.EQ) && !cursor.take(Token.ASSIGN)) {
            throw cursor.unexpected();
        }
        int from = cursor.start();
        int first = cursor.place();
        int depth = 0;
        while (!cursor.done() && (depth > 0 || cursor.token() != Token.COMMA)) {
            int before = cursor.place();
            Token token = cursor.token();
            tables.readStep();
            if (cursor.place() == before + 1) {
                depth += token == Token.LPAREN ? 1 : token == Token.RPAREN ? -1 : 0;
            }
        }
        int last = cursor.place();
        if (last == first || depth != 0) {
            throw cursor.unexpected();
        }
        cursor.back(first);
        Operand value = operand(last - first);
        cursor.back(last);
        assignments.add(new VariableAssignment(kind, name, cursor.since(start), cursor.since(from), value));
    }

    private Operand operand(int tokens) {
        int slot = cursor.slot();
        if (tokens == 1 && slot >= 0) {
            return new Operand.Slot(slot);
        }
        if (tokens == 1 && cursor.token().word()) {
            return new Operand.Constant(word(cursor.name()));
        }
        if (tokens == 2 && cursor.take(Token.MINUS) && cursor.slot() >= 0) {
            return new Operand.Negate(new Operand.Slot(cursor.slot()));
        }
        return new Operand.Unknown();
    }

    private SqlValue word(String word) {
        if (cursor.token() == Token.QUOTED_IDENT) {
            return new SqlValue.Text(word);
        }
        return switch (word.toUpperCase(Locale.ROOT)) {
            case "TRUE" -> SqlValue.Whole.of(1);
            case "FALSE" -> SqlValue.Whole.of(0);
            case "NULL" -> new SqlValue.Null();
            default -> new SqlValue.Text(word);
        };
    }
}
