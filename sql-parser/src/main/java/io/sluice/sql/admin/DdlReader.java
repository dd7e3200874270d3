package io.sluice.sql.admin;

import io.sluice.sql.Statement;
import io.sluice.sql.lex.Token;
import java.util.Set;

/** DDL, GRANT and table maintenance (manual, chapters "Data Definition Statements" and "Database Administration Statements"). */
final class DdlReader {
    private static final Set<String> OBJECTS = Set.of(
            ("TABLE TABLES INDEX VIEW DATABASE SCHEMA PROCEDURE FUNCTION TRIGGER EVENT USER ROLE SERVER TABLESPACE SEQUENCE "
                            + "PACKAGE LOGFILE RESOURCE INSTANCE UNDO PREPARE LIBRARY CATALOG")
                    .split(" "));

    private final Cursor cursor;
    private final Tables tables;
    private boolean temporary;

    DdlReader(Cursor cursor, Tables tables) {
        this.cursor = cursor;
        this.tables = tables;
    }

    Statement read() {
        String verb = cursor.upper();
        cursor.next();
        if (verb.equals("GRANT") || verb.equals("REVOKE")) {
            grant();
            return new Statement.Ddl(tables.scope(), verb, "USER", false);
        }
        String object = verb.equals("TRUNCATE") && !cursor.at("TABLE") ? "TABLE" : object();
        exists();
        switch (object) {
            case "TABLE" -> table(verb);
            case "SEQUENCE" -> sequence(verb);
            case "INDEX" -> index();
            case "VIEW" -> view(verb);
            case "TRIGGER" -> trigger(verb);
            case "PROCEDURE", "FUNCTION", "EVENT", "PACKAGE" -> routine(verb);
            default -> tables.readTail();
        }
        return new Statement.Ddl(tables.scope(), verb, object, temporary);
    }

    /** Goes behind the word that says what it is about, over OR REPLACE, UNIQUE, DEFINER=… and the like. */
    private String object() {
        while (!cursor.done()) {
            if (cursor.takeAll("SPATIAL", "REFERENCE", "SYSTEM")) {
                return "SPATIAL REFERENCE SYSTEM";
            }
            if (cursor.token() == Token.IDENT && OBJECTS.contains(cursor.upper())) {
                String object = cursor.upper();
                cursor.next();
                return object.equals("SCHEMA") ? "DATABASE" : object.equals("TABLES") ? "TABLE" : object;
            }
            if (cursor.token() == Token.LPAREN
                    || cursor.token() == Token.COMMA
                    || cursor.token().slot()) {
                break;
            }
            if (cursor.at("DEFINER") && cursor.token(1) == Token.EQ) {
                definer();
            } else {
                temporary |= cursor.at("TEMPORARY");
                cursor.next();
            }
        }
        throw cursor.unexpected();
    }

    private void definer() {
        cursor.next();
        cursor.next();
        cursor.next();
        if (cursor.token() == Token.LPAREN) {
            cursor.skipParentheses();
        }
        cursor.take(Token.USER_VARIABLE);
    }

    private void exists() {
        if (!cursor.takeAll("IF", "NOT", "EXISTS")) {
            cursor.takeAll("IF", "EXISTS");
        }
    }

    private void table(String verb) {
        switch (verb) {
            case "CREATE" -> createTable();
            case "RENAME" -> rename();
            case "ALTER" -> {
                tables.read(true);
                alterations();
            }
            case "TRUNCATE" -> {
                tables.read(true);
                wait(verb);
            }
            case "DROP" -> {
                tables.readList(true);
                wait(verb);
            }
            default -> {
                tables.readList(true);
                tables.readTail();
            }
        }
    }

    /** What may stand behind the list of TRUNCATE and DROP. */
    private void wait(String verb) {
        while (!cursor.done()) {
            boolean known = cursor.takeAny("WAIT", "NOWAIT")
                    || (verb.equals("DROP") && cursor.takeAny("RESTRICT", "CASCADE"))
                    || cursor.take(Token.NUMBER_INT);
            if (!known) {
                throw cursor.unexpected();
            }
        }
    }

    private void createTable() {
        tables.read(true);
        if (cursor.take("LIKE") || (cursor.token() == Token.LPAREN && cursor.at(1, "LIKE") && behindLike())) {
            tables.read(false);
            cursor.take(Token.RPAREN);
            cursor.expectEnd();
            return;
        }
        while (!cursor.done()) {
            if (queryBegins()) {
                tables.readQuery(cursor.start(), cursor.endOfAll());
                return;
            }
            definition();
        }
    }

    private boolean behindLike() {
        cursor.next();
        cursor.next();
        return true;
    }

