package io.sluice.sql.admin;

import io.sluice.sql.Scope;
import io.sluice.sql.Statement;
import io.sluice.sql.Statement.Transaction;
import io.sluice.sql.Statement.Transaction.Kind;
import io.sluice.sql.lex.Token;

/** BEGIN, START TRANSACTION, COMMIT, ROLLBACK and savepoints (manual, chapter "Transactional and Locking Statements"). */
final class TransactionReader {
    private final Cursor cursor;
    private final Tables tables;

    TransactionReader(Cursor cursor, Tables tables) {
        this.cursor = cursor;
        this.tables = tables;
    }

    Statement read() {
        if (cursor.takeAll("BEGIN", "NOT", "ATOMIC")) {
            tables.readBody();
            return new Statement.Other(tables.scope(), "BEGIN NOT ATOMIC");
        }
        if (cursor.take("BEGIN")) {
            cursor.take("WORK");
            cursor.expectEnd();
            return new Transaction(Scope.empty(), Kind.BEGIN, null, false, false, false, false);
        }
        if (cursor.at("START")) {
            return cursor.at(1, "TRANSACTION") ? start() : new OtherReader(cursor, tables).read();
        }
        if (cursor.take("SAVEPOINT")) {
            return savepoint(Kind.SAVEPOINT);
        }
        if (cursor.takeAll("RELEASE", "SAVEPOINT")) {
            return savepoint(Kind.RELEASE_SAVEPOINT);
        }
        Kind kind = cursor.at("COMMIT") ? Kind.COMMIT : Kind.ROLLBACK;
        cursor.next();
        cursor.take("WORK");
        if (kind == Kind.ROLLBACK && cursor.take("TO")) {
            cursor.take("SAVEPOINT");
            return savepoint(Kind.ROLLBACK_TO);
        }
        return end(kind);
    }

    private Statement start() {
        cursor.takeAll("START", "TRANSACTION");
        boolean readOnly = false;
        boolean snapshot = false;
        if (!cursor.done()) {
            do {
                if (cursor.takeAll("READ", "ONLY")) {
                    readOnly = true;
                } else if (cursor.takeAll("WITH", "CONSISTENT", "SNAPSHOT")) {
                    snapshot = true;
                } else if (!cursor.takeAll("READ", "WRITE")) {
                    throw cursor.unexpected();
                }
            } while (cursor.take(Token.COMMA));
        }
        cursor.expectEnd();
        return new Transaction(Scope.empty(), Kind.BEGIN, null, readOnly, snapshot, false, false);
    }

    private Statement savepoint(Kind kind) {
        String name = cursor.expectName();
        cursor.expectEnd();
        return new Transaction(Scope.empty(), kind, name, false, false, false, false);
    }

    private Statement end(Kind kind) {
        boolean chain = cursor.takeAll("AND", "CHAIN");
        if (!chain) {
            cursor.takeAll("AND", "NO", "CHAIN");
        }
        boolean release = cursor.take("RELEASE");
        if (!release) {
            cursor.takeAll("NO", "RELEASE");
        }
        cursor.expectEnd();
        return new Transaction(Scope.empty(), kind, null, false, false, chain, release);
    }
}
