package io.sluice.jdbc.exec;

import com.mysql.cj.jdbc.StatementImpl;
import com.mysql.cj.jdbc.result.ResultSetInternalMethods;
import com.mysql.cj.protocol.ResultsetRows;
import io.sluice.routing.RoutingError;
import io.sluice.routing.gather.Keys;
import io.sluice.routing.gather.LoadText;
import io.sluice.routing.gather.Loading;
import java.sql.ResultSet;
import java.sql.SQLException;

/** Rows on their way from one result into a temporary table. Confined to one thread; several may fill one table. */
final class FeedRows {
    private final Into into;
    private final LoadText text;

    /**
     * Where the rows of one feed go.
     *
     * @param loading the temporary table
     * @param keys what later feeds want to know of them
     * @param rest what is left of them, for {@link #load}
     */
    record Into(Loading loading, Keys keys, WorkTables tables, Watch watch, LoadText rest) {
        /** Takes over what is left in one of several. */
        void end(LoadText text) throws SQLException {
            String insert = null;
            synchronized (rest) {
                if (rest.addAll(text)) {
                    insert = rest.take();
                }
            }
            if (insert != null) {
                tables.load(loading, insert);
            }
        }

        /** Loads what is left when all have ended: until then it may wait. */
        void load() throws SQLException {
            String insert;
            synchronized (rest) {
                insert = rest.take();
            }
            if (!insert.isEmpty()) {
                tables.load(loading, insert);
            }
        }
    }

    FeedRows(Into into) {
        this.into = into;
        this.text = new LoadText(into.loading());
    }

    /**
     * Takes all rows of a result that was read in full, or comes from a merger.
     *
     * @throws com.mysql.cj.exceptions.CJException where it cannot be read
     */
    void take(ResultSet result) throws SQLException {
        ResultsetRows rows = ((ResultSetInternalMethods) result).getRows();
        int width = into.loading().columns().size();
        if (rows.getMetadata().getFields().length != width) {
            throw RoutingError.BUG.with(
                    "a feed of another width than its table " + into.loading().table());
        }
        for (StreamRow row = StreamRow.next(rows, width); row != null; row = StreamRow.next(rows, width)) {
            add(row);
        }
    }

    /** No more come. */
    void end() throws SQLException {
        into.end(text);
    }

    private void add(StreamRow row) throws SQLException {
        into.watch().row(row);
        into.keys().add(row);
        if (text.add(row)) {
            into.tables().load(into.loading(), text.take());
        }
    }

    /** The same of a stream: a cancel and the end of the statement's time reach its server while it is read. */
    void stream(ShardCall call, long timeoutMillis) throws SQLException {
        StatementImpl statement = call.statement();
        // Connector/J's own cancel ends with the first row.
        statement.getStatementExecuting().set(true);
        TimeLimit limit = TimeLimit.start(call.lease(), timeoutMillis);
        try {
            take(call.rows());
        } finally {
            statement.getStatementExecuting().set(false);
            limit.end();
        }
    }
}
