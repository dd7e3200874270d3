package io.sluice.proxy.protocol;

import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The small commands as payloads, for sending; reading most of them is one call of {@link Wire}. */
public final class Commands {
    private Commands() {}

    /** A command without arguments: COM_PING, COM_QUIT, COM_RESET_CONNECTION. */
    public static Payload bare(int command) {
        return (out, capabilities) -> out.writeByte(command);
    }

    /** COM_QUERY. */
    public static Payload query(String sql) {
        return text(Command.QUERY, sql.getBytes(StandardCharsets.UTF_8));
    }

    /** COM_QUERY, COM_INIT_DB, COM_STMT_PREPARE: a command and its text in the connection's character set. */
    public static Payload text(int command, byte[] text) {
        return (out, capabilities) -> out.writeByte(command).writeBytes(text);
    }

    /** COM_STMT_CLOSE (no answer comes) or COM_STMT_RESET. */
    public static Payload statement(int command, int statementId) {
        return (out, capabilities) -> out.writeByte(command).writeIntLE(statementId);
    }

    /**
     * COM_STMT_SEND_LONG_DATA; no answer comes.
     *
     * @param parameter index, from 0
     */
    public record LongData(int statementId, int parameter, byte[] data) implements Payload {
        /** Reads the payload, command byte included. */
        public static LongData decode(ByteBuf in) {
            Wire.skip(in, 1);
            return new LongData(Wire.readInt4(in), Wire.readInt2(in), Wire.readRest(in));
        }

        @Override
        public void encode(ByteBuf out, int capabilities) {
            out.writeByte(Command.STMT_SEND_LONG_DATA).writeIntLE(statementId);
            out.writeShortLE(parameter).writeBytes(data);
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof LongData that
                    && statementId == that.statementId
                    && parameter == that.parameter
                    && Arrays.equals(data, that.data);
        }

        @Override
        public int hashCode() {
            return 31 * (31 * statementId + parameter) + Arrays.hashCode(data);
        }
    }
}
