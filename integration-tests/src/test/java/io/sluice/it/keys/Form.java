package io.sluice.it.keys;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.regex.Pattern;

/**
 * One way to write a key.
 *
 * @param sql a literal, or {@code ?}
 * @param call for {@code ?}: the JDBC call and its argument
 * @param mark {@code !} where an INSERT of it is refused by name, {@code ~} where some doors refuse it
 */
record Form(String sql, String call, String mark) {
    private static final Pattern FLAVOUR = Pattern.compile("([!~]?)\\[(mysql|mariadb)] ?(.*)");

    /** Of a line of forms.txt. */
    static Form of(String line) {
        String mark = line.startsWith("!") || line.startsWith("~") ? line.substring(0, 1) : "";
        String form = line.substring(mark.length());
        return form.startsWith("? ") ? new Form("?", form.substring(2), mark) : new Form(form, "", mark);
    }

    /** True where a line is for another flavour. */
    static boolean foreign(String line, String flavour) {
        var matcher = FLAVOUR.matcher(line);
        return matcher.matches() && !matcher.group(2).equals(flavour);
    }

    static String plain(String line) {
        var matcher = FLAVOUR.matcher(line);
        return matcher.matches() ? matcher.group(1) + matcher.group(3) : line;
    }

    boolean bound() {
        return !call.isEmpty();
    }

    /** True where it means something in INSERT alone. */
    boolean storedOnly() {
        return sql.equals("DEFAULT");
    }

    /** {@code sql} prepared, its only {@code ?} being this form. */
    PreparedStatement prepare(Connection connection, String sql) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        for (int i = 1; bound() && i <= sql.chars().filter(c -> c == '?').count(); i++) {
            Bind.bind(statement, i, call);
        }
        return statement;
    }

    @Override
    public String toString() {
        return bound() ? "? " + call : sql;
    }
}
