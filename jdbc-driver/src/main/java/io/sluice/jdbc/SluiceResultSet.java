package io.sluice.jdbc;

import com.mysql.cj.exceptions.CJException;
import com.mysql.cj.jdbc.JdbcConnection;
import com.mysql.cj.jdbc.StatementImpl;
import com.mysql.cj.jdbc.exceptions.SQLExceptionsMapping;
import com.mysql.cj.jdbc.result.ResultSetImpl;
import com.mysql.cj.protocol.ResultsetRows;
import io.sluice.routing.RoutingException;
import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.NullUnmarked;

/**
 * A result set: Connector/J's own, over rows of one shard or of a merger, so that every conversion, every error and the
 * metadata are Connector/J's. Only what would show a shard's statement is ours. As thread-safe as Connector/J's.
 */
@NullUnmarked
public final class SluiceResultSet extends ResultSetImpl {
    private final Statement owner;
    private final AutoCloseable release;
    private boolean released;
    private boolean ended;

    /**
     * @param rows the rows, with their metadata
     * @param connection a connection whose settings conversions go by; it need not stay leased
     * @param inner the shard's statement
     * @param owner the application's statement, null for results that belong to none
     * @param release what to give back when the result set is closed or read to its end
     */
    public SluiceResultSet(
            ResultsetRows rows, JdbcConnection connection, StatementImpl inner, Statement owner, AutoCloseable release)
            throws SQLException {
        super(rows, connection, inner);
        this.owner = owner;
        this.release = release;
        setResultSetType(inner.getResultSetType());
        setResultSetConcurrency(CONCUR_READ_ONLY);
    }

    @Override
    public boolean next() throws SQLException {
        if (ended && !isClosed()) {
            return false;
        }
        try {
            boolean more = super.next();
            if (!more && getType() == TYPE_FORWARD_ONLY) {
                ended = true;
                release();
            }
            return more;
        } catch (RoutingException refused) {
            throw Errors.of(refused);
        } catch (CJException e) {
            throw SQLExceptionsMapping.translateException(e);
        }
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
        try {
            super.close();
        } finally {
            release();
        }
        if (owner instanceof SluiceStatement statement) {
            statement.completed(this);
        }
    }

    private void release() throws SQLException {
        if (released) {
            return;
        }
        released = true;
        try {
            release.close();
        } catch (SQLException e) {
            throw e;
        } catch (Exception e) {
            throw new SQLException(e.getMessage(), "HY000", e);
        }
    }
}
