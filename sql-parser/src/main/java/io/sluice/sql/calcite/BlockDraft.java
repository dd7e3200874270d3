package io.sluice.sql.calcite;

import io.sluice.sql.Condition;
import io.sluice.sql.Expr;
import io.sluice.sql.Feature;
import io.sluice.sql.FromItem;
import io.sluice.sql.Leaves;
import io.sluice.sql.LimitClause;
import io.sluice.sql.OrderItem;
import io.sluice.sql.QueryBlock;
import io.sluice.sql.SelectItem;
import io.sluice.sql.text.Span;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A query block while the statement is being read. */
final class BlockDraft {
    final int id;
    final int parent;
    int outer;
    /** What of the FROM around names see that this block does not have; null for all of it. */
    final @Nullable Leaves outerSeen;

    final QueryBlock.Kind kind;
    Span span;
    final List<Source> sources = new ArrayList<>();
    final List<TableDraft> tables = new ArrayList<>();
    final List<Integer> derived = new ArrayList<>();
    /** What the ON that is being read sees of this block's FROM; null elsewhere. */
    @Nullable
    Leaves seen;

    /** What holds for each row of the result: WHERE and the ON of inner joins. */
    final List<Condition> where = new ArrayList<>();

    /** Asked when all tables have their ordinals; answers null where there is no FROM. */
    Supplier<@Nullable FromItem> from = () -> null;

    /** What WHERE connects by AND. */
    List<Expr> filters = List.of();

    QueryBlock.@Nullable Membership membership;
    final Set<Feature> features = EnumSet.noneOf(Feature.class);
    boolean distinct;
    List<SelectItem> items = List.of();
    List<OrderItem> groupBy = List.of();

    @Nullable
    Expr having;

    List<OrderItem> orderBy = List.of();

    @Nullable
    LimitClause limit;

    int selectListEnd;

    @Nullable
    Span havingSpan;

    @Nullable
    Span groupBySpan;

    @Nullable
    Span orderBySpan;

    int orderByPlace;
    int limitPlace;

    BlockDraft(int id, BlockPlace place, Span span) {
        this.id = id;
        this.parent = place.parent();
        this.outer = place.outer();
        this.outerSeen = place.seen();
        this.kind = place.kind();
        this.span = span;
        this.selectListEnd = span.end();
        this.orderByPlace = span.end();
        this.limitPlace = span.end();
    }

    QueryBlock block() {
        List<Integer> ordinals = tables.stream().map(t -> t.ordinal).sorted().toList();
        return new QueryBlock(
                id,
                parent,
                outer,
                outerSeen,
                kind,
                span,
                distinct,
                items,
                from.get(),
                ordinals,
                derived,
                filters,
                Conditions.and(where),
                membership,
                groupBy,
                having,
                orderBy,
                limit,
                new QueryBlock.Places(selectListEnd, havingSpan, groupBySpan, orderBySpan, orderByPlace, limitPlace),
                features);
    }
}
