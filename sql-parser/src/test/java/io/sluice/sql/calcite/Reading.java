package io.sluice.sql.calcite;

import io.sluice.sql.ColumnRef;
import io.sluice.sql.Condition;
import io.sluice.sql.Expr;
import io.sluice.sql.FromItem;
import io.sluice.sql.Operand;
import io.sluice.sql.QueryBlock;
import io.sluice.sql.Scope;
import io.sluice.sql.Statement;
import io.sluice.sql.TableOccurrence;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The text form of a reading in the corpus: what routing depends on, one fact a line. */
final class Reading {
    private final List<String> lines = new ArrayList<>();

    static List<String> of(Statement statement) {
        Reading reading = new Reading();
        reading.statement(statement);
        return reading.lines;
    }

    private void statement(Statement statement) {
        if (statement instanceof Statement.NotUnderstood no) {
            lines.add("refused at " + no.position() + ": " + no.reason());
            return;
        }
        if (statement instanceof Statement.Explain explain) {
            lines.add(explain.runs() ? "explain runs" : "explain");
            statement(explain.statement());
            return;
        }
        lines.addAll(Heads.of(statement));
        statement.scope().tables().forEach(this::table);
        if (statement instanceof Statement.Insert insert) {
            insert(insert);
        } else if (statement instanceof Statement.Update update) {
            update.assignments().forEach(a -> lines.add("set " + column(a.column()) + " = " + expr(a.value())));
        }
        statement.scope().blocks().forEach(block -> block(block, statement.scope()));
        if (!statement.scope().features().isEmpty()) {
            lines.add("features "
                    + statement.scope().features().stream()
                            .map(Enum::name)
                            .sorted()
                            .collect(Collectors.joining(" ")));
        }
        statement.scope().sessionCalls().forEach(c -> lines.add("session " + c.name()));
        if (!statement.scope().pinnedSlots().isEmpty()) {
            lines.add("pinned " + statement.scope().pinnedSlots());
        }
    }

    private void table(TableOccurrence table) {
        lines.add((table.write() ? "write " : "read ")
                + (table.schema() == null ? "" : table.schema() + ".")
                + table.name()
                + (table.alias() == null ? "" : " as " + table.alias())
                + (table.block() == 0 ? "" : " in " + table.block())
                + (table.qualifiers().isEmpty() ? "" : " x" + table.qualifiers().size()));
    }

    private void insert(Statement.Insert insert) {
        lines.add(insert.verb().toLowerCase(java.util.Locale.ROOT)
                + " columns "
                + insert.columns()
                + (insert.setForm() ? " set" : "")
                + (insert.select() < 0 ? "" : " select " + insert.select()));
        insert.rows()
                .forEach(r ->
                        lines.add("row " + r.values().stream().map(this::expr).collect(Collectors.joining(", "))));
        insert.onDuplicate().forEach(a -> lines.add("duplicate " + column(a.column()) + " = " + expr(a.value())));
    }

    private void block(QueryBlock block, Scope scope) {
        String id = block.id() == 0 ? "" : block.id() + " ";
        if (block.id() > 0) {
            lines.add(id + block.kind() + " of " + block.parent());
        }
        if (!block.items().isEmpty()) {
            lines.add(id
                    + (block.distinct() ? "distinct " : "items ")
                    + block.items().stream()
                            .map(i -> expr(i.expr()) + (i.alias() == null ? "" : " as " + i.alias()))
                            .collect(Collectors.joining(", ")));
        }
        if (!(block.where() instanceof Condition.Unknown)) {
            lines.add(id + "where " + condition(block.where()));
        }
        joins(block, scope).forEach(e -> lines.add(id + "join " + e));
        if (!block.groupBy().isEmpty()) {
            lines.add(id
                    + "group "
                    + block.groupBy().stream().map(o -> expr(o.expr())).collect(Collectors.joining(", ")));
        }
        if (block.having() != null) {
            lines.add(id + "having " + expr(block.having()));
        }
        if (!block.orderBy().isEmpty()) {
            lines.add(id
                    + "order "
                    + block.orderBy().stream()
                            .map(o -> expr(o.expr()) + (o.descending() ? " desc" : ""))
                            .collect(Collectors.joining(", ")));
        }
        if (block.limit() != null) {
            lines.add(id
                    + "limit "
                    + (block.limit().offset() == null
                            ? ""
                            : operand(block.limit().offset()) + ", ")
                    + operand(block.limit().count()));
        }
    }

    /** Every equality of columns that a join or WHERE speaks of. */
    private List<String> joins(QueryBlock block, Scope scope) {
        List<String> found = new ArrayList<>();
        if (block.from() != null) {
            joins(block.from(), scope, found);
        }
        equalities(block.where(), found);
        return found;
    }

    private void joins(FromItem item, Scope scope, List<String> found) {
        if (item instanceof FromItem.Join join) {
            joins(join.left(), scope, found);
            joins(join.right(), scope, found);
            equalities(join.on(), found);
            for (String column : join.using()) {
                for (String left : names(join.left(), scope)) {
                    names(join.right(), scope)
                            .forEach(right -> found.add(left + "." + column + " = " + right + "." + column));
                }
            }
        }
    }

