package io.sluice.routing.plan;

import io.sluice.routing.RoutingException;
import io.sluice.routing.gather.LoadColumn;
import io.sluice.routing.gather.LoadForm;
import io.sluice.routing.schema.Column;
import io.sluice.sql.Expr;
import io.sluice.sql.Feature;
import io.sluice.sql.FromItem;
import io.sluice.sql.OrderItem;
import io.sluice.sql.QueryBlock;
import io.sluice.sql.SqlParser;
import io.sluice.sql.Statement;
import io.sluice.sql.lex.Fingerprint;
import io.sluice.sql.lex.Heading;
import io.sluice.sql.text.Edit;
import io.sluice.sql.text.Piece;
import io.sluice.sql.text.Span;
import io.sluice.sql.text.SqlTemplate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds the queries inside a statement whose answer shards make in their own right, as it streams, and that have fewer rows than what
 * they read: those with groups, aggregates, DISTINCT or LIMIT.
 *
 * <p>INVARIANT: such a query means the same alone as it does inside: it sees nothing around it, and nothing in it but its tables' rows
 * has a say, see {@link Pushdown#PURE}. What its columns are, a server says itself; what is answered here is only how their values travel.
 */
final class Answerable {
    private static final int LONGEST_NAME = 60;

    private final Survey survey;
    private final boolean json;
    private final List<Answered> found = new ArrayList<>();

    private Answerable(Survey survey, boolean json) {
        this.survey = survey;
        this.json = json;
    }

    /**
     * Outermost ones only.
     *
     * @param json true where functions of JSON are called
     */
    static List<Answered> of(Survey survey, boolean json) {
        boolean plain = !Survey.conditional(survey.text())
                && !survey.has(Feature.SET_VAR_HINT)
                && !survey.has(Feature.LATERAL)
                && !survey.has(Feature.RECURSIVE_CTE);
        Answerable answerable = new Answerable(survey, json);
        if (plain) {
            survey.scope().blocks().forEach(answerable::block);
        }
        return answerable.found;
    }

    private void block(QueryBlock block) {
        boolean inside =
                switch (block.kind()) {
                    case TOP, SET_OPERAND -> false;
                    case DERIVED, SUBQUERY, CTE -> true;
                };
        if (!inside || !fewer(block) || found.stream().anyMatch(outer -> outer.holds(block.span()))) {
            return;
        }
        boolean known =
                block.tables().stream().allMatch(t -> survey.tables().get(t).table() != null);
        if (known && alone(block) && !reopened(block) && pure(block)) {
            Answered answered = answered(block);
            if (answered != null) {
                found.add(answered);
            }
        }
    }

    /** True for a query that has fewer rows than it reads. */
    private static boolean fewer(QueryBlock block) {
        boolean single = !block.features().contains(Feature.SET_OPERATION)
                && !block.features().contains(Feature.TABLE_STATEMENT)
                && !block.features().contains(Feature.VALUES_STATEMENT);
        boolean grouped =
                !block.groupBy().isEmpty() || block.items().stream().anyMatch(item -> Exprs.hasAggregate(item.expr()));
        // What rows of x IN (SELECT DISTINCT y …) are asked for is known when x is.
        boolean distinct = block.distinct() && block.kind() != QueryBlock.Kind.SUBQUERY;
        boolean page = block.limit() == null || block.limit().offset() == null;
        return single && page && !block.items().isEmpty() && (grouped || distinct || block.limit() != null);
    }

    // ---- what it sees

    private boolean alone(QueryBlock block) {
        for (QueryBlock each : survey.scope().blocks()) {
            boolean in = block.span().contains(each.span());
            if (in && each.kind() == QueryBlock.Kind.CTE && each != block) {
                return false;
            }
            for (FromItem leaf : in ? Columns.leaves(each.from()) : List.<FromItem>of()) {
                if (leaf instanceof FromItem.Derived derived && derived.use() != null) {
                    return false;
                }
            }
        }
        return !correlatable(block) || sees(block);
    }

    /** True where something around it could be seen. */
    private boolean correlatable(QueryBlock block) {
        for (QueryBlock at = block; ; at = survey.scope().blocks().get(at.parent())) {
            if (at.kind() == QueryBlock.Kind.SUBQUERY) {
                return true;
            }
            if (at.parent() < 0) {
                return false;
            }
        }
    }

    /** True where every word is of its own tables, whatever else it could mean outside. */
    private boolean sees(QueryBlock block) {
        boolean nested = survey.scope().blocks().stream()
                .anyMatch(b -> b != block && block.span().contains(b.span()));
        if (nested) {
            return false;
        }
        Words words =
                Words.of(block.span().of(survey.text()), survey.fingerprint().dialect());
        List<Placed> own = block.tables().stream().map(survey.tables()::get).toList();
        Set<String> called = new HashSet<>();
        own.forEach(table -> called.add(table.occurrence().calledBy()));
        return called.containsAll(words.qualifiers())
                && words.names().stream()
                        .allMatch(name ->
                                own.stream().anyMatch(table -> Columns.has(table, name)) || !outside(block, name));
    }

    private boolean outside(QueryBlock block, String name) {
        boolean column = survey.tables().stream()
                .anyMatch(table -> !block.span().contains(table.occurrence().span()) && Columns.has(table, name));
        return column || survey.scope().blocks().stream().anyMatch(each -> gives(each, name));
    }

    /** True where a block calls a column so. */
    private static boolean gives(QueryBlock block, String name) {
        boolean derived = Columns.leaves(block.from()).stream()
                .anyMatch(leaf -> leaf instanceof FromItem.Derived of
                        && of.columns().stream().anyMatch(name::equalsIgnoreCase));
        return derived || block.items().stream().anyMatch(item -> name.equalsIgnoreCase(item.alias()));
    }

    /** MySQL opens the tables of a WITH once for each use, see {@link SecondUses}: what is inside stays as it is. */
    private boolean reopened(QueryBlock block) {
        if (survey.cluster().dialect().mariaDb()) {
            return false;
        }
        Map<Integer, Integer> uses = new HashMap<>();
        for (QueryBlock each : survey.scope().blocks()) {
            for (FromItem leaf : Columns.leaves(each.from())) {
                if (leaf instanceof FromItem.Derived derived && derived.use() != null) {
                    uses.merge(derived.block(), 1, Integer::sum);
                }
            }
        }
        boolean named = survey.scope().blocks().stream()
                .anyMatch(each ->
                        each.kind() == QueryBlock.Kind.CTE && each.span().contains(block.span()));
        return named && uses.values().stream().anyMatch(count -> count > 1);
    }

    private boolean pure(QueryBlock block) {
        return Pushdown.query(
                block.span().of(survey.text()), survey.fingerprint().dialect());
    }

    // ---- what it answers

    private @Nullable Answered answered(QueryBlock block) {
        try {
            Survey alone = survey(block, List.of());
            if (alone == null || shown(block)) {
                return null;
            }
            List<Output> outputs =
                    new Outputs(alone, new Kinds(alone.columns(), alone.fingerprint()), alone.top()).all();
            List<Answered.Of> columns = new ArrayList<>();
            List<Edit> edits = new ArrayList<>();
            for (Output output : outputs) {
                Answered.Of column = column(block, alone, output);
                if (column == null) {
                    return null;
                }
                String read = column.load().form().read("x");
                if (!read.equals("x")) {
                    if (output.expr() == null || block.distinct() || referred(alone.top(), output)) {
                        return null;
                    }
                    Span span = shifted(output.expr().span(), block.span().start());
                    edits.add(new Edit(span, new Piece.Text(column.load().form().read(span.of(survey.text())))));
                }
                columns.add(column);
            }
            Survey sent = edits.isEmpty() ? alone : survey(block, edits);
            boolean found = sent != null && ofOneTable(block, columns) && streams(sent);
            return found ? new Answered(block, edits, columns) : null;
        } catch (RoutingException no) {
            return null;
        }
    }

    /** True where a parameter in it is part of a heading. */
    private boolean shown(QueryBlock block) {
        return survey.parameters(block.span())
                && survey.scope().blocks().stream()
                        .flatMap(each -> each.items().stream())
                        .anyMatch(item -> item.alias() == null && item.span().contains(block.span()));
    }

    /** The temporary table can pass for one table only. */
    private static boolean ofOneTable(QueryBlock block, List<Answered.Of> columns) {
        return block.kind() == QueryBlock.Kind.SUBQUERY
                || columns.stream()
                                .filter(column -> column.table() != null)
                                .map(column -> Objects.requireNonNull(column.table())
                                        .occurrence()
                                        .name())
                                .distinct()
                                .count()
                        < 2;
    }

    private static Span shifted(Span span, int by) {
        return new Span(span.start() + by, span.end() + by);
    }

    /** The query as a statement, null where it is none that means rows alone. */
    private @Nullable Survey survey(QueryBlock block, List<Edit> edits) {
        Fingerprint whole = survey.fingerprint();
        SqlTemplate template = SqlTemplate.cut(whole.text(), block.span(), whole.slotSpans(), edits);
        Fingerprint of = Fingerprint.of(Viewed.unfold(template, whole), whole.dialect());
        Statement statement = SqlParser.parse(of);
        boolean reads = statement instanceof Statement.Query && of.hints().isEmpty();
        boolean fixed = statement.scope().pinnedSlots().isEmpty();
        return reads && fixed
                ? Survey.of(statement, of, survey.cluster(), survey.cluster().name())
                : null;
    }

    /** True where its shards' answers become one as they pass by, whatever the values are. */
    private static boolean streams(Survey alone) {
        OwnText own = OwnText.of(alone);
        boolean spread =
                alone.anySharded() && alone.home() == null && Spreads.select(alone, own) instanceof Scatter.Spread;
        return spread && own.pinned().isEmpty();
    }

    /** True where its alias is used elsewhere in the query, what would mean the values as they travel. */
    private static boolean referred(QueryBlock block, Output output) {
        String alias = output.item().alias();
        if (alias == null) {
            return false;
        }
        List<Expr> exprs = new ArrayList<>();
        block.groupBy().stream().map(OrderItem::expr).forEach(exprs::add);
        block.orderBy().stream().map(OrderItem::expr).forEach(exprs::add);
        if (block.having() != null) {
            exprs.add(block.having());
        }
        return exprs.stream()
                .anyMatch(expr -> Exprs.any(
                        expr, e -> e instanceof Expr.Column c && c.ref().name().equalsIgnoreCase(alias)));
    }

    /** Null where it is not known how the column's values travel, or what it is called. */
    private Answered.@Nullable Of column(QueryBlock block, Survey alone, Output output) {
        Columns.Source source = alone.columns().source(output);
        Column plain = source == null ? null : source.described();
        LoadColumn load = plain == null ? computed(output) : LoadColumn.of(plain);
        String name = name(block, output);
        boolean document = json && plain != null && Gathering.documents(plain);
        if (load == null || name == null || document) {
            return null;
        }
        Placed shown = output.owner();
        if (block.kind() != QueryBlock.Kind.SUBQUERY && widened(alone, output)) {
            return null;
        }
        if (block.kind() == QueryBlock.Kind.SUBQUERY && average(output)) {
            return null; // what is around it goes on with more digits than it shows
        }
        if (output.expr() instanceof Expr.Aggregate of
                && survey.cluster().dialect().mariaDb()) {
            shown = extreme(alone, of); // MySQL says that it is computed
        } else if (plain != null && shown == null && block.kind() != QueryBlock.Kind.SUBQUERY) {
            return null;
        }
        return new Answered.Of(name, load, source(block, output), shown);
    }

    private static boolean average(Output output) {
        return output.expr() instanceof Expr.Aggregate of && of.function().equals("AVG");
    }

    private static @Nullable Placed extreme(Survey alone, Expr.Aggregate of) {
        return Exprs.extreme(of) && of.args().size() == 1 && of.args().get(0) instanceof Expr.Column column
                ? alone.columns().owner(column.ref())
                : null;
    }

    /** MySQL's COALESCE makes a larger integer of one that is smaller than BIGINT, see {@link Answered.Of#selected}. */
    private boolean widened(Survey alone, Output output) {
        boolean computed = output.expr() != null && !(output.expr() instanceof Expr.Column);
        if (!computed
                || output.kind() != Kind.EXACT
                || survey.cluster().dialect().mariaDb()) {
            return false;
        }
        if (!(output.expr() instanceof Expr.Aggregate of)) {
            return true;
        }
        Column column = of.args().size() == 1 && of.args().get(0) instanceof Expr.Column ref
                ? alone.columns().column(ref.ref())
                : null;
        boolean wide = column != null
                && (column.type().equals("bigint") || column.type().equals("decimal"));
        return Exprs.extreme(of) && !wide;
    }

    private static @Nullable LoadColumn computed(Output output) {
        LoadForm form =
                switch (output.kind()) {
                    case EXACT -> LoadForm.DIGITS;
                    case DATE, TIME -> LoadForm.QUOTED;
                    case BYTES -> output.expr() instanceof Expr.Aggregate ? LoadForm.BYTES : null;
                    case DOUBLE, FLOAT, TEXT, TIMESTAMP, ENUM, BIT, OTHER -> null;
                };
        return form == null ? null : new LoadColumn(output.name(), form, "");
    }

    /** As a table's column can be called; null where a server might call it otherwise. */
    private @Nullable String name(QueryBlock block, Output output) {
        String alias = output.item().alias();
        boolean star = output.expr() == null;
        if (block.kind() == QueryBlock.Kind.SUBQUERY) {
            // Nobody calls it by its name, see Shaping.
            return star || alias != null ? null : "__c" + output.index();
        }
        if (alias != null || star || output.column() != null) {
            return output.name().isBlank() || !output.name().strip().equals(output.name()) ? null : output.name();
        }
        if (star(block)) {
            return null;
        }
        int at = output.index();
        Span item = block.items().get(at).span();
        boolean literal = survey.fingerprint().slotSpans().stream().anyMatch(item::contains);
        int before = at == 0 ? -1 : block.items().get(at - 1).span().end();
        String heading = literal
                ? ""
                : new Heading(survey.fingerprint()).of(before, item).bound();
        return heading.isEmpty() || heading.length() > LONGEST_NAME ? null : heading;
    }

    private static boolean star(QueryBlock block) {
        return block.items().stream().anyMatch(item -> item.expr() instanceof Expr.Star);
    }

    /** As the whole statement's own survey has it. */
    private Columns.@Nullable Source source(QueryBlock block, Output output) {
        Expr expr = star(block) ? null : block.items().get(output.index()).expr();
        return expr instanceof Expr.Column column ? survey.columns().source(column.ref()) : null;
    }
}
