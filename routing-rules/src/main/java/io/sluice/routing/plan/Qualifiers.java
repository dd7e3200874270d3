package io.sluice.routing.plan;

import io.sluice.routing.RoutingError;
import io.sluice.sql.lex.Fingerprint;
import io.sluice.sql.lex.Lexer;
import io.sluice.sql.text.Span;
import java.util.List;

/** {@code shop.orders.id}: a schema before a column must be the table's, or the column does not exist. */
final class Qualifiers {
    private Qualifiers() {}

    /** @throws io.sluice.routing.RoutingException UNKNOWN_COLUMN */
    static void check(List<Placed> tables, Fingerprint fingerprint, String schema) {
        for (Placed table : tables) {
            for (Span qualifier : table.occurrence().qualifiers()) {
                String text = qualifier.of(fingerprint.text());
                if (!table.system()
                        && !table.derived()
                        && text.indexOf('.') > 0
                        && !fingerprint.dialect().sameName(schema, first(text, fingerprint))) {
                    throw RoutingError.UNKNOWN_COLUMN.with(text, "field list");
                }
            }
        }
    }

    private static String first(String text, Fingerprint fingerprint) {
        Lexer lexer = new Lexer(text, fingerprint.dialect());
        lexer.next();
        return lexer.name();
    }
}
