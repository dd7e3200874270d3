package io.sluice.proxy.protocol;

import io.netty.buffer.ByteBuf;

/**
 * COM_STMT_PREPARE_OK. After it come {@code parameters} definitions and {@code columns} definitions, each group (if not
 * empty) followed by an EOF unless DEPRECATE_EOF was agreed.
 *
 * @param statementId what COM_STMT_EXECUTE names
 * @param columns number of result columns, 0 for statements without a result
 * @param parameters number of {@code ?}
 * @param warnings number of warnings
 */
public record PrepareOk(int statementId, int columns, int parameters, int warnings) implements Payload {
    /** Reads the payload, header byte (0) included. */
    public static PrepareOk decode(ByteBuf in) {
        if (Wire.readInt1(in) != 0) {
            throw ProtocolViolation.malformed();
        }
        int id = Wire.readInt4(in);
        int columns = Wire.readInt2(in);
        int parameters = Wire.readInt2(in);
        Wire.skip(in, 1);
        int warnings = in.readableBytes() >= 2 ? Wire.readInt2(in) : 0;
        return new PrepareOk(id, columns, parameters, warnings);
    }

    @Override
    public void encode(ByteBuf out, int capabilities) {
        out.writeByte(0).writeIntLE(statementId).writeShortLE(columns).writeShortLE(parameters);
        out.writeByte(0).writeShortLE(warnings);
    }
}