    private void equalities(Condition condition, List<String> found) {
        if (condition instanceof Condition.ColumnsEqual && !found.contains(condition(condition))) {
            found.add(condition(condition));
        } else if (condition instanceof Condition.And and) {
            and.parts().forEach(part -> equalities(part, found));
        }
    }

    private static List<String> names(FromItem item, Scope scope) {
        if (item instanceof FromItem.Join join) {
            List<String> names = new ArrayList<>(names(join.left(), scope));
            names.addAll(names(join.right(), scope));
            return names;
        } else if (item instanceof FromItem.Table table) {
            return List.of(scope.tables().get(table.ordinal()).calledBy());
        }
        return List.of(item instanceof FromItem.Derived derived ? derived.name() : ((FromItem.Other) item).name());
    }

    private String condition(Condition condition) {
        if (condition instanceof Condition.Equals e) {
            return column(e.column()) + " = " + operand(e.value());
        } else if (condition instanceof Condition.ColumnsEqual e) {
            return column(e.left()) + " = " + column(e.right());
        } else if (condition instanceof Condition.ColumnsAlike e) {
            return column(e.left()) + " <=> " + column(e.right());
        } else if (condition instanceof Condition.HasRow has) {
            return "row of " + has.block();
        } else if (condition instanceof Condition.In in) {
            return column(in.column()) + " in (" + operands(in.values()) + ")";
        } else if (condition instanceof Condition.Range r) {
            return (r.low() == null ? "" : operand(r.low()) + (r.lowInclusive() ? " <= " : " < "))
                    + column(r.column())
                    + (r.high() == null ? "" : (r.highInclusive() ? " <= " : " < ") + operand(r.high()));
        } else if (condition instanceof Condition.RowIn in) {
            return "("
                    + in.columns().stream().map(Reading::column).collect(Collectors.joining(", "))
                    + ") in ("
                    + in.rows().stream().map(r -> "(" + operands(r) + ")").collect(Collectors.joining(", "))
                    + ")";
        } else if (condition instanceof Condition.And and) {
            return and.parts().stream().map(this::condition).collect(Collectors.joining(" and ", "(", ")"));
        } else if (condition instanceof Condition.Or or) {
            return or.parts().stream().map(this::condition).collect(Collectors.joining(" or ", "(", ")"));
        }
        return condition instanceof Condition.Never ? "never" : "unknown";
    }

    private static String column(ColumnRef column) {
        return (column.qualifier() == null ? "" : column.qualifier() + ".") + column.name();
    }

    private static String operands(List<Operand> operands) {
        return operands.stream().map(Reading::operand).collect(Collectors.joining(", "));
    }

    private static String operand(Operand operand) {
        if (operand instanceof Operand.Slot slot) {
            return "$" + slot.index();
        } else if (operand instanceof Operand.Constant constant) {
            return constant.value() instanceof io.sluice.sql.SqlValue.Whole whole
                    ? whole.value().toString()
                    : "null";
        } else if (operand instanceof Operand.Negate negate) {
            return "-" + operand(negate.operand());
        } else if (operand instanceof Operand.Arithmetic a) {
            return "(" + operand(a.left()) + " " + a.op() + " " + operand(a.right()) + ")";
        } else if (operand instanceof Operand.Strings strings) {
            return strings.slots().stream().map(i -> "$" + i).collect(Collectors.joining(" "));
        } else if (operand instanceof Operand.Temporal temporal) {
            return temporal.kind().toLowerCase(Locale.ROOT) + " " + operand(temporal.text());
        } else if (operand instanceof Operand.Collated collated) {
            return operand(collated.operand()) + " collate " + collated.collation();
        }
        if (operand instanceof Operand.Cast cast) {
            return "cast " + operand(cast.operand()) + (cast.unsigned() ? " unsigned" : " signed");
        }
        return operand instanceof Operand.Days days
                ? operand(days.date()) + (days.back() ? " - " : " + ") + operand(days.count()) + " days"
                : "?unknown";
    }

    private String exprs(List<Expr> exprs) {
        return exprs.stream().map(this::expr).collect(Collectors.joining(", "));
    }

    private String expr(Expr expr) {
        if (expr instanceof Expr.Column column) {
            return column(column.ref());
        } else if (expr instanceof Expr.Star star) {
            return star.qualifier() == null ? "*" : star.qualifier() + ".*";
        } else if (expr instanceof Expr.Constant constant) {
            return operand(constant.operand());
        } else if (expr instanceof Expr.Aggregate a) {
            return a.function().toLowerCase(java.util.Locale.ROOT)
                    + (a.plain() ? "(" : "!(")
                    + (a.distinct() ? "distinct " : "")
                    + exprs(a.args())
                    + ")";
        } else if (expr instanceof Expr.Operation o) {
            return "[" + o.op() + " " + exprs(o.operands()) + "]";
        } else if (expr instanceof Expr.Call call) {
            return call.function() + "(" + exprs(call.args()) + ")";
        } else if (expr instanceof Expr.Subquery subquery) {
            return "<" + subquery.block() + ">";
        }
        return "{" + exprs(((Expr.Opaque) expr).children()) + "}";
    }
}
