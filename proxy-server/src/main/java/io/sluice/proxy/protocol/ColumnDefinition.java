package io.sluice.proxy.protocol;

import io.netty.buffer.ByteBuf;

/**
 * ColumnDefinition41.
 *
 * @param schema schema of the table, or empty
 * @param table alias of the table
 * @param orgTable name of the table
 * @param name alias of the column
 * @param orgName name of the column
 * @param collation collation id; 63 is binary
 * @param length longest display length in bytes
 * @param type {@link ColumnType}
 * @param flags {@link ColumnFlag} bits
 * @param decimals digits after the point; 31 for floats without a fixed number, 0 to 6 for times
 */
public record ColumnDefinition(
        String schema,
        String table,
        String orgTable,
        String name,
        String orgName,
        int collation,
        long length,
        int type,
        int flags,
        int decimals)
        implements Payload {
    /** Collation id of binary strings, numbers and times. */
    public static final int BINARY = 63;
    /** Collation id of utf8mb4_general_ci, known to every server. */
    public static final int UTF8MB4 = 45;

    /** A text column of our own answers, such as SHOW SLUICE. */
    public static ColumnDefinition text(String name) {
        return new ColumnDefinition("", "", "", name, "", UTF8MB4, 1024, ColumnType.VAR_STRING, 0, 31);
    }

    /** A BIGINT column of our own answers. */
    public static ColumnDefinition bigint(String name) {
        int flags = ColumnFlag.NOT_NULL | ColumnFlag.BINARY;
        return new ColumnDefinition("", "", "", name, "", BINARY, 21, ColumnType.LONGLONG, flags, 0);
    }

    /** Reads the payload. The default value that COM_FIELD_LIST adds is ignored. */
    public static ColumnDefinition decode(ByteBuf in) {
        Wire.readLenencBytes(in); // catalog, always "def"
        String schema = Wire.readLenencString(in);
        String table = Wire.readLenencString(in);
        String orgTable = Wire.readLenencString(in);
        String name = Wire.readLenencString(in);
        String orgName = Wire.readLenencString(in);
        Wire.readLenenc(in); // length of the fixed part, 12
        int collation = Wire.readInt2(in);
        long length = Wire.readInt4(in) & 0xFFFFFFFFL;
        int type = Wire.readInt1(in);
        int flags = Wire.readInt2(in);
        int decimals = Wire.readInt1(in);
        return new ColumnDefinition(schema, table, orgTable, name, orgName, collation, length, type, flags, decimals);
    }

    @Override
    public void encode(ByteBuf out, int capabilities) {
        Wire.writeLenencString(out, "def");
        Wire.writeLenencString(out, schema);
        Wire.writeLenencString(out, table);
        Wire.writeLenencString(out, orgTable);
        Wire.writeLenencString(out, name);
        Wire.writeLenencString(out, orgName);
        Wire.writeLenenc(out, 12);
        out.writeShortLE(collation).writeIntLE((int) length).writeByte(type);
        out.writeShortLE(flags).writeByte(decimals).writeShortLE(0);
    }

    /** Whether values are unsigned numbers. */
    public boolean unsigned() {
        return (flags & ColumnFlag.UNSIGNED) != 0;
    }

    /** The same under the logical names a client knows. */
    public ColumnDefinition withTable(String newSchema, String newTable, String newOrgTable) {
        return new ColumnDefinition(
                newSchema, newTable, newOrgTable, name, orgName, collation, length, type, flags, decimals);
    }

    /** The same under another alias. */
    public ColumnDefinition withName(String newName) {
        return new ColumnDefinition(
                schema, table, orgTable, newName, orgName, collation, length, type, flags, decimals);
    }
}
