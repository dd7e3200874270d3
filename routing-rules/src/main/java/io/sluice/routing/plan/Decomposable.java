package io.sluice.routing.plan;

import io.sluice.routing.RoutingError;
import io.sluice.sql.Expr;
import io.sluice.sql.Feature;
import io.sluice.sql.FromItem;
import io.sluice.sql.QueryBlock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Whether a statement's answer is made of what each slot answers alone: one class of sharded tables joined by their keys,
 * broadcast tables beside them, subqueries over the same keys. Everything else is refused by name.
 */
final class Decomposable {
    /** In the order in which they are named to the user, the more telling ones first. */
    private static final List<Map.Entry<Feature, String>> NOT_SPREAD = List.of(
            Map.entry(Feature.RECURSIVE_CTE, "WITH RECURSIVE"),
            Map.entry(Feature.WINDOW_FUNCTION, "a window function"),
            Map.entry(Feature.INTO_OUTFILE, "INTO OUTFILE"),
            Map.entry(Feature.INTO_VARIABLE, "INTO @variable"),
            Map.entry(Feature.USER_VARIABLE_ASSIGNMENT, "an assignment to a user variable"),
            Map.entry(Feature.SYSTEM_VARIABLE, "a system variable"),
            Map.entry(Feature.SIDE_EFFECT_FUNCTION, "a function that may change something"),
            Map.entry(Feature.MATCH_AGAINST, "MATCH … AGAINST"),
            Map.entry(Feature.TABLE_STATEMENT, "TABLE"),
            Map.entry(Feature.VALUES_STATEMENT, "VALUES"),
            Map.entry(Feature.SYSTEM_TIME, "FOR SYSTEM_TIME"),
            Map.entry(Feature.WITH_TIES, "FETCH … WITH TIES"),
            Map.entry(Feature.ROWS_EXAMINED, "LIMIT … ROWS EXAMINED"),
            Map.entry(Feature.PROCEDURE_ANALYSE, "PROCEDURE ANALYSE"),
            Map.entry(Feature.SET_VAR_HINT, "a SET_VAR hint"));

    private Decomposable() {}

    /** @throws io.sluice.routing.RoutingException where it is not */
    static void check(Survey survey) {
        if (survey.top().features().contains(Feature.SET_OPERATION)) {
            throw RoutingError.CROSS_SHARD.with("UNION, INTERSECT or EXCEPT", hint(survey));
        }
        parts(survey, Set.of(0));
        List<KeyClass> classes = survey.classes();
        KeyClass first = classes.get(0);
        if (first.block() != 0) {
            throw RoutingError.CROSS_SHARD.with(where(survey, first), hint(survey));
        }
        if (!first.kept()) {
            // A table that fills up others must not be repeated by every slot.
            throw RoutingError.CROSS_SHARD.with(
                    "an outer join that keeps the rows of a table which is not sharded",
                    "turn the join round so that " + survey.shardedName() + " is kept, or restrict it to one key");
        }
        for (KeyClass keys : classes.subList(1, classes.size())) {
            if (keys.parent() < 0) {
                throw apart(survey, first, keys);
            }
        }
        inside(survey);
    }

    /**
     * What has to hold for each part of a statement, wherever its tables live.
     *
     * @param outer the blocks whose rows are the answer's
     * @throws io.sluice.routing.RoutingException where it does not
     */
    static void parts(Survey survey, Set<Integer> outer) {
        if (survey.scope().blocks().stream()
                .anyMatch(block -> block.features().contains(Feature.ROLLUP) && !alone(survey, block))) {
            throw RoutingError.CROSS_SHARD.with("WITH ROLLUP", hint(survey));
        }
        for (Map.Entry<Feature, String> entry : NOT_SPREAD) {
            if (survey.has(entry.getKey())) {
                throw RoutingError.CROSS_SHARD.with(entry.getValue(), hint(survey));
            }
        }
        for (QueryBlock block : survey.scope().blocks()) {
            ordered(survey, block);
            if (survey.has(Feature.USER_VARIABLE)) {
                unseen(survey, block);
            }
            if (!outer.contains(block.id())) {
                inner(survey, block);
            }
        }
    }

