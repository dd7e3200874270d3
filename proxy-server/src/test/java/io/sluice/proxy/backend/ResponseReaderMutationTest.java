package io.sluice.proxy.backend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.sluice.proxy.protocol.AuthPlugin;
import io.sluice.proxy.protocol.Capabilities;
import io.sluice.proxy.protocol.ColumnDefinition;
import io.sluice.proxy.protocol.EofPacket;
import io.sluice.proxy.protocol.ErrPacket;
import io.sluice.proxy.protocol.Frames;
import io.sluice.proxy.protocol.Handshake;
import io.sluice.proxy.protocol.OkPacket;
import io.sluice.proxy.protocol.Payload;
import io.sluice.proxy.protocol.PrepareOk;
import io.sluice.proxy.protocol.Scramble;
import io.sluice.proxy.protocol.ServerStatus;
import io.sluice.proxy.protocol.TextRow;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The reader of answers under any fragmentation, pauses and broken bytes; -Dfuzz.packets makes it longer. */
class ResponseReaderMutationTest {
    private static final int ROUNDS = Integer.getInteger("fuzz.packets", 200_000) / 100;

    private final Random random = new Random(Long.getLong("fuzz.seed", 1));

    @ParameterizedTest
    @Timeout(300) // seconds; a hang is a failure
    @ValueSource(ints = {Capabilities.PROTOCOL_41, Capabilities.PROTOCOL_41 | Capabilities.DEPRECATE_EOF})
    void fragmentsAndPausesChangeNothing(int capabilities) {
        byte[] stream = answers(capabilities);
        List<String> expected = run(stream, capabilities, stream.length, false);
        assertEquals(
                5, expected.stream().filter(event -> event.startsWith("done")).count(), expected.toString());
        for (int i = 0; i < 500; i++) {
            assertEquals(expected, run(stream, capabilities, 1 + random.nextInt(60), random.nextBoolean()));
        }
    }

    @Test
    void brokenBytesEndInACloseThatEveryHandlerHears() {
        assertTimeoutPreemptively(Duration.ofSeconds(300 + ROUNDS / 20), this::breakBytes);
    }

    private void breakBytes() {
        int capabilities = Capabilities.PROTOCOL_41 | Capabilities.DEPRECATE_EOF;
        byte[] stream = answers(capabilities);
        for (int i = 0; i < ROUNDS; i++) {
            byte[] broken = stream.clone();
            for (int n = 1 + random.nextInt(3); n > 0; n--) {
                broken[random.nextInt(broken.length)] = (byte) random.nextInt(256);
            }
            List<String> events = run(broken, capabilities, 1 + random.nextInt(200), random.nextInt(4) == 0);
            assertEquals(
                    5, events.stream().filter(event -> event.startsWith("done")).count(), events.toString());
        }
    }

    /** Five pipelined commands and what comes back for them. */
    private static byte[] answers(int capabilities) {
        ByteBuf out = Unpooled.buffer();
        write(out, capabilities, List.of(OkPacket.of(ServerStatus.IN_TRANSACTION)));
        write(out, capabilities, result(capabilities, 5));
        write(out, capabilities, result(capabilities, 20));
        List<Payload> prepared = new ArrayList<>(List.of(new PrepareOk(1, 2, 1, 0), ColumnDefinition.text("?")));
        eof(prepared, capabilities);
        prepared.addAll(List.of(ColumnDefinition.text("a"), ColumnDefinition.text("b")));
        eof(prepared, capabilities);
        write(out, capabilities, prepared);
        write(out, capabilities, List.of(ErrPacket.of(1064, "42000", "no")));
        return ByteBufUtil.getBytes(out);
    }

    private static void write(ByteBuf out, int capabilities, List<Payload> packets) {
        int sequence = 1;
        for (Payload packet : packets) {
            sequence = Frames.append(out, sequence, packet, capabilities);
        }
    }

    private static List<Payload> result(int capabilities, int rows) {
        List<Payload> packets = new ArrayList<>();
        packets.add((out, ignored) -> out.writeByte(1));
        packets.add(ColumnDefinition.text("c"));
        eof(packets, capabilities);
        for (int i = 0; i < rows; i++) {
            String value = "v".repeat(i * 3);
            packets.add((out, ignored) -> TextRow.writeValue(out, value));
        }
        packets.add(OkPacket.of(0).endPayload());
        return packets;
    }

