package io.sluice.sql.calcite;

import io.sluice.sql.ColumnRef;
import io.sluice.sql.Condition;
import io.sluice.sql.Operand;
import io.sluice.sql.QueryBlock;
import io.sluice.sql.SqlValue;
import io.sluice.sql.calcite.grammar.Operators;
import io.sluice.sql.calcite.grammar.SubqueryNode;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.sql.SqlBasicCall;
import org.apache.calcite.sql.SqlDynamicParam;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.jspecify.annotations.Nullable;

/**
 * The routing view of an expression that must be true.
 *
 * <p>INVARIANT: the condition holds for every row for which the expression is true. What is not certain is Unknown; a
 * condition narrower than the expression would lose rows silently.
 */
final class ConditionReader {
    private final Draft draft;
    private final BlockDraft block;

    ConditionReader(Draft draft, BlockDraft block) {
        this.draft = draft;
        this.block = block;
    }

    Condition read(SqlNode node) {
        return read(node, true);
    }

    /** What must hold where {@code node} is true, or where it is false ({@code sought}); never where it is NULL. */
    private Condition read(SqlNode node, boolean sought) {
        if (node instanceof SqlLiteral || node instanceof SqlDynamicParam) {
            return constant(node, sought);
        }
        if (node instanceof SubqueryNode subquery && subquery.exists) {
            return sought ? hasRow(subquery) : Conditions.UNKNOWN;
        }
        if (!(node instanceof SqlBasicCall call)) {
            return Conditions.UNKNOWN;
        }
        List<SqlNode> operands = call.getOperandList();
        return switch (Operators.name(call.getOperator())) {
            case "AND" -> sought ? Conditions.and(all(operands, true)) : Conditions.or(all(operands, false));
            case "OR" -> sought ? Conditions.or(all(operands, true)) : Conditions.and(all(operands, false));
            case "NOT" -> read(operands.get(0), !sought);
            case "=" -> sought ? equal(operands.get(0), operands.get(1)) : Conditions.UNKNOWN;
            case "<>" -> sought ? Conditions.UNKNOWN : equal(operands.get(0), operands.get(1));
            case "<=>" -> sought ? nullSafe(operands.get(0), operands.get(1)) : Conditions.UNKNOWN;
            case "<" -> compare(operands.get(0), operands.get(1), sought ? "<" : ">=");
            case "<=" -> compare(operands.get(0), operands.get(1), sought ? "<=" : ">");
            case ">" -> compare(operands.get(0), operands.get(1), sought ? ">" : "<=");
            case ">=" -> compare(operands.get(0), operands.get(1), sought ? ">=" : "<");
            case "IN" -> in(operands, sought);
            case "NOT IN" -> in(operands, !sought);
            case "BETWEEN" -> between(operands, sought);
            case "NOT BETWEEN" -> between(operands, !sought);
            case "IS TRUE" -> sought ? read(operands.get(0), true) : Conditions.UNKNOWN;
            case "IS FALSE" -> sought ? read(operands.get(0), false) : Conditions.UNKNOWN;
            default -> Conditions.UNKNOWN;
        };
    }

    private List<Condition> all(List<SqlNode> nodes, boolean sought) {
        List<Condition> parts = new ArrayList<>(nodes.size());
        for (SqlNode node : nodes) {
            parts.add(read(node, sought));
        }
        return parts;
    }

    /** {@code WHERE 0}, {@code WHERE NULL}, {@code WHERE TRUE}. */
    private Condition constant(SqlNode node, boolean sought) {
        Operand operand = Operands.of(node);
        if (operand instanceof Operand.Constant constant) {
            boolean never = !(constant.value() instanceof SqlValue.Whole whole)
                    || (whole.value().signum() != 0) != sought;
            return never ? Conditions.NEVER : Conditions.UNKNOWN;
        }
        Integer slot = wholeSlot(operand);
        if (slot == null || (whole(slot).signum() != 0) == sought) {
            return Conditions.UNKNOWN;
        }
        draft.pin(slot);
        return Conditions.NEVER;
    }

