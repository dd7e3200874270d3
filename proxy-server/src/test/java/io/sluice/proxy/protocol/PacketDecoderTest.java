package io.sluice.proxy.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.DecoderException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PacketDecoderTest {
    private static final int MB16 = Frames.MAX_PAYLOAD;

    private final EmbeddedChannel channel = new EmbeddedChannel(new PacketDecoder(64 << 20));

    @Test
    void anyFragmentationGivesTheSamePackets() {
        Random random = new Random(7);
        for (int round = 0; round < 300; round++) {
            List<String> sent = new ArrayList<>();
            ByteBuf stream = PooledByteBufAllocator.DEFAULT.buffer();
            for (int i = 0; i < 1 + random.nextInt(8); i++) {
                String text = "x".repeat(random.nextInt(40)) + i;
                sent.add(text);
                Frames.append(stream, i, Commands.text(Command.QUERY, text.getBytes()), 0);
            }
            while (stream.isReadable()) {
                channel.writeInbound(
                        stream.readRetainedSlice(1 + random.nextInt(Math.min(20, stream.readableBytes()))));
            }
            stream.release();
            for (int i = 0; i < sent.size(); i++) {
                Packet packet = channel.readInbound();
                assertEquals(i, packet.sequence());
                assertEquals(Command.QUERY, packet.content().readByte());
                assertEquals(sent.get(i), Wire.readRestString(packet.content()));
                packet.release();
            }
            assertNull(channel.readInbound());
        }
        channel.finishAndReleaseAll();
    }

    @ParameterizedTest
    @ValueSource(ints = {MB16 - 1, MB16, MB16 + 1, 2 * MB16 - 1, 2 * MB16, 2 * MB16 + 5})
    void packetsAroundTheFrameBorderArriveWhole(int length) {
        byte[] payload = new byte[length];
        new Random(length).nextBytes(payload);
        ByteBuf stream = PooledByteBufAllocator.DEFAULT.buffer();
        int next = Frames.append(stream, 250, (out, capabilities) -> out.writeBytes(payload), 0);
        assertEquals((250 + length / MB16 + 1) & 0xFF, next);
        while (stream.isReadable()) {
            channel.writeInbound(stream.readRetainedSlice(Math.min(1 << 20, stream.readableBytes())));
        }
        stream.release();
        Packet packet = channel.readInbound();
        assertEquals((250 + length / MB16) & 0xFF, packet.sequence());
        assertEquals(-1, java.util.Arrays.mismatch(payload, ByteBufUtil.getBytes(packet.content())));
        packet.release();
        channel.finishAndReleaseAll();
    }

    @Test
    void wrappingWritesTheSameBytesAsAppending() {
        for (int length : new int[] {0, 5, MB16 - 1, MB16, MB16 + 1}) {
            byte[] payload = new byte[length];
            new Random(length).nextBytes(payload);
            ByteBuf appended = PooledByteBufAllocator.DEFAULT.buffer();
            Frames.append(appended, 3, (out, capabilities) -> out.writeBytes(payload), 0);
            ByteBuf body = PooledByteBufAllocator.DEFAULT.buffer().writeBytes(payload);
            ByteBuf wrapped = Frames.wrap(PooledByteBufAllocator.DEFAULT, body, 3);
            assertEquals(appended, wrapped);
            appended.release();
            wrapped.release();
        }
    }

    @Test
    void aPacketOverTheLimitIsRefusedAtItsHeader() {
        EmbeddedChannel small = new EmbeddedChannel(new PacketDecoder(1000));
        ByteBuf header =
                PooledByteBufAllocator.DEFAULT.buffer().writeMediumLE(1001).writeByte(0);
        assertEquals(1153, violation(small, header).errno());
        small.writeInbound(PooledByteBufAllocator.DEFAULT.buffer().writeZero(5000));
        assertNull(small.readInbound());
        small.finishAndReleaseAll();
    }

    @Test
    void aSecondFrameThatGoesOverTheLimitIsRefused() {
        EmbeddedChannel small = new EmbeddedChannel(new PacketDecoder(MB16 + 10));
        ByteBuf first =
                PooledByteBufAllocator.DEFAULT.buffer().writeMediumLE(MB16).writeByte(0);
        small.writeInbound(first.writeZero(MB16));
        ByteBuf second =
                PooledByteBufAllocator.DEFAULT.buffer().writeMediumLE(11).writeByte(1);
        assertEquals(1153, violation(small, second).errno());
        small.finishAndReleaseAll();
    }

    @Test
    void aJumpOfTheSequenceInsideAPacketIsRefused() {
        ByteBuf first =
                PooledByteBufAllocator.DEFAULT.buffer().writeMediumLE(MB16).writeByte(0);
        channel.writeInbound(first.writeZero(MB16));
        ByteBuf second = PooledByteBufAllocator.DEFAULT
                .buffer()
                .writeMediumLE(1)
                .writeByte(7)
                .writeByte(0);
        assertEquals(1156, violation(channel, second).errno());
        channel.finishAndReleaseAll();
    }

    @Test
    void aPeerThatLeavesInThePacketLeaksNothing() {
        ByteBuf first =
                PooledByteBufAllocator.DEFAULT.buffer().writeMediumLE(MB16).writeByte(0);
        channel.writeInbound(first.writeZero(MB16));
        channel.writeInbound(PooledByteBufAllocator.DEFAULT
                .buffer()
                .writeMediumLE(50)
                .writeByte(1)
                .writeZero(20));
        channel.finishAndReleaseAll();
        assertEquals(0, first.refCnt());
    }

    private static ProtocolViolation violation(EmbeddedChannel channel, ByteBuf bytes) {
        DecoderException wrapper = assertThrows(DecoderException.class, () -> channel.writeInbound(bytes));
        return (ProtocolViolation) wrapper.getCause();
    }
}
