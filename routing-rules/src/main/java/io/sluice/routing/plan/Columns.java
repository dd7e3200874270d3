package io.sluice.routing.plan;

import io.sluice.routing.rules.TableRule;
import io.sluice.routing.schema.Column;
import io.sluice.sql.ColumnRef;
import io.sluice.sql.Dialect;
import io.sluice.sql.Expr;
import io.sluice.sql.FromItem;
import io.sluice.sql.Leaves;
import io.sluice.sql.QueryBlock;
import io.sluice.sql.Scope;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Says which table a column belongs to; what cannot be proven is null. Used by one thread while a statement is planned. */
final class Columns {
    /** In the place of something that may have a column, or not. */
    private static final FromItem UNCERTAIN = new FromItem.Other("");

    private final Scope scope;
    private final List<Placed> tables;
    private final Dialect dialect;
    private final Transparency transparency;
    private final Map<ColumnRef, Optional<Source>> sources = new HashMap<>();

    Columns(Scope scope, List<Placed> tables, Dialect dialect) {
        this.scope = scope;
        this.tables = tables;
        this.dialect = dialect;
        this.transparency = new Transparency(scope, this);
    }

    /** A column of a base table whose values another column has unchanged. */
    record Source(Placed table, String column) {
        boolean is(@Nullable Source other) {
            return other != null && table == other.table && column.equalsIgnoreCase(other.column);
        }

        /** The level of which it is the sharding key, -1 where it is none. */
        int level() {
            return table.level(column);
        }

        /** What the schema says of it, null where that is not known. */
        @Nullable
        Column described() {
            return table.table() == null ? null : table.table().column(column);
        }
    }

    /** The names of the sharding keys of all tables. */
    Set<String> keys() {
        Set<String> keys = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        for (Placed table : tables) {
            TableRule.Sharded rule = table.sharded();
            if (rule != null) {
                rule.levels().forEach(level -> keys.add(level.column()));
            }
        }
        return keys;
    }

    /** Which derived tables conditions on their columns may be pushed into. */
    Transparency transparency() {
        return transparency;
    }

    /** The base table in FROM that {@code ref} belongs to, null where that is not certain. */
    @Nullable
    Placed owner(ColumnRef ref) {
        return item(ref) instanceof FromItem.Table table ? tables.get(table.ordinal()) : null;
    }

    /** The column of a base table that {@code ref} is, seen through derived tables; null where that is not certain. */
    @Nullable
    Source source(ColumnRef ref) {
        Optional<Source> known = sources.get(ref);
        if (known == null) {
            FromItem item = item(ref);
            known = Optional.ofNullable(item == null ? null : source(item, ref.name()));
            sources.put(ref, known);
        }
        return known.orElse(null);
    }

    /** What the schema says of {@code ref}'s column, null where it is not known. */
    @Nullable
    Column column(ColumnRef ref) {
        Source source = source(ref);
        return source == null ? null : source.described();
    }

    /** The column of a base table whose values {@code output} has, null where it is none or that is not certain. */
    @Nullable
    Source source(Output output) {
        if (output.expr() instanceof Expr.Column column) {
            return source(column.ref());
        }
        return output.owner() == null || output.column() == null ? null : new Source(output.owner(), output.column());
    }

    /** The column that {@code name} means where only {@code item} is looked at, as USING does; null where that is not certain. */
    @Nullable
    Source in(FromItem item, String name) {
        FromItem holder = holder(item, name);
        return holder == null ? null : source(holder, name);
    }

    /** True where certainly no table has that column: the schema of all that could own it is known. */
    boolean unknown(ColumnRef ref) {
        int block = ref.block();
        while (block >= 0 && block < scope.blocks().size()) {
            QueryBlock here = scope.blocks().get(block);
            if (ref.qualifier() != null || mayHide(here, ref) || holder(here, ref.name()) != null) {
                return false;
            }
            block = here.outer();
        }
        return true;
    }

    private @Nullable FromItem item(ColumnRef ref) {
        int block = ref.block();
        Leaves seen = ref.seen();
        while (block >= 0 && block < scope.blocks().size()) {
            QueryBlock here = scope.blocks().get(block);
            String qualifier = ref.qualifier();
            FromItem found = qualifier == null ? holder(here, ref.name()) : called(here, qualifier);
            if (found != null && seen != null) {
                found = qualifier == null ? holder(here, seen, ref.name()) : called(seen(here, seen), qualifier);
                if (found == null && qualifier == null) {
                    return null;
                }
            }
            if (found != null) {
                // Whether names that differ in case are one, only the server knows.
                boolean other = qualifier != null && !name(found).equals(qualifier) && outside(here, ref);
                return other ? null : found;
            }
            if (mayHide(here, ref)) {
                return null;
            }
            block = here.outer();
            seen = here.seen();
        }
        return null;
    }

    /**
     * What an ON means that sees only {@code seen}: a comma binds looser than JOIN. Null where no operand of its join certainly has
     * the column, though another table of the FROM may have it.
     */
    private @Nullable FromItem holder(QueryBlock block, Leaves seen, String name) {
        FromItem item = block.from();
        int first = 0;
        while (item instanceof FromItem.Join join) {
            int middle = first + leaves(join.left()).size();
            if (seen.end() <= middle) {
                item = join.left();
            } else if (seen.first() >= middle) {
                item = join.right();
                first = middle;
            } else {
                break;
            }
        }
        FromItem found = item == null ? null : holder(item, name);
        return seen(block, seen).stream().anyMatch(leaf -> leaf == found) ? found : null;
    }

