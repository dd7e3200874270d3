package io.sluice.routing.plan;

import io.sluice.routing.RoutingError;
import io.sluice.sql.Expr;
import io.sluice.sql.Feature;
import io.sluice.sql.QueryBlock;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;

/**
 * Whether a statement's answer is made of what each slot answers alone: one class of sharded tables joined by their keys,
 * broadcast tables beside them, subqueries over the same keys. Everything else is refused by name.
 */
final class Decomposable {
    /** In the order in which they are named to the user, the more telling ones first. */
    private static final List<Map.Entry<Feature, String>> NOT_SPREAD = List.of(
            Map.entry(Feature.RECURSIVE_CTE, "WITH RECURSIVE"),
            Map.entry(Feature.SET_OPERATION, "UNION, INTERSECT or EXCEPT"),
            Map.entry(Feature.WINDOW_FUNCTION, "a window function"),
            Map.entry(Feature.ROLLUP, "WITH ROLLUP"),
            Map.entry(Feature.SQL_CALC_FOUND_ROWS, "SQL_CALC_FOUND_ROWS"),
            Map.entry(Feature.INTO_OUTFILE, "INTO OUTFILE"),
            Map.entry(Feature.INTO_VARIABLE, "INTO @variable"),
            Map.entry(Feature.USER_VARIABLE_ASSIGNMENT, "an assignment to a user variable"),
            Map.entry(Feature.USER_VARIABLE, "a user variable"),
            Map.entry(Feature.SYSTEM_VARIABLE, "a system variable"),
            Map.entry(Feature.SIDE_EFFECT_FUNCTION, "a function that may change something"),
            Map.entry(Feature.MATCH_AGAINST, "MATCH … AGAINST"),
            Map.entry(Feature.LATERAL, "LATERAL"),
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
        for (Map.Entry<Feature, String> entry : NOT_SPREAD) {
            if (survey.has(entry.getKey())) {
                throw RoutingError.CROSS_SHARD.with(entry.getValue(), hint(survey));
            }
        }
        for (QueryBlock block : survey.scope().blocks()) {
            if (block.id() > 0 && block.features().contains(Feature.NON_DETERMINISTIC_FUNCTION)) {
                throw RoutingError.CROSS_SHARD.with("RAND, UUID and their kin in a subquery", hint(survey));
            }
        }
        List<KeyClass> classes = survey.classes();
        for (int i = 0; i < classes.size(); i++) {
            KeyClass keys = classes.get(i);
            if (i > 0 && keys.parent() < 0) {
                throw apart(survey, classes.get(0), keys);
            }
            if (i == 0 && keys.block() != 0) {
                throw RoutingError.CROSS_SHARD.with(where(survey, keys), hint(survey));
            }
            if (keys.parent() >= 0 && survey.scope().blocks().get(keys.block()).kind() != QueryBlock.Kind.SUBQUERY) {
                throw RoutingError.CROSS_SHARD.with(where(survey, keys), hint(survey));
            }
        }
        outerJoins(survey, classes.get(0));
        survey.scope().blocks().forEach(block -> borrowed(survey, block));
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

    /** A table that fills up others must not be repeated by every slot. */
    private static void outerJoins(Survey survey, KeyClass keys) {
        if (!survey.has(Feature.OUTER_JOIN)) {
            return;
        }
        FromClause from = FromClause.read(survey.fingerprint(), survey.top(), survey.tables());
        BitSet nullSupplied = from.nullSupplied();
        boolean preserved = keys.members().stream().anyMatch(m -> !nullSupplied.get(m));
        if (!preserved || from.odd()) {
            throw RoutingError.CROSS_SHARD.with(
                    "an outer join that keeps the rows of a table which is not sharded",
                    "turn the join round so that " + survey.shardedName() + " is kept, or restrict it to one key");
        }
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
