package io.sluice.jdbc.exec;

import com.mysql.cj.jdbc.JdbcConnection;
import com.mysql.cj.protocol.ServerSessionStateController;
import com.mysql.cj.protocol.ServerSessionStateController.ServerSessionStateChanges;
import com.mysql.cj.protocol.ServerSessionStateController.SessionStateChange;
import com.mysql.cj.protocol.ServerSessionStateController.SessionStateChangesListener;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What one server connection says in its OK packets of the transactions that it commits: their GTIDs. Called by whoever uses the
 * connection.
 *
 * <p>INVARIANT: somebody holds it as long as the connection lives: Connector/J does so weakly.
 */
final class Tracking implements SessionStateChangesListener {
    /** MariaDB passes over comments for MySQL 5.7 and later, MySQL over those for MariaDB. */
    private static final String ON =
            "SET /*!50706 session_track_gtids=OWN_GTID *//*M! session_track_system_variables='last_gtid' */";

    private static final Logger LOG = LoggerFactory.getLogger(Tracking.class);

    private volatile @Nullable Consumer<String> to;

    private Tracking() {}

    /**
     * Begins it on a new connection. A server that does not do it tells nothing, and then nothing is known of what is written there.
     *
     * @throws SQLException where the connection is lost
     */
    static Tracking on(JdbcConnection raw) throws SQLException {
        Tracking tracking = new Tracking();
        begin(raw);
        ServerSessionStateController states =
                raw.getSession().getServerSession().getServerSessionStateController();
        states.addSessionStateChangesListener(tracking);
        return tracking;
    }

    /** Begins it again, as after a reset. */
    static void begin(JdbcConnection raw) throws SQLException {
        try (Statement statement = raw.createStatement()) {
            statement.execute(ON);
        } catch (SQLException e) {
            if (Failures.lost(e)) {
                throw e;
            }
            LOG.debug("no GTIDs from {}: {}", raw.getHost(), e.getMessage());
        }
    }

    /** @param taker is told of each GTID from now on; null for nobody */
    void tell(@Nullable Consumer<String> taker) {
        to = taker;
    }

    @Override
    public void handleSessionStateChanges(ServerSessionStateChanges changes) {
        Consumer<String> taker = to;
        if (taker == null) {
            return;
        }
        for (SessionStateChange change : changes.getSessionStateChangesList()) {
            List<String> values = change.getValues();
            if (change.getType() == ServerSessionStateController.SESSION_TRACK_GTIDS && !values.isEmpty()) {
                taker.accept(values.get(0));
            } else if (change.getType() == ServerSessionStateController.SESSION_TRACK_SYSTEM_VARIABLES) {
                for (int i = 0; i + 1 < values.size(); i += 2) {
                    if (values.get(i).equalsIgnoreCase("last_gtid")) {
                        taker.accept(values.get(i + 1));
                    }
                }
            }
        }
    }
}
