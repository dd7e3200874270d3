package io.sluice.proxy.backend;

import io.sluice.proxy.protocol.Command;
import io.sluice.proxy.protocol.Commands;
import io.sluice.proxy.protocol.ErrPacket;
import java.nio.charset.Charset;
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
    private final Map<Text, PreparedStatement> byText = new LinkedHashMap<>(16, 0.75f, true);
    /** What a statement is known by: the same characters are other bytes in another character set. */
    private record Text(String sql, Charset charset) {}

    /** Counts resets: an answer that was under way during a reset names a statement that is gone. */
    private int generation;

    StatementCache(BackendConnection connection, int limit) {
        this.connection = connection;
        this.limit = Math.max(1, limit);
    }

    void prepare(String sql, Charset charset, PrepareHandler handler) {
        Text key = new Text(sql, charset);
        PreparedStatement known = byText.get(key);
        if (known != null) {
            handler.prepared(known);
            return;
        }
        byte[] text = sql.getBytes(charset);
        connection.send(Commands.text(Command.STMT_PREPARE, text), new Keep(key, handler, generation));
    }

    /** Closes all of them. */
    void closeAll() {
        byText.values().forEach(this::close);
        clear();
    }

    void clear() {
        byText.clear();
        generation++;
    }

    private void put(Text key, PreparedStatement statement) {
        PreparedStatement twin = byText.put(key, statement);
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
        private final Text key;
        private final PrepareHandler asker;
        private final int askedIn;

        Keep(Text key, PrepareHandler asker, int askedIn) {
            this.key = key;
            this.asker = asker;
            this.askedIn = askedIn;
        }

        @Override
        public void prepared(PreparedStatement statement) {
            if (askedIn == generation) {
                put(key, statement);
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
