package io.sluice.sql.admin;

import io.sluice.sql.Operand;
import io.sluice.sql.Scope;
import io.sluice.sql.Statement;
import io.sluice.sql.lex.Fingerprint;
import io.sluice.sql.lex.Names;
import io.sluice.sql.lex.Token;
import java.util.function.Function;

/** Reads every statement that is no data statement. */
public final class AdminReader {
    private final Cursor cursor;
    private final Tables tables;
    private final Function<Fingerprint, Statement> inner;

    private AdminReader(Fingerprint fingerprint, Function<Fingerprint, Statement> inner) {
        this.cursor = new Cursor(fingerprint);
        this.tables = new Tables(cursor, inner);
        this.inner = inner;
    }

    /**
     * Reads the statement; never throws.
     *
     * @param inner reads a data statement that stands inside ({@code EXPLAIN SELECT …}); never throws either
     */
    public static Statement read(Fingerprint fingerprint, Function<Fingerprint, Statement> inner) {
        try {
            return new AdminReader(fingerprint, inner).statement();
        } catch (Unexpected e) {
            return new Statement.NotUnderstood(
                    Scope.empty(), Names.verb(fingerprint), Names.all(fingerprint), e.what(), e.position);
        }
    }

    private Statement statement() {
        if (cursor.token() != Token.IDENT) {
            throw cursor.unexpected();
        }
        if (NamedReader.at(cursor)) {
            return new NamedReader(cursor).read();
        }
        return switch (cursor.upper()) {
            case "SET" -> new SetReader(cursor, tables).read();
            case "BEGIN", "START", "COMMIT", "ROLLBACK", "SAVEPOINT", "RELEASE" ->
                new TransactionReader(cursor, tables).read();
            case "SHOW" -> new ShowReader(cursor, tables).show();
            case "DESCRIBE", "DESC", "EXPLAIN" -> new ExplainReader(cursor, tables, inner).read();
            case "CREATE", "ALTER", "DROP", "TRUNCATE", "RENAME", "OPTIMIZE", "CHECK", "REPAIR", "GRANT", "REVOKE" ->
                new DdlReader(cursor, tables).read();
            case "ANALYZE" -> analyze();
            case "USE" -> use();
            case "KILL" -> kill();
            case "SLUICE" -> switchPrimary();
            default -> new OtherReader(cursor, tables).read();
        };
    }

    /** MariaDB's ANALYZE SELECT runs a query and explains it; else it is ANALYZE TABLE. */
    private Statement analyze() {
        return cursor.at(1, "FORMAT") || (ExplainReader.data(cursor, 1) && !cursor.at(1, "TABLE"))
                ? new ExplainReader(cursor, tables, inner).read()
                : new DdlReader(cursor, tables).read();
    }

    private Statement use() {
        cursor.next();
        String schema = cursor.expectName();
        cursor.expectEnd();
        return new Statement.Use(Scope.empty(), schema);
    }

    private Statement switchPrimary() {
        cursor.next();
        cursor.expect("SWITCH");
        cursor.expect("PRIMARY");
        cursor.expect("OF");
        String shard = cursor.expectName();
        cursor.expect("TO");
        Operand target = literal();
        Operand seconds = cursor.take("TIMEOUT") ? literal() : null;
        cursor.expectEnd();
        return new Statement.SwitchPrimary(Scope.empty(), shard, target, seconds);
    }

    private Operand literal() {
        int slot = cursor.slot();
        if (slot < 0) {
            throw cursor.unexpected();
        }
        cursor.next();
        return new Operand.Slot(slot);
    }

    private Statement kill() {
        cursor.next();
        cursor.takeAny("HARD", "SOFT");
        boolean query = cursor.take("QUERY");
        if (!query) {
            cursor.take("CONNECTION");
        }
        if (cursor.at("USER") || cursor.at("ID")) {
            return new Statement.Other(tables.scope(), "KILL " + cursor.upper());
        }
        if (cursor.done()) {
            throw cursor.unexpected();
        }
        int slot = cursor.slot();
        if (slot >= 0 && cursor.token(1) == Token.END) {
            return new Statement.Kill(Scope.empty(), query, new Operand.Slot(slot));
        }
        tables.readTail();
        return new Statement.Kill(tables.scope(), query, new Operand.Unknown());
    }
}
