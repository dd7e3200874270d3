package io.sluice.routing.control;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What information_schema says of a column in SQL text. */
final class ColumnWords {
    private static final Pattern STRING = Pattern.compile("'((?:[^']|'')*)'");
    private static final Pattern NUMBER = Pattern.compile("-?[0-9]+(\\.[0-9]+)?");

    private ColumnWords() {}

    /** The labels of {@code enum('red','it''s')}. */
    static List<String> members(String columnType) {
        List<String> members = new ArrayList<>();
        Matcher matcher = STRING.matcher(columnType);
        while (matcher.find()) {
            members.add(matcher.group(1).replace("''", "'"));
        }
        return members;
    }

    /**
     * The constant that COLUMN_DEFAULT stands for, null where it is none. MySQL shows the bare value (and marks expressions in
     * EXTRA), MariaDB an expression.
     *
     * @param dataType in lower case; the defaults of binary types are shown in other ways
     */
    static @Nullable String constant(@Nullable String columnDefault, String dataType, boolean mariaDb) {
        if (columnDefault == null || dataType.equals("bit") || dataType.contains("binary")) {
            return null;
        }
        if (!mariaDb) {
            return columnDefault.startsWith("CURRENT_TIMESTAMP") ? null : columnDefault;
        }
        if (NUMBER.matcher(columnDefault).matches()) {
            return columnDefault;
        }
        Matcher matcher = STRING.matcher(columnDefault);
        // A backslash is shown as two, or not, by the server's sql_mode.
        return matcher.matches() && columnDefault.indexOf('\\') < 0
                ? matcher.group(1).replace("''", "'")
                : null;
    }
}
