package io.sluice.proxy.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BinaryProtocolTest {
    private static final List<BinaryValue> EVERY_KIND = List.of(
            new BinaryValue.Int(ColumnType.TINY, false, -128),
            new BinaryValue.Int(ColumnType.TINY, true, 255),
            BinaryValue.NULL,
            new BinaryValue.Int(ColumnType.SHORT, false, -2),
            new BinaryValue.Int(ColumnType.YEAR, true, 2026),
            new BinaryValue.Int(ColumnType.LONG, true, 0xFFFFFFFFL),
            new BinaryValue.Int(ColumnType.INT24, false, -8_388_608),
            new BinaryValue.Int(ColumnType.LONGLONG, true, -1),
            new BinaryValue.Real4(1.5f),
            new BinaryValue.Real8(-0.0),
            new BinaryValue.Bytes(ColumnType.NEWDECIMAL, "12.50".getBytes()),
            new BinaryValue.Bytes(ColumnType.BLOB, new byte[300]),
            new BinaryValue.Bytes(ColumnType.JSON, "{}".getBytes()),
            new BinaryValue.DateTime(ColumnType.DATE, 0, 0, 0, 0, 0, 0, 0),
            new BinaryValue.DateTime(ColumnType.DATE, 2026, 2, 30, 0, 0, 0, 0),
            new BinaryValue.DateTime(ColumnType.DATETIME, 2026, 1, 2, 3, 4, 5, 0),
            new BinaryValue.DateTime(ColumnType.TIMESTAMP, 2026, 1, 2, 3, 4, 5, 999_999),
            new BinaryValue.Time(true, 34, 22, 59, 59, 0),
            new BinaryValue.Time(false, 0, 0, 0, 0, 1),
            BinaryValue.NULL);

    @Test
    void everyKindOfParameterSurvivesAnExecution() {
        StmtExecute sent = StmtExecute.of(7, EVERY_KIND);
        ByteBuf bytes = payload(sent);
        assertEquals(7, StmtExecute.statementId(bytes));
        assertEquals(sent, StmtExecute.decode(bytes, EVERY_KIND.size(), List.of(), Map.of()));
    }

    @Test
    void aSecondExecutionMayLeaveTheTypesOut() {
        StmtExecute first = StmtExecute.of(7, List.of(new BinaryValue.Int(ColumnType.LONG, false, 5)));
        ByteBuf second = Unpooled.buffer()
                .writeByte(Command.STMT_EXECUTE)
                .writeIntLE(7)
                .writeByte(0)
                .writeIntLE(1);
        second.writeByte(0).writeByte(0).writeIntLE(6);
        StmtExecute read = StmtExecute.decode(second.copy(), 1, first.types(), Map.of());
        assertEquals(List.of(new BinaryValue.Int(ColumnType.LONG, false, 6)), read.values());
        assertThrows(ProtocolViolation.class, () -> StmtExecute.decode(second.copy(), 1, List.of(), Map.of()));
    }

    @Test
    void longDataTakesThePlaceOfAValue() {
        BinaryValue number = new BinaryValue.Int(ColumnType.LONG, false, 5);
        ByteBuf bytes = Unpooled.buffer()
                .writeByte(Command.STMT_EXECUTE)
                .writeIntLE(7)
                .writeByte(0)
                .writeIntLE(1);
        bytes.writeByte(0)
                .writeByte(1)
                .writeShortLE(ColumnType.BLOB)
                .writeShortLE(ColumnType.LONG)
                .writeIntLE(5);
        StmtExecute read = StmtExecute.decode(bytes, 2, List.of(), Map.of(0, new byte[] {9}));
        assertEquals(List.of(new BinaryValue.Bytes(ColumnType.BLOB, new byte[] {9}), number), read.values());
    }

    @Test
    void everyCutOfAnExecutionIsRefused() {
        ByteBuf whole = payload(StmtExecute.of(7, EVERY_KIND));
        for (int length = 0; length < whole.readableBytes(); length++) {
            ByteBuf cut = whole.slice(0, length);
            assertThrows(
                    ProtocolViolation.class, () -> StmtExecute.decode(cut, EVERY_KIND.size(), List.of(), Map.of()));
        }
    }

    @Test
    void rowsAreScannedCopiedAndReadBack() {
        ByteBuf row = Unpooled.buffer();
        BinaryRow.encode(row, EVERY_KIND);
        int columns = EVERY_KIND.size();
        int[] types = EVERY_KIND.stream().mapToInt(BinaryValue::type).toArray();
        int[] offsets = new int[columns];
        int[] lengths = new int[columns];
        BinaryRow.scan(row, types, offsets, lengths);
        List<BinaryValue> read = new ArrayList<>();
        for (int i = 0; i < columns; i++) {
            int flags = EVERY_KIND.get(i).unsigned() ? ColumnFlag.UNSIGNED : 0;
            ColumnDefinition column = new ColumnDefinition("", "", "", "c", "", 63, 0, types[i], flags, 0);
            read.add(BinaryRow.value(row, column, offsets[i], lengths[i]));
        }
        assertEquals(EVERY_KIND, read);
        ByteBuf copied = Unpooled.buffer();
        BinaryRow.copy(copied, row, offsets, lengths, 5);
        ByteBuf expected = Unpooled.buffer();
        BinaryRow.encode(expected, EVERY_KIND.subList(0, 5));
        assertEquals(expected, copied);
    }

    @Test
    void textRowsAreScannedInPlace() {
        ByteBuf row = Unpooled.buffer();
        TextRow.writeValue(row, "seven");
        TextRow.writeNull(row);
        TextRow.writeValue(row, "");
        TextRow.writeValue(row, "x".repeat(400));
        int[] offsets = new int[4];
        int[] lengths = new int[4];
        TextRow.scan(row, offsets, lengths, 4);
        assertEquals(List.of(5, -1, 0, 400), List.of(lengths[0], lengths[1], lengths[2], lengths[3]));
        assertEquals('s', row.getByte(offsets[0]));
        ByteBuf copy = Unpooled.buffer();
        for (int i = 0; i < 4; i++) {
            TextRow.copyValue(copy, row, offsets[i], lengths[i]);
        }
        assertEquals(row, copy);
        assertThrows(ProtocolViolation.class, () -> TextRow.scan(row.slice(0, 300), offsets, lengths, 4));
    }

    private static ByteBuf payload(Payload packet) {
        ByteBuf out = Unpooled.buffer();
        packet.encode(out, Capabilities.PROTOCOL_41);
        return out;
    }
}
