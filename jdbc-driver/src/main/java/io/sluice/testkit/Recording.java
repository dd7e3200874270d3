package io.sluice.testkit;

import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Writes down what a connection's statements do, and where the unsharded schema has answered otherwise. */
final class Recording {
    /** What no two servers, or moments, answer alike; and what concerns names and definitions instead of rows. */
    private static final Pattern OWN = Pattern.compile(
            "(?is)\\s*(EXPLAIN|SHOW|DESC|CREATE|ALTER|DROP|RENAME|TRUNCATE|ANALYZE|OPTIMIZE|CHECK|SET|USE|BEGIN|START|COMMIT|ROLLBACK)\\b.*"
                    + "|.*(@@|\\b(NOW|SYSDATE|CURRENT_TIMESTAMP|CURTIME|UUID|UUID_SHORT|RAND|CONNECTION_ID|LAST_INSERT_ID|FOUND_ROWS"
                    + "|DATABASE|SCHEMA|USER|CURRENT_USER|UTC_TIMESTAMP|information_schema)\\b).*");

    /** What both sides may not do on one server. */
    private static final Pattern LOCKS =
            Pattern.compile("(?is).*\\b(GET_LOCK|RELEASE_LOCK|RELEASE_ALL_LOCKS|IS_FREE_LOCK|IS_USED_LOCK)\\b.*");

    private static final Pattern INSERT = Pattern.compile("(?is)\\s*(?:/\\*.*?\\*/\\s*)*(INSERT|REPLACE)\\b.*");

    private final Journal journal;
    private final Explainer explainer;
    final Ids ids;

    Recording(Journal journal, Explainer explainer, Ids ids) {
        this.journal = journal;
        this.explainer = explainer;
        this.ids = ids;
    }

    static boolean insert(String sql) {
        return INSERT.matcher(sql).matches();
    }

    /** Whether the unsharded side is to do it, too. */
    static boolean shared(String sql) {
        return !LOCKS.matcher(sql).matches();
    }

    private static boolean comparable(String sql) {
        return shared(sql) && !OWN.matcher(sql).matches();
    }

    /** A statement that is about to run. */
    Explainer.Way runs(String sql, List<Bound> parameters) {
        Explainer.Way way = explainer.way(sql, parameters);
        journal.add(Shape.of(sql), way.route(), way.findings());
        return way;
    }

    /** Sluice has refused what EXPLAIN let pass. */
    void refused(String sql, SQLException failure) {
        journal.add(Shape.of(sql), String.valueOf(failure.getMessage()), Set.of(Finding.REFUSED));
    }

    static boolean isRefusal(@Nullable Object answer) {
        return answer instanceof SQLException failure
                && String.valueOf(failure.getMessage()).startsWith("ROUTE-2");
    }

    /** Compares what a call has answered: counts, and errors by their numbers; rows are compared as they are read. */
    void compare(String sql, @Nullable Object ours, @Nullable Object theirs) {
        if (comparable(sql) && !isRefusal(ours) && !said(ours).equals(said(theirs))) {
            journal.differs(Shape.of(sql), sql + "\n  sharded: " + said(ours) + "\n  unsharded: " + said(theirs));
        }
    }

    /** Compares rows, whose order counts for nothing: ties may be ordered in any way. */
    void compareRows(String sql, List<String> ours, List<String> theirs) {
        if (!comparable(sql)) {
            return;
        }
        List<String> one = ours.stream().map(ids::text).sorted().toList();
        List<String> other = theirs.stream().sorted().toList();
        if (!one.equals(other)) {
            journal.differs(
                    Shape.of(sql), sql + "\n  sharded: " + rows(one, other) + "\n  unsharded: " + rows(other, one));
        }
    }

    private static String rows(List<String> rows, List<String> others) {
        List<String> own =
                rows.stream().filter(each -> !others.contains(each)).limit(5).toList();
        return rows.size() + " rows, of its own: " + own;
    }

    private static String said(@Nullable Object answer) {
        if (answer instanceof SQLException failure) {
            return "error " + failure.getErrorCode();
        }
        if (answer instanceof int[] counts) {
            return java.util.Arrays.toString(counts);
        }
        if (answer instanceof long[] counts) {
            return java.util.Arrays.toString(counts);
        }
        return answer instanceof java.sql.ResultSet ? "rows" : Objects.toString(answer);
    }
}
