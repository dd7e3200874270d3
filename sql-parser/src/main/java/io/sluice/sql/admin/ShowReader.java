package io.sluice.sql.admin;

import io.sluice.sql.SqlValue;
import io.sluice.sql.Statement;
import io.sluice.sql.lex.Token;
import java.util.Set;

/** SHOW and DESCRIBE (manual, section "SHOW Statements"). */
final class ShowReader {
    /** Words that say how, not what. */
    private static final Set<String> MODIFIERS = Set.of("FULL", "EXTENDED", "GLOBAL", "SESSION", "LOCAL", "STORAGE");

    private static final Set<String> ENDS = Set.of("FROM", "IN", "LIKE", "WHERE", "LIMIT", "FOR", "ON");
    private static final Set<String> WITH_TABLE =
            Set.of("COLUMNS", "INDEX", "CREATE TABLE", "CREATE VIEW", "CREATE SEQUENCE");

    private final Cursor cursor;
    private final Tables tables;

    ShowReader(Cursor cursor, Tables tables) {
        this.cursor = cursor;
        this.tables = tables;
    }

    Statement show() {
        cursor.expect("SHOW");
        while (MODIFIERS.contains(cursor.upper()) && cursor.token(1).word()) {
            cursor.next();
        }
        String what = what();
        if (WITH_TABLE.contains(what)) {
            table(what);
        } else if ((what.equals("WARNINGS") || what.equals("ERRORS")) && cursor.take("LIMIT")) {
            return limited(what);
        }
        tables.readTail();
        return new Statement.Show(tables.scope(), what);
    }

    /** {@code SHOW WARNINGS LIMIT 5, 10}: no server has these warnings, so the numbers are part of the reading. */
    private Statement limited(String what) {
        long first = number();
        boolean offset = cursor.take(Token.COMMA);
        boolean behind = !offset && cursor.take("OFFSET");
        long second = offset || behind ? number() : 0;
        cursor.expectEnd();
        if (first < 0 || second < 0) {
            return new Statement.Other(tables.scope(), "SHOW " + what + " LIMIT ?");
        }
        return new Statement.Show(tables.scope(), what, offset ? first : second, offset ? second : first);
    }

    /** A whole number, -1 for a parameter. */
    private long number() {
        int slot = cursor.slot();
        if (slot < 0) {
            throw cursor.unexpected();
        }
        if (cursor.fingerprint.isParameter(slot)) {
            cursor.next();
            return -1;
        }
        if (!(cursor.fingerprint.value(slot) instanceof SqlValue.Whole whole)) {
            throw cursor.unexpected();
        }
        tables.pin(slot);
        cursor.next();
        return whole.value().bitLength() > 62 ? Long.MAX_VALUE : whole.value().longValue();
    }

    /** {@code DESCRIBE orders}, {@code DESC orders user_id}: the cursor stands at the table. */
    Statement describe() {
        tables.read(false);
        tables.readTail();
        return new Statement.Show(tables.scope(), "COLUMNS");
    }

    private String what() {
        if (cursor.at("COUNT") && cursor.token(1) == Token.LPAREN) {
            cursor.next();
            cursor.skipParentheses();
            return "COUNT " + words();
        }
        if (cursor.at("CREATE")) {
            cursor.next();
            String object = words(1);
            return "CREATE " + ("SCHEMA".equals(object) ? "DATABASE" : object);
        }
        return words();
    }

    private String words() {
        return words(Integer.MAX_VALUE);
    }

    private String words(int limit) {
        StringBuilder words = new StringBuilder();
        for (int i = 0; i < limit && cursor.token() == Token.IDENT && !ENDS.contains(cursor.upper()); i++) {
            words.append(i == 0 ? "" : " ").append(cursor.upper());
            cursor.next();
        }
        if (words.isEmpty()) {
            throw cursor.unexpected();
        }
        return switch (words.toString()) {
            case "FIELDS" -> "COLUMNS";
            case "INDEXES", "KEYS" -> "INDEX";
            case "SCHEMAS" -> "DATABASES";
            case "CHARSET" -> "CHARACTER SET";
            default -> words.toString();
        };
    }

    /** {@code FROM orders FROM shop} means {@code shop.orders}: one occurrence that covers both names. */
    private void table(String what) {
        if (what.startsWith("CREATE")) {
            cursor.takeAll("IF", "NOT", "EXISTS");
        } else if (!cursor.takeAny("FROM", "IN")) {
            throw cursor.unexpected();
        }
        int start = cursor.start();
        String name = cursor.expectName();
        String schema = null;
        if (cursor.take(Token.DOT)) {
            schema = name;
            name = cursor.expectName();
        }
        if (!what.startsWith("CREATE") && cursor.takeAny("FROM", "IN")) {
            schema = cursor.expectName();
        }
        tables.add(schema, name, cursor.since(start), false);
    }
}
