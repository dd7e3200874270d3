package io.sluice.sql.calcite;

import io.sluice.sql.Feature;
import io.sluice.sql.Leaves;
import io.sluice.sql.Scope;
import io.sluice.sql.SessionCall;
import io.sluice.sql.calcite.grammar.SubqueryNode;
import io.sluice.sql.lex.Fingerprint;
import io.sluice.sql.text.Span;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.calcite.sql.SqlIdentifier;
import org.jspecify.annotations.Nullable;

/** Everything found so far in one statement. Names before columns are resolved last, when all tables are known. */
final class Draft {
    final Fingerprint fingerprint;
    final List<BlockDraft> blocks = new ArrayList<>();
    private final List<TableDraft> tables = new ArrayList<>();
    private final List<Qualifier> qualifiers = new ArrayList<>();
    private final List<SessionCall> sessionCalls = new ArrayList<>();
    private final Set<Feature> features = EnumSet.noneOf(Feature.class);
    private final Set<Integer> pinned = new TreeSet<>();
    private final Map<SubqueryNode, BlockDraft> subqueries = new IdentityHashMap<>();

    /** {@code [schema.]name} before a column, a star, or alone as the target of a multi-table DELETE. */
    private record Qualifier(
            BlockDraft block, @Nullable Leaves seen, @Nullable String schema, String name, Span span) {}

    Draft(Fingerprint fingerprint) {
        this.fingerprint = fingerprint;
        if (Hints.setVariables(fingerprint)) {
            features.add(Feature.SET_VAR_HINT);
        }
    }

    BlockDraft open(BlockPlace place, Span span) {
        BlockDraft block = new BlockDraft(blocks.size(), place, span);
        blocks.add(block);
        return block;
    }

    void feature(BlockDraft block, Feature feature) {
        block.features.add(feature);
        features.add(feature);
    }

    /** Remembers which block a subquery of an expression became. */
    void subquery(SubqueryNode node, BlockDraft block) {
        subqueries.put(node, block);
    }

    /** The block of a subquery, null where the expression around it has not been read. */
    @Nullable
    BlockDraft subquery(SubqueryNode node) {
        return subqueries.get(node);
    }

    void pin(int slot) {
        pinned.add(slot);
    }

    void sessionCall(Span span, String name) {
        sessionCalls.add(new SessionCall(span, name));
    }

    /** A base table of {@code block}; not yet something that columns can be qualified with. */
    TableDraft table(SqlIdentifier name, @Nullable String alias, BlockDraft block) {
        TableDraft table = new TableDraft(name, alias, block.id);
        tables.add(table);
        block.tables.add(table);
        return table;
    }

    /** A sequence: a table that is named in an expression, so that its columns cannot be meant anywhere. */
    void sequence(SqlIdentifier name, BlockDraft block) {
        TableDraft table = new TableDraft(name, null, block.id);
        table.write = true;
        tables.add(table);
    }

    /** Remembers what stands before the last part of {@code column}. */
    void qualified(SqlIdentifier column, BlockDraft block) {
        int parts = column.names.size() - 1;
        if (parts > 0) {
            tableName(column, parts, block);
        }
    }

    /** Remembers the first {@code parts} parts of {@code name} as naming a table of FROM. */
    void tableName(SqlIdentifier name, int parts, BlockDraft block) {
        if (parts > 2) {
            throw new NotReadable("a name of too many parts", Spans.of(name).start());
        }
        Span span = new Span(
                Spans.of(name.getComponentParserPosition(0)).start(),
                Spans.of(name.getComponentParserPosition(parts - 1)).end());
        String schema = parts == 2 ? name.names.get(0) : null;
        qualifiers.add(new Qualifier(block, block.seen, schema, name.names.get(parts - 1), span));
    }

    /** The source that {@code [schema.]name} means in {@code block}, nearest first; null where there is none. */
    @Nullable
    Source resolve(BlockDraft block, @Nullable String schema, String name) {
        for (BlockDraft at = block; at != null; at = at.outer < 0 ? null : blocks.get(at.outer)) {
            Source best = best(at.sources, schema, name);
            if (best != null) {
                return best;
            }
        }
        return null;
    }

    /** The source that a name in an ON means; where no operand is called so, and nothing around, one that it does not see. */
    private @Nullable Source resolve(Qualifier qualifier) {
        Leaves seen = qualifier.seen;
        for (BlockDraft at = qualifier.block; at != null; ) {
            List<Source> sources = seen == null
                    ? at.sources
                    : at.sources.subList(seen.first(), Math.min(seen.end(), at.sources.size()));
            Source best = best(sources, qualifier.schema, qualifier.name);
            if (best != null) {
                return best;
            }
            seen = at.outerSeen;
            at = at.outer < 0 ? null : blocks.get(at.outer);
        }
        return resolve(qualifier.block, qualifier.schema, qualifier.name);
    }

    private @Nullable Source best(List<Source> sources, @Nullable String schema, String name) {
        Source best = null;
        int fit = 0;
        for (Source source : sources) {
            int fits = source.fit(schema, name, fingerprint.dialect());
            best = fits > fit ? source : best;
            fit = Math.max(fit, fits);
        }
        return best;
    }

    /** True where a qualifier alone does not say which table is meant: {@code FROM orders JOIN archive.orders}. */
    boolean ambiguous(BlockDraft block, String name) {
        for (BlockDraft at = block; at != null; at = at.outer < 0 ? null : blocks.get(at.outer)) {
            long called = at.sources.stream()
                    .filter(source -> fingerprint.dialect().sameName(source.name(), name))
                    .count();
            if (called > 0) {
                return called > 1;
            }
        }
        return false;
    }

    Scope scope() {
        for (Qualifier qualifier : qualifiers) {
            Source source = resolve(qualifier);
            if (source != null && source.table() != null && source.table().alias == null) {
                source.table().qualifiers.add(qualifier.span);
            }
        }
        tables.sort(Comparator.comparingInt(t -> t.span.start()));
        for (int i = 0; i < tables.size(); i++) {
            tables.get(i).ordinal = i;
        }
        sessionCalls.sort(Comparator.comparingInt(c -> c.span().start()));
        return new Scope(
                tables.stream().map(TableDraft::occurrence).toList(),
                blocks.stream().map(BlockDraft::block).toList(),
                features,
                sessionCalls,
                List.copyOf(pinned));
    }
}
