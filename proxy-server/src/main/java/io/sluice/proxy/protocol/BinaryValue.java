package io.sluice.proxy.protocol;

import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A value of the binary protocol: a parameter of COM_STMT_EXECUTE, or a column of a binary row. */
public sealed interface BinaryValue {
    /** The one NULL. */
    BinaryValue NULL = new Null();

    /** {@code NULL}. */
    record Null() implements BinaryValue {}

    /**
     * {@code 42}: TINY, SHORT, YEAR, LONG, INT24 or LONGLONG.
     *
     * @param value sign-extended, or zero-extended when unsigned; an unsigned LONGLONG holds its 64 bits
     */
    record Int(int type, boolean unsigned, long value) implements BinaryValue {}

    /** {@code 1.5e0}: FLOAT. */
    record Real4(float value) implements BinaryValue {}

    /** {@code 1.5e0}: DOUBLE. */
    record Real8(double value) implements BinaryValue {}

    /** {@code 'text'}, {@code 12.50}, {@code x'FF'}: everything that travels as a string, decimals among them. */
    record Bytes(int type, byte[] bytes) implements BinaryValue {
        /** Read as UTF-8. */
        public String text() {
            return new String(bytes, StandardCharsets.UTF_8);
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Bytes that && type == that.type && Arrays.equals(bytes, that.bytes);
        }

        @Override
        public int hashCode() {
            return 31 * type + Arrays.hashCode(bytes);
        }
    }

    /** {@code '2026-02-30 00:00:00'}: DATE, DATETIME, TIMESTAMP; zero and impossible dates included. */
    record DateTime(int type, int year, int month, int day, int hour, int minute, int second, int micros)
            implements BinaryValue {}

    /** {@code '-838:59:59'}: TIME. {@code hours} below 24, the rest in {@code days}. */
    record Time(boolean negative, int days, int hours, int minutes, int seconds, int micros) implements BinaryValue {}

    /** Reads one value that is not NULL; moves the reader index. */
    static BinaryValue decode(ByteBuf in, int type, boolean unsigned) {
        return switch (type) {
            case ColumnType.NULL -> NULL;
            case ColumnType.TINY -> {
                int bits = Wire.readInt1(in);
                yield new Int(type, unsigned, unsigned ? bits : (byte) bits);
            }
            case ColumnType.SHORT, ColumnType.YEAR -> {
                int bits = Wire.readInt2(in);
                yield new Int(type, unsigned, unsigned ? bits : (short) bits);
            }
            case ColumnType.LONG, ColumnType.INT24 -> {
                int bits = Wire.readInt4(in);
                yield new Int(type, unsigned, unsigned ? bits & 0xFFFFFFFFL : bits);
            }
            case ColumnType.LONGLONG -> new Int(type, unsigned, Wire.readInt8(in));
            case ColumnType.FLOAT -> new Real4(Float.intBitsToFloat(Wire.readInt4(in)));
            case ColumnType.DOUBLE -> new Real8(Double.longBitsToDouble(Wire.readInt8(in)));
            case ColumnType.DATE, ColumnType.DATETIME, ColumnType.TIMESTAMP -> dateTime(in, type);
            case ColumnType.TIME -> time(in);
            default -> {
                ColumnType.binaryLength(type); // refuses types that do not exist
                yield new Bytes(type, Wire.readLenencBytes(in));
            }
        };
    }

    private static DateTime dateTime(ByteBuf in, int type) {
        int length = Wire.readInt1(in);
        if (length != 0 && length != 4 && length != 7 && length != 11) {
            throw ProtocolViolation.malformed();
        }
        Wire.need(in, length);
        boolean date = length >= 4;
        boolean time = length >= 7;
        return new DateTime(
                type,
                date ? in.readUnsignedShortLE() : 0,
                date ? in.readUnsignedByte() : 0,
                date ? in.readUnsignedByte() : 0,
                time ? in.readUnsignedByte() : 0,
                time ? in.readUnsignedByte() : 0,
                time ? in.readUnsignedByte() : 0,
                length == 11 ? in.readIntLE() : 0);
    }

    private static Time time(ByteBuf in) {
        int length = Wire.readInt1(in);
        if (length != 0 && length != 8 && length != 12) {
            throw ProtocolViolation.malformed();
        }
        Wire.need(in, length);
        if (length == 0) {
            return new Time(false, 0, 0, 0, 0, 0);
        }
        return new Time(
                in.readByte() != 0,
                in.readIntLE(),
                in.readUnsignedByte(),
                in.readUnsignedByte(),
                in.readUnsignedByte(),
                length == 12 ? in.readIntLE() : 0);
    }

    /** Writes the value's bytes; a NULL has none (it is a bit of the bitmap). Times take their shortest form. */
    default void encode(ByteBuf out) {
        if (this instanceof Int value) {
            switch (ColumnType.binaryLength(value.type())) {
                case 1 -> out.writeByte((int) value.value());
                case 2 -> out.writeShortLE((int) value.value());
                case 4 -> out.writeIntLE((int) value.value());
                default -> out.writeLongLE(value.value());
            }
        } else if (this instanceof Real4 real) {
            out.writeIntLE(Float.floatToRawIntBits(real.value()));
        } else if (this instanceof Real8 real) {
            out.writeLongLE(Double.doubleToRawLongBits(real.value()));
        } else if (this instanceof Bytes bytes) {
            Wire.writeLenencBytes(out, bytes.bytes());
        } else if (this instanceof DateTime value) {
            encode(out, value);
        } else if (this instanceof Time value) {
            encode(out, value);
        }
    }

    private static void encode(ByteBuf out, DateTime value) {
        boolean time = (value.hour | value.minute | value.second | value.micros) != 0;
        boolean date = (value.year | value.month | value.day) != 0;
        int length = value.micros != 0 ? 11 : time ? 7 : date ? 4 : 0;
        out.writeByte(length);
        if (length >= 4) {
            out.writeShortLE(value.year).writeByte(value.month).writeByte(value.day);
        }
        if (length >= 7) {
            out.writeByte(value.hour).writeByte(value.minute).writeByte(value.second);
        }
        if (length == 11) {
            out.writeIntLE(value.micros);
        }
    }

    private static void encode(ByteBuf out, Time value) {
        boolean zero = (value.days | value.hours | value.minutes | value.seconds | value.micros) == 0;
        int length = zero ? 0 : value.micros == 0 ? 8 : 12;
        out.writeByte(length);
        if (length >= 8) {
            out.writeByte(value.negative ? 1 : 0).writeIntLE(value.days);
            out.writeByte(value.hours).writeByte(value.minutes).writeByte(value.seconds);
        }
        if (length == 12) {
            out.writeIntLE(value.micros);
        }
    }

    /** {@link ColumnType} of the value as a parameter. */
    default int type() {
        if (this instanceof Real4) {
            return ColumnType.FLOAT;
        }
        if (this instanceof Real8) {
            return ColumnType.DOUBLE;
        }
        if (this instanceof Time) {
            return ColumnType.TIME;
        }
        return ColumnType.NULL; // the other records answer their own
    }

    /** Whether the value is an unsigned integer. */
    default boolean unsigned() {
        return false;
    }
}
