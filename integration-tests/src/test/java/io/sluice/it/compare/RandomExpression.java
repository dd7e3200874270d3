package io.sluice.it.compare;

import java.util.Random;

/**
 * Expressions in which operators follow one another without parentheses, so that it matters how tightly each binds. Columns
 * a, b, d are whole numbers, c is text.
 */
final class RandomExpression {
    private static final String[] COLUMNS = {"a", "b", "c", "d"};
    private static final String[] LITERALS = {"0", "1", "2", "3", "-1", "NULL", "TRUE", "FALSE", "'1'", "1.5"};
    private static final String[] PREFIXES = {"-", "~", "! ", "BINARY ", "+", " - "};
    private static final String[] ARITHMETIC = {"+", "-", "*", "/", "DIV", "%", "MOD", "^", "|", "&", "<<", ">>"};
    private static final String[] COMPARISONS = {"=", "<=>", "<>", "<", ">", "<=", ">=", "!="};
    private static final String[] LOGIC = {"AND", "OR", "XOR", "&&", "||"};
    private static final String[] TRUTHS = {"NULL", "TRUE", "FALSE", "UNKNOWN"};
    private static final String[] PATTERNS = {"LIKE", "REGEXP", "RLIKE"};

    private final Random random;

    RandomExpression(long seed) {
        random = new Random(seed);
    }

    String next() {
        return expression(2);
    }

    private String expression(int depth) {
        StringBuilder out = new StringBuilder(one(5) ? "NOT " : "").append(operand(depth));
        for (int more = random.nextInt(5); more > 0; more--) {
            out.append(' ').append(tail(depth));
        }
        return out.toString();
    }

    private String tail(int depth) {
        String not = one(3) ? "NOT " : "";
        return switch (random.nextInt(12)) {
            case 0, 1, 2 -> any(ARITHMETIC) + " " + operand(depth);
            case 3, 4 -> any(COMPARISONS) + " " + operand(depth);
            case 5, 6 -> any(LOGIC) + " " + (one(4) ? "NOT " : "") + operand(depth);
            case 7 -> not + "IN (" + operand(depth) + ", " + operand(0) + ")";
            case 8 -> not + "BETWEEN " + operand(depth) + (one(4) ? " + a" : "") + " AND " + operand(depth);
            case 9 -> "IS " + not + any(TRUTHS);
            case 10 -> not + any(PATTERNS) + " " + operand(0);
            default -> "COLLATE utf8mb4_bin";
        };
    }

    private String operand(int depth) {
        StringBuilder out = new StringBuilder();
        while (one(6)) {
            out.append(any(PREFIXES));
        }
        int kind = random.nextInt(12);
        if (kind < 7) {
            out.append(any(COLUMNS));
        } else if (kind < 10 || depth == 0) {
            out.append(any(LITERALS));
        } else if (kind == 10) {
            out.append('(').append(expression(depth - 1)).append(')');
        } else {
            out.append("CASE WHEN ").append(expression(depth - 1)).append(" THEN ");
            out.append(expression(depth - 1))
                    .append(" ELSE ")
                    .append(operand(depth - 1))
                    .append(" END");
        }
        return out.toString();
    }

    private boolean one(int in) {
        return random.nextInt(in) == 0;
    }

    private String any(String[] choices) {
        return choices[random.nextInt(choices.length)];
    }
}
