package io.sluice.jdbc;

import com.mysql.cj.jdbc.JdbcConnection;
import com.mysql.cj.jdbc.ha.MultiHostMySQLConnection;
import java.sql.DatabaseMetaData;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.NullUnmarked;

/**
 * What Connector/J's updatable result sets take for their connection: settings are a shard's, statements and metadata are the
 * session's. Its lock is its own, as for all rows that were read in full.
 */
@NullUnmarked
final class EditConnection extends MultiHostMySQLConnection {
    private final JdbcConnection settings;
    private final SluiceConnection session;
    private final Lock ownLock = new ReentrantLock();

    EditConnection(JdbcConnection settings, SluiceConnection session) {
        super(null);
        this.settings = settings;
        this.session = session;
    }

    @Override
    public JdbcConnection getActiveMySQLConnection() {
        return settings;
    }

    @Override
    public Lock getConnectionLock() {
        return ownLock;
    }

    @Override
    public DatabaseMetaData getMetaData() throws SQLException {
        return session.getMetaData();
    }

    @Override
    public PreparedStatement clientPrepareStatement(String sql) throws SQLException {
        session.checkOpen();
        return new EditStatement(this, sql, session.execution());
    }

    /** The shard's connection may have ended long ago: nothing is sent over it. */
    @Override
    public boolean isClosed() {
        return session.isClosed();
    }

    @Override
    public void checkClosed() {
        // Each statement asks the session.
    }
}
