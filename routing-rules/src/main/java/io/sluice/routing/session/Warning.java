package io.sluice.routing.session;

import java.util.Set;

/**
 * One line of SHOW WARNINGS. Immutable.
 *
 * @param level {@code Note}, {@code Warning} or {@code Error}
 * @param code MySQL's error number
 * @param message its text
 */
public record Warning(String level, int code, String message) {
    /** ER_WARN_DEPRECATED_SYNTAX and its kin: …_NO_REPLACEMENT, ER_DEPRECATED_UTF8_ALIAS, …_NATIONAL, …_UTF8MB3_COLLATION. */
    private static final Set<Integer> DEPRECATED = Set.of(1287, 1681, 3719, 3720, 3778);

    /** ER_CUT_VALUE_GROUP_CONCAT. */
    private static final int CUT = 1260;

    /**
     * What a server says where GROUP_CONCAT has cut a text at group_concat_max_len.
     *
     * @param value the number of the value at which it did, from 1
     */
    static Warning cut(int value) {
        return new Warning("Warning", CUT, "Row " + value + " was cut by GROUP_CONCAT()");
    }

    /** True where it says what {@link #cut} does. */
    boolean ofACut() {
        return code == CUT;
    }

    /** True where it is about words that the server will not know for ever: about the text, not about values. */
    public boolean ofTheText() {
        return DEPRECATED.contains(code);
    }
}
