package io.sluice.routing.plan;

import io.sluice.routing.rules.TableRule;
import io.sluice.routing.schema.Column;
import io.sluice.routing.schema.Table;
import io.sluice.sql.Expr;
import io.sluice.sql.Feature;
import io.sluice.sql.QueryBlock;
import io.sluice.sql.Statement;
import io.sluice.sql.text.Span;
import io.sluice.sql.text.SqlTemplate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Plans INSERT … SELECT that no slot can do alone: the rows are read first, see {@link Scripted.Copying}. */
final class Copies {
    private static final List<Feature> REFUSED = List.of(
            Feature.RETURNING,
            Feature.PARTITION_CLAUSE,
            Feature.SIDE_EFFECT_FUNCTION,
            Feature.USER_VARIABLE_ASSIGNMENT,
            Feature.INTO_OUTFILE,
            Feature.INTO_VARIABLE,
            Feature.SET_VAR_HINT);

    private Copies() {}

    /** Null where the statement is not one of those. {@code only}: no shard has all tables. */
    static @Nullable Scripted of(Statement.Insert insert, Survey survey, boolean only) {
        if (insert.select() < 0
                || REFUSED.stream().anyMatch(survey::has)
                || Quotients.in(Mentioned.in(survey))
                || !survey.folded().edits().isEmpty()) {
            return null;
        }
        Placed target = survey.tables().get(insert.table().ordinal());
        List<String> types = types(insert, target);
        SqlTemplate tail = tail(insert, survey, target);
        boolean ignore = survey.has(Feature.IGNORE);
        if (types == null || tail == null || (ignore && !insert.onDuplicate().isEmpty())) {
            return null;
        }
        Pieces ask = ask(survey, survey.scope().blocks().get(insert.select()));
        if (!ask.answered(Hints.COPYING)) {
            return null;
        }
        boolean replace = insert.verb().equalsIgnoreCase("REPLACE");
        Scripted.Duplicates duplicates = replace
                ? Scripted.Duplicates.REPLACED
                : ignore
                        ? Scripted.Duplicates.IGNORED
                        : insert.onDuplicate().isEmpty() ? Scripted.Duplicates.NONE : Scripted.Duplicates.UPDATED;
        return new Scripted.Copying(ask.template(), head(insert, replace, ignore), tail, types, duplicates, only);
    }

    private static @Nullable List<String> types(Statement.Insert insert, Placed placed) {
        Table table = placed.table();
        if (table == null || table.definition() != null || placed.system()) {
            return null;
        }
        boolean counts = table.columns().stream().anyMatch(Column::autoIncrement);
        if (counts && placed.rule() instanceof TableRule.Broadcast) {
            return null; // each shard would count for itself
        }
        if (insert.columns().isEmpty()) {
            return table.visibleColumns().stream().map(Column::type).toList();
        }
        List<String> types = new ArrayList<>();
        for (String name : insert.columns()) {
            Column column = table.column(name);
            if (column == null) {
                return null;
            }
            types.add(column.type());
        }
        return types;
    }

    private static String head(Statement.Insert insert, boolean replace, boolean ignore) {
        String schema = insert.table().schema();
        String columns =
                String.join(", ", insert.columns().stream().map(Quoting::name).toList());
        return (replace ? "REPLACE INTO " : ignore ? "INSERT IGNORE INTO " : "INSERT INTO ")
                + (schema == null ? "" : Quoting.name(schema) + ".")
                + Quoting.name(insert.table().name())
                + (columns.isEmpty() ? "" : " (" + columns + ")");
    }

    /** The assignments of ON DUPLICATE KEY UPDATE; null where they speak of what is selected, which is not there any more. */
    private static @Nullable SqlTemplate tail(Statement.Insert insert, Survey survey, Placed target) {
        if (insert.onDuplicate().isEmpty()) {
            return new SqlTemplate(List.of());
        }
        for (Statement.Assignment assignment : insert.onDuplicate()) {
            boolean foreign = Exprs.any(
                    assignment.value(),
                    e -> e instanceof Expr.Subquery
                            || (e instanceof Expr.Column column
                                    && survey.columns().owner(column.ref()) != target));
            if (foreign) {
                return null;
            }
        }
        List<Statement.Assignment> all = insert.onDuplicate();
        Span span = new Span(all.get(0).span().start(), survey.fingerprint().statementEnd());
        return new Pieces(survey).add(" ON DUPLICATE KEY UPDATE ").add(span).template();
    }

    private static Pieces ask(Survey survey, QueryBlock select) {
        boolean sets = select.features().contains(Feature.SET_OPERATION)
                || select.features().contains(Feature.TABLE_STATEMENT)
                || select.features().contains(Feature.VALUES_STATEMENT);
        boolean locked = survey.has(Feature.LOCKING_READ);
        Pieces ask = new Pieces(survey).add(select.span());
        if (locked || sets) {
            return ask;
        }
        return ask.add(select.limit() == null ? Scripted.ALL_ROWS : "").add(" LOCK IN SHARE MODE");
    }
}
