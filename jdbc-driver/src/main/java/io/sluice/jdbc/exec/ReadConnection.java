package io.sluice.jdbc.exec;

import com.mysql.cj.jdbc.JdbcConnection;
import com.mysql.cj.jdbc.ha.MultiHostMySQLConnection;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.NullUnmarked;

/**
 * The connection that a buffered result set reads its settings from, long after the connection itself has gone back to the pool.
 *
 * <p>INVARIANT: its lock is its own. Connector/J's result sets lock their connection for every {@code next()}, and a connection
 * is locked while a statement runs: without this, reading one's rows would wait for a stranger's slow query.
 */
@NullUnmarked
final class ReadConnection extends MultiHostMySQLConnection {
    private final JdbcConnection raw;
    private final Lock ownLock = new ReentrantLock();

    ReadConnection(JdbcConnection raw) {
        super(null);
        this.raw = raw;
    }

    @Override
    public JdbcConnection getActiveMySQLConnection() {
        return raw;
    }

    @Override
    public Lock getConnectionLock() {
        return ownLock;
    }
}
