package io.sluice.jdbc;

import io.sluice.jdbc.exec.DriverOptions;
import io.sluice.jdbc.exec.StatementOptions;
import io.sluice.jdbc.exec.StatementOptions.Wanted;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;

/** What an application sets on a statement, checked as Connector/J checks it. Not thread-safe. */
abstract class StatementSettings implements Statement {
    final SluiceConnection connection;
    private final int resultSetType;
    private final int concurrency;
    private int fetchSize;
    private long maxRows;
    /** As set; null for what Connector/J says of a new statement. */
    private @Nullable Integer maxFieldSize;

    private int queryTimeout;
    private boolean escapeProcessing;
    private boolean poolable;

    StatementSettings(SluiceConnection connection, int resultSetType, int concurrency) {
        DriverOptions options = connection.execution().options();
        this.connection = connection;
        this.resultSetType = resultSetType;
        this.concurrency = concurrency;
        this.fetchSize = options.fetchSize();
        this.maxRows = options.maxRows();
        this.escapeProcessing = options.escapes();
        this.poolable = this instanceof java.sql.PreparedStatement;
    }

    /** @throws SQLException where the statement or its connection was closed */
    abstract void checkOpen() throws SQLException;

    /** What the executor must know of this statement; {@code keys} asks for generated keys. */
    StatementOptions options(boolean keys, Wanted wanted) {
        return new StatementOptions(
                this,
                streams() ? Integer.MIN_VALUE : fetchSize,
                maxRows,
                queryTimeout * 1000L,
                keys,
                resultSetType,
                concurrency,
                escapeProcessing,
                wanted);
    }

    /** With useCursorFetch a fetch size says that rows are not to be held. */
    private boolean streams() {
        return fetchSize > 0
                && resultSetType == ResultSet.TYPE_FORWARD_ONLY
                && connection.execution().options().cursors();
    }

    private interface OnStatement<T> {
        T on(Statement statement) throws SQLException;
    }

    /** What Connector/J knows. */
    private <T> T asked(OnStatement<T> question) throws SQLException {
        return connection.execution().onDefaultShard(shard -> {
            try (Statement statement = shard.createStatement()) {
                return question.on(statement);
            }
        });
    }

    @Override
    public String enquoteIdentifier(String identifier, boolean alwaysQuote) throws SQLException {
        checkOpen();
        return asked(statement -> statement.enquoteIdentifier(identifier, alwaysQuote));
    }

    @Override
    public boolean isSimpleIdentifier(String identifier) throws SQLException {
        checkOpen();
        return asked(statement -> statement.isSimpleIdentifier(identifier));
    }

    @Override
    public String enquoteLiteral(String value) throws SQLException {
        checkOpen();
        return asked(statement -> statement.enquoteLiteral(value));
    }

    @Override
    public String enquoteNCharLiteral(String value) throws SQLException {
        checkOpen();
        return asked(statement -> statement.enquoteNCharLiteral(value));
    }

    @Override
    public int getMaxFieldSize() throws SQLException {
        checkOpen();
        return maxFieldSize != null ? maxFieldSize : asked(Statement::getMaxFieldSize);
    }

    @Override
    public void setMaxFieldSize(int max) throws SQLException {
        checkOpen();
        // Connector/J checks the number, and then cuts nothing.
        maxFieldSize = asked(statement -> {
            statement.setMaxFieldSize(max);
            return max;
        });
    }

    @Override
    public int getMaxRows() throws SQLException {
        return SluiceStatement.clamp(getLargeMaxRows());
    }

    @Override
    public void setMaxRows(int max) throws SQLException {
        setLargeMaxRows(max);
    }

    @Override
    public long getLargeMaxRows() throws SQLException {
        checkOpen();
        return maxRows;
    }

    @Override
    public void setLargeMaxRows(long max) throws SQLException {
        checkOpen();
        if (max < 0) {
            throw new SQLException("setMaxRows() out of range. " + max + " < 0.", "S1009");
        }
        maxRows = max;
    }

    @Override
    public void setEscapeProcessing(boolean enable) throws SQLException {
        checkOpen();
        escapeProcessing = enable;
    }

    @Override
    public int getQueryTimeout() throws SQLException {
        checkOpen();
        return queryTimeout;
    }

    @Override
    public void setQueryTimeout(int seconds) throws SQLException {
        checkOpen();
        if (seconds < 0) {
            throw new SQLException("Illegal value for setQueryTimeout().", "S1009");
        }
        queryTimeout = seconds;
    }

    @Override
    public void setCursorName(String name) throws SQLException {
        // As in Connector/J: positioned updates do not exist in MySQL, the name is ignored (JDBC specification).
    }

    @Override
    public void setFetchDirection(int direction) throws SQLException {
        // As Connector/J: a hint that is checked, and passed over.
        if (direction != ResultSet.FETCH_FORWARD
                && direction != ResultSet.FETCH_REVERSE
                && direction != ResultSet.FETCH_UNKNOWN) {
            throw new SQLException("Illegal value for fetch direction.", "S1009");
        }
    }

    @Override
    public int getFetchDirection() {
        return ResultSet.FETCH_FORWARD;
    }

    @Override
    public void setFetchSize(int rows) throws SQLException {
        checkOpen();
        if (rows < 0 && rows != Integer.MIN_VALUE) {
            throw new SQLException("Illegal value for setFetchSize().", "S1009");
        }
        fetchSize = rows;
    }

    @Override
    public int getFetchSize() throws SQLException {
        checkOpen();
        return fetchSize;
    }

    @Override
    public int getResultSetConcurrency() throws SQLException {
        checkOpen();
        return concurrency;
    }

    @Override
    public int getResultSetType() throws SQLException {
        checkOpen();
        return resultSetType;
    }

    @Override
    public int getResultSetHoldability() {
        return ResultSet.HOLD_CURSORS_OVER_COMMIT;
    }

    @Override
    public void setPoolable(boolean poolable) throws SQLException {
        checkOpen();
        this.poolable = poolable;
    }

    @Override
    public boolean isPoolable() throws SQLException {
        checkOpen();
        return poolable;
    }
}
