package io.sluice.proxy.frontend;

import io.netty.buffer.ByteBuf;
import io.sluice.proxy.exec.Cursor;
import io.sluice.proxy.protocol.Commands.LongData;
import io.sluice.proxy.protocol.ProtocolViolation;
import io.sluice.proxy.protocol.StmtExecute;
import io.sluice.sql.lex.Fingerprint;
import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One prepared statement of a client: its text, and what its executions leave for the next one. Confined to the client's loop. */
final class PreparedText {
    private final Fingerprint text;
    private final @Nullable Charset raw;
    private final Map<Integer, ByteArrayOutputStream> longData = new HashMap<>();
    private int longBytes;
    private List<Integer> types = List.of();
    private @Nullable ProtocolViolation flaw;
    private @Nullable Cursor cursor;

    /** @param raw what turns the text into the client's bytes again where that is not its character set, else null */
    PreparedText(Fingerprint text, @Nullable Charset raw) {
        this.text = text;
        this.raw = raw;
    }

    Fingerprint text() {
        return text;
    }

    /** In which the text is written for a client that speaks {@code client} now. */
    Charset charset(Charset client) {
        return raw == null ? client : raw;
    }

    /** Reads a COM_STMT_EXECUTE; long data is used up by it. @param attributes whether query attributes may come */
    StmtExecute bind(ByteBuf payload, boolean attributes) {
        try {
            if (flaw != null) {
                throw flaw;
            }
            Map<Integer, byte[]> pieces = new HashMap<>();
            longData.forEach((parameter, bytes) -> pieces.put(parameter, bytes.toByteArray()));
            StmtExecute execute = StmtExecute.decode(payload, text.parameterCount(), types, pieces, attributes);
            types = execute.types();
            return execute;
        } finally {
            reset();
        }
    }

    /**
     * One piece of a long parameter; too much of it makes the execution fail, as the protocol wants it.
     *
     * @param room bytes that may still be kept
     */
    void add(LongData piece, int room) {
        if (piece.data().length > room) {
            reset();
            flaw = ProtocolViolation.packetTooLarge();
        } else if (piece.parameter() >= text.parameterCount()) {
            flaw = ProtocolViolation.malformed();
        } else if (flaw == null) {
            longData.computeIfAbsent(piece.parameter(), parameter -> new ByteArrayOutputStream())
                    .writeBytes(piece.data());
            longBytes += piece.data().length;
        }
    }

    /** The rows that are to be fetched, null for none. */
    @Nullable
    Cursor cursor() {
        return cursor;
    }

    void cursor(@Nullable Cursor open) {
        cursor = open;
    }

    /** Bytes of long data kept. */
    int longBytes() {
        return longBytes;
    }

    /** Long data is thrown away. */
    void reset() {
        longData.clear();
        longBytes = 0;
        flaw = null;
    }
}
