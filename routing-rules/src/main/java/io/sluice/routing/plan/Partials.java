package io.sluice.routing.plan;

import io.sluice.routing.RoutingException;
import io.sluice.routing.gather.LoadColumn;
import io.sluice.routing.gather.LoadForm;
import io.sluice.routing.rules.TableRule;
import io.sluice.routing.schema.Column;
import io.sluice.sql.Expr;
import io.sluice.sql.Feature;
import io.sluice.sql.OrderItem;
import io.sluice.sql.QueryBlock;
import io.sluice.sql.SelectItem;
import io.sluice.sql.SqlParser;
import io.sluice.sql.Statement;
import io.sluice.sql.lex.Fingerprint;
import io.sluice.sql.lex.Lexer;
import io.sluice.sql.lex.Token;
import io.sluice.sql.text.Piece;
import io.sluice.sql.text.Span;
import io.sluice.sql.text.SqlTemplate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds whether a SELECT with groups can be answered of its merged groups, see {@link Partial}.
 *
 * <p>INVARIANT: outside of aggregates it says nothing but what is the same for all rows of a group: keys, as they are grouped by, and
 * constants. A sum's digits are those that its column shows, so that a server goes on with it as with the sum itself; an average has
 * more of them, and is shown or ordered by, but not gone on with.
 */
final class Partials {
    private static final Set<Feature> UNFIT = Set.of(
            Feature.SET_OPERATION,
            Feature.WITH_CLAUSE,
            Feature.RECURSIVE_CTE,
            Feature.WINDOW_FUNCTION,
            Feature.ROLLUP,
            Feature.LATERAL,
            Feature.JSON_TABLE,
            Feature.LOCKING_READ,
            Feature.INTO_OUTFILE,
            Feature.INTO_VARIABLE,
            Feature.USER_VARIABLE,
            Feature.USER_VARIABLE_ASSIGNMENT,
            Feature.SYSTEM_VARIABLE,
            Feature.SIDE_EFFECT_FUNCTION,
            Feature.NON_DETERMINISTIC_FUNCTION,
            Feature.SET_VAR_HINT,
            Feature.WITH_TIES,
            Feature.ROWS_EXAMINED,
            Feature.PROCEDURE_ANALYSE);

    /** Where an expression stands. */
    private enum In {
        LIST,
        ORDER,
        HAVING
    }

    private final Survey survey;
    private final OwnText own;
    private final boolean json;
    private final QueryBlock block;
    private final Kinds kinds;
    private final Outputs outputs;
    private final SelectKeys keys;
    private final List<PartialColumn> columns = new ArrayList<>();
    private final List<Folded.Part> parts = new ArrayList<>();
    private final Map<Span, Expr> aliases = new HashMap<>();
    private final PartialExprs made;
    private @Nullable Placed shown;
    private String called = Partial.TABLE;

    private Partials(Survey survey, OwnText own, boolean json) {
        this.survey = survey;
        this.own = own;
        this.json = json;
        this.block = survey.top();
        this.kinds = new Kinds(survey.columns(), survey.fingerprint());
        this.outputs = new Outputs(survey, kinds, block);
        SelectEdits edits = new SelectEdits(
                survey, own, outputs.all().size(), block.places().selectListEnd());
        this.keys = new SelectKeys(survey, kinds, outputs, edits);
        this.made = new PartialExprs(survey, kinds);
    }

    /**
     * Null where it cannot.
     *
     * @param own the client's text: what the plan depends on is noted there
     * @param json true where functions of JSON are called
     */
    static @Nullable Partial of(Survey survey, OwnText own, boolean json) {
        QueryBlock top = survey.top();
        boolean unfit = UNFIT.stream().anyMatch(survey::has) || Survey.conditional(survey.text());
        boolean stars = top.items().stream().anyMatch(item -> item.expr() instanceof Expr.Star);
        boolean known = survey.tables().stream().allMatch(table -> table.table() != null);
        // MariaDB loses rows of SELECT DISTINCT with GROUP BY; it may lose them by its own text only.
        boolean distinct = top.distinct() && !top.groupBy().isEmpty();
        boolean rows = top.from() != null && !top.items().isEmpty();
        if (unfit || stars || distinct || !known || !rows || !Spreads.aggregated(top)) {
            return null;
        }
        try {
            return new Partials(survey, own, json).partial();
        } catch (RoutingException no) {
            return null;
        }
    }

