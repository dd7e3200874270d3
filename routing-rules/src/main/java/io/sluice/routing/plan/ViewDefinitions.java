package io.sluice.routing.plan;

import io.sluice.routing.cluster.Cluster;
import io.sluice.routing.cluster.Shard;
import io.sluice.routing.rules.Slot;
import io.sluice.routing.rules.TableRule;
import io.sluice.routing.schema.Column;
import io.sluice.routing.schema.Table;
import io.sluice.sql.Dialect;
import io.sluice.sql.Expr;
import io.sluice.sql.Feature;
import io.sluice.sql.QueryBlock;
import io.sluice.sql.SelectItem;
import io.sluice.sql.SqlParser;
import io.sluice.sql.Statement;
import io.sluice.sql.TableOccurrence;
import io.sluice.sql.lex.Fingerprint;
import io.sluice.sql.lex.Lexer;
import io.sluice.sql.lex.Token;
import io.sluice.sql.text.Edit;
import io.sluice.sql.text.Piece;
import io.sluice.sql.text.Span;
import io.sluice.sql.text.SqlTemplate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What the shards' views over sharded tables mean in the client's names: what one MySQL with all rows would have. A view means its
 * definition where every shard that has rows of its tables has it with the same one, but for the physical names. Of a shard's slots of
 * a table it names the first: so CREATE VIEW makes it, and so the servers keep the definition. Over another slot, or over several, it
 * is a view of those and means nothing here.
 */
final class ViewDefinitions {
    private static final UnaryOperator<String> QUOTED = Quoting::backquoted;

    private final Cluster cluster;
    /** Servers write definitions down in a form that no sql_mode has changed. */
    private final Dialect written;

    ViewDefinitions(Cluster cluster) {
        this.cluster = cluster;
        this.written = cluster.dialect().under("");
    }

    /**
     * A view's meaning.
     *
     * @param text the query, in the client's names
     * @param shards those that have rows of its sharded tables, and all of them the view
     * @param whole INVARIANT: true only where every shard has the view, and it shows all of that shard's rows of the definition: the
     *     view's own name may be sent
     * @param checked WITH CHECK OPTION
     */
    record Meaning(String text, Set<String> shards, boolean whole, boolean checked) {
        Meaning {
            shards = Set.copyOf(shards);
        }
    }

    /** How definitions are read. */
    Dialect written() {
        return written;
    }

    /** What the view {@code name} over sharded tables stands for; null where it is no such view, or not for certain. */
    @Nullable
    Meaning of(String name) {
        return of(name, new TreeSet<>(String.CASE_INSENSITIVE_ORDER));
    }

    /** True for a view that shows rows of a sharded table on some shard, whatever it means. */
    boolean shows(String name) {
        return cluster.shards().values().stream().anyMatch(shard -> {
            Table view = cluster.schema().table(shard.name(), name);
            String definition = view == null ? null : view.definition();
            return definition != null
                    && !definition.isBlank()
                    && SqlParser.parse(Fingerprint.of(definition, written)).scope().tables().stream()
                            .map(table -> part(shard, table.name()))
                            .anyMatch(rule -> rule != null && rule.slots().size() > 1);
        });
    }

    private @Nullable Meaning of(String name, Set<String> around) {
        if (cluster.rule(name) != null || !around.add(name)) {
            return null;
        }
        Meaning found = null;
        Set<String> having = new HashSet<>();
        boolean same = true;
        for (Shard shard : cluster.shards().values()) {
            Table view = cluster.schema().table(shard.name(), name);
            Meaning here = view == null ? null : on(shard, view, around);
            same &= view == null || (here != null && (found == null || found.equals(here)));
            if (view != null) {
                having.add(shard.name());
                found = here;
            }
        }
        around.remove(name);
        if (!same || found == null || found.shards.isEmpty() || !having.containsAll(found.shards)) {
            return null;
        }
        boolean everywhere = having.size() == cluster.shards().size();
        return new Meaning(found.text, found.shards, found.whole && everywhere, found.checked);
    }

    private @Nullable Meaning on(Shard shard, Table view, Set<String> around) {
        String definition = view.definition();
        if (definition == null || definition.isBlank()) {
            return null;
        }
        Fingerprint text = Fingerprint.of(definition, written);
        if (!(SqlParser.parse(text) instanceof Statement.Query query)) {
            return null;
        }
        List<Edit> edits = new ArrayList<>();
        Set<String> shards = new HashSet<>();
        boolean whole = true;
        for (TableOccurrence table : query.scope().tables()) {
            if (table.schema() != null && TablePlaces.system(table.schema())) {
                continue;
            }
            if (table.schema() != null && !cluster.dialect().sameName(table.schema(), shard.schema())) {
                return null;
            }
            TableRule.Sharded rule = part(shard, table.name());
            boolean hidden = rule == null && cluster.rule(table.name()) instanceof TableRule.Sharded;
            if (hidden || (rule != null && !first(rule, shard, table.name()))) {
                return null;
            }
            Meaning nested = rule == null ? of(table.name(), around) : null;
            if (rule == null && nested == null && !here(table.name(), shard)) {
                return null;
            }
            if (nested != null) {
                shards.addAll(nested.shards);
                whole &= nested.whole;
            } else if (rule != null && rule.slots().size() > 1) {
                rule.slots().forEach(slot -> shards.add(slot.shard()));
                whole &= alone(rule);
            }
            String logical = rule == null ? table.name() : rule.table();
            edit(table, logical, nested == null ? null : nested.text, edits);
        }
        QueryBlock top = query.scope().blocks().get(0);
        List<Edit> renamed = renamed(text, top, view);
        edits.addAll(renamed);
        Span all = new Span(0, text.statementEnd());
        String logical = plain(SqlTemplate.cut(definition, all, List.of(), edits));
        String named = renamed.isEmpty() ? named(logical, top, view) : logical;
        return named == null ? null : new Meaning(named, shards, whole, view.checked());
    }

