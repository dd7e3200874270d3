package io.sluice.proxy.backend;

import io.sluice.proxy.protocol.Command;
import io.sluice.proxy.protocol.Commands;
import io.sluice.proxy.protocol.ErrPacket;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The statements prepared on one connection, by their text; the one unused for longest is closed when there are too
 * many. Closing is pipelined: executions already sent still find their statement.
 */
final class StatementCache {
    private final BackendConnection connection;
    private final int limit;
    private final Map<String, PreparedStatement> byText = new LinkedHashMap<>(16, 0.75f, true);
    /** Counts resets: an answer that was under way during a reset names a statement that is gone. */
    private int generation;

    StatementCache(BackendConnection connection, int limit) {
        this.connection = connection;
        this.limit = Math.max(1, limit);
    }

    void prepare(String sql, PrepareHandler handler) {
        PreparedStatement known = byText.get(sql);
        if (known != null) {
            handler.prepared(known);
            return;
        }
        byte[] text = sql.getBytes(StandardCharsets.UTF_8);
        connection.send(Commands.text(Command.STMT_PREPARE, text), new Keep(sql, handler, generation));
    }

    void clear() {
        byText.clear();
        generation++;
    }

    private void put(String sql, PreparedStatement statement) {
        PreparedStatement twin = byText.put(sql, statement);
        if (twin != null) {
            close(twin);
        }
        Iterator<PreparedStatement> eldest = byText.values().iterator();
        while (byText.size() > limit && eldest.hasNext()) {
            PreparedStatement evicted = eldest.next();
            eldest.remove();
            close(evicted);
        }
    }

    private void close(PreparedStatement statement) {
        connection.sendUnanswered(Commands.statement(Command.STMT_CLOSE, statement.id()));
    }

    private final class Keep implements PrepareHandler {
        private final String sql;
        private final PrepareHandler asker;
        private final int askedIn;

        Keep(String sql, PrepareHandler asker, int askedIn) {
            this.sql = sql;
            this.asker = asker;
            this.askedIn = askedIn;
        }

        @Override
        public void prepared(PreparedStatement statement) {
            if (askedIn == generation) {
                put(sql, statement);
            }
            asker.prepared(statement);
        }

        @Override
        public void error(ErrPacket error, int sequence) {
            asker.error(error, sequence);
        }

        @Override
        public void connectionLost(BackendException cause) {
            asker.connectionLost(cause);
        }
    }
}
