package io.sluice.routing.plan;

import io.sluice.sql.lex.Fingerprint;
import io.sluice.sql.text.Piece;
import io.sluice.sql.text.SqlTemplate;

/**
 * A statement that reads views over sharded tables: {@code SELECT total FROM open_orders WHERE user_id = 7}. Its plan is that of
 * the text in which the views' definitions stand in the place of their names, and is routed with that text; what the shards are
 * sent says the names again. Immutable.
 *
 * @param text from a text of this shape to the one with the definitions: made of texts and slots alone
 * @param inner the plan of that one; not itself viewed
 */
public record Viewed(SqlTemplate text, Plan.OnShards inner) implements Enclosing {
    /** {@code statement} with the definitions in it; its {@code ?} are the same, in the same order. */
    public Fingerprint unfold(Fingerprint statement) {
        return Fingerprint.of(unfold(text, statement), statement.dialect());
    }

    /** A template with a statement's own literals and {@code ?} in it; for what the session would say, 0. */
    static String unfold(SqlTemplate text, Fingerprint statement) {
        StringBuilder out = new StringBuilder(2 * statement.text().length());
        for (Piece piece : text.pieces()) {
            if (piece instanceof Piece.Text words) {
                out.append(words.text());
            } else if (piece instanceof Piece.Slot slot) {
                out.append(statement.text(), statement.slotStart(slot.index()), statement.slotEnd(slot.index()));
            } else if (piece instanceof Piece.SessionValue) {
                out.append('0');
            }
        }
        return out.toString();
    }
}
