package io.sluice.routing.session;

import java.util.Locale;
import java.util.Set;

/** The words of sql_mode (manual, section "Server SQL Modes"; MariaDB: "SQL_MODE") that stand for nothing but themselves. */
final class SqlModes {
    private static final Set<String> PLAIN = Set.of(
            """
            ALLOW_INVALID_DATES ANSI_QUOTES EMPTY_STRING_IS_NULL ERROR_FOR_DIVISION_BY_ZERO HIGH_NOT_PRECEDENCE
            IGNORE_BAD_TABLE_OPTIONS IGNORE_SPACE NO_AUTO_CREATE_USER NO_AUTO_VALUE_ON_ZERO NO_BACKSLASH_ESCAPES NO_DIR_IN_CREATE
            NO_ENGINE_SUBSTITUTION NO_UNSIGNED_SUBTRACTION NO_ZERO_DATE NO_ZERO_IN_DATE ONLY_FULL_GROUP_BY PAD_CHAR_TO_FULL_LENGTH
            PIPES_AS_CONCAT REAL_AS_FLOAT SIMULTANEOUS_ASSIGNMENT STRICT_ALL_TABLES STRICT_TRANS_TABLES TIME_ROUND_FRACTIONAL
            TIME_TRUNCATE_FRACTIONAL
            """
                    .strip()
                    .split("\\s+"));

    private SqlModes() {}

    /** False where only a server knows what a list means: it has a combination such as ANSI, or a word not known here. */
    static boolean plain(String modes) {
        for (String word : modes.split(",", -1)) {
            if (!word.isEmpty() && !PLAIN.contains(word.toUpperCase(Locale.ROOT))) {
                return false;
            }
        }
        return true;
    }
}
