package io.sluice.jdbc.exec;

import io.sluice.sql.SqlParser;
import io.sluice.sql.Statement;
import io.sluice.sql.lex.Fingerprint;
import java.util.regex.Pattern;

/** How many rows an INSERT inserts for certain, once it succeeds. */
final class InsertedRows {
    private static final Pattern IGNORE = Pattern.compile("\\bIGNORE\\b", Pattern.CASE_INSENSITIVE);

    private InsertedRows() {}

    /** 0 where only the server knows: IGNORE, REPLACE, ON DUPLICATE KEY UPDATE, INSERT … SELECT. */
    static int of(Fingerprint fingerprint) {
        if (!(SqlParser.parse(fingerprint) instanceof Statement.Insert insert)
                || !insert.verb().equals("INSERT")
                || !insert.onDuplicate().isEmpty()
                || IGNORE.matcher(fingerprint.text()).find()) {
            return 0;
        }
        return insert.rows().size();
    }
}
