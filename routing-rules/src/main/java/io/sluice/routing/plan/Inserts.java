package io.sluice.routing.plan;

import io.sluice.routing.RoutingError;
import io.sluice.routing.RoutingException;
import io.sluice.routing.merge.Merge;
import io.sluice.routing.rules.TableRule;
import io.sluice.routing.schema.Column;
import io.sluice.routing.schema.Table;
import io.sluice.sql.ColumnRef;
import io.sluice.sql.Expr;
import io.sluice.sql.Feature;
import io.sluice.sql.FromItem;
import io.sluice.sql.Operand;
import io.sluice.sql.QueryBlock;
import io.sluice.sql.SqlValue;
import io.sluice.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Plans of INSERT and REPLACE. */
final class Inserts {
    private Inserts() {}

    static Plan plan(Statement.Insert insert, Survey survey, OwnText own) {
        try {
            Plan plan = direct(insert, survey, own);
            boolean refused = plan instanceof Routed routed
                    && (Reads.unsupported(routed.scatter()) || (routed.home() != null && survey.anySharded()));
            return refused ? ((Routed) plan).with(null, Copies.of(insert, survey, false)) : plan;
        } catch (RoutingException refused) {
            boolean unsupported = refused.error().category() == RoutingError.Category.UNSUPPORTED;
            unsupported &= refused.error() != RoutingError.KEY_UPDATE;
            Scripted scripted = unsupported ? Copies.of(insert, survey, true) : null;
            if (scripted == null) {
                throw refused;
            }
            Scatter never = new Scatter.Impossible(refused.error(), refused.text());
            return Reads.routed(survey, own, Plan.Access.WRITE, false, never, null)
                    .with(null, scripted);
        }
    }

    private static Plan direct(Statement.Insert insert, Survey survey, OwnText own) {
        Placed target = survey.tables().get(insert.table().ordinal());
        String place = OnePlace.of(survey);
        TableRule.Sharded rule = target.sharded();
        if (place != null && (rule == null || rule.id() == null)) {
            return OnePlace.routed(survey, own, Plan.Access.WRITE, survey.has(Feature.RETURNING), false, place);
        }
        if (target.rule() instanceof TableRule.Broadcast) {
            generatedByServer(insert, target);
            return Writes.broadcast(survey, own);
        }
        if (!(target.rule() instanceof TableRule.Sharded sharded)) {
            Scatter scatter = Reads.impossible(
                    "INSERT into a single table from several slots", "restrict the SELECT to one key on its shard");
            return routed(survey, own, survey.classes(), scatter);
        }
        duplicates(insert, target, sharded);
        List<String> columns = columns(insert, target);
        boolean several = insert.select() >= 0 || insert.rows().size() > 1;
        if (survey.has(Feature.RETURNING) && several) {
            throw RoutingError.CROSS_SHARD.with("INSERT of several rows … RETURNING", "insert them one by one");
        }
        return insert.select() >= 0
                ? select(insert, survey, own, sharded, columns)
                : InsertRows.plan(insert, survey, own, sharded, columns);
    }

    private static Routed routed(Survey survey, OwnText own, List<KeyClass> classes, Scatter scatter) {
        return new Routed(
                Plan.Access.WRITE,
                survey.has(Feature.RETURNING),
                false,
                survey.tables(),
                classes,
                survey.home(),
                survey.cluster().defaultShard().name(),
                own.template(),
                scatter,
                List.of());
    }

    /** AUTO_INCREMENT counts on each shard alone: the copies of a broadcast table would drift apart. */
    private static void generatedByServer(Statement.Insert insert, Placed target) {
        Table table = target.table();
        if (table == null) {
            return;
        }
        List<String> columns = insert.columns().isEmpty() && !insert.setForm()
                ? table.visibleColumns().stream().map(Column::name).toList()
                : insert.columns();
        for (Column column : table.columns()) {
            if (column.autoIncrement() && !given(insert, columns, column.name())) {
                throw RoutingError.CROSS_SHARD.with(
                        "AUTO_INCREMENT of a broadcast table", "give " + column.name() + " a value");
            }
        }
    }

    private static boolean given(Statement.Insert insert, List<String> columns, String column) {
        int index = -1;
        for (int i = 0; i < columns.size(); i++) {
            index = columns.get(i).equalsIgnoreCase(column) ? i : index;
        }
        if (index < 0) {
            return false;
        }
        for (Statement.ValueRow row : insert.rows()) {
            Expr value = index < row.values().size() ? row.values().get(index) : null;
            boolean none = value == null
                    || value instanceof Expr.Call call && call.function().equals("DEFAULT")
                    || value instanceof Expr.Constant constant
                            && constant.operand() instanceof Operand.Constant written
                            && written.value() instanceof SqlValue.Null;
            if (none) {
                return false;
            }
        }
        return true;
    }

