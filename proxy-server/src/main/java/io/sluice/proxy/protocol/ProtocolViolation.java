package io.sluice.proxy.protocol;

/** The peer sent bytes which are not the protocol. Carries the MySQL error to answer before closing. */
public final class ProtocolViolation extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int errno;
    private final String sqlState;

    private ProtocolViolation(int errno, String sqlState, String message) {
        super(message, null, false, false);
        this.errno = errno;
        this.sqlState = sqlState;
    }

    /** ER_HANDSHAKE_ERROR (1043): the login packets are malformed. */
    public static ProtocolViolation badHandshake() {
        return new ProtocolViolation(1043, "08S01", "Bad handshake");
    }

    /** ER_UNKNOWN_COM_ERROR (1047): the command byte is unknown or not supported. */
    public static ProtocolViolation unknownCommand() {
        return new ProtocolViolation(1047, "08S01", "Unknown command");
    }

    /** ER_NET_PACKET_TOO_LARGE (1153): the command is longer than max_allowed_packet. */
    public static ProtocolViolation packetTooLarge() {
        return new ProtocolViolation(1153, "08S01", "Got a packet bigger than 'max_allowed_packet' bytes");
    }

    /** ER_NET_PACKETS_OUT_OF_ORDER (1156): the sequence id is not the expected one. */
    public static ProtocolViolation outOfOrder() {
        return new ProtocolViolation(1156, "08S01", "Got packets out of order");
    }

    /** ER_MALFORMED_PACKET (1835): a packet that ends too early or holds lengths that cannot be. */
    public static ProtocolViolation malformed() {
        return new ProtocolViolation(1835, "HY000", "Malformed communication packet.");
    }

    /** MySQL error number. */
    public int errno() {
        return errno;
    }

    /** Five characters. */
    public String sqlState() {
        return sqlState;
    }

    /** The error packet to answer. */
    public ErrPacket packet() {
        return ErrPacket.of(errno, sqlState, String.valueOf(getMessage()));
    }
}
