package io.sluice.routing.plan;

import io.sluice.routing.gather.LoadColumn;
import io.sluice.routing.gather.LoadForm;
import io.sluice.routing.rules.Slot;
import io.sluice.routing.rules.TableRule;
import io.sluice.routing.schema.Column;
import io.sluice.routing.schema.Table;
import io.sluice.sql.Expr;
import io.sluice.sql.Feature;
import io.sluice.sql.QueryBlock;
import io.sluice.sql.Statement;
import io.sluice.sql.text.SqlTemplate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Plans UPDATEs that change sharding keys, see {@link Scripted.Moving}. */
final class Moves {
    private final Survey survey;
    private final Clauses clauses;
    private final Placed table;
    private final TableRule.Sharded rule;
    private final Identity identity;

    private Moves(Survey survey, Clauses clauses, Identity identity, TableRule.Sharded rule) {
        this.survey = survey;
        this.clauses = clauses;
        this.table = identity.table();
        this.rule = rule;
        this.identity = identity;
    }

    /** Null where the statement is not one of those, or a row of the table cannot travel unchanged. */
    static @Nullable Scripted of(Survey survey, Statement.Update update, boolean only) {
        QueryBlock top = survey.top();
        boolean plain = top.tables().size() == 1
                && top.derived().isEmpty()
                && !survey.has(Feature.IGNORE)
                && !Moves.changing(survey)
                && Choices.possible(survey);
        Clauses clauses = plain ? Clauses.of(survey) : null;
        if (clauses == null
                || clauses.assignments().size() != update.assignments().size()) {
            return null;
        }
        Placed table = survey.tables().get(top.tables().get(0));
        Identity identity = Identity.of(table);
        TableRule.Sharded rule = table.sharded();
        return identity == null || rule == null ? null : new Moves(survey, clauses, identity, rule).plan(update, only);
    }

    /** What has another value when it is said a second time: the row would be looked for where it is not. */
    private static boolean changing(Survey survey) {
        return survey.has(Feature.NON_DETERMINISTIC_FUNCTION)
                || survey.has(Feature.STATEMENT_TIME_FUNCTION)
                || survey.has(Feature.SYSTEM_VARIABLE);
    }

    private @Nullable Scripted plan(Statement.Update update, boolean only) {
        List<Scripted.NewKey> keys = new ArrayList<>();
        List<SqlTemplate> values = new ArrayList<>();
        for (int i = 0; i < update.assignments().size(); i++) {
            String name = update.assignments().get(i).column().name();
            int level = table.level(name);
            boolean primary = identity.columns().stream().anyMatch(c -> c.name().equalsIgnoreCase(name));
            if (level < 0 && primary) {
                return null; // it could not be found again
            }
            if (level >= 0) {
                if (Assignments.mentionsEarlier(survey, clauses, update, i)) {
                    return null;
                }
                keys.add(new Scripted.NewKey(
                        level, position(name), identity.columns().size() + values.size()));
                values.add(new Pieces(survey)
                        .add("(")
                        .add(clauses.assignments().get(i).value())
                        .add(")")
                        .template());
            }
        }
        List<LoadColumn> columns = columns();
        Pieces ask = ask(values);
        boolean foreign =
                update.assignments().stream().anyMatch(a -> Exprs.any(a.value(), Expr.Subquery.class::isInstance));
        if (keys.isEmpty() || foreign || columns == null || !ask.answered(Hints.CHOOSING)) {
            return null;
        }
        boolean ordered = !survey.top().orderBy().isEmpty();
        return new Scripted.Moving(
                ask.template(),
                question(),
                new Scripted.Row(table, identity.names("", 0), identity.columns(), keys, ordered),
                texts(columns),
                only);
    }

    private int position(String name) {
        for (int i = 0; i < identity.columns().size(); i++) {
            if (identity.columns().get(i).name().equalsIgnoreCase(name)) {
                return i;
            }
        }
        throw new IllegalStateException(name);
    }

    private Pieces ask(List<SqlTemplate> values) {
        List<SqlTemplate> selected = new ArrayList<>();
        selected.add(
                new Pieces(survey).add(identity.selected(Choices.called(table))).template());
        selected.addAll(values);
        return Choices.ask(survey, clauses, selected);
    }

    /** All columns that can be written; null where one has values that cannot travel. */
    private @Nullable List<LoadColumn> columns() {
        List<LoadColumn> columns = new ArrayList<>();
        for (Column column : Objects.requireNonNull(table.table()).columns()) {
            LoadColumn loaded = LoadColumn.of(column);
            if (loaded == null) {
                return null;
            }
            if (!column.generated()) {
                columns.add(loaded);
            }
        }
        return columns;
    }

    private Scripted.MoveTexts texts(List<LoadColumn> columns) {
        Table of = Objects.requireNonNull(table.table());
        String name = Choices.name(table);
        String alias = table.occurrence().alias();
        Pieces update = new Pieces(survey)
                .add("UPDATE " + name + (alias == null ? "" : " AS " + Quoting.name(alias)) + " SET ");
        for (int i = 0; i < clauses.assignments().size(); i++) {
            update.add(i == 0 ? "" : ", ").add(clauses.assignments().get(i).span());
        }
        List<String> read = new ArrayList<>();
        List<String> checks = new ArrayList<>();
        List<Integer> numbers = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            String column = Quoting.name(columns.get(i).name());
            read.add(columns.get(i).form().read(column));
            if (columns.get(i).form() == LoadForm.SECONDS) {
                // In the hour when clocks go back a time of day is two points in time.
                String seconds = "UNIX_TIMESTAMP(" + column + ")";
                checks.add("UNIX_TIMESTAMP(FROM_UNIXTIME(" + seconds + ")) <=> " + seconds);
            }
            Column written = of.column(columns.get(i).name());
            boolean id = rule.id() != null
                    && rule.id().column().equalsIgnoreCase(columns.get(i).name());
            if (id || (written != null && written.autoIncrement())) {
                numbers.add(i);
            }
        }
        read.addAll(checks);
        List<String> names = columns.stream().map(c -> Quoting.name(c.name())).toList();
        return new Scripted.MoveTexts(
                update.template(),
                "SELECT " + String.join(", ", read) + " FROM " + name,
                "DELETE FROM " + name,
                "INSERT INTO " + name + " (" + String.join(", ", names) + ") VALUES ",
                columns,
                numbers);
    }

    /** Foreign keys to the table and triggers would see a row deleted and inserted, where it is only changed. */
    private String question() {
        Slot first = rule.slots().get(0);
        String schema = literal(Objects.requireNonNull(survey.cluster().shards().get(first.shard()))
                .schema());
        List<String> tables = rule.slots().stream()
                .map(slot -> literal(slot.table()))
                .distinct()
                .toList();
        String names = " IN (" + String.join(", ", tables) + ")";
        return "/* sluice: primary, shard=" + first.shard() + " */ SELECT"
                + " (SELECT COUNT(*) FROM information_schema.KEY_COLUMN_USAGE WHERE REFERENCED_TABLE_SCHEMA = " + schema
                + " AND REFERENCED_TABLE_NAME" + names + ")"
                + " + (SELECT COUNT(*) FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = " + schema
                + " AND EVENT_OBJECT_TABLE" + names + ") AS n";
    }

    private static String literal(String name) {
        return "'" + name.replace("'", "''") + "'";
    }
}
