package io.sluice.it.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.it.compare.Answer.Failure;
import io.sluice.it.compare.Answer.Rows;
import io.sluice.it.compare.Example.Mark;
import io.sluice.routing.golden.PlanFile.Step;
import io.sluice.sql.SqlValue;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** One statement of a golden plan, as something to ask. */
final class GoldenStep {
    private static final Pattern ERROR = Pattern.compile("error (ROUTE-[0-9]+) \\(([0-9]+) (\\w+)\\)[^:]*: (.*)");

    static final String SLEEPS = "it would sleep for every row";

    private final Step step;
    private final Door door;

    GoldenStep(Step step, Door door) {
        this.step = step;
        this.door = door;
    }

    String sql() {
        return step.sql();
    }

    List<String> expected() {
        return step.expected();
    }

    /** The statement with its parameters in place, so that every door can ask it in its own way. */
    Example example() {
        return new Example(filled(step.sql()), ties() ? Set.of(Mark.TIES) : Set.of());
    }

    private boolean ties() {
        boolean join = sql().matches("(?is).*\\b(JOIN|FROM \\w+ \\w+, )\\b.*");
        return (join && sql().matches("(?is).*\\bORDER BY\\b.*"))
                || sql().matches("(?is).*\\bORDER BY\\b.*") && !sql().matches("(?is).*\\bORDER BY\\b.*\\b(id|1)\\b.*");
    }

    Answer ask(java.sql.Connection connection) {
        return Asked.by(connection, example(), prepared());
    }

    /** What is bound may not be written as a literal: the plan could be another. */
    private boolean prepared() {
        // MySQL does not prepare BEGIN, USE and their kin (1295).
        boolean data = sql().matches("(?is)\\s*(SELECT|INSERT|UPDATE|DELETE|REPLACE|EXPLAIN|WITH|SHOW|\\().*");
        return (door.prepared() && data) || !step.params().isEmpty();
    }

    private String filled(String sql) {
        if (step.params().isEmpty()) {
            return sql;
        }
        StringBuilder text = new StringBuilder();
        Matcher matcher = Pattern.compile("\\?").matcher(sql);
        for (int i = 0; matcher.find(); i++) {
            matcher.appendReplacement(
                    text, Matcher.quoteReplacement("{" + literal(step.params().get(i)) + "}"));
        }
        return matcher.appendTail(text).toString();
    }

    private static String literal(SqlValue value) {
        if (value instanceof SqlValue.Whole whole) {
            return whole.value().toString();
        }
        if (value instanceof SqlValue.Decimal decimal) {
            return decimal.value().toPlainString();
        }
        return value instanceof SqlValue.Text text ? "'" + text.value().replace("'", "''") + "'" : "NULL";
    }

    /** An error of our own. What a user does wrong is told as a server tells it, and compared with it. */
    boolean expectsError() {
        return !expected().isEmpty() && expected().get(0).matches("error ROUTE-[^1].*");
    }

    boolean hinted() {
        return sql().matches("(?s).*/\\*\\s*sluice:.*");
    }

    boolean refused(Answer answer) {
        return answer instanceof Failure failure && failure.refusal();
    }

    void checkError(Answer answer) {
        Matcher matcher = ERROR.matcher(expected().get(0));
        assertTrue(matcher.matches(), expected().get(0));
        assertTrue(answer instanceof Failure, () -> sql() + " gives " + Comparison.brief(answer));
        Failure failure = (Failure) answer;
        if (perhapsSyntax() && failure.errno() == 1064) {
            return; // as the file says: unless it is a syntax error
        }
        assertEquals(matcher.group(2) + " " + matcher.group(3), failure.errno() + " " + failure.state(), sql());
        assertEquals(matcher.group(1) + ": " + matcher.group(4), failure.message(), sql());
    }

    /** Values stand in the shards' SQL as they came; with parameters the text doors have others than the file. */
    boolean explainable() {
        boolean routed = !expected().isEmpty() && !expected().get(0).startsWith("local");
        boolean own = sql().matches("(?is)\\s*EXPLAIN ROUTE.*");
        // What it is rewritten to names all tables of the schema, of which these servers have others than the file's.
        boolean ofItsOwn = sql().matches(
                        "(?is).*(CONNECTION_ID|SELEC 1|SHOW FULL TABLES|SHOW TABLES|\\bFROM (information_schema\\.)?tables).*");
        // Connector/J fills the parameters of an EXPLAIN in itself: only the driver gets them bound.
        boolean bound = step.params().isEmpty() || door == Door.DRIVER_PREPARED;
        return (routed || own) && bound && !ofItsOwn && !generated() && !perhapsSyntax();
    }

