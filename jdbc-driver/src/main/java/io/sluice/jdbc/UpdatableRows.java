package io.sluice.jdbc;

import com.mysql.cj.jdbc.JdbcConnection;
import com.mysql.cj.jdbc.StatementImpl;
import com.mysql.cj.jdbc.result.UpdatableResultSet;
import com.mysql.cj.protocol.ResultsetRows;
import com.mysql.cj.protocol.a.result.ByteArrayRow;
import com.mysql.cj.protocol.a.result.ResultsetRowsStatic;
import com.mysql.cj.result.Row;
import io.sluice.jdbc.exec.StatementOptions;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.NullUnmarked;

/**
 * An updatable result set: Connector/J's own, over rows that were read in full, whose changes go through the session
 * ({@link EditStatement}). Its columns have the names that the application knows. As thread-safe as Connector/J's.
 */
@NullUnmarked
public final class UpdatableRows extends UpdatableResultSet {
    private final SluiceStatement owner;

    private UpdatableRows(ResultsetRows rows, EditConnection connection, StatementImpl inner, SluiceStatement owner)
            throws SQLException {
        super(rows, connection, inner);
        this.owner = owner;
        setResultSetConcurrency(CONCUR_UPDATABLE);
    }

    /**
     * @param rows all rows, in memory
     * @param settings a connection whose settings conversions go by; it need not stay leased
     * @param inner the shard's statement
     * @param options what the application has set on its statement, which they name
     */
    public static UpdatableRows of(
            ResultsetRows rows, JdbcConnection settings, StatementImpl inner, StatementOptions options)
            throws SQLException {
        SluiceStatement owner = (SluiceStatement) options.owner();
        EditConnection connection = new EditConnection(settings, owner.connection);
        UpdatableRows made = new UpdatableRows(changeable(rows), connection, inner, owner);
        made.setResultSetType(options.resultSetType());
        return made;
    }

    /** Rows of which each value can be replaced, which Connector/J's rows over a packet cannot. */
    private static ResultsetRows changeable(ResultsetRows rows) {
        int width = rows.getMetadata().getFields().length;
        List<Row> all = new ArrayList<>();
        for (int r = 0; r < rows.size(); r++) {
            byte[][] cells = new byte[width][];
            for (int i = 0; i < width; i++) {
                cells[i] = rows.get(r).getBytes(i);
            }
            all.add(new ByteArrayRow(cells, null));
        }
        return new ResultsetRowsStatic(all, rows.getMetadata());
    }

    @Override
    public Statement getStatement() throws SQLException {
        if (isClosed()) {
            throw new SQLException("Operation not allowed after ResultSet closed", "S1000");
        }
        return owner;
    }

    @Override
    public void close() throws SQLException {
        if (isClosed()) {
            return;
        }
        super.close();
        owner.completed(this);
    }
}