    /**
     * What has to hold inside of a statement whose tables are known to live together.
     *
     * @throws io.sluice.routing.RoutingException where it does not
     */
    static void inside(Survey survey) {
        survey.scope().blocks().forEach(block -> {
            pieces(survey, block);
            borrowed(survey, block);
        });
    }

    /** True where the rows of {@code block} are those of the answer. */
    private static boolean alone(Survey survey, QueryBlock block) {
        return block.id() == 0 && !survey.has(Feature.SET_OPERATION);
    }

    /** Servers give the rows of a view with ORDER BY in that order, where the statement asks for no other. */
    private static void ordered(Survey survey, QueryBlock block) {
        boolean shown = block.kind() == QueryBlock.Kind.DERIVED
                && !block.orderBy().isEmpty()
                && survey.folded().defines(block.span());
        if (shown && survey.top().orderBy().isEmpty() && survey.top().groupBy().isEmpty()) {
            throw RoutingError.CROSS_SHARD.with("a view with ORDER BY", "order the statement itself");
        }
    }

    /** A user variable has one value everywhere, but a type that is not known here: rows are chosen by it, not made of it. */
    private static void unseen(Survey survey, QueryBlock block) {
        List<Expr> shown = new ArrayList<>();
        block.items().forEach(item -> shown.add(item.expr()));
        block.orderBy().forEach(item -> shown.add(item.expr()));
        block.groupBy().forEach(item -> shown.add(item.expr()));
        if (block.having() != null) {
            shown.add(block.having());
        }
        for (Expr expr : shown) {
            if (expr.span().of(survey.text()).indexOf('@') >= 0) {
                throw RoutingError.CROSS_SHARD.with("a user variable", hint(survey));
            }
        }
    }

    private static void inner(Survey survey, QueryBlock block) {
        if (block.features().contains(Feature.NON_DETERMINISTIC_FUNCTION)) {
            throw RoutingError.CROSS_SHARD.with("RAND, UUID and their kin in a subquery", hint(survey));
        }
        boolean sharded =
                block.tables().stream().anyMatch(t -> survey.tables().get(t).sharded() != null);
        if (block.limit() != null && !sharded && block.orderBy().isEmpty() && picks(block)) {
            throw RoutingError.CROSS_SHARD.with(
                    "LIMIT without ORDER BY in a subquery", "every shard could choose other rows; order them");
        }
    }

    /** True where it matters which rows a LIMIT leaves: they are not all the same constants. */
    private static boolean picks(QueryBlock block) {
        boolean tables = block.from() != null || block.features().contains(Feature.SET_OPERATION);
        return tables && !block.items().stream().allMatch(item -> item.expr() instanceof Expr.Constant);
    }

    /** A derived table over several slots is made of its pieces only where no group and no DISTINCT row has rows in two. */
    private static void pieces(Survey survey, QueryBlock block) {
        if (block.kind() != QueryBlock.Kind.DERIVED && block.kind() != QueryBlock.Kind.CTE) {
            return;
        }
        BitSet read = read(survey, block);
        for (KeyClass keys : survey.classes()) {
            KeyClass followed = keys.parent() < 0 ? keys : survey.classes().get(keys.parent());
            if (!inside(survey, keys, read)
                    || read.get(keys.block())
                    || (followed != keys && inside(survey, followed, read))) {
                continue; // it has none of its own, or is asked anew for each row of what it follows
            }
            Transparency transparency = survey.columns().transparency();
            boolean split = !block.groupBy().isEmpty() && !has(keys, transparency.groups(block))
                    || block.distinct() && !has(keys, transparency.outputs(block));
            if (split) {
                throw RoutingError.CROSS_SHARD.with(
                        "GROUP BY or DISTINCT in a derived table over " + name(survey, keys),
                        "group by " + key(keys) + " too, or restrict it to one");
            }
        }
    }

    private static boolean inside(Survey survey, KeyClass keys, BitSet read) {
        return keys.members().stream()
                .anyMatch(m -> read.get(survey.tables().get(m).occurrence().block()));
    }

