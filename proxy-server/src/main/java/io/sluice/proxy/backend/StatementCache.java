package io.sluice.proxy.backend;

import io.sluice.proxy.protocol.Command;
import io.sluice.proxy.protocol.Commands;
import io.sluice.proxy.protocol.ErrPacket;
import java.nio.charset.Charset;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The statements prepared on one connection, by their text (anew for values of other types, see {@link BoundTypes}); the one unused for longest is closed when there are too
 * many. Closing is pipelined: executions already sent still find their statement. A long text, as one with the keys of a bind join in
 * it, is hardly said again: it is not kept, so that what is kept is bounded.
 */
final class StatementCache {
    /** Most characters of a text that is kept. */
    static final int LONGEST = 32 << 10;

    private final BackendConnection connection;
    private final int limit;
    private final Map<Text, Kept> byText = new LinkedHashMap<>(16, 0.75f, true);

    /** What a statement is known by: the same characters are other bytes in another character set. */
    private record Text(String sql, Charset charset) {}

    private record Kept(PreparedStatement statement, BoundTypes types) {}

    /** Counts resets: an answer that was under way during a reset names a statement that is gone. */
    private int generation;

    StatementCache(BackendConnection connection, int limit) {
        this.connection = connection;
        this.limit = Math.max(1, limit);
    }

    /** @param types of the values that will be bound, empty where none will */
    void prepare(String sql, Charset charset, List<Integer> types, PrepareHandler handler) {
        Text key = new Text(sql, charset);
        Kept known = byText.get(key);
        if (known != null && known.types.accept(types)) {
            handler.prepared(known.statement);
            return;
        }
        byte[] text = sql.getBytes(charset);
        connection.send(Commands.text(Command.STMT_PREPARE, text), new Keep(key, types, handler, generation));
    }

    /** Closes all of them. */
    void closeAll() {
        byText.values().forEach(kept -> close(kept.statement));
        clear();
    }

    void clear() {
        byText.clear();
        generation++;
    }

    private void put(Text key, Kept kept) {
        Kept twin = byText.put(key, kept);
        if (twin != null) {
            close(twin.statement);
        }
        Iterator<Kept> eldest = byText.values().iterator();
        while (byText.size() > limit && eldest.hasNext()) {
            Kept evicted = eldest.next();
            eldest.remove();
            close(evicted.statement);
        }
    }

    private void close(PreparedStatement statement) {
        connection.sendUnanswered(Commands.statement(Command.STMT_CLOSE, statement.id()));
    }

    private final class Keep implements PrepareHandler {
        private final Text key;
        private final List<Integer> types;
        private final PrepareHandler asker;
        private final int askedIn;

        Keep(Text key, List<Integer> types, PrepareHandler asker, int askedIn) {
            this.key = key;
            this.types = types;
            this.asker = asker;
            this.askedIn = askedIn;
        }

        @Override
        public void prepared(PreparedStatement statement) {
            boolean kept = key.sql.length() <= LONGEST;
            if (kept && askedIn == generation) {
                Kept known = new Kept(statement, new BoundTypes());
                known.types.accept(types);
                put(key, known);
            }
            asker.prepared(statement);
            if (!kept && askedIn == generation) {
                close(statement);
            }
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
