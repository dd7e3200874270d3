package io.sluice.sql.calcite;

import io.sluice.sql.TableOccurrence;
import io.sluice.sql.text.Span;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.calcite.sql.SqlIdentifier;
import org.jspecify.annotations.Nullable;

/** A table occurrence while the statement is being read. */
final class TableDraft {
    final @Nullable String schema;
    final String name;
    final @Nullable String alias;
    final Span span;
    final int block;
    final List<Span> qualifiers = new ArrayList<>();
    boolean write;
    int ordinal;

    TableDraft(SqlIdentifier identifier, @Nullable String alias, int block) {
        int parts = identifier.names.size();
        if (parts > 2) {
            throw new NotReadable(
                    "a table name of three parts", Spans.of(identifier).start());
        }
        this.schema = parts == 2 ? identifier.names.get(0) : null;
        this.name = identifier.names.get(parts - 1);
        this.alias = alias;
        this.span = Spans.of(identifier);
        this.block = block;
    }

    TableOccurrence occurrence() {
        qualifiers.sort(Comparator.comparingInt(Span::start));
        return new TableOccurrence(ordinal, schema, name, alias, span, block, write, qualifiers);
    }
}