    private static void eof(List<Payload> packets, int capabilities) {
        if (!Capabilities.has(capabilities, Capabilities.DEPRECATE_EOF)) {
            packets.add(new EofPacket(0, 0));
        }
    }

    private List<String> run(byte[] stream, int capabilities, int fragment, boolean pauses) {
        List<String> events = new ArrayList<>();
        EmbeddedChannel channel = new EmbeddedChannel();
        BackendTarget target = new BackendTarget("h", 1, "u", "p", null, false);
        Handshake greeting = new Handshake("8", 1, Scramble.newSeed(), capabilities, 0, 45, 0, AuthPlugin.NATIVE);
        BackendConnection connection =
                new BackendConnection(channel, target, greeting, capabilities, OkPacket.of(0), 10);
        channel.pipeline().addLast(connection.reader());
        connection.query("a", new Rows(events));
        connection.query("b", new Rows(events));
        connection.query("c", new Forward(events));
        connection.prepare("d", new Prepare(events));
        connection.query("e", new Rows(events));
        ByteBuf bytes = PooledByteBufAllocator.DEFAULT.buffer().writeBytes(stream);
        while (bytes.isReadable() && channel.isOpen()) {
            if (pauses && random.nextBoolean()) {
                connection.pauseReading();
            }
            ByteBuf piece = PooledByteBufAllocator.DEFAULT.buffer();
            piece.writeBytes(bytes, Math.min(bytes.readableBytes(), fragment));
            channel.writeInbound(piece);
            if (random.nextBoolean()) {
                connection.resumeReading();
            }
        }
        bytes.release();
        connection.resumeReading();
        channel.finishAndReleaseAll();
        assertEquals(BackendConnection.State.CLOSED, connection.state());
        return events;
    }

    private static class Rows implements RowHandler {
        private final List<String> events;

        Rows(List<String> events) {
            this.events = events;
        }

        @Override
        public void columns(ResultHead head) {
            assertTrue(head.packets().refCnt() > 0);
            events.add("columns " + head.columns());
        }

        @Override
        public void row(ByteBuf row) {
            events.add("row " + row.readableBytes());
        }

        @Override
        public void ok(OkPacket ok, boolean endOfRows, int sequence) {
            events.add((ok.moreResults() ? "more" : "done ok ") + endOfRows);
        }

        @Override
        public void error(ErrPacket error, int sequence) {
            events.add("done " + error.errno());
        }

        @Override
        public void connectionLost(BackendException cause) {
            events.add("done lost");
        }
    }

    private static final class Forward implements ForwardHandler {
        private final List<String> events;
        private final ByteBuf rows = Unpooled.buffer();

        Forward(List<String> events) {
            this.events = events;
        }

        @Override
        public int firstSequence() {
            return 7;
        }

        @Override
        public int columns(ResultHead head, int sequence, int next) {
            events.add("head " + ByteBufUtil.hexDump(head.packets()) + sequence + next);
            return next + 1;
        }

        @Override
        public void rows(ByteBuf run) {
            rows.writeBytes(run);
        }

        @Override
        public void ok(OkPacket ok, boolean endOfRows, int sequence) {
            events.add((ok.moreResults() ? "more " : "done ") + ByteBufUtil.hexDump(rows) + sequence);
        }

        @Override
        public void error(ErrPacket error, int sequence) {
            events.add("done " + error.errno());
        }

        @Override
        public void connectionLost(BackendException cause) {
            events.add("done lost");
        }
    }

    private static final class Prepare implements PrepareHandler {
        private final List<String> events;

        Prepare(List<String> events) {
            this.events = events;
        }

        @Override
        public void prepared(PreparedStatement statement) {
            events.add("done prepared " + statement);
        }

        @Override
        public void error(ErrPacket error, int sequence) {
            events.add("done " + error.errno());
        }

        @Override
        public void connectionLost(BackendException cause) {
            events.add("done lost");
        }
    }
}
