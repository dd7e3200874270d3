package io.sluice.routing.plan;

import io.sluice.routing.RoutingException;
import io.sluice.sql.Expr;
import io.sluice.sql.Feature;
import io.sluice.sql.OrderItem;
import io.sluice.sql.QueryBlock;
import io.sluice.sql.Statement;
import io.sluice.sql.TableOccurrence;
import io.sluice.sql.lex.Fingerprint;
import io.sluice.sql.lex.Lexer;
import io.sluice.sql.lex.Token;
import io.sluice.sql.text.Edit;
import io.sluice.sql.text.Piece;
import io.sluice.sql.text.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/**
 * Makes a write through a view one of its table: {@code UPDATE open_orders SET total = 0 WHERE id = 7} is {@code UPDATE orders AS
 * open_orders SET total = 0 WHERE (open = 1) AND (id = 7)}. Confined to one thread.
 *
 * <p>INVARIANT: every name of a column in the statement means what it meant in the view, or the write is refused.
 */
final class ViewWrite {
    private final Statement statement;
    private final Fingerprint fingerprint;
    private final TableOccurrence target;
    private final WrittenView view;
    private final List<Edit> edits = new ArrayList<>();

    ViewWrite(Statement statement, Fingerprint fingerprint, TableOccurrence target, WrittenView view) {
        this.statement = statement;
        this.fingerprint = fingerprint;
        this.target = target;
        this.view = view;
    }

    /** @throws RoutingException where it is not plainly that */
    List<Edit> edits() {
        if (statement.scope().features().contains(Feature.MULTI_TABLE)
                || statement.scope().features().contains(Feature.RETURNING)
                || statement.scope().features().contains(Feature.PARTITION_CLAUSE)
                || statement instanceof Statement.Explain) {
            throw view.refused("in this form");
        }
        if (view.checked() && !(statement instanceof Statement.Delete)) {
            throw view.refused("WITH CHECK OPTION");
        }
        names();
        String alias = "";
        if (statement instanceof Statement.Insert insert) {
            view.checkInsertable();
            boolean others =
                    insert.verb().equals("REPLACE") || !insert.onDuplicate().isEmpty();
            if (others && !view.condition().isEmpty()) {
                throw view.refused("which does not show every row that may be replaced,");
            }
            alias = columns(insert);
        } else {
            condition();
        }
        boolean update = statement instanceof Statement.Update;
        if (update && target.alias() == null) {
            alias = " AS " + Quoting.backquoted(target.name());
        }
        edits.add(new Edit(target.span(), new Piece.Text(view.base() + alias)));
        for (Span qualifier : target.qualifiers()) {
            boolean own = update && !qualifier.of(fingerprint.text()).contains(".");
            if (!own) {
                edits.add(
                        new Edit(qualifier, new Piece.Text(update ? Quoting.backquoted(target.name()) : view.base())));
            }
        }
        return edits;
    }

    /** INSERT INTO v VALUES (…): the view's columns in its order. */
    private String columns(Statement.Insert insert) {
        for (String column : insert.columns()) {
            if (view.column(column) == null) {
                throw view.refused("without column " + column);
            }
        }
        if (!insert.columns().isEmpty() || insert.setForm()) {
            return "";
        }
        List<String> columns = new ArrayList<>();
        for (String name : view.order()) {
            columns.add(Quoting.backquoted(String.valueOf(view.column(name))));
        }
        return " (" + String.join(", ", columns) + ")";
    }

    /** Puts the table's names for columns in the place of the view's. */
    private void names() {
        Set<String> renamed = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        for (String name : view.order()) {
            String column = view.column(name);
            if (column == null || !column.equalsIgnoreCase(name)) {
                renamed.add(name);
            }
        }
        int replaced = 0;
        Lexer lexer = new Lexer(fingerprint.text(), fingerprint.dialect());
        for (Token token = lexer.next(); token != Token.END; token = lexer.next()) {
            Span span = new Span(lexer.start(), lexer.end());
            if (token.word() && !target.span().contains(span)) {
                if (view.hides(lexer.name())) {
                    throw view.refused("in a statement that says " + lexer.name());
                }
                if (renamed.contains(lexer.name())) {
                    replace(lexer.name(), span);
                    replaced++;
                }
            }
        }
        if (replaced != references(renamed)) {
            throw view.refused("whose columns are called otherwise than the table's");
        }
    }

    private void replace(String name, Span span) {
        String column = view.column(name);
        if (column == null) {
            throw view.refused("that names its expression " + name);
        }
        edits.add(new Edit(span, new Piece.Text(Quoting.backquoted(column))));
    }

    /** How many columns of those names the statement's own block reads and changes. */
    private int references(Set<String> names) {
        List<Expr> exprs = new ArrayList<>();
        int count = 0;
        List<Statement.Assignment> assignments = List.of();
        if (statement instanceof Statement.Insert insert) {
            insert.rows().forEach(row -> exprs.addAll(row.values()));
            assignments = insert.onDuplicate();
            count += (int) insert.columns().stream().filter(names::contains).count();
        } else {
            QueryBlock block = statement.scope().blocks().get(0);
            exprs.addAll(block.filters());
            block.orderBy().stream().map(OrderItem::expr).forEach(exprs::add);
            assignments = statement instanceof Statement.Update update ? update.assignments() : assignments;
        }
        for (Statement.Assignment assignment : assignments) {
            count += names.contains(assignment.column().name()) ? 1 : 0;
            exprs.add(assignment.value());
        }
        return count + exprs.stream().mapToInt(expr -> references(expr, names)).sum();
    }

    private static int references(Expr expr, Set<String> names) {
        int here = expr instanceof Expr.Column column
                        && names.contains(column.ref().name())
                ? 1
                : 0;
        return here
                + Exprs.children(expr).stream()
                        .mapToInt(child -> references(child, names))
                        .sum();
    }

    /** Only the view's rows are changed. */
    private void condition() {
        if (view.condition().isEmpty()) {
            return;
        }
        int where = -1;
        int end = 0;
        boolean tail = false;
        int depth = 0;
        String before = "";
        Lexer lexer = new Lexer(fingerprint.text(), fingerprint.dialect());
        for (Token token = lexer.next();
                token != Token.END && lexer.start() < fingerprint.statementEnd();
                token = lexer.next()) {
            if (lexer.inVersionComment()) {
                throw view.refused("beside a version comment");
            }
            depth += token == Token.LPAREN ? 1 : token == Token.RPAREN ? -1 : 0;
            boolean keyword = depth == 0 && token == Token.IDENT && !lexer.nameOnly();
            String word = keyword ? lexer.name().toUpperCase(Locale.ROOT) : "";
            if (word.equals("WHERE") && where < 0) {
                where = lexer.end();
            }
            tail |= word.equals("LIMIT") || (word.equals("ORDER") && !before.equals("FOR"));
            end = tail ? end : lexer.end();
            before = word;
        }
        String condition = "(" + view.condition() + ")";
        if (where < 0) {
            edits.add(new Edit(Span.at(end), new Piece.Text(" WHERE " + condition)));
        } else {
            edits.add(new Edit(Span.at(where), new Piece.Text(" " + condition + " AND (")));
            edits.add(new Edit(Span.at(end), new Piece.Text(")")));
        }
    }
}