    private static List<FromItem> seen(QueryBlock block, Leaves seen) {
        List<FromItem> leaves = leaves(block.from());
        return leaves.subList(Math.min(seen.first(), leaves.size()), Math.min(seen.end(), leaves.size()));
    }

    /** True where a table around {@code block} is called exactly as {@code ref} says. */
    private boolean outside(QueryBlock block, ColumnRef ref) {
        for (int id = block.outer(); id >= 0 && id < scope.blocks().size(); ) {
            QueryBlock around = scope.blocks().get(id);
            if (leaves(around.from()).stream().anyMatch(leaf -> name(leaf).equals(ref.qualifier()))) {
                return true;
            }
            id = around.outer();
        }
        return false;
    }

    private @Nullable Source source(FromItem item, String name) {
        if (item instanceof FromItem.Table table) {
            return new Source(tables.get(table.ordinal()), name);
        }
        return item instanceof FromItem.Derived derived ? transparency.source(derived, name) : null;
    }

    /** The part of FROM that a qualifier names. */
    @Nullable
    FromItem called(QueryBlock block, String qualifier) {
        return called(leaves(block.from()), qualifier);
    }

    private @Nullable FromItem called(List<FromItem> leaves, String qualifier) {
        FromItem found = null;
        for (FromItem item : leaves) {
            String name = name(item);
            if (name.equals(qualifier)) {
                return item;
            }
            found = found == null && dialect.sameName(name, qualifier) ? item : found;
        }
        return found;
    }

    private String name(FromItem item) {
        if (item instanceof FromItem.Table table) {
            return tables.get(table.ordinal()).occurrence().calledBy();
        }
        return item instanceof FromItem.Derived derived ? derived.name() : ((FromItem.Other) item).name();
    }

    /** Tables and derived tables in the order of the text. */
    static List<FromItem> leaves(@Nullable FromItem from) {
        List<FromItem> leaves = new ArrayList<>();
        if (from instanceof FromItem.Join join) {
            leaves.addAll(leaves(join.left()));
            leaves.addAll(leaves(join.right()));
        } else if (from != null) {
            leaves.add(from);
        }
        return leaves;
    }

    private @Nullable FromItem holder(QueryBlock block, String name) {
        FromItem found = block.from() == null ? null : holder(block.from(), name);
        if (found != null) {
            return found;
        }
        boolean alone = block.tables().size() == 1 && block.derived().isEmpty() && block.parent() < 0;
        Placed only = alone ? tables.get(block.tables().get(0)) : null;
        return only != null && only.table() == null
                ? new FromItem.Table(block.tables().get(0))
                : null;
    }

    /**
     * What certainly has the column. Where both sides of a join have it the name means that of the side which is kept, or the
     * server calls it ambiguous.
     */
    @Nullable
    FromItem holder(FromItem item, String name) {
        if (item instanceof FromItem.Table table) {
            return has(tables.get(table.ordinal()), name) ? item : null;
        }
        if (item instanceof FromItem.Derived derived) {
            return transparency.source(derived, name) == null ? null : item;
        }
        if (!(item instanceof FromItem.Join join)) {
            return null;
        }
        boolean right = join.kind() == FromItem.Kind.RIGHT;
        FromItem kept = holder(right ? join.right() : join.left(), name);
        if (kept != null) {
            return kept;
        }
        boolean merged = join.natural() || join.using().stream().anyMatch(name::equalsIgnoreCase);
        boolean shared = merged && open(right ? join.right() : join.left());
        FromItem other = holder(right ? join.left() : join.right(), name);
        return shared && other != null ? UNCERTAIN : other;
    }

    /** True where not all columns of {@code item} are known. */
    private boolean open(FromItem item) {
        return leaves(item).stream()
                .anyMatch(leaf -> !(leaf instanceof FromItem.Table table)
                        || tables.get(table.ordinal()).table() == null);
    }

    /** What in a block's FROM may have a column of that name. */
    List<FromItem> mayHave(QueryBlock block, String name) {
        return leaves(block.from()).stream().filter(leaf -> mayHave(leaf, name)).toList();
    }

    private boolean mayHave(FromItem leaf, String name) {
        if (leaf instanceof FromItem.Table table) {
            Placed placed = tables.get(table.ordinal());
            return placed.table() == null || has(placed, name);
        }
        return !(leaf instanceof FromItem.Derived derived) || transparency.mayHave(derived, name);
    }

    static boolean has(Placed table, String column) {
        return table.table() == null ? table.level(column) >= 0 : table.table().column(column) != null;
    }

    /** True where something in the block that is not known well enough may own the column. */
    private boolean mayHide(QueryBlock block, ColumnRef ref) {
        List<FromItem> leaves = leaves(block.from());
        int derived =
                (int) leaves.stream().filter(FromItem.Derived.class::isInstance).count();
        if (derived < block.derived().size()) {
            return true; // the SELECT of an INSERT
        }
        return ref.qualifier() == null && leaves.stream().anyMatch(this::open);
    }
}