    private @Nullable Partial partial() {
        Span from = from();
        if (from == null || !onOneTable() || !groups()) {
            return null;
        }
        name();
        Span by = block.places().groupBySpan();
        Placed place = place();
        part(new Span(from.start(), by == null ? from.end() : by.end()), "FROM `" + Partial.TABLE + "`" + as());
        if (place == null || !items() || !having() || !orders() || !said()) {
            return null;
        }
        PartialText text = new PartialText(survey, columns, from, aliases);
        SqlTemplate rows = text.rows();
        return streams(rows)
                ? new Partial(rows, columns.stream().map(PartialColumn::load).toList(), parts, place, text)
                : null;
    }

    // ---- the temporary table

    /** FROM and WHERE, without a comment that stands behind them: it might not end with them. */
    private @Nullable Span from() {
        Lexer lexer = new Lexer(survey.text(), survey.fingerprint().dialect());
        int end = end();
        int start = -1;
        int last = -1;
        for (Token token = lexer.next(); token != Token.END && lexer.start() < end; token = lexer.next()) {
            boolean behind = lexer.start() >= block.places().selectListEnd();
            start = start < 0 && behind && token == Token.IDENT && lexer.is("FROM") ? lexer.start() : start;
            last = lexer.end();
        }
        return start < 0 ? null : new Span(start, last);
    }

    private int end() {
        QueryBlock.Places places = block.places();
        Span by = places.groupBySpan();
        Span having = places.havingSpan();
        return by != null ? by.start() : having != null ? having.start() : places.orderByPlace();
    }

    /** The temporary table can pass for one table only. */
    private boolean onOneTable() {
        for (Output output : outputs.all()) {
            if (output.expr() instanceof Expr.Column) {
                if (output.owner() == null || (shown != null && shown != output.owner())) {
                    return false;
                }
                shown = output.owner();
            }
        }
        return true;
    }

    private void name() {
        if (shown != null) {
            called = shown.occurrence().calledBy();
        }
    }

    private String as() {
        return shown == null ? "" : " AS " + Quoting.backquoted(called);
    }

    private @Nullable Placed place() {
        Placed like = shown == null ? survey.tables().get(0) : shown;
        String shard = survey.cluster().defaultShard().name();
        return new Placed(
                like.occurrence(),
                new TableRule.Single(Partial.TABLE, shard),
                List.of(Partial.TABLE),
                like.table(),
                false);
    }

    // ---- its columns

    private boolean groups() {
        for (OrderItem item : block.groupBy()) {
            SelectKeys.Meaning meaning = item.descending() ? null : keys.meaning(item, false);
            Expr expr = meaning == null ? null : meaning.expr();
            if (expr == null || (key(expr) == null && !add(expr))) {
                return false;
            }
        }
        return true;
    }

    private boolean add(Expr expr) {
        Column column = expr instanceof Expr.Column ref ? survey.columns().column(ref.ref()) : null;
        Placed owner = expr instanceof Expr.Column ref ? survey.columns().owner(ref.ref()) : null;
        String name = "__k" + columns.size();
        Kind kind = kinds.of(expr);
        LoadColumn load;
        if (column != null) {
            load = LoadColumn.of(column);
            boolean document = json && Gathering.documents(column);
            load = document ? null : load;
        } else {
            LoadForm form = kind == Kind.EXACT ? LoadForm.DIGITS : kind == Kind.DATE ? LoadForm.QUOTED : null;
            load = form == null ? null : new LoadColumn(name, form, "");
        }
        boolean odd = survey.parameters(expr.span())
                || Exprs.any(expr, e -> e instanceof Expr.Aggregate || e instanceof Expr.Subquery);
        if (load == null || odd || (expr instanceof Expr.Column && (owner == null || column == null))) {
            return false;
        }
        boolean plain = column != null && owner == shown;
        boolean wrapped = column == null && (kind != Kind.EXACT || mariaDb());
        columns.add(new PartialColumn(
                expr,
                plain ? Objects.requireNonNull(column).name() : name,
                load,
                owner,
                true,
                wrapped,
                column != null || kind != Kind.EXACT));
        return true;
    }

    private @Nullable PartialColumn key(Expr expr) {
        for (PartialColumn column : columns) {
            if (column.key() && same(column.expr(), expr)) {
                return column;
            }
        }
        return null;
    }

    private boolean same(Expr key, Expr expr) {
        if (key instanceof Expr.Column one && expr instanceof Expr.Column other) {
            Placed owner = survey.columns().owner(one.ref());
            return owner != null
                    && owner == survey.columns().owner(other.ref())
                    && one.ref().name().equalsIgnoreCase(other.ref().name());
        }
        return key.span().equals(expr.span()) || keys.same(key.span(), expr.span());
    }

