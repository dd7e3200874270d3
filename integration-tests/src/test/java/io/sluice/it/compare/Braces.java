package io.sluice.it.compare;

import java.math.BigDecimal;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Statements whose literals in braces are parameters where they are prepared: {@code WHERE user_id = {7}}. */
public final class Braces {
    private static final Pattern PARAMETER = Pattern.compile("\\{([^{}]*)}");

    private Braces() {}

    /** Without the braces. */
    public static String text(String template) {
        return PARAMETER.matcher(template).replaceAll(match -> Matcher.quoteReplacement(match.group(1)));
    }

    /** With question marks. */
    public static String prepared(String template) {
        return PARAMETER.matcher(template).replaceAll("?");
    }

    /** Binds the literals: a text, a whole number, one with an exponent as a double, any other as a decimal. */
    public static void bind(String template, PreparedStatement statement) throws SQLException {
        Matcher matcher = PARAMETER.matcher(template);
        for (int i = 1; matcher.find(); i++) {
            bind(statement, i, matcher.group(1).strip());
        }
    }

    private static void bind(PreparedStatement statement, int index, String literal) throws SQLException {
        if (literal.equalsIgnoreCase("NULL")) {
            statement.setNull(index, Types.NULL);
        } else if (literal.startsWith("'")) {
            statement.setString(
                    index, literal.substring(1, literal.length() - 1).replace("''", "'"));
        } else if (literal.matches("-?[0-9]{1,18}")) {
            statement.setLong(index, Long.parseLong(literal));
        } else if (literal.contains("e")) {
            statement.setDouble(index, Double.parseDouble(literal));
        } else {
            statement.setBigDecimal(index, new BigDecimal(literal));
        }
    }
}