    /** With its schema, so that no name of a WITH around it is meant. */
    private void edit(TableOccurrence table, String logical, @Nullable String nested, List<Edit> edits) {
        String name = nested == null
                ? QUOTED.apply(cluster.name()) + "." + QUOTED.apply(logical)
                : "(" + nested + ")" + (table.alias() == null ? " AS " + QUOTED.apply(logical) : "");
        edits.add(new Edit(table.span(), new Piece.Text(name)));
        for (Span qualifier : table.qualifiers()) {
            edits.add(new Edit(qualifier, new Piece.Text(QUOTED.apply(logical))));
        }
    }

    private static String plain(SqlTemplate template) {
        StringBuilder out = new StringBuilder();
        for (Piece piece : template.pieces()) {
            out.append(((Piece.Text) piece).text());
        }
        return out.toString();
    }

    /** The sharded table of which {@code physical} has rows on {@code shard}. */
    private TableRule.@Nullable Sharded part(Shard shard, String physical) {
        for (TableRule rule : cluster.rules().tables().values()) {
            if (rule instanceof TableRule.Sharded sharded
                    && sharded.slots().stream()
                            .anyMatch(slot -> slot.shard().equals(shard.name())
                                    && cluster.dialect().sameName(slot.table(), physical))) {
                return sharded;
            }
        }
        return null;
    }

    /** False for a table that lives on another shard: {@code shard}'s is not the one that clients mean. */
    private boolean here(String name, Shard shard) {
        TableRule rule = cluster.rule(name);
        if (rule instanceof TableRule.Single single) {
            return single.shard().equals(shard.name());
        }
        return rule != null
                || cluster.shards().values().stream()
                        .filter(other -> cluster.schema().table(other.name(), name) != null)
                        .findFirst()
                        .map(shard::equals)
                        .orElse(true);
    }

    private boolean first(TableRule.Sharded rule, Shard shard, String physical) {
        int first = firstSlot(rule, shard.name());
        return cluster.dialect().sameName(rule.slots().get(first).table(), physical);
    }

    /** The slot of {@code shard} whose table stands in views for the logical one: the first; -1 where it has none. */
    static int firstSlot(TableRule.Sharded rule, String shard) {
        for (int i = 0; i < rule.slots().size(); i++) {
            if (rule.slots().get(i).shard().equals(shard)) {
                return i;
            }
        }
        return -1;
    }

    /** True where no shard has two slots of the table. */
    static boolean alone(TableRule.Sharded rule) {
        return rule.slots().stream().map(Slot::shard).distinct().count()
                == rule.slots().size();
    }

    /** The view's names in place of the definition's own, where nothing else in it calls its columns by those; else empty. */
    private static List<Edit> renamed(Fingerprint text, QueryBlock block, Table view) {
        boolean called = !block.groupBy().isEmpty()
                || block.having() != null
                || !block.orderBy().isEmpty();
        List<SelectItem> items = block.items();
        boolean plain = !called
                && !block.features().contains(Feature.SET_OPERATION)
                && items.size() == view.columns().size()
                && items.stream().allMatch(item -> item.alias() != null);
        List<Edit> edits = new ArrayList<>();
        for (int i = 0; plain && i < items.size(); i++) {
            String name = view.columns().get(i).name();
            if (!name.equals(items.get(i).alias())) {
                edits.add(new Edit(last(text, items.get(i).span()), new Piece.Text(QUOTED.apply(name))));
            }
        }
        return edits;
    }

    /** The last token in {@code part}. */
    private static Span last(Fingerprint text, Span part) {
        Lexer lexer = new Lexer(text.text(), text.dialect());
        lexer.reset(part.start());
        Span last = part;
        while (lexer.next() != Token.END && lexer.end() <= part.end()) {
            last = new Span(lexer.start(), lexer.end());
        }
        return last;
    }

    /**
     * {@code definition} so that its columns have the view's names: CREATE VIEW v (a, b) may leave others in it. Null where it does
     * not fit.
     */
    private static @Nullable String named(String definition, QueryBlock block, Table view) {
        List<String> columns = view.columns().stream().map(Column::name).toList();
        boolean known = block.items().stream().noneMatch(item -> item.expr() instanceof Expr.Star);
        if (columns.isEmpty()
                || !known
                || columns.equals(
                        block.items().stream().map(ViewDefinitions::heading).toList())) {
            return columns.isEmpty() || known ? definition : null;
        }
        if (block.items().size() != columns.size()) {
            return block.items().isEmpty() ? definition : null;
        }
        String names = String.join(", ", columns.stream().map(QUOTED).toList());
        return "SELECT * FROM (" + definition + ") AS " + QUOTED.apply(view.name()) + " (" + names + ")";
    }

    private static String heading(SelectItem item) {
        if (item.alias() != null) {
            return item.alias();
        }
        return item.expr() instanceof Expr.Column column ? column.ref().name() : Objects.toString(item.alias(), "");
    }
}
