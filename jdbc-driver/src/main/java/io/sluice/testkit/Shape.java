package io.sluice.testkit;

import io.sluice.sql.Dialect;
import io.sluice.sql.lex.Fingerprint;
import java.util.regex.Pattern;

/** A statement without its literals: what reports show and count by. */
final class Shape {
    private static final Pattern LISTS = Pattern.compile("\\(\\s*\\?(\\s*,\\s*\\?)+\\s*\\)");
    private static final Pattern ROWS = Pattern.compile("(\\([?.… ]+\\))(\\s*,\\s*\\1)+");

    private Shape() {}

    /** {@code ?} for each literal, {@code (?, …)} for lists of any length; no comments, single spaces. */
    static String of(String sql) {
        Fingerprint read = Fingerprint.of(sql, Dialect.MYSQL);
        StringBuilder text = new StringBuilder();
        int at = 0;
        for (int slot = 0; slot < read.slotCount(); slot++) {
            text.append(sql, at, read.slotStart(slot)).append('?');
            at = read.slotEnd(slot);
        }
        text.append(sql.substring(at));
        String one = text.toString()
                .replaceAll("/\\*(?s:.*?)\\*/", " ")
                .replaceAll("\\s+", " ")
                .strip();
        return ROWS.matcher(LISTS.matcher(one).replaceAll("(?, …)")).replaceAll("$1, …");
    }
}
