package io.sluice.routing.plan;

import io.sluice.routing.rules.TableRule;
import io.sluice.routing.schema.Column;
import io.sluice.sql.Expr;
import io.sluice.sql.Feature;
import io.sluice.sql.QueryBlock;
import io.sluice.sql.Statement;
import io.sluice.sql.lex.Lexer;
import io.sluice.sql.lex.Token;
import io.sluice.sql.text.Span;
import io.sluice.sql.text.SqlTemplate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * What SET says of one table: the user's own words where they speak of its row alone, values chosen with the rows where they speak of
 * others. Used by one thread while a statement is planned.
 */
final class Assignments {
    /** What every shard would compute for itself. */
    private static final List<Feature> IMPURE = List.of(
            Feature.NON_DETERMINISTIC_FUNCTION,
            Feature.STATEMENT_TIME_FUNCTION,
            Feature.SYSTEM_VARIABLE,
            Feature.USER_VARIABLE);

    private final Survey survey;
    private final Clauses clauses;
    private final Placed table;
    private final boolean several;
    private final List<Scripted.Part> parts = new ArrayList<>();
    private final List<SqlTemplate> selected = new ArrayList<>();
    private final List<String> types = new ArrayList<>();

    private int count;

    /** @param several true where the statement has several tables: then the order of assignments is not defined */
    Assignments(Survey survey, Clauses clauses, Placed table, boolean several) {
        this.survey = survey;
        this.clauses = clauses;
        this.table = table;
        this.several = several;
    }

    /** The assignments with commas between, as parts of the change. */
    List<Scripted.Part> parts() {
        return parts;
    }

    /** The values that are selected. */
    List<SqlTemplate> selected() {
        return selected;
    }

    /** The types of their columns. */
    List<String> types() {
        return types;
    }

    /** How many assignments speak of this table. */
    int count() {
        return count;
    }

    /**
     * Reads them all; false where something cannot be done exactly.
     *
     * @param first the column of the first selected value
     */
    boolean read(Statement.Update update, int first) {
        for (int i = 0; i < update.assignments().size(); i++) {
            Statement.Assignment assignment = update.assignments().get(i);
            Placed owner = survey.columns().owner(assignment.column());
            if (owner == table && !one(update, i, first)) {
                return false;
            }
        }
        return true;
    }

    private boolean one(Statement.Update update, int index, int first) {
        Statement.Assignment assignment = update.assignments().get(index);
        Clauses.Assigned text = clauses.assignments().get(index);
        Column column = table.table() == null
                ? null
                : table.table().column(assignment.column().name());
        if (column == null || (table.level(column.name()) >= 0 && !itself(assignment))) {
            return false;
        }
        String comma = count++ == 0 ? "" : ", ";
        boolean copied = table.rule() instanceof TableRule.Broadcast
                && !(assignment.value() instanceof Expr.Constant)
                && IMPURE.stream().anyMatch(survey::has);
        if (!copied && !foreign(assignment.value(), text.value())) {
            if (several && mentionsEarlier(survey, clauses, update, index)) {
                // A server has the old value or the new one, as it reads the tables: MySQL manual, "UPDATE Statement".
                return false;
            }
            parts.add(words(new Pieces(survey).add(comma).add(text.span())));
            return true;
        }
        if (mentions(survey, text.value(), assigned(update, index, several)) || Quotients.in(Mentioned.in(survey))) {
            return false;
        }
        parts.add(words(new Pieces(survey).add(comma).add(text.target()).add(" = ")));
        parts.add(new Scripted.Part.Value(first + selected.size()));
        selected.add(new Pieces(survey).add("(").add(text.value()).add(")").template());
        types.add(column.type());
        return true;
    }

    private static Scripted.Part words(Pieces pieces) {
        return new Scripted.Part.Words(pieces.template());
    }

    private boolean itself(Statement.Assignment assignment) {
        return assignment.value() instanceof Expr.Column column
                && survey.columns().owner(column.ref()) == table
                && column.ref().name().equalsIgnoreCase(assignment.column().name());
    }

    /** True where the value of assignment {@code index} may speak of a column that one before it has changed. */
    static boolean mentionsEarlier(Survey survey, Clauses clauses, Statement.Update update, int index) {
        return mentions(survey, clauses.assignments().get(index).value(), assigned(update, index, false));
    }

    /** True where a value speaks of more than the row that is changed. */
    private boolean foreign(Expr value, Span text) {
        for (QueryBlock block : survey.scope().blocks()) {
            if (block.id() > 0 && text.contains(block.span())) {
                return true;
            }
        }
        return Exprs.any(
                value,
                e -> e instanceof Expr.Subquery
                        || (e instanceof Expr.Column column && survey.columns().owner(column.ref()) != table));
    }

    /** The columns that may have their new value already where assignment {@code index} is evaluated. */
    private static Set<String> assigned(Statement.Update update, int index, boolean several) {
        Set<String> names = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        for (int i = 0; i < update.assignments().size(); i++) {
            if (i < index || (several && i != index)) {
                names.add(update.assignments().get(i).column().name());
            }
        }
        return names;
    }

    private static boolean mentions(Survey survey, Span part, Set<String> names) {
        Lexer lexer = new Lexer(part.of(survey.text()), survey.fingerprint().dialect());
        for (Token token = lexer.next(); token != Token.END; token = lexer.next()) {
            if (token.word() && names.contains(lexer.name())) {
                return true;
            }
        }
        return false;
    }
}
