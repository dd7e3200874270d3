package io.sluice.it.keys;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** One session on each side; each form is asked of both. Collects what differs. */
final class FormCheck {
    private static final int NEW = 9999;

    private final KeyTable table;
    private final Connection plain;
    private final Connection sluice;
    private final boolean prepared;
    private final List<String> differences = new ArrayList<>();

    FormCheck(KeyTable table, Connection plain, Connection sluice, boolean prepared) {
        this.table = table;
        this.plain = plain;
        this.sluice = sluice;
        this.prepared = prepared;
    }

    List<String> differences() {
        return differences;
    }

    void form(Form form, boolean reads) throws SQLException {
        if (reads && !form.storedOnly()) {
            reads(form);
            changes(form);
        }
        insert(form);
    }

    private void reads(Form form) throws SQLException {
        String other = table.seeds().get(0);
        String last = table.seeds().get(table.seeds().size() - 1);
        String f = form.sql();
        for (String where : new String[] {
            "k = " + f,
            f + " = k",
            "k IN (" + f + ", " + other + ")",
            "k IN (" + f + ")",
            "k IN (" + f + ", " + f + ")",
            "k BETWEEN " + f + " AND " + last,
            "k BETWEEN " + other + " AND " + f,
            "k < " + f,
            "k >= " + f,
            "k <=> " + f,
            "k <> " + f,
            "(k, n) IN ((" + f + ", 0))",
            "(k, n) = (" + f + ", 0)",
            "k = " + f + " OR k = " + other
        }) {
            same(form, "SELECT id, k FROM " + table.name() + " WHERE " + where + " ORDER BY id");
        }
    }

    private void changes(Form form) throws SQLException {
        plain.setAutoCommit(false);
        sluice.setAutoCommit(false);
        String where = " WHERE k = " + form.sql();
        same(form, "UPDATE " + table.name() + " SET n = n + 1" + where);
        all(form);
        same(form, "DELETE FROM " + table.name() + where);
        all(form);
        plain.rollback();
        sluice.rollback();
        plain.setAutoCommit(true);
        sluice.setAutoCommit(true);
    }

    /** What is stored is found by a later reader who writes it as the server shows it. */
    private void insert(Form form) throws SQLException {
        String insert = "INSERT INTO " + table.name() + " (id, k) VALUES (" + NEW + ", " + form.sql() + ")";
        String answer = ask(sluice, form, insert);
        boolean refused = answer.startsWith("error 1235");
        String truth = ask(plain, form, insert);
        if (refused) {
            if (form.mark().isEmpty() && truth.startsWith("1 ")) {
                differences.add(form + ": INSERT is refused: " + answer);
            }
        } else {
            if (form.mark().equals("!") && truth.startsWith("1 ")) {
                differences.add(form + ": INSERT should be refused, but: " + answer);
            }
            if (!truth.equals(answer)) {
                differences.add(insert + " [" + form + "]\n    plain:  " + truth + "\n    sluice: " + answer);
            }
            readBack(form);
        }
        String delete = "DELETE FROM " + table.name() + " WHERE id = " + NEW;
        run(plain, delete);
        run(sluice, delete);
    }

    private void readBack(Form form) throws SQLException {
        same(form, "SELECT id, k, n FROM " + table.name() + " WHERE id = " + NEW);
        String shown = shown();
        if (!shown.isEmpty()) {
            same(form, "SELECT id, k FROM " + table.name() + " WHERE k = " + shown + " ORDER BY id");
        }
    }

    /** The new row's key as a literal, empty without a row. */
    private String shown() throws SQLException {
        boolean bytes = table.type().contains("BINARY") || table.type().startsWith("BIT");
        String key = table.type().startsWith("BIT") ? "CAST(k AS UNSIGNED)" : bytes ? "HEX(k)" : "k";
        try (Statement statement = plain.createStatement();
                ResultSet row =
                        statement.executeQuery("SELECT " + key + " FROM " + table.name() + " WHERE id = " + NEW)) {
            if (!row.next()) {
                return "";
            }
            String text = row.getString(1);
            return bytes
                    ? table.type().startsWith("BIT") ? text : "x'" + text + "'"
                    : "'" + text.replace("\\", "\\\\").replace("'", "''") + "'";
        }
    }

    private void all(Form form) throws SQLException {
        same(form, "SELECT id, k, n FROM " + table.name() + " ORDER BY id");
    }

    private void same(Form form, String sql) throws SQLException {
        String truth = ask(plain, form, sql);
        String answer = ask(sluice, form, sql);
        if (!truth.equals(answer)) {
            differences.add(sql + (form.bound() ? " [" + form + "]" : "") + "\n    plain:  " + truth + "\n    sluice: "
                    + answer);
        }
    }

    private String ask(Connection connection, Form form, String sql) {
        boolean binds = sql.indexOf('?') >= 0;
        try (Statement statement = prepared || binds ? form.prepare(connection, sql) : connection.createStatement()) {
            boolean rows =
                    statement instanceof java.sql.PreparedStatement ready ? ready.execute() : statement.execute(sql);
            return rows ? rows(statement) : statement.getUpdateCount() + " rows";
        } catch (SQLException e) {
            boolean ours = e.getErrorCode() == 1235;
            return "error " + e.getErrorCode() + (ours ? " " + e.getMessage() : "");
        }
    }

    private static String rows(Statement statement) throws SQLException {
        StringBuilder text = new StringBuilder();
        try (ResultSet rows = statement.getResultSet()) {
            int columns = rows.getMetaData().getColumnCount();
            while (rows.next()) {
                for (int i = 1; i <= columns; i++) {
                    text.append(i == 1 ? "" : " ").append(rows.getString(i));
                }
                text.append("; ");
            }
        }
        return text.toString();
    }

    private static void run(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
