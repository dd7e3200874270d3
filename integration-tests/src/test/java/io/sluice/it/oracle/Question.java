package io.sluice.it.oracle;

import java.math.BigDecimal;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One statement and how its answers are compared.
 *
 * @param template literals in braces are bound where it is prepared
 * @param selected what is known of its rows; no columns where it writes
 * @param tags what it is made of
 */
record Question(String template, Selected selected, Set<String> tags) {
    private static final Pattern PARAMETER = Pattern.compile("\\{([^{}]*)}");

    static Question read(Selected selected, Tags tags) {
        return new Question(selected.text(), selected, tags.all());
    }

    static Question write(String template, Tags tags) {
        return new Question(template, Selected.unordered("", List.of(), List.of()), tags.all());
    }

    /** With the first match of {@code what} replaced. */
    Question edited(String what, String by) {
        return new Question(template.replaceFirst(what, by), selected, tags);
    }

    boolean writes() {
        return selected.outs().isEmpty();
    }

    String text() {
        return PARAMETER.matcher(template).replaceAll(match -> Matcher.quoteReplacement(match.group(1)));
    }

    String prepared() {
        return PARAMETER.matcher(template).replaceAll("?");
    }

    void bind(PreparedStatement statement) throws SQLException {
        Matcher matcher = PARAMETER.matcher(template);
        for (int i = 1; matcher.find(); i++) {
            bind(statement, i, matcher.group(1).strip());
        }
    }

    private static void bind(PreparedStatement statement, int index, String literal) throws SQLException {
        if (literal.equals("NULL")) {
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