    private boolean perhapsSyntax() {
        return expected().get(0).contains("unless it is a syntax error");
    }

    private boolean generated() {
        return expected().stream().anyMatch(line -> line.matches(".*\\b10[0-9]{2}\\b.*"));
    }

    String explain(java.sql.Connection sluice) {
        boolean own = sql().matches("(?is)\\s*EXPLAIN ROUTE.*");
        Example explain = new Example((own ? "" : "EXPLAIN ROUTE ") + filled(step.sql()), Set.of());
        Answer answer = Asked.by(sluice, explain, prepared());
        if (answer instanceof Rows rows) {
            return rows.rows().stream().map(row -> String.valueOf(row.get(0))).collect(Collectors.joining("\n"));
        }
        return Comparison.brief(answer);
    }

    /** Empty where it is compared with the plain server. */
    String whyNotCompared() {
        String sql = sql().strip();
        if (door == Door.PROXY_TEXT && !step.params().isEmpty() && expectsError()) {
            return "Connector/J writes the values into the text, and then it can be done";
        }
        if (sql.matches("(?is)REPLACE INTO orders \\(id, user_id, city\\).*")) {
            return "created_at decides whether the row changes, and so the count";
        }
        if (sql.matches("(?is)(EXPLAIN ROUTE|SHOW SLUICE).*")) {
            return "only Sluice knows it";
        }
        if (expectsError()) {
            return ""; // an error of our own is the same in every run
        }
        if (sql.matches("(?is)LOAD (DATA|XML) LOCAL.*")) {
            return "there is no such file; LoadDataTest gives it some";
        }
        if (sql.matches("(?is).*\\bSLEEP\\b.*")) {
            return SLEEPS;
        }
        if (sql.matches("(?is).*\\b(NOW|CURRENT_TIMESTAMP|RAND|UUID|CONNECTION_ID|LAST_INSERT_ID)\\b.*")) {
            return "the answer differs from run to run";
        }
        if (sql.matches("(?is).*@@hostname\\b.*")) {
            return "each server has its own name, and on MariaDB in a character set that no step writes";
        }
        if (sql.matches("(?is)(SHOW INDEX|EXPLAIN (SELECT|DELETE)).*")) {
            return "each slot has its own estimates";
        }
        if (sql.matches("(?is)SELECT table_name FROM (information_schema\\.)?tables")) {
            return "each server has other schemas beside this one";
        }
        if (sql.matches("(?is)WITH .*GROUP BY product\\) SELECT product FROM t.*")) {
            return "which of several equal texts a group shows is anybody's";
        }
        if (sql.matches("(?is)(DESC|DESCRIBE|SHOW COLUMNS|SHOW FIELDS|SHOW FULL COLUMNS|SHOW CREATE)\\b.*")) {
            return "the plain server's ids are AUTO_INCREMENT here";
        }
        if (sql.matches("(?is)(KILL|SHOW (PROCESSLIST|STATUS|VARIABLES|MASTER|GRANTS|BINARY)).*")) {
            return "it speaks of one server";
        }
        return unordered(sql);
    }

    private static String unordered(String sql) {
        if (sql.matches("(?is)SELECT.*GROUP_CONCAT\\([^)]*\\).*")
                && !sql.matches("(?is).*GROUP_CONCAT\\([^)]*ORDER BY.*")) {
            return "the order inside GROUP_CONCAT is anybody's";
        }
        if (sql.matches("(?is)SELECT city, status, COUNT\\(\\*\\) FROM orders GROUP BY city")) {
            return "status is that of any row of the group";
        }
        boolean decided = sql.matches("(?is).*(ORDER BY.*\\bid\\b|GROUP BY|DISTINCT|COUNT\\().*");
        if (sql.matches("(?is)SELECT.*\\bLIMIT\\b.*") && !decided) {
            return "LIMIT without a total order may give any rows";
        }
        return knownDifference(sql);
    }

    /** Not yet as on one server: printed with their reason at the end of the run, and to be mended. */
    private static String knownDifference(String sql) {
        if (sql.matches("(?is)SHOW (FULL TABLES|TABLES|WARNINGS).*")) {
            return "KNOWN DIFFERENCE: widths of the columns of SHOW TABLES, of Code in SHOW WARNINGS";
        }
        if (sql.matches("(?is)SELECT (o\\.)?id, \\(SELECT.*")) {
            return "KNOWN DIFFERENCE: the label of a subquery without alias names the physical table";
        }
        return "";
    }
}
