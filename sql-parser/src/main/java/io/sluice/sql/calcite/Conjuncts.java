package io.sluice.sql.calcite;

import io.sluice.sql.Expr;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;

/** Takes an expression apart at its outermost ANDs. */
final class Conjuncts {
    private Conjuncts() {}

    /** In the order of the text. A chain of ANDs leans to one side: so no recursion. */
    static List<Expr> of(Expr expr) {
        List<Expr> parts = new ArrayList<>();
        Deque<Expr> open = new ArrayDeque<>();
        open.push(expr);
        while (!open.isEmpty()) {
            Expr next = open.pop();
            if (next instanceof Expr.Operation operation && operation.op().equals("AND")) {
                List<Expr> operands = new ArrayList<>(operation.operands());
                Collections.reverse(operands);
                operands.forEach(open::push);
            } else {
                parts.add(next);
            }
        }
        return parts;
    }
}
