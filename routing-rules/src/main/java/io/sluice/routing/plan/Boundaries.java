package io.sluice.routing.plan;

import io.sluice.routing.schema.Column;
import io.sluice.routing.schema.Table;
import io.sluice.sql.Expr;
import io.sluice.sql.Feature;
import io.sluice.sql.OrderItem;
import io.sluice.sql.QueryBlock;
import io.sluice.sql.lex.Lexer;
import io.sluice.sql.lex.Token;
import io.sluice.sql.text.Edit;
import io.sluice.sql.text.Piece;
import io.sluice.sql.text.Span;
import io.sluice.sql.text.SqlTemplate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds which SELECTs over several slots can look for a page's first value: see {@link Boundary}. */
final class Boundaries {
    /** What is not the same each time it is asked, or more than rows of tables. */
    private static final Set<Feature> REFUSED = Set.of(
            Feature.LOCKING_READ,
            Feature.WITH_CLAUSE,
            Feature.WINDOW_FUNCTION,
            Feature.NON_DETERMINISTIC_FUNCTION,
            Feature.STATEMENT_TIME_FUNCTION,
            Feature.SIDE_EFFECT_FUNCTION,
            Feature.SYSTEM_VARIABLE,
            Feature.USER_VARIABLE_ASSIGNMENT,
            Feature.LATERAL,
            Feature.JSON_TABLE,
            Feature.NATURAL_JOIN,
            Feature.PARTITION_CLAUSE);

    /** Clauses behind WHERE, beside which nothing is put in. */
    private static final List<String> ENDS = List.of("GROUP", "HAVING", "WINDOW", "INTO", "PROCEDURE", "UNION");

    private final Survey survey;
    private final OwnText own;
    private final QueryBlock block;

    private Boundaries(Survey survey, OwnText own) {
        this.survey = survey;
        this.own = own;
        this.block = survey.top();
    }

    /**
     * The way for this statement, null where there is none.
     *
     * @param keys what ORDER BY names
     * @param edits what the shards' text has beyond the user's
     */
    static @Nullable Boundary of(Survey survey, OwnText own, SelectKeys keys, List<Edit> edits) {
        boolean refused = survey.cluster().deepOffset() == 0
                || survey.folded() != Folded.NONE
                || REFUSED.stream().anyMatch(survey::has)
                || survey.scope().blocks().stream()
                        .anyMatch(block -> !block.derived().isEmpty())
                || !survey.tables().stream().allMatch(Boundaries::asItWas);
        return refused ? null : new Boundaries(survey, own).boundary(keys, edits);
    }

    /** A transaction sees its rows as they were at one instant. */
    private static boolean asItWas(Placed table) {
        return !table.system()
                && table.table() != null
                && !table.table().ordered().isEmpty();
    }

    private @Nullable Boundary boundary(SelectKeys keys, List<Edit> edits) {
        Span orderBy = block.places().orderBySpan();
        if (orderBy == null
                || block.distinct()
                || block.having() != null
                || !block.groupBy().isEmpty()) {
            return null;
        }
        OrderItem first = block.orderBy().get(0);
        Named key = named(keys.meaning(first, true));
        Column column = key == null ? null : key.table().column(key.column());
        Boundary.Form form = column == null ? null : BoundaryForms.of(column);
        Clauses clauses = Clauses.of(survey, block.places().selectListEnd(), orderBy.start());
        if (key == null || column == null || form == null || clauses == null) {
            return null;
        }
        String name = name(key);
        if (name == null || !key.table().orderedBy(column.name())) {
            return null;
        }
        List<Edit> page = new ArrayList<>(edits);
        page.addAll(clauses.condition());
        return new Boundary(
                own.cut(page),
                rows(clauses.rows(), page),
                name,
                first.span().of(survey.text()),
                form,
                first.descending(),
                column.nullable() || survey.has(Feature.OUTER_JOIN),
                survey.cluster().deepOffset(),
                survey.cluster().dialect().mariaDb() ? "@@tx_isolation" : "@@transaction_isolation");
    }

    /** A column of a table in FROM. */
    private record Named(Placed owner, Table table, String column) {}

    private @Nullable Named named(SelectKeys.@Nullable Meaning meaning) {
        Placed owner = null;
        String column = null;
        if (meaning != null && meaning.expr() instanceof Expr.Column expr) {
            owner = survey.columns().owner(expr.ref());
            column = expr.ref().name();
        } else if (meaning != null && meaning.expr() == null && meaning.output() != null) {
            owner = meaning.output().owner();
            column = meaning.output().column();
        }
        Table table = owner == null ? null : owner.table();
        boolean here = owner != null && owner.occurrence().block() == block.id();
        return owner == null || table == null || column == null || !here ? null : new Named(owner, table, column);
    }

    /** How the texts call the key; null where each slot's calls it otherwise. */
    private @Nullable String name(Named key) {
        StringBuilder name = new StringBuilder();
        for (Piece piece : own.call(key.owner(), key.column())) {
            if (!(piece instanceof Piece.Text text)) {
                return null;
            }
            name.append(text.text());
        }
        return name.toString();
    }

    /** The same rows: FROM and WHERE as they are in the page. */
    private SqlTemplate rows(Span part, List<Edit> page) {
        List<Piece> pieces = new ArrayList<>();
        pieces.add(new Piece.Text("SELECT "));
        pieces.add(new Piece.Number(Boundary.LIST));
        pieces.add(new Piece.Text(" "));
        pieces.addAll(own.cut(part, page).pieces());
        pieces.add(new Piece.Number(Boundary.TAIL));
        return new SqlTemplate(pieces);
    }

    /**
     * FROM and WHERE of the text.
     *
     * @param rows both
     * @param condition what makes room for {@link Boundary#CONDITION} in it
     */
    private record Clauses(Span rows, List<Edit> condition) {
        /** Null where they are not found for certain, or other clauses stand between them and ORDER BY. */
        static @Nullable Clauses of(Survey survey, int listEnd, int orderBy) {
            Lexer lexer = new Lexer(survey.text(), survey.fingerprint().dialect());
            int depth = 0;
            int from = -1;
            int where = -1;
            for (Token token = lexer.next(); lexer.start() < orderBy; token = lexer.next()) {
                if (token == Token.ERROR || token == Token.END || lexer.inVersionComment()) {
                    return null;
                }
                depth += token == Token.LPAREN ? 1 : token == Token.RPAREN ? -1 : 0;
                boolean word = depth == 0 && token == Token.IDENT && !lexer.nameOnly() && lexer.start() > listEnd;
                if (word && from < 0) {
                    from = lexer.is("FROM") ? lexer.start() : Integer.MAX_VALUE;
                } else if (word && where < 0 && lexer.is("WHERE")) {
                    where = lexer.end();
                } else if (word && ENDS.stream().anyMatch(lexer::is)) {
                    return null;
                }
            }
            return from < 0 || from > orderBy ? null : new Clauses(new Span(from, orderBy), condition(where, orderBy));
        }

        private static List<Edit> condition(int where, int orderBy) {
            Edit condition = new Edit(Span.at(orderBy), new Piece.Number(Boundary.CONDITION));
            return where < 0
                    ? List.of(text(orderBy, " WHERE ("), condition, text(orderBy, ") "))
                    : List.of(text(where, " ("), text(orderBy, ") AND ("), condition, text(orderBy, ") "));
        }

        private static Edit text(int place, String text) {
            return new Edit(Span.at(place), new Piece.Text(text));
        }
    }
}
