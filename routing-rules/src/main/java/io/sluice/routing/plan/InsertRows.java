package io.sluice.routing.plan;

import io.sluice.routing.RoutingError;
import io.sluice.routing.rules.TableRule;
import io.sluice.routing.schema.Column;
import io.sluice.routing.schema.Table;
import io.sluice.sql.Expr;
import io.sluice.sql.Feature;
import io.sluice.sql.Operand;
import io.sluice.sql.SqlValue;
import io.sluice.sql.Statement;
import io.sluice.sql.text.Cuts;
import io.sluice.sql.text.Edit;
import io.sluice.sql.text.Piece;
import io.sluice.sql.text.Span;
import io.sluice.sql.text.SqlTemplate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** INSERT … VALUES and INSERT … SET into a sharded table: each row's keys, and the generated ids. */
final class InsertRows {
    private final Statement.Insert insert;
    private final Survey survey;
    private final OwnText own;
    private final TableRule.Sharded rule;
    private final List<String> columns;
    private final List<Edit> edits = new ArrayList<>();

    private InsertRows(
            Statement.Insert insert, Survey survey, OwnText own, TableRule.Sharded rule, List<String> columns) {
        this.insert = insert;
        this.survey = survey;
        this.own = own;
        this.rule = rule;
        this.columns = columns;
    }

    static Plan plan(
            Statement.Insert insert, Survey survey, OwnText own, TableRule.Sharded rule, List<String> columns) {
        return new InsertRows(insert, survey, own, rule, columns).plan();
    }

    private Plan plan() {
        for (Placed table : survey.tables()) {
            boolean target = table.occurrence().ordinal() == insert.table().ordinal();
            if (!target && !(table.rule() instanceof TableRule.Broadcast)) {
                throw RoutingError.DIFFERENT_SHARDS.with(
                        "rows of " + insert.table().name() + " and "
                                + table.occurrence().name(),
                        "read the value first and insert it as a constant");
            }
        }
        for (int i = 0; i < insert.rows().size(); i++) {
            if (insert.rows().get(i).values().size() != columns.size()) {
                throw RoutingError.COLUMN_COUNT.with(i + 1);
            }
        }
        int id = rule.id() == null ? -1 : index(rule.id().column());
        boolean generates = rule.id() != null && writeIds(id);
        List<SplitInsert.Row> rows = new ArrayList<>();
        for (Statement.ValueRow row : insert.rows()) {
            rows.add(row(row, id));
        }
        return new SplitInsert(
                survey.tables(),
                insert.table().ordinal(),
                rows,
                generates,
                survey.has(Feature.IGNORE),
                survey.has(Feature.RETURNING),
                !insert.verb().equalsIgnoreCase("INSERT")
                        || !insert.onDuplicate().isEmpty(),
                own.cut(edits),
                many());
    }

    private SplitInsert.Row row(Statement.ValueRow row, int id) {
        List<@Nullable Operand> keys = new ArrayList<>();
        for (TableRule.Level level : rule.levels()) {
            int index = index(level.column());
            boolean isId = rule.id() != null && rule.id().column().equalsIgnoreCase(level.column());
            keys.add(isId ? null : key(level.column(), index, row));
        }
        if (id < 0) {
            return new SplitInsert.Row(keys, null, null);
        }
        Expr value = row.values().get(id);
        SqlTemplate text = SqlTemplate.cut(
                survey.text(), value.span(), survey.fingerprint().slotSpans(), List.of());
        return new SplitInsert.Row(keys, constant(value), text);
    }

    private Operand key(String column, int index, Statement.ValueRow row) {
        if (index < 0 || isDefault(row.values().get(index))) {
            return constantDefault(column);
        }
        Operand operand = constant(row.values().get(index));
        if (operand == null) {
            throw RoutingError.KEY_NOT_CONSTANT.with(
                    insert.table().name() + "." + column, "compute the value first and insert that");
        }
        return operand;
    }

    /** The constant that a server takes for a key that is left out. */
    private Operand constantDefault(String name) {
        Table table = survey.tables().get(insert.table().ordinal()).table();
        Column column = table == null ? null : table.column(name);
        if (column == null || column.constant() == null) {
            throw RoutingError.KEY_MISSING.with(name);
        }
        return new Operand.Constant(new SqlValue.Text(column.constant()));
    }

    /** Makes room for generated ids; true where a row may need one. */
    private boolean writeIds(int id) {
        if (id < 0) {
            String name = Quoting.name(idColumn());
            if (insert.setForm()) {
                int end = insert.rows().get(0).span().end();
                insert(end, new Piece.Text(", " + name + " = "));
                insert(end, new Piece.GeneratedId());
                return true;
            }
            insert(insert.columnsEnd(), new Piece.Text(", " + name));
            for (Statement.ValueRow row : insert.rows()) {
                insert(row.span().end() - 1, new Piece.Text(", "));
                insert(row.span().end() - 1, new Piece.GeneratedId());
            }
            return true;
        }
        for (Statement.ValueRow row : insert.rows()) {
            Expr value = row.values().get(id);
            if (constant(value) == null && !isDefault(value)) {
                throw RoutingError.KEY_NOT_CONSTANT.with(
                        insert.table().name() + "." + idColumn(), "give it as a constant, or leave it out");
            }
            edits.add(new Edit(value.span(), new Piece.GeneratedId()));
        }
        return true;
    }

    private void insert(int position, Piece piece) {
        edits.add(new Edit(Span.at(position), piece));
    }

    private String idColumn() {
        return rule.id() == null ? "" : rule.id().column();
    }

    private SqlTemplate many() {
        if (insert.setForm()) {
            return own.cut(edits);
        }
        List<Edit> all = new ArrayList<>(own.edits());
        all.addAll(edits);
        List<SqlTemplate> items = new ArrayList<>();
        Cuts cuts = new Cuts(survey.text(), survey.fingerprint().slotSpans(), all);
        for (Statement.ValueRow row : insert.rows()) {
            items.add(cuts.cut(row.span()));
        }
        Span rows = new Span(
                insert.rows().get(0).span().start(),
                insert.rows().get(insert.rows().size() - 1).span().end());
        all.removeIf(edit -> rows.contains(edit.span()));
        all.add(new Edit(rows, new Piece.Items(0, items)));
        Span whole = new Span(0, survey.fingerprint().statementEnd());
        return SqlTemplate.cut(survey.text(), whole, survey.fingerprint().slotSpans(), all);
    }

    private int index(String column) {
        for (int i = 0; i < columns.size(); i++) {
            if (columns.get(i).equalsIgnoreCase(column)) {
                return i;
            }
        }
        return -1;
    }

    private static boolean isDefault(Expr expr) {
        return expr instanceof Expr.Call call
                && call.function().equals("DEFAULT")
                && call.args().isEmpty();
    }

    /** The constant that {@code expr} is (DEFAULT as NULL), null where it is none. */
    private static @Nullable Operand constant(Expr expr) {
        if (isDefault(expr)) {
            return new Operand.Constant(new SqlValue.Null());
        }
        return expr instanceof Expr.Constant constant && !(constant.operand() instanceof Operand.Unknown)
                ? constant.operand()
                : null;
    }
}
