package io.sluice.it.suites;

import io.sluice.it.compare.Answer;
import io.sluice.it.compare.Answer.Column;
import io.sluice.it.compare.Answer.Failure;
import io.sluice.it.compare.Answer.Rows;
import io.sluice.it.compare.Asked;
import io.sluice.it.compare.Door;
import io.sluice.it.compare.Example;
import io.sluice.it.suites.LogicFile.Entry;
import io.sluice.it.suites.Outcome.Exact;
import io.sluice.it.suites.Outcome.Refused;
import io.sluice.it.suites.Outcome.Wrong;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** One file of logic tests, asked of Sluice's driver and of the plain server. Not thread-safe. */
final class LogicRun {
    private static final Pattern VIEW = Pattern.compile("(?is)CREATE\\s+VIEW\\s+(\\w+).*");
    private static final Pattern POSITIONS = Pattern.compile(
            "(?is).*\\bORDER\\s+BY\\s+(\\d+(?:\\s+(?:ASC|DESC))?(?:\\s*,\\s*\\d+(?:\\s+(?:ASC|DESC))?)*)\\s*");
    /** A sharding key that would be NULL; the row is left out on both sides. */
    private static final int KEY_IS_NULL = 1048;

    private final LogicFile file;
    private final int every;
    private final Tally tally;
    private final List<String> differences = new ArrayList<>();
    private final Map<String, Refused> withoutView = new HashMap<>();
    private int queries;

    /** @param every of so many queries one is asked */
    LogicRun(LogicFile file, int every, Tally tally) {
        this.file = file;
        this.every = every;
        this.tally = tally;
    }

    /** @return what differed */
    List<String> run(Twins twins) throws SQLException {
        try (Connection plain = twins.plain(Door.DRIVER_TEXT);
                Connection sluice = twins.sluice(Door.DRIVER_TEXT)) {
            drop(plain);
            drop(sluice);
            // Else a join of thirty tables is planned for minutes.
            Twins.run(plain, List.of("SET SESSION optimizer_search_depth = 3"));
            Twins.run(sluice, List.of("SET SESSION optimizer_search_depth = 3"));
            for (Entry entry : file.entries()) {
                if (!entry.query()) {
                    change(entry, plain, sluice);
                } else if (queries++ % every == 0) {
                    ask(entry, plain, sluice);
                }
            }
            drop(plain);
            drop(sluice);
        }
        return differences;
    }

    private void drop(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String table : file.firstColumns().keySet()) {
                statement.execute("DROP TABLE IF EXISTS " + table);
            }
        }
    }

    private void change(Entry entry, Connection plain, Connection sluice) {
        Example example = Example.of(entry.sql());
        Answer answer = Asked.by(sluice, example, false);
        if (answer instanceof Failure failure && failure.errno() == KEY_IS_NULL) {
            return;
        }
        if (answer instanceof Failure failure && failure.message().contains("name the columns of the SELECT")) {
            answer = Asked.by(sluice, Example.of(withColumns(entry.sql(), plain)), false);
        }
        Answer truth = Asked.by(plain, example, false);
        if (answer instanceof Failure failure && failure.refusal()) {
            Matcher view = VIEW.matcher(entry.sql());
            if (view.matches()) {
                withoutView.put(view.group(1), Refused.of(failure));
            } else {
                differences.add("a statement that makes the data is refused: " + failure + "\n  " + entry.sql());
            }
        } else if (answer instanceof Failure != truth instanceof Failure) {
            differences.add("plain: " + truth + "\n  sluice: " + answer + "\n  " + entry.sql());
        }
    }

    /** {@code INSERT INTO tab1 SELECT * FROM tab0}, as the refusal asks for it. */
    private static String withColumns(String sql, Connection plain) {
        String table = sql.strip().replaceFirst("(?s).*\\s", "");
        String columns = Asked.by(plain, Example.of("SELECT * FROM " + table + " LIMIT 0"), false) instanceof Rows rows
                ? rows.columns().stream().map(Column::label).collect(Collectors.joining(", "))
                : "*";
        return sql.replace("*", columns);
    }

    private void ask(Entry entry, Connection plain, Connection sluice) {
        Example example = Example.of(entry.sql());
        Answer truth = Asked.by(plain, example, false);
        Outcome outcome = missingView(entry.sql());
        if (outcome == null) {
            outcome = CaseRun.compared(example, truth, Asked.by(sluice, example, false));
        }
        if (outcome instanceof Wrong && !entry.sort().equals("nosort")) {
            outcome = upToTies(entry, truth, Asked.by(sluice, example, false));
        }
        tally.add(outcome, false);
        if (!(outcome instanceof Exact || outcome instanceof Refused)) {
            differences.add(file.name() + ": " + outcome);
        }
    }

    private @Nullable Outcome missingView(String sql) {
        for (Map.Entry<String, Refused> view : withoutView.entrySet()) {
            if (Pattern.compile("\\b" + view.getKey() + "\\b").matcher(sql).find()) {
                return view.getValue();
            }
        }
        return null;
    }

    /** Rows that are equal in the columns of ORDER BY may come in any order among themselves. */
    private static Outcome upToTies(Entry entry, Answer truth, Answer answer) {
        Outcome outcome = CaseRun.compared(Example.of(entry.sql(), Example.Mark.TIES), truth, answer);
        Matcher positions = POSITIONS.matcher(entry.sql());
        if (outcome instanceof Exact
                && positions.matches()
                && truth instanceof Rows left
                && answer instanceof Rows right) {
            for (String position : positions.group(1).split(",")) {
                int column = Integer.parseInt(position.strip().split("\\s+")[0]) - 1;
                if (!column(left, column).equals(column(right, column))) {
                    return new Wrong("another order\n  " + entry.sql());
                }
            }
        }
        return outcome;
    }

    private static List<String> column(Rows rows, int column) {
        return rows.rows().stream().map(row -> String.valueOf(row.get(column))).toList();
    }
}