    private @Nullable PartialColumn aggregate(Expr.Aggregate expr) {
        for (PartialColumn column : columns) {
            if (!column.key() && keys.same(column.expr().span(), expr.span())) {
                return column;
            }
        }
        LoadForm form = form(expr);
        boolean odd = survey.parameters(expr.span())
                || !expr.plain()
                || Exprs.any(expr, e -> e instanceof Expr.Subquery)
                || expr.args().stream().anyMatch(Exprs::hasAggregate);
        if (form == null || odd) {
            return null;
        }
        String name = "__a" + columns.size();
        boolean goesOn =
                !Exprs.extreme(expr) || expr.args().get(0) instanceof Expr.Column || kinds.of(expr) != Kind.EXACT;
        PartialColumn column =
                new PartialColumn(expr, name, new LoadColumn(name, form, ""), null, false, wrapped(expr), goesOn);
        columns.add(column);
        return column;
    }

    private @Nullable LoadForm form(Expr.Aggregate expr) {
        Kind kind = expr.args().size() == 1 ? kinds.of(expr.args().get(0)) : Kind.OTHER;
        return switch (expr.function()) {
            case "COUNT" -> LoadForm.DIGITS;
            case "SUM", "AVG", "BIT_AND", "BIT_OR", "BIT_XOR" -> kind == Kind.EXACT ? LoadForm.DIGITS : null;
            case "MIN", "MAX" -> kind == Kind.EXACT ? LoadForm.DIGITS : kind == Kind.DATE ? LoadForm.QUOTED : null;
            default -> null;
        };
    }

    /** MySQL's COALESCE makes a larger integer of one that is smaller than BIGINT. */
    private boolean wrapped(Expr.Aggregate expr) {
        if (!Exprs.extreme(expr) || mariaDb()) {
            return true;
        }
        Expr of = expr.args().get(0);
        Column column = of instanceof Expr.Column ref ? survey.columns().column(ref.ref()) : null;
        return kinds.of(of) != Kind.EXACT
                || (column != null
                        && (column.type().equals("bigint") || column.type().equals("decimal")));
    }

    private boolean mariaDb() {
        return survey.cluster().dialect().mariaDb();
    }

    // ---- what the client's text makes of them

    private boolean items() {
        for (SelectItem item : block.items()) {
            // MySQL has what is made of keys alone in its temporary table, and a comparison there is a smaller integer.
            boolean ofKeys = !mariaDb()
                    && kinds.of(item.expr()) == Kind.EXACT
                    && !(item.expr() instanceof Expr.Constant)
                    && key(item.expr()) == null
                    && !Exprs.hasAggregate(item.expr());
            if (ofKeys || !outer(item.expr(), In.LIST, true)) {
                return false;
            }
        }
        return true;
    }

    private boolean having() {
        Expr having = block.having();
        Span span = block.places().havingSpan();
        if (having == null || span == null) {
            return having == null;
        }
        part(new Span(span.start(), span.start() + "HAVING".length()), "WHERE");
        return outer(having, In.HAVING, false);
    }

    private boolean orders() {
        for (OrderItem item : block.orderBy()) {
            if (!outer(item.expr(), In.ORDER, true)) {
                return false;
            }
        }
        return true;
    }

    private boolean outer(Expr expr, In in, boolean whole) {
        if (expr instanceof Expr.Constant) {
            return true;
        }
        Output alias = expr instanceof Expr.Column column && in != In.LIST ? alias(column) : null;
        if (alias != null && expr instanceof Expr.Column column) {
            return named(column, alias, in, whole);
        }
        PartialColumn key = key(expr);
        if (key != null) {
            return (whole || in != In.LIST || key.goesOn()) && put(expr, key, in == In.LIST && whole);
        }
        if (expr instanceof Expr.Aggregate aggregate) {
            boolean digits = !averages(expr) || (whole && in != In.HAVING);
            PartialColumn column = digits ? aggregate(aggregate) : null;
            return column != null
                    && (whole || in != In.LIST || column.goesOn())
                    && put(expr, column, in == In.LIST && whole);
        }
        boolean other = expr instanceof Expr.Column || expr instanceof Expr.Subquery || expr instanceof Expr.Star;
        return !other
                && made.alike(expr)
                && !made.converts(expr)
                && Exprs.children(expr).stream().allMatch(child -> outer(child, in, false));
    }

