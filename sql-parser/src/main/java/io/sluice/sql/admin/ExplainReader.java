package io.sluice.sql.admin;

import io.sluice.sql.Scope;
import io.sluice.sql.Statement;
import io.sluice.sql.lex.Fingerprint;
import io.sluice.sql.lex.Token;
import io.sluice.sql.text.Span;
import java.util.Set;
import java.util.function.Function;

/** EXPLAIN, DESCRIBE, MariaDB's ANALYZE of a query, and our EXPLAIN ROUTE. */
final class ExplainReader {
    private static final Set<String> DATA =
            Set.of("SELECT", "INSERT", "REPLACE", "UPDATE", "DELETE", "WITH", "VALUES", "TABLE");

    private final Cursor cursor;
    private final Tables tables;
    private final Function<Fingerprint, Statement> inner;
    /** FORMAT = 'json': a literal before the statement. */
    private boolean quoted;

    ExplainReader(Cursor cursor, Tables tables, Function<Fingerprint, Statement> inner) {
        this.cursor = cursor;
        this.tables = tables;
        this.inner = inner;
    }

    /** True where a data statement begins {@code ahead} tokens from here. */
    static boolean data(Cursor cursor, int ahead) {
        int i = ahead;
        while (cursor.token(i) == Token.LPAREN) {
            i++;
        }
        for (String verb : DATA) {
            if (cursor.at(i, verb)) {
                return true;
            }
        }
        return false;
    }

    Statement read() {
        boolean runs = cursor.at("ANALYZE");
        cursor.next();
        if (cursor.at("ROUTE") && (data(cursor, 1) || OtherReader.known(cursor, 1))) {
            cursor.next();
            return new Statement.ExplainRoute(Scope.empty(), new Span(cursor.start(), cursor.endOfAll()));
        }
        runs |= cursor.at("ANALYZE") && !cursor.token(1).equals(Token.END) && cursor.take("ANALYZE");
        while ((cursor.atAny("EXTENDED", "PARTITIONS") && data(cursor, 1)) || format()) {
            cursor.takeAny("EXTENDED", "PARTITIONS");
        }
        if (cursor.at("INTO") && cursor.token(1) == Token.USER_VARIABLE) {
            cursor.next();
            cursor.next();
            return new Statement.Other(inner().scope(), "EXPLAIN INTO");
        }
        if (cursor.takeAll("FOR", "CONNECTION")) {
            tables.readTail();
            return new Statement.Other(tables.scope(), "EXPLAIN FOR CONNECTION");
        }
        return data(cursor, 0) ? explain(runs) : new ShowReader(cursor, tables).describe();
    }

    private boolean format() {
        if (!cursor.at("FORMAT") || cursor.token(1) != Token.EQ) {
            return false;
        }
        cursor.next();
        cursor.next();
        quoted |= cursor.token() == Token.STRING;
        if (!cursor.token().word() && cursor.token() != Token.STRING) {
            throw cursor.unexpected();
        }
        cursor.next();
        return true;
    }

    private Statement explain(boolean runs) {
        Statement statement = inner();
        if (quoted) {
            // Read alone, the statement's literals have other numbers than in this text: nothing may be said of them.
            return new Statement.Other(statement.scope(), "EXPLAIN FORMAT");
        }
        return new Statement.Explain(statement.scope(), statement, runs);
    }

    /** Reads the explained statement with what stands before it blanked out: positions and slots stay what they are. */
    private Statement inner() {
        int start = cursor.start();
        String alone = " ".repeat(start) + cursor.fingerprint.text().substring(start, cursor.endOfAll());
        Statement statement = inner.apply(Fingerprint.of(alone, cursor.fingerprint.dialect()));
        if (statement instanceof Statement.NotUnderstood not) {
            throw new Unexpected(not.reason(), not.position());
        }
        return statement;
    }
}
