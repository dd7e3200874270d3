package io.sluice.proxy.protocol;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** COM_CHANGE_USER and query attributes, which no code of ours writes. */
class CommandPacketsTest {
    private static final int PLUGIN = Capabilities.PROTOCOL_41 | Capabilities.PLUGIN_AUTH;

    private static ByteBuf text(ByteBuf out, String text) {
        return out.writeBytes(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void aChangeOfTheUserIsALogin() {
        ByteBuf in = text(Unpooled.buffer().writeByte(Command.CHANGE_USER), "ann\0")
                .writeByte(2)
                .writeByte(7)
                .writeByte(8);
        text(in, "shop\0").writeShortLE(255);
        text(in, "caching_sha2_password\0").writeByte(0);
        HandshakeResponse login = ChangeUser.decode(in, PLUGIN);
        assertEquals("ann", login.user());
        assertArrayEquals(new byte[] {7, 8}, login.answer());
        assertEquals("shop", login.schema());
        assertEquals(255, login.collation());
        assertEquals("caching_sha2_password", login.plugin());
    }

    @Test
    void anOldClientSaysLessOfIt() {
        ByteBuf in =
                text(Unpooled.buffer().writeByte(Command.CHANGE_USER), "ann\0").writeByte(0);
        HandshakeResponse login = ChangeUser.decode(text(in, "\0"), Capabilities.PROTOCOL_41);
        assertEquals("ann", login.user());
        assertNull(login.plugin());
        assertEquals(0, login.capabilities() & Capabilities.CONNECT_WITH_DB);
        ByteBuf cut =
                text(Unpooled.buffer().writeByte(Command.CHANGE_USER), "ann\0").writeByte(9);
        assertThrows(ProtocolViolation.class, () -> ChangeUser.decode(cut, PLUGIN));
    }

    @Test
    void attributesOfATextAreReadAndPassedOver() {
        ByteBuf in = Unpooled.buffer().writeByte(2).writeByte(1).writeByte(0b10).writeByte(1);
        Wire.writeLenencString(in.writeShortLE(ColumnType.VAR_STRING), "trace");
        Wire.writeLenencString(in.writeShortLE(ColumnType.LONG), "nothing");
        Wire.writeLenencString(in, "id 7");
        text(in, "SELECT 1");
        assertEquals(2, QueryAttributes.skip(in));
        assertEquals("SELECT 1", in.toString(StandardCharsets.UTF_8));
        assertEquals(0, QueryAttributes.skip(Unpooled.wrappedBuffer(new byte[] {0, 1, 'x'})));
    }

    @Test
    void attributesThatCannotBeAreMalformed() {
        for (byte[] wrong : new byte[][] {
            {}, {1}, {0, 2}, {1, 1, 0}, {1, 1, 0, 0}, {1, 1, 0, 1, 3, 0, 1}, {(byte) 0xFD, -1, -1, -1, 1}
        }) {
            assertThrows(ProtocolViolation.class, () -> QueryAttributes.skip(Unpooled.wrappedBuffer(wrong)));
        }
    }

    @Test
    void attributesOfAnExecutionComeBehindItsParameters() {
        ByteBuf in = Unpooled.buffer().writeByte(Command.STMT_EXECUTE).writeIntLE(3);
        in.writeByte(StmtExecute.PARAMETER_COUNT_AVAILABLE)
                .writeIntLE(1)
                .writeByte(2)
                .writeByte(0)
                .writeByte(1);
        Wire.writeLenencString(in.writeShortLE(ColumnType.LONG), "");
        Wire.writeLenencString(in.writeShortLE(ColumnType.VAR_STRING), "trace");
        Wire.writeLenencString(in.writeIntLE(42), "id 7");
        StmtExecute execute = StmtExecute.decode(in, 1, List.of(), Map.of(), true);
        assertEquals(List.of(ColumnType.LONG), execute.types());
        assertEquals(List.of(new BinaryValue.Int(ColumnType.LONG, false, 42)), execute.values());
    }
}
