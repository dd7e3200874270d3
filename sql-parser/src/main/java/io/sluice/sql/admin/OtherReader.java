package io.sluice.sql.admin;

import io.sluice.sql.Statement;
import io.sluice.sql.lex.Token;
import java.util.Locale;
import java.util.Set;

/** Statements that are known but not taken apart; their tables are found where they have some. */
final class OtherReader {
    private static final Set<String> VERBS = Set.of(
            ("CALL DO PREPARE EXECUTE DEALLOCATE LOCK UNLOCK FLUSH HANDLER LOAD XA RESET PURGE CHANGE START STOP INSTALL "
                            + "UNINSTALL CACHE CHECKSUM HELP SIGNAL RESIGNAL GET SHUTDOWN RESTART CLONE BINLOG IMPORT BACKUP")
                    .split(" "));

    /** Verbs that say something only together with the next word. */
    private static final Set<String> PAIRS = Set.of(
            ("DEALLOCATE LOCK UNLOCK FLUSH LOAD XA RESET PURGE CHANGE START STOP INSTALL UNINSTALL CACHE CHECKSUM GET IMPORT "
                            + "BACKUP")
                    .split(" "));

    private static final Set<String> READ_ELSEWHERE = Set.of(
            ("SET BEGIN COMMIT ROLLBACK SAVEPOINT RELEASE SHOW DESCRIBE DESC EXPLAIN CREATE ALTER DROP TRUNCATE RENAME "
                            + "OPTIMIZE CHECK REPAIR GRANT REVOKE ANALYZE USE KILL")
                    .split(" "));

    private final Cursor cursor;
    private final Tables tables;

    OtherReader(Cursor cursor, Tables tables) {
        this.cursor = cursor;
        this.tables = tables;
    }

    /** True where the token {@code ahead} of here begins a statement that this package reads. */
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
        String verb = cursor.upper();
        if (!VERBS.contains(verb)) {
            throw new Unexpected("an unknown statement", cursor.start());
        }
        cursor.next();
        boolean pair = PAIRS.contains(verb) || ("EXECUTE".equals(verb) && cursor.at("IMMEDIATE"));
        if (pair && cursor.token() == Token.IDENT) {
            verb += " " + cursor.upper().toUpperCase(Locale.ROOT);
            cursor.next();
        }
        tables(verb);
        tables.readTail();
        return new Statement.Other(tables.scope(), "LOCK TABLE".equals(verb) ? "LOCK TABLES" : verb);
    }

    private void tables(String verb) {
        switch (verb) {
            case "LOCK TABLES", "LOCK TABLE" -> lock();
            case "HANDLER", "CHECKSUM TABLE", "CHECKSUM TABLES" -> tables.readList(verb.equals("HANDLER"));
            case "FLUSH TABLES", "FLUSH TABLE" -> {
                if (cursor.atName()) {
                    tables.readList(false);
                }
            }
            case "LOAD DATA", "LOAD XML" -> loadData();
            case "CACHE INDEX" -> tables.read(false);
            case "LOAD INDEX" -> {
                cursor.takeAll("INTO", "CACHE");
                tables.read(false);
            }
            default -> {}
        }
    }

    /** {@code LOCK TABLES orders AS o READ LOCAL, items LOW_PRIORITY WRITE}. */
    private void lock() {
        do {
            int place = cursor.place();
            cursor.expectName();
            while (!cursor.done() && !cursor.atAny("READ", "WRITE") && cursor.token() != Token.COMMA) {
                cursor.next();
            }
            boolean write = cursor.at("WRITE");
            cursor.back(place);
            tables.read(write);
            while (!cursor.done() && cursor.token() != Token.COMMA) {
                cursor.next();
            }
        } while (cursor.take(Token.COMMA));
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
}
