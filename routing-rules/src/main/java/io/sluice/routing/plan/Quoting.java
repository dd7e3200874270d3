package io.sluice.routing.plan;

import io.sluice.sql.Dialect;
import io.sluice.sql.lex.Words;

/** Identifiers as they must be written. */
final class Quoting {
    private Quoting() {}

    /** {@code name}, in backquotes where it needs them in any flavour. */
    static String name(String name) {
        return plain(name) ? name : backquoted(name);
    }

    /** {@code name} in backquotes. */
    static String backquoted(String name) {
        return '`' + name.replace("`", "``") + '`';
    }

    private static boolean plain(String name) {
        if (name.isEmpty() || Character.isDigit(name.charAt(0))) {
            return false;
        }
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
            if (!letter) {
                return false;
            }
        }
        return !Words.reserved(name, Dialect.MARIADB) && !Words.reserved(name, Dialect.MYSQL);
    }
}