    private static void duplicates(Statement.Insert insert, Placed target, TableRule.Sharded sharded) {
        for (Statement.Assignment assignment : insert.onDuplicate()) {
            String column = assignment.column().name();
            boolean inserted = sharded.levels().size() == 1 && inserted(insert, assignment.value(), column);
            if (target.level(column) >= 0 && !inserted) {
                throw RoutingError.KEY_UPDATE.with(target.occurrence().name() + "." + column);
            }
        }
    }

    /** True where {@code value} is what the row would have had in {@code column}: VALUES(a), or {@code new.a}. */
    private static boolean inserted(Statement.Insert insert, Expr value, String column) {
        Statement.RowAlias alias = insert.alias();
        if (value instanceof Expr.Column of) {
            return alias != null
                    && alias.columns().isEmpty()
                    && alias.name().equals(of.ref().qualifier())
                    && of.ref().name().equalsIgnoreCase(column);
        }
        return value instanceof Expr.Call call
                && (call.function().equals("VALUES") || call.function().equals("VALUE"))
                && call.args().size() == 1
                && call.args().get(0) instanceof Expr.Column of
                && of.ref().name().equalsIgnoreCase(column);
    }

    private static List<String> columns(Statement.Insert insert, Placed target) {
        boolean defaults = insert.rows().stream().anyMatch(row -> row.values().isEmpty());
        TableRule.Sharded sharded = target.sharded();
        if (defaults && sharded != null) {
            // INSERT INTO orders () VALUES (): as the server says of a column without default.
            throw RoutingError.KEY_MISSING.with(sharded.levels().get(0).column());
        }
        if (!insert.columns().isEmpty() || insert.setForm()) {
            return insert.columns();
        }
        if (target.table() == null) {
            throw RoutingError.KEY_NOT_PROVABLE.with(
                    key(target),
                    "name the columns: those of " + target.occurrence().name() + " are not known");
        }
        return target.table().visibleColumns().stream().map(Column::name).toList();
    }

    /** INSERT … SELECT: rows must stay in the slot they are read from, or all go to one. */
    private static Plan select(
            Statement.Insert insert, Survey survey, OwnText own, TableRule.Sharded sharded, List<String> columns) {
        List<KeyClass> sources = sources(insert, survey);
        if (sharded.id() != null && columns.stream().noneMatch(sharded.id().column()::equalsIgnoreCase)) {
            throw RoutingError.CROSS_SHARD.with(
                    "INSERT … SELECT without " + sharded.id().column(), "select a value for the generated column");
        }
        QueryBlock block = survey.scope().blocks().get(insert.select());
        KeyClass fed = fed(insert, survey, sharded, columns, block, sources);
        List<KeyClass> classes = new ArrayList<>(sources);
        classes.add(fed);
        return routed(survey, own, classes, scatter(survey, own, sources, fed, block));
    }

    /** The classes without that of the target, which no condition speaks of. */
    private static List<KeyClass> sources(Statement.Insert insert, Survey survey) {
        List<KeyClass> sources = new ArrayList<>();
        int target = survey.classes().size();
        for (int i = 0; i < survey.classes().size(); i++) {
            KeyClass keys = survey.classes().get(i);
            if (keys.members().contains(insert.table().ordinal())) {
                target = i;
            } else {
                sources.add(keys.parent() > target ? keys.following(keys.parent() - 1) : keys);
            }
        }
        if (sources.size() != survey.classes().size() - 1) {
            throw RoutingError.BUG.with("the target of INSERT … SELECT is tied to its source");
        }
        return sources;
    }

