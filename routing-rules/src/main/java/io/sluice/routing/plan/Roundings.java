package io.sluice.routing.plan;

import io.sluice.sql.Expr;
import io.sluice.sql.QueryBlock;
import java.util.ArrayList;
import java.util.List;

/**
 * Sums of DOUBLEs depend on the order in which they are added. Where all tables have a primary key, their rows lie in its order, in a
 * temporary table as on one server that has them all; without one, in the order in which they came.
 */
final class Roundings {
    private Roundings() {}

    /** True where the digits of an answer would depend on the order in which rows are gathered. */
    static boolean depend(Survey survey) {
        boolean keyed = survey.tables().stream().allMatch(t -> t.table() != null && Gathering.keyed(t.table()));
        if (keyed) {
            return false;
        }
        Kinds kinds = new Kinds(survey.columns(), survey.fingerprint());
        return survey.scope().blocks().stream()
                .flatMap(block -> expressions(block).stream())
                .anyMatch(expr ->
                        Exprs.any(expr, e -> e instanceof Expr.Aggregate aggregate && rounds(aggregate, kinds)));
    }

    private static boolean rounds(Expr.Aggregate aggregate, Kinds kinds) {
        boolean averages = Quotients.AVERAGES.contains(aggregate.function());
        boolean adds = averages || aggregate.function().equals("SUM");
        boolean variance = averages && !aggregate.function().equals("AVG");
        return variance || (adds && aggregate.args().stream().anyMatch(arg -> kinds.of(arg) != Kind.EXACT));
    }

    private static List<Expr> expressions(QueryBlock block) {
        List<Expr> all = new ArrayList<>();
        block.items().forEach(item -> all.add(item.expr()));
        block.orderBy().forEach(item -> all.add(item.expr()));
        if (block.having() != null) {
            all.add(block.having());
        }
        return all;
    }
}
