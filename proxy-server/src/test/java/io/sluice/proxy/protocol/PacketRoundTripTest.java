package io.sluice.proxy.protocol;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PacketRoundTripTest {
    private static final int C41 = Capabilities.PROTOCOL_41;
    private static final int TRACK = C41 | Capabilities.SESSION_TRACK;

    @Test
    void greeting() {
        byte[] seed = Scramble.newSeed();
        int offered = C41 | Capabilities.PLUGIN_AUTH | Capabilities.SECURE_CONNECTION | Capabilities.DEPRECATE_EOF;
        Handshake sent = new Handshake("5.5.5-10.11.19-MariaDB", 77, seed, offered, 5, 45, 2, AuthPlugin.NATIVE);
        Handshake read = Handshake.decode(payload(sent, 0));
        assertArrayEquals(seed, read.seed());
        assertEquals(77, read.connectionId());
        assertEquals(offered, read.capabilities());
        assertEquals(5, read.mariaDbCapabilities());
        assertEquals(AuthPlugin.NATIVE, read.plugin());
        assertEquals(Handshake.Flavour.MARIADB, read.flavour());
        assertEquals("10.11.19-MariaDB", read.plainVersion());
    }

    @Test
    void loginWithEveryMixOfCapabilities() {
        int[] optional = {
            Capabilities.CONNECT_WITH_DB,
            Capabilities.PLUGIN_AUTH,
            Capabilities.CONNECT_ATTRS,
            Capabilities.PLUGIN_AUTH_LENENC_CLIENT_DATA
        };
        for (int mix = 0; mix < 16; mix++) {
            int flags = C41 | Capabilities.SECURE_CONNECTION;
            for (int bit = 0; bit < 4; bit++) {
                flags |= (mix >> bit & 1) * optional[bit];
            }
            Map<String, String> attributes = Map.of("_client_name", "x".repeat(300));
            HandshakeResponse sent = new HandshakeResponse(
                    flags, 1 << 24, 45, "ann", new byte[] {1, 2, 3}, "shop", AuthPlugin.CACHING_SHA2, attributes);
            HandshakeResponse read = HandshakeResponse.decode(payload(sent, 0));
            assertEquals("ann", read.user());
            assertArrayEquals(sent.answer(), read.answer());
            assertEquals((mix & 1) != 0 ? "shop" : null, read.schema());
            assertEquals((mix & 2) != 0 ? AuthPlugin.CACHING_SHA2 : null, read.plugin());
            assertEquals((mix & 4) != 0 ? attributes : Map.of(), read.attributes());
        }
    }

    @Test
    void aLoginThatEndsTooEarlyIsABadHandshake() {
        HandshakeResponse sent = new HandshakeResponse(
                C41 | Capabilities.SECURE_CONNECTION | Capabilities.CONNECT_ATTRS,
                1 << 24,
                45,
                "ann",
                new byte[20],
                null,
                null,
                Map.of("k", "v"));
        ByteBuf whole = payload(sent, 0);
        int withoutAttributes = whole.readableBytes() - 5;
        for (int length = 0; length < whole.readableBytes(); length++) {
            ByteBuf cut = whole.slice(0, length);
            if (length == withoutAttributes) {
                assertEquals(Map.of(), HandshakeResponse.decode(cut).attributes());
            } else {
                assertEquals(
                        1043,
                        assertThrows(ProtocolViolation.class, () -> HandshakeResponse.decode(cut))
                                .errno());
            }
        }
    }

    @Test
    void sslRequestIsTheFixedPartWithTheFlag() {
        ByteBuf request = Unpooled.buffer().writeIntLE(C41 | Capabilities.SSL).writeZero(28);
        assertTrue(HandshakeResponse.isSslRequest(request));
        request.setIntLE(0, C41);
        assertFalse(HandshakeResponse.isSslRequest(request));
    }

    @Test
    void authSwitchAndMoreData() {
        byte[] seed = Scramble.newSeed();
        AuthSwitchRequest read = AuthSwitchRequest.decode(payload(new AuthSwitchRequest(AuthPlugin.NATIVE, seed), C41));
        assertEquals(AuthPlugin.NATIVE, read.plugin());
        assertArrayEquals(seed, read.seed());
        assertTrue(AuthMoreData.decode(payload(AuthMoreData.of(AuthMoreData.FAST_OK), C41))
                .is(AuthMoreData.FAST_OK));
    }

    @Test
    void okCarriesSessionChangesWhenAgreed() {
        int status = ServerStatus.AUTOCOMMIT | ServerStatus.SESSION_STATE_CHANGED;
        List<SessionChange> changes = List.of(
                new SessionChange.Variable("autocommit", "ON"),
                new SessionChange.Schema("shop"),
                new SessionChange.State(true),
                new SessionChange.Gtids("3E11FA47-71CA-11E1-9E33-C80AA9429562:8"),
                new SessionChange.Characteristics("START TRANSACTION READ ONLY;"),
                new SessionChange.TransactionState("T_______"));
        OkPacket ok = new OkPacket(300, 70_000, status, 2, "Rows matched: 1", changes);
        assertEquals(ok, OkPacket.decode(payload(ok, TRACK), TRACK));
        assertEquals(Optional.of("3E11FA47-71CA-11E1-9E33-C80AA9429562:8"), ok.gtid());
        OkPacket plain = new OkPacket(300, 70_000, ServerStatus.AUTOCOMMIT, 2, "Rows matched: 1", List.of());
        assertEquals(plain, OkPacket.decode(payload(ok, C41), C41));
    }

    @Test
    void mariaDbTellsTheGtidAsAVariable() {
        // As MariaDB 11.4 sends it after SET session_track_system_variables='last_gtid'.
        ByteBuf bytes = Unpooled.buffer()
                .writeByte(0)
                .writeByte(1)
                .writeByte(0)
                .writeShortLE(0x4002)
                .writeShortLE(0);
        ByteBuf entry = Unpooled.buffer();
        Wire.writeLenencString(entry, "last_gtid");
        Wire.writeLenencString(entry, "0-1-11");
        bytes.writeByte(0).writeByte(entry.readableBytes() + 2 + 3);
        bytes.writeByte(0).writeByte(entry.readableBytes()).writeBytes(entry);
        bytes.writeByte(2).writeByte(1).writeByte('1');
        OkPacket ok = OkPacket.decode(bytes, TRACK);
        assertEquals(Optional.of("0-1-11"), ok.gtid());
        assertTrue(ok.changes().contains(new SessionChange.State(true)));
    }

    @Test
    void theEndOfAResultTakesTheClientsForm() {
        OkPacket end = new OkPacket(0, 0, ServerStatus.AUTOCOMMIT, 3, "", List.of());
        assertEquals(new EofPacket(3, ServerStatus.AUTOCOMMIT), EofPacket.decode(payload(end.endPayload(), C41)));
        ByteBuf deprecated = payload(end.endPayload(), C41 | Capabilities.DEPRECATE_EOF);
        assertEquals(0xFE, deprecated.getUnsignedByte(0));
        assertEquals(end, OkPacket.decode(deprecated, C41));
    }

    @Test
    void errorsWithAndWithoutState() {
        ErrPacket err = ErrPacket.of(1064, "42000", "You have an error");
        assertEquals(err, ErrPacket.decode(payload(err, C41)));
        assertEquals("HY000", ErrPacket.decode(payload(err, 0)).sqlState());
    }

    @Test
    void columnDefinitionAndPrepareOk() {
        ColumnDefinition column = new ColumnDefinition(
                "shop", "o", "orders_0", "total", "Total", 45, 0xFFFFFFFFL, ColumnType.BLOB, 0x90, 31);
        assertEquals(column, ColumnDefinition.decode(payload(column, C41)));
        PrepareOk prepared = new PrepareOk(9, 3, 2, 1);
        assertEquals(prepared, PrepareOk.decode(payload(prepared, C41)));
    }

    @Test
    void lengthEncodedIntegersAtTheirBorders() {
        for (long value : new long[] {0, 250, 251, 0xFFFF, 0x10000, 0xFFFFFF, 0x1000000, Long.MAX_VALUE, -1}) {
            ByteBuf bytes = Unpooled.buffer();
            Wire.writeLenenc(bytes, value);
            assertEquals(value, Wire.readLenenc(bytes));
            assertFalse(bytes.isReadable());
        }
        ByteBuf huge = Unpooled.buffer().writeByte(0xFE).writeLongLE(1L << 40);
        assertThrows(ProtocolViolation.class, () -> Wire.readLenencString(huge));
    }

    private static ByteBuf payload(Payload packet, int capabilities) {
        ByteBuf out = Unpooled.buffer();
        packet.encode(out, capabilities);
        return out;
    }
}
