package io.sluice.proxy.protocol;

import io.netty.buffer.ByteBuf;
import java.util.List;
import java.util.Optional;

/**
 * OK_Packet. Also the end of a result: {@link #endPayload} writes the form each client expects there, and the reader of
 * answers turns an EOF into one of these, so that callers see one type.
 *
 * @param affectedRows unsigned
 * @param lastInsertId unsigned, 0 when nothing was generated
 * @param status {@link ServerStatus} bits
 * @param warnings number of warnings, 0 to 65535
 * @param info human-readable status, often empty
 * @param changes session state the statement changed; empty unless {@link Capabilities#SESSION_TRACK} was agreed
 */
public record OkPacket(
        long affectedRows, long lastInsertId, int status, int warnings, String info, List<SessionChange> changes)
        implements Payload {
    /** First byte of the payload. */
    public static final int HEADER = 0x00;

    public OkPacket {
        changes = List.copyOf(changes);
    }

    /** A bare OK. */
    public static OkPacket of(int status) {
        return new OkPacket(0, 0, status, 0, "", List.of());
    }

    /** A bare OK with counts. */
    public static OkPacket of(long affectedRows, long lastInsertId, int status) {
        return new OkPacket(affectedRows, lastInsertId, status, 0, "", List.of());
    }

    /** The end of a result that came as an EOF. */
    public static OkPacket of(EofPacket eof) {
        return new OkPacket(0, 0, eof.status(), eof.warnings(), "", List.of());
    }

    /** Reads the payload, header byte (0x00, or 0xFE at the end of a result) included. */
    public static OkPacket decode(ByteBuf in, int capabilities) {
        int header = Wire.readInt1(in);
        if (header != HEADER && header != EofPacket.HEADER) {
            throw ProtocolViolation.malformed();
        }
        long affected = Wire.readLenenc(in);
        long insertId = Wire.readLenenc(in);
        int status = Wire.readInt2(in);
        int warnings = Wire.readInt2(in);
        // The manual says string<EOF> for peers without SESSION_TRACK; all servers send, and clients read,
        // string<lenenc>.
        // An empty info is left out when nothing follows it.
        String info = in.isReadable() ? Wire.readLenencString(in) : "";
        boolean tracked = Capabilities.has(capabilities, Capabilities.SESSION_TRACK)
                && ServerStatus.has(status, ServerStatus.SESSION_STATE_CHANGED)
                && in.isReadable();
        List<SessionChange> changes = tracked ? SessionChange.decodeAll(in) : List.of();
        return new OkPacket(affected, insertId, status, warnings, info, changes);
    }

    /** Whether another result follows this one. */
    public boolean moreResults() {
        return ServerStatus.has(status, ServerStatus.MORE_RESULTS);
    }

    /** The same with other status bits. */
    public OkPacket withStatus(int newStatus) {
        return new OkPacket(affectedRows, lastInsertId, newStatus, warnings, info, changes);
    }

    /** The GTID of the transaction this statement committed, in the server's own form (MariaDB or MySQL). */
    public Optional<String> gtid() {
        for (SessionChange change : changes) {
            if (change instanceof SessionChange.Gtids gtids) {
                return Optional.of(gtids.text());
            }
            if (change instanceof SessionChange.Variable v
                    && v.name().equals("last_gtid")
                    && !v.value().isEmpty()) {
                return Optional.of(v.value());
            }
        }
        return Optional.empty();
    }

    /** Writes an OK as the answer to a command. */
    @Override
    public void encode(ByteBuf out, int capabilities) {
        encode(out, capabilities, HEADER);
    }

    /** This packet as the end of the rows of a result: an EOF, or an OK with header 0xFE, as the client expects. */
    public Payload endPayload() {
        return (out, capabilities) -> {
            if (Capabilities.has(capabilities, Capabilities.DEPRECATE_EOF)) {
                encode(out, capabilities, EofPacket.HEADER);
            } else {
                new EofPacket(warnings, status & ~ServerStatus.SESSION_STATE_CHANGED).encode(out, capabilities);
            }
        };
    }

    private void encode(ByteBuf out, int capabilities, int header) {
        boolean track = Capabilities.has(capabilities, Capabilities.SESSION_TRACK) && !changes.isEmpty();
        int flags = status & ~ServerStatus.SESSION_STATE_CHANGED;
        if (track) {
            flags |= ServerStatus.SESSION_STATE_CHANGED;
        }
        out.writeByte(header);
        Wire.writeLenenc(out, affectedRows);
        Wire.writeLenenc(out, lastInsertId);
        out.writeShortLE(flags).writeShortLE(warnings);
        if (track || !info.isEmpty()) {
            Wire.writeLenencString(out, info);
        }
        if (track) {
            SessionChange.encodeAll(out, changes);
        }
    }
}
