package io.sluice.proxy.protocol;

/** Column and parameter types (MYSQL_TYPE_*). */
public final class ColumnType {
    public static final int DECIMAL = 0;
    public static final int TINY = 1;
    public static final int SHORT = 2;
    public static final int LONG = 3;
    public static final int FLOAT = 4;
    public static final int DOUBLE = 5;
    public static final int NULL = 6;
    public static final int TIMESTAMP = 7;
    public static final int LONGLONG = 8;
    public static final int INT24 = 9;
    public static final int DATE = 10;
    public static final int TIME = 11;
    public static final int DATETIME = 12;
    public static final int YEAR = 13;
    public static final int NEWDATE = 14;
    public static final int VARCHAR = 15;
    public static final int BIT = 16;
    public static final int JSON = 245;
    public static final int NEWDECIMAL = 246;
    public static final int ENUM = 247;
    public static final int SET = 248;
    public static final int TINY_BLOB = 249;
    public static final int MEDIUM_BLOB = 250;
    public static final int LONG_BLOB = 251;
    public static final int BLOB = 252;
    public static final int VAR_STRING = 253;
    public static final int STRING = 254;
    public static final int GEOMETRY = 255;

    /** What {@link #binaryLength} answers for types that carry their length with each value. */
    static final int SELF_DESCRIBED = -1;

    private ColumnType() {}

    /** Bytes of a value in the binary protocol, or -1 when a length comes first (strings, decimals, dates, times). */
    static int binaryLength(int type) {
        return switch (type) {
            case NULL -> 0;
            case TINY -> 1;
            case SHORT, YEAR -> 2;
            case LONG, INT24, FLOAT -> 4;
            case LONGLONG, DOUBLE -> 8;
            case DECIMAL, TIMESTAMP, DATE, TIME, DATETIME, NEWDATE, VARCHAR, BIT -> SELF_DESCRIBED;
            default -> {
                if (type < JSON || type > GEOMETRY) {
                    throw ProtocolViolation.malformed();
                }
                yield SELF_DESCRIBED;
            }
        };
    }
}