    private static KeyClass fed(
            Statement.Insert insert,
            Survey survey,
            TableRule.Sharded sharded,
            List<String> columns,
            QueryBlock block,
            List<KeyClass> sources) {
        List<KeyCondition> conditions = new ArrayList<>();
        int tied = 0;
        int parent = -1;
        Placed target = survey.tables().get(insert.table().ordinal());
        for (int level = 0; level < sharded.levels().size(); level++) {
            Expr expr = feeding(sharded.levels().get(level).column(), columns, block, survey);
            if (expr instanceof Expr.Constant constant && !(constant.operand() instanceof Operand.Unknown)) {
                conditions.add(new KeyCondition.Stored(level, constant.operand()));
            } else if (expr instanceof Expr.Column column) {
                Columns.Source source = survey.columns().source(column.ref());
                TableRule.Sharded rule = source == null ? null : source.table().sharded();
                if (source != null
                        && rule != null
                        && rule.group().equals(sharded.group())
                        && source.level() == level
                        && sameType(survey.columns().column(column.ref()), target, sharded, level)) {
                    tied++;
                    parent = classOf(sources, source.table());
                }
            }
        }
        if (tied != sharded.levels().size()) {
            parent = -1;
        }
        if (parent < 0 && conditions.size() != sharded.levels().size()) {
            throw RoutingError.KEY_NOT_CONSTANT.with(
                    insert.table().name() + "." + sharded.levels().get(0).column(),
                    "in INSERT … SELECT, select it from the key of a colocated table");
        }
        KeyCondition condition = parent >= 0 ? KeyCondition.ANY : new KeyCondition.And(conditions);
        return new KeyClass(
                List.of(insert.table().ordinal()),
                0,
                sharded,
                KeyClass.columnsOf(target, sharded),
                condition,
                parent,
                true);
    }

    /** A key that is converted on its way ({@code 7.5} to 8) may be another one's. */
    private static boolean sameType(@Nullable Column from, Placed target, TableRule.Sharded sharded, int level) {
        Column to = KeyClass.columnsOf(target, sharded).get(level);
        return from == null || to == null
                ? from == to
                : from.type().equals(to.type())
                        && from.unsigned() == to.unsigned()
                        && from.length() <= to.length()
                        && from.scale() == to.scale()
                        && from.members().equals(to.members())
                        && Objects.equals(from.collation(), to.collation());
    }

    private static Expr feeding(String key, List<String> columns, QueryBlock block, Survey survey) {
        int index = -1;
        for (int i = 0; i < columns.size(); i++) {
            index = columns.get(i).equalsIgnoreCase(key) ? i : index;
        }
        if (index < 0) {
            throw RoutingError.KEY_MISSING.with(key);
        }
        Expr starred = starred(index, columns.size(), block, survey);
        if (starred != null) {
            return starred;
        }
        boolean star = block.items().stream().anyMatch(i -> i.expr() instanceof Expr.Star);
        if (star || index >= block.items().size()) {
            throw RoutingError.KEY_NOT_CONSTANT.with(key, "name the columns of the SELECT");
        }
        return block.items().get(index).expr();
    }

    /** {@code INSERT INTO a SELECT * FROM b}: the column of that table in that place; null for other forms. */
    private static @Nullable Expr starred(int index, int width, QueryBlock block, Survey survey) {
        boolean alone = block.items().size() == 1 && block.items().get(0).expr() instanceof Expr.Star;
        if (!alone || !(block.from() instanceof FromItem.Table from)) {
            return null;
        }
        Table table = survey.tables().get(from.ordinal()).table();
        List<Column> shown = table == null ? List.of() : table.visibleColumns();
        return shown.size() != width
                ? null
                : new Expr.Column(
                        block.items().get(0).span(),
                        new ColumnRef(block.id(), null, null, shown.get(index).name()));
    }

    private static int classOf(List<KeyClass> sources, Placed owner) {
        for (int i = 0; i < sources.size(); i++) {
            if (sources.get(i).members().contains(owner.occurrence().ordinal())) {
                return i;
            }
        }
        return -1;
    }

    private static Scatter scatter(Survey survey, OwnText own, List<KeyClass> sources, KeyClass fed, QueryBlock block) {
        boolean alone = sources.stream().allMatch(s -> s.parent() >= 0 || s == sources.get(0));
        boolean rowByRow = block.groupBy().isEmpty()
                && block.limit() == null
                && !block.distinct()
                && block.derived().isEmpty()
                && block.items().stream().noneMatch(i -> Exprs.hasAggregate(i.expr()))
                && survey.scope().features().isEmpty();
        if (fed.parent() == 0 && alone && rowByRow && sources.get(0).block() == block.id()) {
            return new Scatter.Spread(own.template(), new Merge.SumCounts(), List.of(), null);
        }
        RoutingException refused = RoutingError.CROSS_SHARD.with(
                "INSERT … SELECT", "select row by row from a colocated table with its key, or restrict it to one key");
        return new Scatter.Impossible(refused.error(), refused.text());
    }

    private static String key(Placed target) {
        TableRule.Sharded sharded = target.sharded();
        String column = sharded == null ? "" : "." + sharded.levels().get(0).column();
        return target.occurrence().name() + column;
    }
}
