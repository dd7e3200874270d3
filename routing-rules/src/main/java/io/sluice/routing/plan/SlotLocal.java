package io.sluice.routing.plan;

import io.sluice.sql.Expr;
import java.util.BitSet;
import java.util.List;

/** Tells whether rows that agree in some expressions always live in one slot. */
final class SlotLocal {
    private SlotLocal() {}

    /** True where {@code exprs} have the sharding key (of all levels) among them. */
    static boolean has(Survey survey, List<Expr> exprs) {
        return has(survey, survey.classes().get(0), exprs);
    }

    /** The same for the rows of one class of tables. */
    static boolean has(Survey survey, KeyClass keys, List<Expr> exprs) {
        BitSet levels = new BitSet();
        for (Expr expr : exprs) {
            if (expr instanceof Expr.Column column) {
                Columns.Source source = survey.columns().source(column.ref());
                // The key of a table that an outer join fills up is NULL in rows of any slot.
                if (source != null
                        && source.level() >= 0
                        && keys.kept()
                        && keys.members().contains(source.table().occurrence().ordinal())) {
                    levels.set(source.level());
                }
            }
        }
        return levels.cardinality() == keys.rule().levels().size();
    }
}
