package io.sluice.it.compare;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * One statement. Literals in braces become parameters where statements are prepared: {@code WHERE user_id = {7}}.
 *
 * @param template the text with its braces
 * @param marks what is to be known about it
 */
public record Example(String template, Set<Mark> marks) {
    private static final Pattern ORDER_BY = Pattern.compile("\\border\\s+by\\b", Pattern.CASE_INSENSITIVE);

    /** What a reader must know to compare. */
    public enum Mark {
        /** Sluice must refuse it by name (1235, ROUTE-2xxx) or fail as the plain server fails; that need not. */
        REFUSED,
        /** ORDER BY leaves ties: rows are compared as a multiset. */
        TIES,
        /**
         * A text value stands for all that are equal under its collation, and MySQL does not say which one is shown: compared
         * without case and trailing spaces.
         */
        ANY_OF_EQUALS,
        /** Not sent as a prepared statement: the servers do not prepare it. */
        TEXT_ONLY,
        /** Generated keys are compared too. */
        KEYS
    }

    public Example {
        marks = marks.isEmpty() ? EnumSet.noneOf(Mark.class) : EnumSet.copyOf(marks);
    }

    public static Example of(String template, Mark... marks) {
        return new Example(template, Set.of(marks));
    }

    public boolean is(Mark mark) {
        return marks.contains(mark);
    }

    /** True where the rows' order is decided by the statement. */
    boolean ordered() {
        return ORDER_BY.matcher(template).find() && !is(Mark.TIES);
    }

    public String text() {
        return Braces.text(template);
    }

    String prepared() {
        return Braces.prepared(template);
    }

    void bind(PreparedStatement statement) throws SQLException {
        Braces.bind(template, statement);
    }

    /** Those of the names that stand in the text. */
    public List<String> mentioned(List<String> tables) {
        List<String> found = new ArrayList<>();
        String text = template.toLowerCase(Locale.ROOT);
        for (String table : tables) {
            if (Pattern.compile("\\b" + table + "\\b").matcher(text).find()) {
                found.add(table);
            }
        }
        return found;
    }

    @Override
    public String toString() {
        String line = text().replaceAll("\\s+", " ");
        return line.length() > 150 ? line.substring(0, 147) + "…" : line;
    }
}