    /** The blocks whose rows are in those of {@code block}: those in it, and what it names of a WITH, which may stand elsewhere. */
    private static BitSet read(Survey survey, QueryBlock block) {
        BitSet read = new BitSet();
        Deque<Integer> open = new ArrayDeque<>(List.of(block.id()));
        while (!open.isEmpty()) {
            int at = open.remove();
            if (read.get(at)) {
                continue;
            }
            read.set(at);
            for (QueryBlock each : survey.scope().blocks()) {
                if (each.parent() == at) {
                    open.add(each.id());
                }
            }
            for (FromItem leaf : Columns.leaves(survey.scope().blocks().get(at).from())) {
                if (leaf instanceof FromItem.Derived derived) {
                    open.add(derived.block());
                }
            }
        }
        return read;
    }

    /** True where {@code sources} have all key columns of the class among them. */
    private static boolean has(KeyClass keys, List<Columns.Source> sources) {
        BitSet levels = new BitSet();
        for (Columns.Source source : sources) {
            if (source.level() >= 0
                    && keys.members().contains(source.table().occurrence().ordinal())) {
                levels.set(source.level());
            }
        }
        return levels.cardinality() == keys.rule().levels().size();
    }

    /** {@code SELECT (SELECT SUM(o.total)) FROM orders o}: the sum belongs to the outer query, and there is one row. */
    private static void borrowed(Survey survey, QueryBlock block) {
        if (block.kind() != QueryBlock.Kind.SUBQUERY) {
            return;
        }
        List<Expr> exprs = new ArrayList<>();
        block.items().forEach(item -> exprs.add(item.expr()));
        block.orderBy().forEach(item -> exprs.add(item.expr()));
        if (block.having() != null) {
            exprs.add(block.having());
        }
        for (Expr expr : exprs) {
            if (Exprs.any(expr, e -> e instanceof Expr.Aggregate && !inside(survey, block, e))) {
                throw RoutingError.CROSS_SHARD.with("an aggregate of the outer query inside a subquery", hint(survey));
            }
        }
    }

    /** False where {@code aggregate} speaks of tables around {@code block} only. */
    private static boolean inside(Survey survey, QueryBlock block, Expr aggregate) {
        boolean outside = Exprs.any(aggregate, e -> block(survey, e) >= 0 && block(survey, e) != block.id());
        return !outside || Exprs.any(aggregate, e -> block(survey, e) == block.id());
    }

    private static int block(Survey survey, Expr expr) {
        Placed owner = expr instanceof Expr.Column column ? survey.columns().owner(column.ref()) : null;
        return owner == null ? -1 : owner.occurrence().block();
    }

    private static io.sluice.routing.RoutingException apart(Survey survey, KeyClass one, KeyClass other) {
        if (other.block() != one.block()) {
            return RoutingError.CROSS_SHARD.with(where(survey, other), hint(survey));
        }
        String names = name(survey, one) + " and " + name(survey, other);
        return RoutingError.CROSS_SHARD.with(
                "a join of " + names + " by other columns than their sharding keys",
                "join colocated tables by " + key(one) + ", or restrict both to one key");
    }

    private static String where(Survey survey, KeyClass keys) {
        String table = name(survey, keys);
        return switch (survey.scope().blocks().get(keys.block()).kind()) {
            case DERIVED -> "a derived table over " + table;
            case CTE -> "WITH over " + table;
            case SUBQUERY -> "a subquery over " + table;
            case SET_OPERAND -> "UNION, INTERSECT or EXCEPT over " + table;
            case TOP -> "a join with " + table;
        };
    }

    private static String name(Survey survey, KeyClass keys) {
        return survey.tables().get(keys.members().get(0)).occurrence().name();
    }

    private static String key(KeyClass keys) {
        return keys.rule().levels().get(0).column();
    }

    private static String hint(Survey survey) {
        KeyClass keys = survey.classes().get(0);
        return "restrict " + name(survey, keys) + " to one " + key(keys);
    }
}
