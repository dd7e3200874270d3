package io.sluice.proxy.frontend;

import io.netty.buffer.ByteBuf;
import io.sluice.proxy.protocol.Commands.LongData;
import io.sluice.proxy.protocol.ProtocolViolation;
import io.sluice.proxy.protocol.StmtExecute;
import io.sluice.sql.lex.Fingerprint;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** One prepared statement of a client: its text, and what its executions leave for the next one. Confined to the client's loop. */
final class PreparedText {
    /** Most bytes COM_STMT_SEND_LONG_DATA may collect. */
    private static final int LONG_DATA = 64 << 20;

    private final Fingerprint text;
    private final Map<Integer, byte[]> longData = new HashMap<>();
    private List<Integer> types = List.of();
    private boolean tooLong;

    PreparedText(Fingerprint text) {
        this.text = text;
    }

    Fingerprint text() {
        return text;
    }

    /** Reads a COM_STMT_EXECUTE; long data is used up by it. */
    StmtExecute bind(ByteBuf payload) {
        boolean refused = tooLong;
        try {
            StmtExecute execute = StmtExecute.decode(payload, text.parameterCount(), types, longData);
            types = execute.types();
            if (refused) {
                throw ProtocolViolation.packetTooLarge();
            }
            return execute;
        } finally {
            reset();
        }
    }

    /** One piece of a long parameter; too much of it makes the execution fail, as the protocol wants it. */
    void add(LongData piece) {
        byte[] before = longData.getOrDefault(piece.parameter(), new byte[0]);
        long all = piece.data().length;
        for (byte[] bytes : longData.values()) {
            all += bytes.length;
        }
        if (all > LONG_DATA) {
            tooLong = true;
            longData.clear();
        }
        if (!tooLong) {
            byte[] after = Arrays.copyOf(before, before.length + piece.data().length);
            System.arraycopy(piece.data(), 0, after, before.length, piece.data().length);
            longData.put(piece.parameter(), after);
        }
    }

    /** Long data is thrown away. */
    void reset() {
        longData.clear();
        tooLong = false;
    }
}
