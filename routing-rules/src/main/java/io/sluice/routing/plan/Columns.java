package io.sluice.routing.plan;

import io.sluice.routing.schema.Column;
import io.sluice.sql.ColumnRef;
import io.sluice.sql.QueryBlock;
import io.sluice.sql.Scope;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Says which table occurrence a column belongs to; what cannot be proven is null. */
final class Columns {
    private final Scope scope;
    private final List<Placed> tables;

    Columns(Scope scope, List<Placed> tables) {
        this.scope = scope;
        this.tables = tables;
    }

    /** The occurrence that {@code ref} belongs to, null where that is not certain. */
    @Nullable
    Placed owner(ColumnRef ref) {
        int block = ref.block();
        while (block >= 0 && block < scope.blocks().size()) {
            QueryBlock here = scope.blocks().get(block);
            Placed found = ref.qualifier() == null ? holder(here, ref.name()) : called(here, ref.qualifier());
            if (found != null) {
                return found;
            }
            if (mayHide(here, ref)) {
                return null;
            }
            block = here.parent();
        }
        return null;
    }

    /** What the schema says of {@code ref}'s column, null where it is not known. */
    @Nullable
    Column column(ColumnRef ref) {
        Placed owner = owner(ref);
        return owner == null || owner.table() == null ? null : owner.table().column(ref.name());
    }

    /** True where certainly no table has that column: the schema of all that could own it is known. */
    boolean unknown(ColumnRef ref) {
        int block = ref.block();
        while (block >= 0 && block < scope.blocks().size()) {
            QueryBlock here = scope.blocks().get(block);
            boolean open = !here.derived().isEmpty()
                    || here.tables().stream().anyMatch(t -> tables.get(t).table() == null);
            if (open || ref.qualifier() != null || holder(here, ref.name()) != null) {
                return false;
            }
            block = here.parent();
        }
        return true;
    }

    private @Nullable Placed called(QueryBlock block, String qualifier) {
        Placed found = null;
        for (int ordinal : block.tables()) {
            Placed table = tables.get(ordinal);
            String name = table.occurrence().calledBy();
            if (name.equals(qualifier)) {
                return table;
            }
            found = found == null && name.equalsIgnoreCase(qualifier) ? table : found;
        }
        return found;
    }

    /** The first table of the block that certainly has the column: were there a second, the server would call it ambiguous. */
    private @Nullable Placed holder(QueryBlock block, String name) {
        for (int ordinal : block.tables()) {
            Placed table = tables.get(ordinal);
            boolean has = table.table() == null
                    ? table.level(name) >= 0
                    : table.table().column(name) != null;
            if (has) {
                return table;
            }
        }
        boolean alone = block.tables().size() == 1 && block.derived().isEmpty() && block.parent() < 0;
        Placed only = alone ? tables.get(block.tables().get(0)) : null;
        return only != null && only.table() == null ? only : null;
    }

    /** True where something in the block that is not known well enough may own the column. */
    private boolean mayHide(QueryBlock block, ColumnRef ref) {
        if (!block.derived().isEmpty()) {
            return true;
        }
        if (ref.qualifier() != null) {
            return false;
        }
        for (int ordinal : block.tables()) {
            if (tables.get(ordinal).table() == null) {
                return true;
            }
        }
        return false;
    }
}
