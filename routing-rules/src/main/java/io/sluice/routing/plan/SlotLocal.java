package io.sluice.routing.plan;

import io.sluice.sql.Expr;
import java.util.BitSet;
import java.util.List;

/** Tells whether rows that agree in some expressions always live in one slot. */
final class SlotLocal {
    private SlotLocal() {}

    /** True where {@code exprs} have the sharding key (of all levels) among them. */
    static boolean has(Survey survey, List<Expr> exprs) {
        KeyClass keys = survey.classes().get(0);
        BitSet levels = new BitSet();
        for (Expr expr : exprs) {
            if (expr instanceof Expr.Column column) {
                Placed owner = survey.columns().owner(column.ref());
                int level = owner == null || !preserved(survey, keys, owner)
                        ? -1
                        : owner.level(column.ref().name());
                if (level >= 0) {
                    levels.set(level);
                }
            }
        }
        return levels.cardinality() == keys.rule().levels().size();
    }

    /** The key of a table that an outer join fills up is NULL in rows of any slot. */
    private static boolean preserved(Survey survey, KeyClass keys, Placed owner) {
        int ordinal = owner.occurrence().ordinal();
        return keys.members().contains(ordinal)
                && !FromClause.read(survey.fingerprint(), survey.top(), survey.tables())
                        .nullSupplied()
                        .get(ordinal);
    }
}