    private @Nullable Integer wholeSlot(Operand operand) {
        return operand instanceof Operand.Slot slot && draft.fingerprint.value(slot.index()) instanceof SqlValue.Whole
                ? slot.index()
                : null;
    }

    private java.math.BigInteger whole(int slot) {
        return ((SqlValue.Whole) draft.fingerprint.value(slot)).value();
    }

    private @Nullable ColumnRef column(SqlNode node) {
        if (!(node instanceof SqlIdentifier identifier) || identifier.isStar()) {
            return null;
        }
        ColumnRef ref = ExprReader.columnRef(identifier, block);
        return ref.qualifier() != null && draft.ambiguous(block, ref.qualifier()) ? null : ref;
    }

    private Condition equal(SqlNode left, SqlNode right) {
        List<SqlNode> leftRow = row(left);
        List<SqlNode> rightRow = row(right);
        if (leftRow != null && rightRow != null && leftRow.size() == rightRow.size()) {
            List<Condition> parts = new ArrayList<>();
            for (int i = 0; i < leftRow.size(); i++) {
                parts.add(equal(leftRow.get(i), rightRow.get(i)));
            }
            return Conditions.and(parts);
        }
        ColumnRef a = column(left);
        ColumnRef b = column(right);
        if (a != null && b != null) {
            return new Condition.ColumnsEqual(a, b);
        } else if (a != null) {
            return equal(a, Operands.of(right));
        } else if (b != null) {
            return equal(b, Operands.of(left));
        }
        return constants(Operands.of(left), "=", Operands.of(right));
    }

    private static Condition equal(ColumnRef column, Operand value) {
        if (Operands.isNull(value)) {
            return Conditions.NEVER;
        }
        return Operands.known(value) ? new Condition.Equals(column, value) : Conditions.UNKNOWN;
    }

    /** {@code user_id <=> 7}; a {@code ?} may be NULL, and then NULLs match. */
    private Condition nullSafe(SqlNode left, SqlNode right) {
        ColumnRef a = column(left);
        ColumnRef b = column(right);
        if (a != null && b != null) {
            return new Condition.ColumnsAlike(a, b);
        }
        ColumnRef column = a != null ? a : b;
        Operand value = Operands.of(a != null ? right : left);
        boolean plain = value instanceof Operand.Slot slot && !draft.fingerprint.isParameter(slot.index());
        return column != null && plain ? new Condition.Equals(column, value) : Conditions.UNKNOWN;
    }

    private Condition compare(SqlNode left, SqlNode right, String op) {
        ColumnRef a = column(left);
        ColumnRef b = column(right);
        if (a != null && b == null) {
            return range(a, op, Operands.of(right));
        } else if (b != null && a == null) {
            return range(b, flipped(op), Operands.of(left));
        }
        return a == null ? constants(Operands.of(left), op, Operands.of(right)) : Conditions.UNKNOWN;
    }

    private static String flipped(String op) {
        return switch (op) {
            case "<" -> ">";
            case "<=" -> ">=";
            case ">" -> "<";
            default -> "<=";
        };
    }

    private static Condition range(ColumnRef column, String op, Operand bound) {
        if (Operands.isNull(bound)) {
            return Conditions.NEVER;
        } else if (!Operands.known(bound)) {
            return Conditions.UNKNOWN;
        }
        boolean inclusive = op.endsWith("=");
        return op.charAt(0) == '<'
                ? new Condition.Range(column, null, false, bound, inclusive)
                : new Condition.Range(column, bound, inclusive, null, false);
    }

    private Condition between(List<SqlNode> operands, boolean inside) {
        ColumnRef column = column(operands.get(0));
        if (column == null) {
            return Conditions.UNKNOWN;
        }
        Operand low = Operands.of(operands.get(1));
        Operand high = Operands.of(operands.get(2));
        if (!inside) {
            return Conditions.or(List.of(range(column, "<", low), range(column, ">", high)));
        }
        if (Operands.isNull(low) || Operands.isNull(high)) {
            return Conditions.NEVER;
        }
        if (Operands.known(low) && Operands.known(high)) {
            return new Condition.Range(column, low, true, high, true);
        }
        return Conditions.and(List.of(range(column, ">=", low), range(column, "<=", high)));
    }

