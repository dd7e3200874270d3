package io.sluice.sql.calcite;

import io.sluice.sql.Scope;
import io.sluice.sql.Statement;
import io.sluice.sql.calcite.grammar.DeleteNode;
import io.sluice.sql.calcite.grammar.InsertNode;
import io.sluice.sql.calcite.grammar.MysqlParser;
import io.sluice.sql.calcite.grammar.ParseException;
import io.sluice.sql.calcite.grammar.QueryNode;
import io.sluice.sql.calcite.grammar.TokenFeed;
import io.sluice.sql.calcite.grammar.UpdateNode;
import io.sluice.sql.lex.Fingerprint;
import io.sluice.sql.lex.Names;
import org.apache.calcite.sql.SqlNode;

/** Reads data statements: SELECT, WITH, VALUES, TABLE, INSERT, REPLACE, UPDATE, DELETE. Stateless, thread-safe. */
public final class DmlReader {
    private DmlReader() {}

    /** Never throws: what is not understood is {@link Statement.NotUnderstood}. */
    public static Statement read(Fingerprint fingerprint) {
        return read(fingerprint, 0);
    }

    /**
     * Reads the statement that begins at {@code start}, as in {@code EXPLAIN SELECT …}; positions and slots are those of the
     * whole text.
     */
    public static Statement read(Fingerprint fingerprint, int start) {
        int firstSlot = 0;
        while (firstSlot < fingerprint.slotCount() && fingerprint.slotStart(firstSlot) < start) {
            firstSlot++;
        }
        MysqlParser parser = new MysqlParser(
                new TokenFeed(fingerprint.text(), fingerprint.dialect(), start, fingerprint.statementEnd(), firstSlot));
        try {
            return statement(parser.MysqlStatementEof(), new Draft(fingerprint));
        } catch (ParseException e) {
            int at = parser.token.next == null ? start : parser.token.next.beginColumn - 1;
            return notUnderstood(fingerprint, "not understood from here on", Math.max(at, start));
        } catch (NotReadable e) {
            return notUnderstood(fingerprint, e.reason, e.position);
        } catch (StackOverflowError e) {
            return notUnderstood(fingerprint, "nested too deeply", start);
        } catch (RuntimeException e) {
            return notUnderstood(fingerprint, "reading failed: " + e.getClass().getSimpleName(), start);
        }
    }

    private static Statement statement(SqlNode node, Draft draft) {
        if (node instanceof QueryNode query) {
            new QueryReader(draft).read(query, BlockPlace.top(), CteScope.EMPTY);
            return new Statement.Query(draft.scope());
        } else if (node instanceof InsertNode insert) {
            return new InsertReader(draft).read(insert);
        } else if (node instanceof UpdateNode update) {
            return new ChangeReader(draft).update(update);
        }
        return new ChangeReader(draft).delete((DeleteNode) node);
    }

    private static Statement notUnderstood(Fingerprint fingerprint, String reason, int position) {
        return new Statement.NotUnderstood(
                Scope.empty(), Names.verb(fingerprint), Names.all(fingerprint), reason, position);
    }
}
