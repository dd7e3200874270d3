package io.sluice.sql.admin;

import io.sluice.sql.Statement;
import io.sluice.sql.lex.Token;
import java.util.Set;

/** Statements that are known but not taken apart; their tables are found where they have some. */
final class OtherReader {
    private static final Set<String> VERBS =
            Set.of(("LOCK UNLOCK FLUSH HANDLER LOAD XA RESET PURGE CHANGE START STOP INSTALL UNINSTALL CACHE "
                            + "CHECKSUM HELP SIGNAL RESIGNAL GET SHUTDOWN RESTART CLONE BINLOG IMPORT BACKUP")
                    .split(" "));

    /** Verbs that say something only together with the next word. */
    private static final Set<String> PAIRS = Set.of(
            ("LOCK UNLOCK FLUSH LOAD XA RESET PURGE CHANGE START STOP INSTALL UNINSTALL CACHE CHECKSUM GET IMPORT "
                            + "BACKUP")
                    .split(" "));

    private static final Set<String> READ_ELSEWHERE = Set.of(
            ("SET BEGIN COMMIT ROLLBACK SAVEPOINT RELEASE SHOW DESCRIBE DESC EXPLAIN CREATE ALTER DROP TRUNCATE RENAME "
                            + "OPTIMIZE CHECK REPAIR GRANT REVOKE ANALYZE USE KILL CALL DO PREPARE EXECUTE DEALLOCATE")
                    .split(" "));

    private final Cursor cursor;
    private final Tables tables;

    OtherReader(Cursor cursor, Tables tables) {
        this.cursor = cursor;
        this.tables = tables;
    }

    /** True where the token {@code ahead} of here begins a statement that is read, but is no data statement. */
    static boolean known(Cursor cursor, int ahead) {
        int place = cursor.place();
        for (int i = 0; i < ahead; i++) {
            cursor.next();
        }
        String word = cursor.token() == Token.IDENT ? cursor.upper() : "";
        cursor.back(place);
        return VERBS.contains(word) || READ_ELSEWHERE.contains(word);
    }

    Statement read() {
        String verb = verb();
        boolean load = verb.equals("LOAD DATA") || verb.equals("LOAD XML");
        if (load && LoadReader.local(cursor)) {
            return new LoadReader(cursor, tables).read(verb.equals("LOAD XML"));
        }
        tables(verb);
        tables.readTail();
        return new Statement.Other(tables.scope(), verb);
    }

    /** Takes the words that say what it is. */
    private String verb() {
        String verb = cursor.upper();
        if (!VERBS.contains(verb)) {
            throw new Unexpected("an unknown statement", cursor.start());
        }
        cursor.next();
        if (verb.equals("FLUSH")) {
            cursor.takeAny("LOCAL", "NO_WRITE_TO_BINLOG");
        } else if (verb.equals("GET")) {
            cursor.takeAny("CURRENT", "STACKED");
        }
        if (PAIRS.contains(verb) && cursor.token() == Token.IDENT) {
            verb += " " + cursor.upper();
            cursor.next();
        }
        return switch (verb) {
            case "LOCK TABLE", "UNLOCK TABLE", "FLUSH TABLE" -> verb + "S";
            case "CHECKSUM TABLES" -> "CHECKSUM TABLE";
            default -> verb;
        };
    }

    private void tables(String verb) {
        switch (verb) {
            case "LOCK TABLES" -> lock();
            case "HANDLER" -> handler();
            case "CHECKSUM TABLE" -> tables.readList(false);
            case "BACKUP LOCK" -> tables.read(false);
            case "FLUSH TABLES" -> {
                if (cursor.atName()) {
                    tables.readList(false);
                }
            }
            case "LOAD DATA", "LOAD XML" -> loadData();
            case "CACHE INDEX" -> indexes();
            case "LOAD INDEX" -> {
                cursor.takeAll("INTO", "CACHE");
                indexes();
            }
            default -> {}
        }
    }

    /** {@code LOCK TABLES orders AS o READ LOCAL, items LOW_PRIORITY WRITE}. */
    private void lock() {
        do {
            Tables.Named named = tables.named();
            String alias = tables.alias();
            cursor.take("LOW_PRIORITY");
            boolean write = cursor.at("WRITE");
            if (!cursor.takeAny("READ", "WRITE")) {
                throw cursor.unexpected();
            }
            while (!cursor.done() && cursor.token() != Token.COMMA) {
                cursor.next();
            }
            tables.add(named, alias, write);
        } while (cursor.take(Token.COMMA));
    }

    /** {@code HANDLER orders OPEN AS h}, {@code HANDLER h READ NEXT}: later the table is called by its alias. */
    private void handler() {
        Tables.Named named = tables.named();
        tables.add(named, cursor.take("OPEN") ? tables.alias() : null, false);
    }

    private void loadData() {
        while (!cursor.takeAll("INTO", "TABLE")) {
            if (cursor.done()) {
                throw cursor.unexpected();
            }
            cursor.next();
        }
        tables.read(true);
    }

    /** {@code orders PARTITION (p0) INDEX (a, b) IGNORE LEAVES, users IN hot}. */
    private void indexes() {
        do {
            tables.read(false);
            while (!cursor.done() && !cursor.at("IN") && cursor.token() != Token.COMMA) {
                if (cursor.token() == Token.LPAREN) {
                    cursor.skipParentheses();
                } else {
                    cursor.next();
                }
            }
        } while (cursor.take(Token.COMMA));
    }
}
