package io.sluice.routing.plan;

import io.sluice.routing.RoutingError;
import io.sluice.routing.load.LoadKeys;
import io.sluice.routing.rules.TableRule;
import io.sluice.routing.schema.Column;
import io.sluice.routing.schema.Table;
import io.sluice.sql.Statement;
import io.sluice.sql.text.Edit;
import io.sluice.sql.text.Piece;
import io.sluice.sql.text.Span;
import java.util.ArrayList;
import java.util.List;

/** Plans of LOAD DATA LOCAL. */
final class Loads {
    private final Statement.Loading form;
    private final Survey survey;
    private final OwnText own;
    private final Placed target;
    private final String name;

    private Loads(Statement.LoadLocal load, Survey survey, OwnText own) {
        this.form = load.form();
        this.survey = survey;
        this.own = own;
        this.target = survey.tables().get(0);
        this.name = target.occurrence().name();
    }

    static Plan plan(Statement.LoadLocal load, Survey survey, OwnText own) {
        return new Loads(load, survey, own).plan(load.xml());
    }

    private Plan plan(boolean xml) {
        String place = OnePlace.of(survey);
        TableRule.Sharded rule = target.sharded();
        if (place != null && (rule == null || rule.id() == null)) {
            return new Load(survey.tables(), List.of(new Everywhere.Target(place, 0)), own.template(), null);
        }
        if (xml) {
            throw RoutingError.CROSS_SHARD.with("LOAD XML into " + name, "write the rows as LOAD DATA takes them");
        }
        if (survey.tables().size() > 1) {
            throw RoutingError.CROSS_SHARD.with("LOAD DATA with a query in it", "load the rows, then UPDATE them");
        }
        if (form.partition()) {
            throw RoutingError.CROSS_SHARD.with("LOAD DATA with PARTITION", "leave it out");
        }
        Table table = target.table();
        if (table != null && table.definition() != null) {
            throw RoutingError.CROSS_SHARD.with("LOAD DATA into a view", "load into its table");
        }
        return rule == null ? broadcast() : split(rule);
    }

    /** Every copy takes all of the file. */
    private Plan broadcast() {
        Table table = target.table();
        for (Column column : table == null ? List.<Column>of() : table.columns()) {
            if (column.autoIncrement()) {
                // Each shard would count alone.
                throw RoutingError.CROSS_SHARD.with(
                        "LOAD DATA into a broadcast table with AUTO_INCREMENT",
                        "INSERT the rows, with a value for " + column.name());
            }
        }
        if (!form.assigned().isEmpty()) {
            throw RoutingError.CROSS_SHARD.with(
                    "LOAD DATA … SET into a broadcast table",
                    "give the values in the file, so that every shard stores the same");
        }
        List<Everywhere.Target> targets = Everywhere.Target.shards(survey.cluster());
        return new Load(survey.tables(), targets, own.template(), null);
    }

    private Plan split(TableRule.Sharded rule) {
        List<String> columns = columns();
        for (TableRule.Level level : rule.levels()) {
            computed(level.column());
        }
        TableRule.IdColumn id = rule.id();
        int idField = -1;
        List<Edit> edits = new ArrayList<>();
        if (id != null) {
            computed(id.column());
            idField = index(columns, id.column());
            if (idField < 0) {
                edits.add(new Edit(Span.at(form.columnsAt()), new Piece.Text(Quoting.name(id.column()) + ", ")));
            }
        }
        if (form.skipped() != null) {
            edits.add(new Edit(form.skippedSpan(), new Piece.Text("")));
        }
        List<Integer> keys = new ArrayList<>();
        for (TableRule.Level level : rule.levels()) {
            int index = index(columns, level.column());
            if (index < 0 && (id == null || !id.column().equalsIgnoreCase(level.column()))) {
                throw RoutingError.KEY_MISSING.with(level.column());
            }
            keys.add(index);
        }
        List<Everywhere.Target> targets = Everywhere.Target.slots(rule);
        LoadKeys.Places places = new LoadKeys.Places(keys, idField, id != null);
        return new Load(survey.tables(), targets, own.cut(edits), new Load.Split(form, columns.size(), places));
    }

    /** What takes the fields of a line; "" for a user variable, which no column is called. */
    private List<String> columns() {
        if (!form.columns().isEmpty()) {
            return form.columns().stream()
                    .map(column -> column.column() == null ? "" : column.column())
                    .toList();
        }
        Table table = target.table();
        if (table == null || table.columns().stream().anyMatch(Column::generated)) {
            String key = target.sharded() == null
                    ? ""
                    : target.sharded().levels().get(0).column();
            throw RoutingError.KEY_NOT_PROVABLE.with(name + "." + key, "name the columns that the file has");
        }
        return table.visibleColumns().stream().map(Column::name).toList();
    }

    private void computed(String column) {
        if (form.assigned().stream().anyMatch(column::equalsIgnoreCase)) {
            throw RoutingError.KEY_NOT_CONSTANT.with(
                    name + "." + column, "LOAD DATA … SET computes it: give it as a column of the file");
        }
    }

    private static int index(List<String> columns, String column) {
        for (int i = 0; i < columns.size(); i++) {
            if (columns.get(i).equalsIgnoreCase(column)) {
                return i;
            }
        }
        return -1;
    }
}