    /** {@code [AS] SELECT}, {@code [AS] (SELECT}, {@code [AS] WITH}, {@code [AS] VALUES}, {@code [AS] TABLE t}. */
    private boolean queryBegins() {
        if (cursor.at("TABLE") || cursor.at("VALUES") && (cursor.at(1, "ROW") || cursor.token(1) == Token.LPAREN)) {
            return true;
        }
        if (cursor.at("WITH") && (cursor.at(1, "RECURSIVE") || cursor.at(2, "AS") || cursor.token(2) == Token.LPAREN)) {
            return true;
        }
        if (cursor.at("AS") && cursor.token(1) != Token.LPAREN) {
            cursor.next();
            return ExplainReader.data(cursor, 0);
        }
        if (cursor.at("AS") && query(1)) {
            cursor.next();
            return true;
        }
        return query(0);
    }

    private boolean query(int ahead) {
        int i = ahead;
        while (cursor.token(i) == Token.LPAREN) {
            i++;
        }
        return cursor.at(i, "SELECT") || (cursor.at(i, "WITH") && (i > ahead || ahead > 0));
    }

    /** One token of a table's definition; tables it refers to are taken. */
    private void definition() {
        if (cursor.take("REFERENCES")) {
            tables.read(false);
        } else if (cursor.take("UNION")) {
            cursor.take(Token.EQ);
            if (!cursor.take(Token.LPAREN)) {
                throw cursor.unexpected();
            }
            if (cursor.token() != Token.RPAREN) {
                tables.readList(false);
            }
        } else {
            cursor.next();
        }
    }

    private void alterations() {
        while (!cursor.done()) {
            if (cursor.at("RENAME") && !(cursor.at(1, "COLUMN") || cursor.at(1, "INDEX") || cursor.at(1, "KEY"))) {
                cursor.next();
                if (!cursor.takeAny("TO", "AS")) {
                    cursor.take(Token.EQ);
                }
                tables.read(true);
            } else if (cursor.takeAll("WITH", "TABLE")
                    || cursor.takeAll("CONVERT", "TABLE")
                    || cursor.takeAll("TO", "TABLE")) {
                tables.read(true);
            } else {
                definition();
            }
        }
    }

    private void rename() {
        do {
            exists();
            tables.read(true);
            wait("RENAME", "TO");
            cursor.expect("TO");
            tables.read(true);
        } while (cursor.take(Token.COMMA));
        cursor.expectEnd();
    }

    private void wait(String verb, String until) {
        while (!cursor.done() && !cursor.at(until)) {
            if (!cursor.takeAny("WAIT", "NOWAIT") && !cursor.take(Token.NUMBER_INT)) {
                throw new Unexpected("unexpected words in " + verb, cursor.start());
            }
        }
    }

    private void sequence(String verb) {
        if (verb.equals("DROP")) {
            tables.readList(true);
        } else {
            tables.read(true);
        }
        tables.readTail();
    }

    /** {@code CREATE INDEX i ON orders (a)}, {@code DROP INDEX i ON orders}. */
    private void index() {
        while (!cursor.at("ON")) {
            if (cursor.done()) {
                throw cursor.unexpected();
            }
            cursor.next();
        }
        cursor.next();
        tables.read(true);
        tables.readTail();
    }

    private void view(String verb) {
        if (verb.equals("DROP")) {
            tables.readList(true);
            wait(verb);
            return;
        }
        if (!verb.equals("CREATE") && !verb.equals("ALTER")) {
            tables.readList(true);
            tables.readTail();
            return;
        }
        tables.read(true);
        if (cursor.token() == Token.LPAREN) {
            cursor.skipParentheses();
        }
        cursor.expect("AS");
        int start = cursor.start();
        int end = cursor.endOfAll();
        while (!cursor.done()) {
            if (cursor.at("WITH") && (cursor.at(1, "CHECK") || (cursor.at(2, "CHECK") && cursor.at(3, "OPTION")))) {
                end = cursor.endBefore();
                break;
            }
            cursor.next();
        }
        tables.readQuery(start, end);
    }

    private void trigger(String verb) {
        if (!verb.equals("CREATE")) {
            cursor.next();
            return;
        }
        while (!cursor.take("ON")) {
            if (cursor.done()) {
                throw cursor.unexpected();
            }
            cursor.next();
        }
        tables.read(true);
        cursor.takeAll("FOR", "EACH", "ROW");
        tables.readBody();
    }

    private void routine(String verb) {
        if (cursor.token().word()) {
            cursor.next();
        }
        if (cursor.take(Token.DOT)) {
            cursor.next();
        }
        if (!verb.equals("DROP")) {
            tables.readBody();
        }
    }

    /** {@code GRANT SELECT (a), INSERT ON [TABLE] shop.orders TO u}; {@code *.*}, {@code shop.*}, routines name no table. */
    private void grant() {
        while (!cursor.done() && !cursor.at("ON")) {
            cursor.next();
        }
        if (!cursor.take("ON") || cursor.atAny("PROCEDURE", "FUNCTION", "PACKAGE", "SEQUENCE")) {
            return;
        }
        cursor.take("TABLE");
        if (cursor.atName() && !(cursor.token(1) == Token.DOT && cursor.token(2) == Token.STAR)) {
            tables.read(false);
        }
    }
}