    private static boolean averages(Expr expr) {
        return Exprs.any(
                expr, e -> e instanceof Expr.Aggregate of && of.function().equals("AVG"));
    }

    /** The column of the answer that goes by another name than its own, or is computed, and is called so. */
    private @Nullable Output alias(Expr.Column column) {
        Output alias =
                column.ref().qualifier() == null ? keys.alias(column.ref().name()) : null;
        boolean itself = alias != null
                && alias.is(survey.columns().owner(column.ref()), column.ref().name());
        return itself ? null : alias;
    }

    private boolean named(Expr.Column column, Output alias, In in, boolean whole) {
        if (in == In.ORDER && whole) {
            return true; // ORDER BY looks into the select list first
        }
        Expr meant = Objects.requireNonNull(alias.expr());
        if (in == In.ORDER && Exprs.hasAggregate(meant)) {
            return false; // servers know no such reference there
        }
        boolean doubtful = !survey.columns().mayHave(block, column.ref().name()).isEmpty();
        if (doubtful || averages(meant)) {
            return false;
        }
        if (in == In.HAVING) {
            aliases.put(column.span(), meant);
        }
        return true;
    }

    private boolean put(Expr expr, PartialColumn column, boolean shows) {
        String name = Quoting.backquoted(called) + "." + Quoting.backquoted(column.name());
        boolean plain = expr instanceof Expr.Column && column.owner() == shown && shown != null;
        if (shows && !plain && !column.wrapped()) {
            return false;
        }
        part(expr.span(), shows && !plain ? "COALESCE(" + name + ")" : name);
        return true;
    }

    private void part(Span span, String sent) {
        String text = span.of(survey.text());
        parts.add(new Folded.Part(span, text, text, sent));
    }

    /** True where what is left of the text names no column: no expression hides one. A quotient goes on with all digits of a sum. */
    private boolean said() {
        List<Folded.Part> ordered = new ArrayList<>(parts);
        ordered.sort(
                (one, other) -> Integer.compare(one.span().start(), other.span().start()));
        StringBuilder left = new StringBuilder();
        int at = block.span().start();
        for (Folded.Part part : ordered) {
            left.append(survey.text(), at, part.span().start()).append(' ');
            at = part.span().end();
        }
        left.append(survey.text(), at, block.span().end());
        Words words = Words.of(left.toString(), survey.fingerprint().dialect());
        Mentioned said = Mentioned.in(left.toString(), survey.fingerprint().dialect());
        boolean divides = said.tokens().contains(Token.SLASH) || said.bare().contains("DIV");
        return words.qualifiers().isEmpty()
                && !said.called().contains("GROUPING")
                && words.names().stream()
                        .allMatch(name -> keys.alias(name) != null
                                || survey.columns().mayHave(block, name).isEmpty())
                && (!divides || columns.stream().allMatch(this::settled));
    }

    private boolean settled(PartialColumn column) {
        return !(column.expr() instanceof Expr.Aggregate of)
                || !(of.function().equals("SUM") || (Exprs.extreme(of) && kinds.of(of) == Kind.EXACT))
                || new Decimals(survey, own, kinds).settled(of.args().get(0));
    }

    // ---- the query of the groups

    /** True where shards answer it as they stream; what its plan depends on, this one does. */
    private boolean streams(SqlTemplate rows) {
        Fingerprint whole = survey.fingerprint();
        Fingerprint of = Fingerprint.of(Viewed.unfold(rows, whole), whole.dialect());
        if (!Pushdown.query(of.text(), of.dialect())) {
            return false;
        }
        Statement statement = SqlParser.parse(of);
        List<Integer> slots = new ArrayList<>();
        for (Piece piece : rows.pieces()) {
            if (piece instanceof Piece.Slot slot) {
                slots.add(slot.index());
            }
        }
        if (!(statement instanceof Statement.Query) || of.slotCount() != slots.size()) {
            return false;
        }
        Survey alone =
                Survey.of(statement, of, survey.cluster(), survey.cluster().name());
        OwnText text = OwnText.of(alone);
        boolean spread =
                alone.anySharded() && alone.home() == null && Spreads.select(alone, text) instanceof Scatter.Spread;
        text.pinned().forEach(slot -> own.pinned().add(slots.get(slot)));
        statement.scope().pinnedSlots().forEach(slot -> own.pinned().add(slots.get(slot)));
        return spread;
    }
}
