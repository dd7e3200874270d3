package io.sluice.routing.plan;

import io.sluice.routing.RoutingError;
import io.sluice.routing.RoutingException;
import io.sluice.routing.cluster.Cluster;
import io.sluice.routing.schema.Column;
import io.sluice.routing.schema.Table;
import io.sluice.sql.Dialect;
import io.sluice.sql.Expr;
import io.sluice.sql.Feature;
import io.sluice.sql.FromItem;
import io.sluice.sql.QueryBlock;
import io.sluice.sql.SelectItem;
import io.sluice.sql.SqlParser;
import io.sluice.sql.lex.Fingerprint;
import io.sluice.sql.lex.Lexer;
import io.sluice.sql.lex.Token;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A view that is some rows and columns of one sharded table, as a write through it sees it (MySQL manual, "Updatable and Insertable
 * Views"). Immutable.
 *
 * @param name of the view
 * @param base the table's name, with the schema's
 * @param table the table
 * @param columns by the view's name for it, in any letter case: the table's column, or null for an expression; in the view's order
 * @param order the view's names in order
 * @param condition what its rows fulfil, with the table's columns unqualified; empty for none
 * @param checked WITH CHECK OPTION
 */
record WrittenView(
        String name,
        String base,
        Table table,
        Map<String, @Nullable String> columns,
        Set<String> order,
        String condition,
        boolean checked) {
    private static final Set<Feature> HARMLESS =
            Set.of(Feature.STATEMENT_TIME_FUNCTION, Feature.NON_DETERMINISTIC_FUNCTION);

    /** @throws RoutingException where a write through the view is not plainly one of its table */
    static WrittenView of(String name, ViewDefinitions.Meaning view, Cluster cluster, Dialect written) {
        Fingerprint text = Fingerprint.of(view.text(), written);
        Survey definition = Survey.of(SqlParser.parse(text), text, cluster, cluster.name());
        QueryBlock block = definition.top();
        boolean plain = definition.scope().blocks().size() == 1
                && HARMLESS.containsAll(definition.scope().features())
                && !block.distinct()
                && block.groupBy().isEmpty()
                && block.having() == null
                && block.orderBy().isEmpty()
                && block.limit() == null
                && block.from() instanceof FromItem.Table
                && block.items().stream().noneMatch(item -> Exprs.hasAggregate(item.expr()));
        Table table = plain ? definition.tables().get(0).table() : null;
        if (table == null) {
            throw refused(name, "of more than some rows and columns of one table");
        }
        Map<String, @Nullable String> columns = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        Map<String, String> order = new LinkedHashMap<>();
        for (SelectItem item : block.items()) {
            String column = item.expr() instanceof Expr.Column of ? of.ref().name() : null;
            String called = item.alias() != null ? item.alias() : column;
            if (called == null) {
                throw refused(name, "of a column without a name");
            }
            columns.put(called, column);
            order.put(called, called);
        }
        return new WrittenView(
                name,
                definition.tables().get(0).occurrence().span().of(definition.text()),
                table,
                columns,
                order.keySet(),
                condition(name, text),
                view.checked());
    }

    /** Of the definition's WHERE, without the qualifiers: there is one table only. */
    private static String condition(String name, Fingerprint text) {
        Lexer lexer = new Lexer(text.text(), text.dialect());
        StringBuilder out = new StringBuilder();
        int depth = 0;
        int at = -1;
        int word = -1;
        for (Token token = lexer.next(); token != Token.END; token = lexer.next()) {
            depth += token == Token.LPAREN ? 1 : token == Token.RPAREN ? -1 : 0;
            if (at < 0) {
                at = depth == 0 && token == Token.IDENT && !lexer.nameOnly() && lexer.is("WHERE") ? lexer.end() : -1;
                continue;
            }
            if (token == Token.DOT && word >= 0) {
                out.setLength(out.length() - (at - word));
                at = lexer.end();
                word = -1;
                continue;
            }
            if (token == Token.LPAREN && word >= 0 && text.text().charAt(word) == '`') {
                throw refused(name, "with a stored function");
            }
            out.append(text.text(), at, lexer.end());
            word = token.word() ? lexer.start() : -1;
            at = lexer.end();
        }
        return out.toString().strip();
    }

    /** The table's column that {@code column} of the view is; null for an expression. */
    @Nullable
    String column(String column) {
        return columns.get(column);
    }

    /** True where the table has a column of that name and the view has not. */
    boolean hides(String column) {
        return table.column(column) != null && !columns.containsKey(column);
    }

    /** @throws RoutingException where rows cannot be put in through it, or would get another id than through its table */
    void checkInsertable() {
        if (columns.containsValue(null) || Set.copyOf(columns.values()).size() != columns.size()) {
            throw refused(name, "with an expression, or a column twice, which nothing can be inserted into,");
        }
        for (Column column : table.columns()) {
            if (column.autoIncrement() && hides(column.name())) {
                throw refused(name, "without the AUTO_INCREMENT column");
            }
        }
    }

    RoutingException refused(String why) {
        return refused(name, why);
    }

    private static RoutingException refused(String name, String why) {
        return RoutingError.CROSS_SHARD.with("a write through view " + name + " " + why, "write its tables themselves");
    }
}