    /** {@code inside}: what holds where it is IN, else where it is not. */
    private Condition in(List<SqlNode> operands, boolean inside) {
        SqlNode left = operands.get(0);
        List<SqlNode> items = operands.subList(1, operands.size());
        if (items.size() == 1 && items.get(0) instanceof SubqueryNode subquery) {
            member(left, subquery, !inside);
            return inside ? hasRow(subquery) : Conditions.UNKNOWN;
        }
        if (!inside) {
            return Conditions.UNKNOWN;
        }
        List<SqlNode> row = row(left);
        if (row != null) {
            return rowIn(row, items);
        }
        ColumnRef column = column(left);
        List<Operand> values = items.stream().map(Operands::of).toList();
        if (column != null && values.stream().allMatch(Operands::known)) {
            return new Condition.In(
                    column, values, items.stream().map(Spans::of).toList());
        }
        return Conditions.or(items.stream().map(item -> equal(left, item)).toList());
    }

    private Condition hasRow(SubqueryNode subquery) {
        BlockDraft inner = draft.subquery(subquery);
        return inner == null ? Conditions.UNKNOWN : new Condition.HasRow(inner.id);
    }

    private void member(SqlNode left, SubqueryNode subquery, boolean negated) {
        BlockDraft inner = draft.subquery(subquery);
        if (inner != null) {
            List<SqlNode> row = row(left);
            List<@Nullable ColumnRef> columns = new ArrayList<>();
            for (SqlNode part : row == null ? List.of(left) : row) {
                columns.add(column(part));
            }
            inner.membership = new QueryBlock.Membership(columns, negated);
        }
    }

    /** What is no column, or not compared with constants in each row, does not narrow it. */
    private Condition rowIn(List<SqlNode> row, List<SqlNode> items) {
        List<List<Operand>> rows = new ArrayList<>(items.size());
        for (SqlNode item : items) {
            List<SqlNode> parts = row(item);
            if (parts == null || parts.size() != row.size()) {
                return Conditions.UNKNOWN;
            }
            rows.add(parts.stream().map(Operands::of).toList());
        }
        List<ColumnRef> columns = new ArrayList<>();
        List<Integer> places = new ArrayList<>();
        for (int i = 0; i < row.size(); i++) {
            int place = i;
            ColumnRef column = column(row.get(i));
            if (column != null && rows.stream().allMatch(each -> Operands.known(each.get(place)))) {
                columns.add(column);
                places.add(place);
            }
        }
        return columns.isEmpty()
                ? Conditions.UNKNOWN
                : new Condition.RowIn(
                        columns,
                        rows.stream()
                                .map(each -> places.stream().map(each::get).toList())
                                .toList());
    }

    private static @Nullable List<SqlNode> row(SqlNode node) {
        return node instanceof SqlBasicCall call
                        && Operators.name(call.getOperator()).equals("ROW")
                ? call.getOperandList()
                : null;
    }

    /** {@code 1 = 0}: only whole literals are compared; that it holds does not narrow anything, so only Never is pinned. */
    private Condition constants(Operand left, String op, Operand right) {
        if (Operands.isNull(left) && Operands.known(right) || Operands.isNull(right) && Operands.known(left)) {
            return Conditions.NEVER;
        }
        Integer a = wholeSlot(left);
        Integer b = wholeSlot(right);
        if (a == null || b == null) {
            return Conditions.UNKNOWN;
        }
        int order = whole(a).compareTo(whole(b));
        boolean holds =
                switch (op) {
                    case "=" -> order == 0;
                    case "<" -> order < 0;
                    case "<=" -> order <= 0;
                    case ">" -> order > 0;
                    default -> order >= 0;
                };
        if (holds) {
            return Conditions.UNKNOWN;
        }
        draft.pin(a);
        draft.pin(b);
        return Conditions.NEVER;
    }
}
