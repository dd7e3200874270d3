package io.sluice.sql.calcite;

import io.sluice.sql.Scope;
import io.sluice.sql.Statement;
import io.sluice.sql.calcite.grammar.DeleteNode;
import io.sluice.sql.calcite.grammar.InsertNode;
import io.sluice.sql.calcite.grammar.MysqlParser;
import io.sluice.sql.calcite.grammar.ParseException;
import io.sluice.sql.calcite.grammar.QueryNode;
import io.sluice.sql.calcite.grammar.RunNode;
import io.sluice.sql.calcite.grammar.SqlToken;
import io.sluice.sql.calcite.grammar.TokenFeed;
import io.sluice.sql.calcite.grammar.UpdateNode;
import io.sluice.sql.lex.Fingerprint;
import io.sluice.sql.lex.Names;
import org.apache.calcite.sql.SqlNode;
import org.jspecify.annotations.Nullable;

/** Reads data statements (SELECT, WITH, VALUES, TABLE, INSERT, REPLACE, UPDATE, DELETE), CALL and DO. Stateless, thread-safe. */
public final class DmlReader {
    private DmlReader() {}

    /** Never throws: what is not understood is {@link Statement.NotUnderstood}. */
    public static Statement read(Fingerprint fingerprint) {
        MysqlParser parser = null;
        try {
            parser = new MysqlParser(
                    new TokenFeed(fingerprint.text(), fingerprint.dialect(), fingerprint.statementEnd()));
            return statement(parser.MysqlStatementEof(), new Draft(fingerprint));
        } catch (ParseException e) {
            return unexpected(fingerprint, parser);
        } catch (NotReadable e) {
            return notUnderstood(fingerprint, e.reason, e.position);
        } catch (StackOverflowError e) {
            return notUnderstood(fingerprint, "nested too deeply", 0);
        } catch (RuntimeException e) {
            return notUnderstood(fingerprint, "reading failed: " + e.getClass().getSimpleName(), 0);
        }
    }

    /** Names the token at which the parser stopped, but never a literal. */
    private static Statement unexpected(Fingerprint fingerprint, @Nullable MysqlParser parser) {
        if (!(parser != null && parser.token.next instanceof SqlToken at)) {
            return notUnderstood(fingerprint, "not understood", 0);
        }
        int start = at.beginColumn - 1;
        String what = start >= at.endColumn
                ? "the end of the text"
                : fingerprint.slotAt(start) >= 0
                        ? "a literal"
                        : fingerprint.text().substring(start, at.endColumn);
        return notUnderstood(fingerprint, "unexpected " + what, start);
    }

    private static Statement statement(SqlNode node, Draft draft) {
        if (node instanceof QueryNode query) {
            new QueryReader(draft).read(query, BlockPlace.top(), CteScope.EMPTY);
            return new Statement.Query(draft.scope());
        } else if (node instanceof InsertNode insert) {
            return new InsertReader(draft).read(insert);
        } else if (node instanceof UpdateNode update) {
            return new ChangeReader(draft).update(update);
        } else if (node instanceof RunNode run) {
            return run(run, draft);
        }
        return new ChangeReader(draft).delete((DeleteNode) node);
    }

    private static Statement run(RunNode run, Draft draft) {
        BlockDraft block = draft.open(BlockPlace.top(), Spans.of(run));
        new ExprReader(draft, block, CteScope.EMPTY).all(run.arguments);
        return new Statement.Other(draft.scope(), run.verb);
    }

    private static Statement notUnderstood(Fingerprint fingerprint, String reason, int position) {
        return new Statement.NotUnderstood(
                Scope.empty(), Names.verb(fingerprint), Names.all(fingerprint), reason, position);
    }
}
