package io.sluice.sql.calcite;

import io.sluice.sql.Operand;
import io.sluice.sql.SqlValue;
import io.sluice.sql.Statement;
import io.sluice.sql.Statement.VariableAssignment;
import java.util.List;

/** The first lines of a reading that is no data statement's: its kind, and what is known of it beside its tables. */
final class Heads {
    private Heads() {}

    /** Empty for queries and changes. */
    static List<String> of(Statement statement) {
        if (statement instanceof Statement.Ddl ddl) {
            return List.of("ddl " + ddl.verb() + " " + ddl.object() + (ddl.temporary() ? " temporary" : ""));
        } else if (statement instanceof Statement.SetVariables set) {
            return set.assignments().stream().map(Heads::assignment).toList();
        } else if (statement instanceof Statement.Transaction transaction) {
            return List.of(transaction(transaction));
        } else if (statement instanceof Statement.Show show) {
            boolean all = show.skipped() == 0 && show.shown() == Long.MAX_VALUE;
            return List.of("show " + show.what() + (all ? "" : " " + show.skipped() + ", " + show.shown()));
        } else if (statement instanceof Statement.Use use) {
            return List.of("use " + use.schema());
        } else if (statement instanceof Statement.ExplainRoute) {
            return List.of("explain route");
        } else if (statement instanceof Statement.Kill kill) {
            return List.of("kill " + (kill.query() ? "query " : "") + operand(kill.id()));
        } else if (statement instanceof Statement.Named named) {
            String name = named.name().isEmpty() ? "" : " " + named.name();
            return List.of(
                    "named " + named.kind() + name + " of " + named.operands().size());
        } else if (statement instanceof Statement.Other other) {
            return List.of("other " + other.verb());
        } else if (statement instanceof Statement.LoadLocal load) {
            return List.of("load " + (load.xml() ? "xml " : "") + "local");
        }
        return List.of();
    }

    private static String transaction(Statement.Transaction t) {
        return "transaction "
                + t.kind()
                + (t.savepoint() == null ? "" : " " + t.savepoint())
                + (t.readOnly() ? " read-only" : "")
                + (t.consistentSnapshot() ? " snapshot" : "")
                + (t.chain() ? " chain" : "")
                + (t.release() ? " release" : "");
    }

    private static String assignment(VariableAssignment a) {
        boolean valued =
                switch (a.kind()) {
                    case SESSION, GLOBAL, USER -> true;
                    default -> !(a.value() instanceof Operand.Unknown);
                };
        return "set " + a.kind() + " " + a.name() + (valued ? " = " + operand(a.value()) : "");
    }

    private static String operand(Operand operand) {
        if (operand instanceof Operand.Slot slot) {
            return "$" + slot.index();
        } else if (operand instanceof Operand.Negate negate) {
            return "-" + operand(negate.operand());
        } else if (operand instanceof Operand.Constant constant) {
            SqlValue value = constant.value();
            return value instanceof SqlValue.Text text
                    ? text.value()
                    : value instanceof SqlValue.Whole whole ? whole.value().toString() : "null";
        }
        return "?";
    }
}
