package io.sluice.routing.plan;

import io.sluice.routing.schema.Column;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Types whose values can be written so that {@code <} and {@code >=} against them order as ORDER BY does: not FLOAT and DOUBLE (their
 * texts are shorter than they are), ENUM and SET (ordered by number, compared as texts), YEAR (two digits mean another year), TIMESTAMP
 * (an hour comes twice when summer ends), TIME, BIT, JSON.
 */
final class BoundaryForms {
    private static final int LONGEST = 255;

    /** Days that there are: of others, which sql_mode may let into a table, a server makes no literal. */
    private static final String DAY = "(?:\\d{4}-(?:(?:0[1-9]|1[0-2])-(?:0[1-9]|1\\d|2[0-8])"
            + "|(?:0[13-9]|1[0-2])-(?:29|30)|(?:0[13578]|1[02])-31)"
            + "|(?!0000)(?:\\d\\d(?:0[48]|[2468][048]|[13579][26])|(?:[02468][048]|[13579][26])00)-02-29)";

    private static final Pattern NUMBER = Pattern.compile("-?\\d+(\\.\\d+)?");
    private static final Pattern DATE = Pattern.compile(DAY);
    private static final Pattern DATETIME = Pattern.compile(DAY + " \\d\\d:\\d\\d:\\d\\d(\\.\\d{1,6})?");
    private static final Pattern HEX = Pattern.compile("([0-9A-F]{2})*");

    /** Collations whose weights and comparisons are known to be of one mind. */
    private static final Set<String> COLLATIONS = Set.of(
            "bin", "general_ci", "unicode_ci", "unicode_520_ci", "0900_ai_ci", "0900_as_ci", "0900_as_cs", "0900_bin");

    private BoundaryForms() {}

    static Boundary.@Nullable Form of(Column column) {
        return switch (column.type()) {
            case "tinyint", "smallint", "mediumint", "int", "integer", "bigint", "decimal", "numeric" ->
                new Boundary.Form("CAST(%s AS CHAR)", "", "", NUMBER, true);
            case "date" -> new Boundary.Form("CAST(%s AS CHAR)", "DATE'", "'", DATE, false);
            case "datetime" -> new Boundary.Form("CAST(%s AS CHAR)", "TIMESTAMP'", "'", DATETIME, false);
            case "binary", "varbinary" -> column.length() > LONGEST ? null : hex("_binary X'", "'");
            case "char", "varchar" -> text(column);
            default -> null;
        };
    }

    /** The bytes of the column's own character set, under its own collation. */
    private static Boundary.@Nullable Form text(Column column) {
        String collation = column.collation();
        int end = collation == null ? -1 : collation.indexOf('_');
        if (collation == null || end < 0 || column.length() > LONGEST) {
            return null;
        }
        String charset = collation.substring(0, end);
        boolean known = collation.equals("latin1_swedish_ci")
                || (Set.of("utf8mb4", "utf8mb3", "utf8", "latin1", "ascii").contains(charset)
                        && COLLATIONS.contains(collation.substring(end + 1)))
                || collation.startsWith("utf8mb4_uca1400_a");
        return known ? hex("_" + charset + " X'", "' COLLATE " + collation) : null;
    }

    private static Boundary.Form hex(String open, String close) {
        return new Boundary.Form("HEX(%s)", open, close, HEX, false);
    }
}
