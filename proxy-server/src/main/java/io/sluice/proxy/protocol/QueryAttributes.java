package io.sluice.proxy.protocol;

import io.netty.buffer.ByteBuf;

/** What a client with {@link Capabilities#QUERY_ATTRIBUTES} puts between COM_QUERY's command byte and its text. */
public final class QueryAttributes {
    private QueryAttributes() {}

    /** Moves to the text; answers how many attributes there were. They are checked, and not kept. */
    public static int skip(ByteBuf in) {
        long count = Wire.readLenenc(in);
        long sets = Wire.readLenenc(in);
        if (sets != 1 || count < 0 || count > 0xFFFF) {
            throw ProtocolViolation.malformed();
        }
        if (count == 0) {
            return 0;
        }
        int attributes = (int) count;
        byte[] nulls = Wire.readBytes(in, (attributes + 7) / 8);
        if (Wire.readInt1(in) != 1) {
            throw ProtocolViolation.malformed();
        }
        int[] types = new int[attributes];
        for (int i = 0; i < attributes; i++) {
            Wire.need(in, 3); // a count that no packet could hold ends here
            types[i] = Wire.readInt2(in);
            Wire.readLenencBytes(in);
        }
        for (int i = 0; i < attributes; i++) {
            if ((nulls[i / 8] & 1 << i % 8) == 0) {
                BinaryValue.decode(in, types[i] & 0xFF, (types[i] & StmtExecute.UNSIGNED) != 0);
            }
        }
        return attributes;
    }
}
