package io.sluice.routing.plan;

import io.sluice.routing.cluster.Cluster;
import io.sluice.routing.cluster.Shard;
import io.sluice.routing.rules.Slot;
import io.sluice.routing.rules.TableRule;
import io.sluice.routing.schema.Column;
import io.sluice.routing.schema.Table;
import io.sluice.sql.Dialect;
import io.sluice.sql.Expr;
import io.sluice.sql.QueryBlock;
import io.sluice.sql.SelectItem;
import io.sluice.sql.SqlParser;
import io.sluice.sql.Statement;
import io.sluice.sql.TableOccurrence;
import io.sluice.sql.lex.Fingerprint;
import io.sluice.sql.text.Edit;
import io.sluice.sql.text.Piece;
import io.sluice.sql.text.Span;
import io.sluice.sql.text.SqlTemplate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What the shards' views over sharded tables mean in the client's names. A view means its definition where every shard has it with
 * the same one, but for the physical names, and no shard has two slots of a table in it: what one MySQL with all rows would have.
 *
 * <p>INVARIANT: on each shard the view of that name shows that shard's rows of the definition, all of them and no others.
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

    /** A view's meaning in the client's names, and whether rows of several slots are in it. */
    private record Meaning(String text, boolean sharded) {}

    /** How definitions are read. */
    Dialect written() {
        return written;
    }

    /** The query that the view {@code name} over sharded tables stands for; null where it is no such view, or not for certain. */
    @Nullable
    String of(String name) {
        return of(name, new TreeSet<>(String.CASE_INSENSITIVE_ORDER));
    }

    private @Nullable String of(String name, Set<String> around) {
        if (cluster.rule(name) != null || !around.add(name)) {
            return null;
        }
        Meaning found = null;
        for (Shard shard : cluster.shards().values()) {
            Table view = cluster.schema().table(shard.name(), name);
            Meaning here = view == null ? null : on(shard, view, around);
            if (here == null || (found != null && !found.equals(here))) {
                around.remove(name);
                return null;
            }
            found = here;
        }
        around.remove(name);
        return found != null && found.sharded ? found.text : null;
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
        boolean sharded = false;
        for (TableOccurrence table : query.scope().tables()) {
            if (table.schema() != null && TablePlaces.system(table.schema())) {
                continue;
            }
            if (table.schema() != null && !cluster.dialect().sameName(table.schema(), shard.schema())) {
                return null;
            }
            TableRule.Sharded rule = part(shard, table.name());
            boolean hidden = rule == null && cluster.rule(table.name()) instanceof TableRule.Sharded;
            if (hidden || (rule != null && !alone(rule))) {
                return null;
            }
            String nested = rule == null ? of(table.name(), around) : null;
            sharded |= nested != null || (rule != null && rule.slots().size() > 1);
            String logical = rule == null ? table.name() : rule.table();
            edit(table, logical, nested, edits);
        }
        Span whole = new Span(0, text.statementEnd());
        String logical = plain(SqlTemplate.cut(definition, whole, List.of(), edits));
        String named = named(logical, query.scope().blocks().get(0), view);
        return named == null ? null : new Meaning(named, sharded);
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

    /** True where no shard has two slots of the table. */
    static boolean alone(TableRule.Sharded rule) {
        return rule.slots().stream().map(Slot::shard).distinct().count()
                == rule.slots().size();
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
