package io.sluice.routing.plan;

import io.sluice.sql.Expr;
import io.sluice.sql.Feature;
import io.sluice.sql.QueryBlock;
import io.sluice.sql.Statement;
import io.sluice.sql.text.SqlTemplate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Plans UPDATEs and DELETEs that no slot can do alone: the rows are chosen first, see {@link Scripted.Choosing}. */
final class Choices {
    /** What means more than rows, or would not mean the same in a SELECT. */
    private static final List<Feature> REFUSED = List.of(
            Feature.RETURNING,
            Feature.LOCKING_READ,
            Feature.PARTITION_CLAUSE,
            Feature.SYSTEM_TIME,
            Feature.SIDE_EFFECT_FUNCTION,
            Feature.USER_VARIABLE_ASSIGNMENT,
            Feature.INTO_OUTFILE,
            Feature.INTO_VARIABLE,
            Feature.SET_VAR_HINT,
            Feature.WITH_CLAUSE,
            Feature.ROWS_EXAMINED);

    private static final String NONE_UPDATED = "Rows matched: 0  Changed: 0  Warnings: 0";

    private final Survey survey;
    private final Clauses clauses;
    private final List<Identity> targets = new ArrayList<>();
    private final List<SqlTemplate> selected = new ArrayList<>();

    private int width;

    private Choices(Survey survey, Clauses clauses) {
        this.survey = survey;
        this.clauses = clauses;
    }

    /** Null where the statement is not one of those. {@code only}: no shard has all tables. */
    static @Nullable Scripted of(Survey survey, boolean only) {
        if (!possible(survey)) {
            return null;
        }
        Clauses clauses = Clauses.of(survey);
        return clauses == null ? null : new Choices(survey, clauses).plan(only);
    }

    /** False where the statement means more than rows, or tables that are not known. */
    static boolean possible(Survey survey) {
        return REFUSED.stream().noneMatch(survey::has) && !inViews(survey);
    }

    private static boolean inViews(Survey survey) {
        return !survey.folded().edits().isEmpty()
                || survey.tables().stream().anyMatch(t -> t.table() == null || t.system());
    }

    private @Nullable Scripted plan(boolean only) {
        QueryBlock top = survey.top();
        boolean several = top.tables().size() + top.derived().size() > 1;
        boolean ordered = !top.orderBy().isEmpty();
        boolean offset = top.limit() != null && top.limit().offset() != null;
        boolean constant = top.orderBy().stream().anyMatch(item -> item.expr() instanceof Expr.Constant);
        // Each step would have a time of its own.
        boolean times = survey.statement() instanceof Statement.Update
                && survey.has(Feature.STATEMENT_TIME_FUNCTION)
                && (ordered || several);
        boolean again = times || (!survey.fingerprint().dialect().mariaDb() && readsTarget());
        if (again || offset || constant || (several && (ordered || top.limit() != null)) || !identify()) {
            return null;
        }
        List<Scripted.Target> changes =
                survey.statement() instanceof Statement.Update update ? updates(update, several) : deletes();
        if (changes == null) {
            return null;
        }
        Pieces ask = ask(survey, clauses, selected);
        String nothing = survey.statement() instanceof Statement.Update ? NONE_UPDATED : "";
        return ask.answered(Hints.CHOOSING) ? new Scripted.Choosing(ask.template(), changes, nothing, only) : null;
    }

    /** The SELECT of the rows that a statement changes, which locks them. */
    static Pieces ask(Survey survey, Clauses clauses, List<SqlTemplate> selected) {
        Pieces ask = new Pieces(survey).add("SELECT ");
        for (int i = 0; i < selected.size(); i++) {
            ask.add(i == 0 ? "" : ", ").add(selected.get(i));
        }
        ask.add(" FROM ").add(clauses.from());
        if (clauses.tail().end() > clauses.tail().start()) {
            ask.add(" ").add(clauses.tail());
        }
        return ask.add(survey.top().limit() == null ? Scripted.ALL_ROWS : "").add(" FOR UPDATE");
    }

    /** True where a subquery reads what is changed: MySQL does not (1093), but where a derived table stands between. */
    private boolean readsTarget() {
        Set<String> targetNames = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        for (Placed table : survey.tables()) {
            if (table.occurrence().write()) {
                targetNames.add(table.occurrence().name());
            }
        }
        return survey.tables().stream()
                .anyMatch(t -> t.occurrence().block() > 0
                        && targetNames.contains(t.occurrence().name())
                        && !derived(t.occurrence().block()));
    }

    private boolean derived(int block) {
        for (int at = block; at > 0; at = survey.scope().blocks().get(at).parent()) {
            if (survey.scope().blocks().get(at).kind() == QueryBlock.Kind.DERIVED) {
                return true;
            }
        }
        return false;
    }

    /** False where a table that is changed has rows that cannot be named, or is changed under two names. */
    private boolean identify() {
        Set<String> names = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        for (Placed table : survey.tables()) {
            if (table.occurrence().write()) {
                Identity identity = Identity.of(table);
                if (identity == null || !names.add(table.occurrence().name())) {
                    return false;
                }
                targets.add(identity);
            }
        }
        return !targets.isEmpty();
    }

    private List<Scripted.Target> deletes() {
        List<Scripted.Target> changes = new ArrayList<>();
        for (Identity target : targets) {
            SqlTemplate head = new Pieces(survey)
                    .add(clauses.ignore() ? "DELETE IGNORE FROM " : "DELETE FROM ")
                    .add(name(target.table()))
                    .template();
            changes.add(
                    new Scripted.Target(List.of(new Scripted.Part.Words(head)), List.of(), select(target, ""), false));
        }
        return changes;
    }

    /** The names of a target's rows in its change; what they are made of is selected. */
    private RowNames select(Identity target, String qualifier) {
        RowNames names = target.names(qualifier, width);
        selected.add(
                new Pieces(survey).add(target.selected(called(target.table()))).template());
        width += target.columns().size();
        return names;
    }

    static String called(Placed table) {
        return Quoting.name(table.occurrence().calledBy()) + ".";
    }

    static String name(Placed table) {
        String schema = table.occurrence().schema();
        return (schema == null ? "" : Quoting.name(schema) + ".")
                + Quoting.name(table.occurrence().name());
    }

    /** Null where a value is not known to be the one that a server would compute. */
    private @Nullable List<Scripted.Target> updates(Statement.Update update, boolean several) {
        if (update.assignments().size() != clauses.assignments().size()) {
            return null;
        }
        List<Scripted.Target> changes = new ArrayList<>();
        int assigned = 0;
        for (Identity target : targets) {
            Assignments of = new Assignments(survey, clauses, target.table(), several);
            boolean ordered = !survey.top().orderBy().isEmpty();
            RowNames names = select(target, called(target.table()));
            if (!of.read(update, width)) {
                return null;
            }
            assigned += of.count();
            selected.addAll(of.selected());
            width += of.selected().size();
            List<Scripted.Part> head = new ArrayList<>();
            String alias = target.table().occurrence().alias();
            head.add(new Scripted.Part.Words(new Pieces(survey)
                    .add(clauses.ignore() ? "UPDATE IGNORE " : "UPDATE ")
                    .add(name(target.table()) + (alias == null ? "" : " AS " + Quoting.name(alias)) + " SET ")
                    .template()));
            head.addAll(of.parts());
            changes.add(new Scripted.Target(head, of.types(), names, ordered));
        }
        return assigned == update.assignments().size() ? changes : null;
    }
}
