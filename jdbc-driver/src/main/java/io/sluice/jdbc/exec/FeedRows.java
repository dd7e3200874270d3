package io.sluice.jdbc.exec;

import com.mysql.cj.jdbc.StatementImpl;
import com.mysql.cj.jdbc.result.ResultSetInternalMethods;
import com.mysql.cj.protocol.ResultsetRows;
import io.sluice.routing.RoutingError;
import io.sluice.routing.gather.LoadText;
import io.sluice.routing.gather.Loading;
import java.sql.ResultSet;
import java.sql.SQLException;

/** Rows on their way from one result into a temporary table. Confined to one thread; several may fill one table. */
final class FeedRows {
    private final Loading loading;
    private final WorkTables tables;
    private final Watch watch;
    private final LoadText text;

    FeedRows(Loading loading, WorkTables tables, Watch watch) {
        this.loading = loading;
        this.tables = tables;
        this.watch = watch;
        this.text = new LoadText(loading);
    }

    /**
     * Takes all rows of a result that was read in full, or comes from a merger.
     *
     * @throws com.mysql.cj.exceptions.CJException where it cannot be read
     */
    void take(ResultSet result) throws SQLException {
        ResultsetRows rows = ((ResultSetInternalMethods) result).getRows();
        int width = loading.columns().size();
        if (rows.getMetadata().getFields().length != width) {
            throw RoutingError.BUG.with("a feed of another width than its table " + loading.table());
        }
        for (StreamRow row = StreamRow.next(rows, width); row != null; row = StreamRow.next(rows, width)) {
            add(row);
        }
    }

    /** Loads what is left. */
    void end() throws SQLException {
        if (!text.isEmpty()) {
            tables.load(loading, text.take());
        }
    }

    private void add(StreamRow row) throws SQLException {
        watch.row(row);
        if (text.add(row)) {
            tables.load(loading, text.take());
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
