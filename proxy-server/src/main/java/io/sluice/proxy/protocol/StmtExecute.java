package io.sluice.proxy.protocol;

import io.netty.buffer.ByteBuf;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/**
 * COM_STMT_EXECUTE.
 *
 * @param statementId from {@link PrepareOk}
 * @param flags cursor type: 0 none, 1 read-only
 * @param types type per parameter, {@link ColumnType} with {@link #UNSIGNED} added; what the next execution without
 *     types of its own must be read with
 * @param values one per parameter
 */
public record StmtExecute(int statementId, int flags, List<Integer> types, List<BinaryValue> values)
        implements Payload {
    /** Added to a type: the parameter is unsigned. */
    public static final int UNSIGNED = 0x8000;
    /** Added to the flags: the count of parameters comes first, query attributes among them. */
    public static final int PARAMETER_COUNT_AVAILABLE = 8;
    /** Cursor type: rows are fetched by COM_STMT_FETCH. */
    public static final int CURSOR_READ_ONLY = 1;

    public StmtExecute {
        types = List.copyOf(types);
        values = List.copyOf(values);
    }

    /** An execution of our own without cursor; the types are the values'. */
    public static StmtExecute of(int statementId, List<? extends BinaryValue> values) {
        List<Integer> types = new ArrayList<>(values.size());
        for (BinaryValue value : values) {
            types.add(value.type() | (value.unsigned() ? UNSIGNED : 0));
        }
        return new StmtExecute(statementId, 0, types, List.copyOf(values));
    }

    /** The statement id of a COM_STMT_* payload (command byte included), without reading further. */
    public static int statementId(ByteBuf payload) {
        if (payload.readableBytes() < 5) {
            throw ProtocolViolation.malformed();
        }
        return payload.getIntLE(payload.readerIndex() + 1);
    }

    /**
     * Reads the payload, command byte included.
     *
     * @param parameters how many the statement has
     * @param boundTypes types of the execution before; empty when there was none. An execution may leave them out
     * @param longData what COM_STMT_SEND_LONG_DATA collected, by parameter index; such a parameter has no bytes here
     */
    public static StmtExecute decode(
            ByteBuf in, int parameters, List<Integer> boundTypes, Map<Integer, byte[]> longData) {
        return decode(in, parameters, boundTypes, longData, false);
    }

    /** The same. @param attributes whether {@link Capabilities#QUERY_ATTRIBUTES} was agreed; they are checked, and not kept */
    public static StmtExecute decode(
            ByteBuf in, int parameters, List<Integer> boundTypes, Map<Integer, byte[]> longData, boolean attributes) {
        Wire.skip(in, 1);
        int id = Wire.readInt4(in);
        int flags = Wire.readInt1(in);
        Wire.skip(in, 4); // iteration count, always 1
        int all = parameters;
        if (attributes && (flags & PARAMETER_COUNT_AVAILABLE) != 0) {
            long count = Wire.readLenenc(in);
            if (count < parameters || count > 0xFFFF) {
                throw ProtocolViolation.malformed();
            }
            all = (int) count;
        }
        if (all == 0) {
            return new StmtExecute(id, flags, List.of(), List.of());
        }
        int bitmap = in.readerIndex();
        Wire.skip(in, (all + 7) / 8);
        // Attributes always come with their types.
        List<Integer> known = all == parameters ? boundTypes : List.of();
        List<Integer> types = Wire.readInt1(in) == 1 ? readTypes(in, all, attributes) : known;
        List<BinaryValue> values = readValues(in, bitmap, all, types, longData);
        if (types.isEmpty()) {
            types = Collections.nCopies(all, ColumnType.NULL);
        }
        return new StmtExecute(id, flags, types.subList(0, parameters), values.subList(0, parameters));
    }

    private static List<BinaryValue> readValues(
            ByteBuf in, int bitmap, int count, List<Integer> types, Map<Integer, byte[]> longData) {
        // Connector/J sends no types where its first execution binds only NULLs; a value without a type is malformed
        boolean untyped = types.isEmpty();
        if (!untyped && types.size() != count) {
            throw ProtocolViolation.malformed();
        }
        List<BinaryValue> values = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            int type = untyped ? ColumnType.NULL : types.get(i);
            byte[] chunks = longData.get(i);
            if (chunks != null) {
                values.add(new BinaryValue.Bytes(type & 0xFF, chunks));
            } else if ((in.getByte(bitmap + i / 8) & 1 << i % 8) != 0) {
                values.add(BinaryValue.NULL);
            } else if (untyped) {
                throw ProtocolViolation.malformed();
            } else {
                values.add(BinaryValue.decode(in, type & 0xFF, (type & UNSIGNED) != 0));
            }
        }
        return values;
    }

    private static List<Integer> readTypes(ByteBuf in, int parameters, boolean named) {
        List<Integer> types = new ArrayList<>(parameters);
        for (int i = 0; i < parameters; i++) {
            types.add(Wire.readInt2(in));
            if (named) {
                Wire.readLenencBytes(in);
            }
        }
        return types;
    }

    @Override
    public void encode(ByteBuf out, int capabilities) {
        out.writeByte(Command.STMT_EXECUTE)
                .writeIntLE(statementId)
                .writeByte(flags)
                .writeIntLE(1);
        int parameters = values.size();
        if (parameters == 0) {
            return;
        }
        int bitmap = out.writerIndex();
        out.writeZero((parameters + 7) / 8);
        out.writeByte(1);
        for (int type : types) {
            out.writeShortLE(type);
        }
        for (int i = 0; i < parameters; i++) {
            if (values.get(i) instanceof BinaryValue.Null) {
                out.setByte(bitmap + i / 8, out.getByte(bitmap + i / 8) | 1 << i % 8);
            } else {
                values.get(i).encode(out);
            }
        }
    }
}
