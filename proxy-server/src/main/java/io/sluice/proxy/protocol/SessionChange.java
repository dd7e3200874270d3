package io.sluice.proxy.protocol;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.List;

/** One entry of the session-state information in an OK packet. */
public sealed interface SessionChange {
    /** {@code SET NAMES …}: a tracked variable took a value. */
    record Variable(String name, String value) implements SessionChange {}

    /** {@code USE shop}. */
    record Schema(String name) implements SessionChange {}

    /** Something of the session changed ({@code session_track_state_change}). */
    record State(boolean changed) implements SessionChange {}

    /** MySQL: the GTIDs of the transaction just committed. */
    record Gtids(String text) implements SessionChange {}

    /** {@code SET TRANSACTION READ ONLY}: the statements that would repeat the characteristics. */
    record Characteristics(String statements) implements SessionChange {}

    /** {@code BEGIN}: eight characters as the manual describes them, such as {@code T_______}. */
    record TransactionState(String flags) implements SessionChange {}

    /** A kind this version does not know; kept as it came. */
    record Other(int type, String data) implements SessionChange {}

    /** Reads string&lt;lenenc&gt; with all entries. */
    static List<SessionChange> decodeAll(ByteBuf in) {
        ByteBuf all = section(in);
        List<SessionChange> changes = new ArrayList<>(2);
        while (all.isReadable()) {
            int type = Wire.readInt1(all);
            decode(type, section(all), changes);
        }
        return changes;
    }

    private static ByteBuf section(ByteBuf in) {
        long length = Wire.readLength(in);
        Wire.need(in, length);
        return in.readSlice((int) length);
    }

    private static void decode(int type, ByteBuf data, List<SessionChange> changes) {
        switch (type) {
            case 0 -> {
                // MariaDB puts several pairs into one entry.
                while (data.isReadable()) {
                    changes.add(new Variable(Wire.readLenencString(data), Wire.readLenencString(data)));
                }
            }
            case 1 -> changes.add(new Schema(Wire.readLenencString(data)));
            case 2 -> {
                // MariaDB sends one bare byte, MySQL a string of one byte.
                if (data.readableBytes() > 1) {
                    Wire.skip(data, 1);
                }
                changes.add(new State(Wire.readInt1(data) == '1'));
            }
            case 3 -> {
                Wire.skip(data, 1); // encoding specification, always 0
                changes.add(new Gtids(Wire.readLenencString(data)));
            }
            case 4 -> changes.add(new Characteristics(Wire.readLenencString(data)));
            case 5 -> changes.add(new TransactionState(Wire.readLenencString(data)));
            default -> changes.add(new Other(type, Wire.readRestString(data)));
        }
    }

    /** Writes string&lt;lenenc&gt; with all entries, in MySQL's form. */
    static void encodeAll(ByteBuf out, List<SessionChange> changes) {
        ByteBuf all = Unpooled.buffer();
        for (SessionChange change : changes) {
            encode(all, change);
        }
        Wire.writeLenenc(out, all.readableBytes());
        out.writeBytes(all);
    }

    private static void encode(ByteBuf out, SessionChange change) {
        ByteBuf data = Unpooled.buffer();
        int type;
        if (change instanceof Variable variable) {
            type = 0;
            Wire.writeLenencString(data, variable.name());
            Wire.writeLenencString(data, variable.value());
        } else if (change instanceof Schema schema) {
            type = 1;
            Wire.writeLenencString(data, schema.name());
        } else if (change instanceof State state) {
            type = 2;
            Wire.writeLenencString(data, state.changed() ? "1" : "0");
        } else if (change instanceof Gtids gtids) {
            type = 3;
            data.writeByte(0);
            Wire.writeLenencString(data, gtids.text());
        } else if (change instanceof Characteristics characteristics) {
            type = 4;
            Wire.writeLenencString(data, characteristics.statements());
        } else if (change instanceof TransactionState state) {
            type = 5;
            Wire.writeLenencString(data, state.flags());
        } else {
            Other other = (Other) change;
            type = other.type();
            Wire.writeString(data, other.data());
        }
        out.writeByte(type);
        Wire.writeLenenc(out, data.readableBytes());
        out.writeBytes(data);
    }
}
