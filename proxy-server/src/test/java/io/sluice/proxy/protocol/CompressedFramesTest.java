package io.sluice.proxy.protocol;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import java.io.ByteArrayOutputStream;
import java.util.Random;
import java.util.zip.Deflater;
import org.junit.jupiter.api.Test;

class CompressedFramesTest {
    private static byte[] bytes(EmbeddedChannel from, boolean outbound) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        ByteBuf piece;
        while ((piece = outbound ? from.readOutbound() : from.readInbound()) != null) {
            all.writeBytes(ByteBufUtil.getBytes(piece));
            piece.release();
        }
        return all.toByteArray();
    }

    private static byte[] content(int length, boolean compressible) {
        byte[] content = new byte[length];
        if (!compressible) {
            new Random(length).nextBytes(content);
        }
        return content;
    }

    private static ByteBuf frame(byte[] content, int said) {
        Deflater deflater = new Deflater();
        deflater.setInput(content);
        deflater.finish();
        byte[] out = new byte[content.length + 100];
        int length = deflater.deflate(out);
        deflater.end();
        return Unpooled.buffer()
                .writeMediumLE(length)
                .writeByte(0)
                .writeMediumLE(said)
                .writeBytes(out, 0, length);
    }

    @Test
    void whatOneSideWritesTheOtherReads() {
        for (int length : new int[] {1, 49, 50, 51, 1000, 70_000, 262_144, 262_145, 5_000_000}) {
            for (boolean compressible : new boolean[] {false, true}) {
                EmbeddedChannel writer = new EmbeddedChannel(new CompressedFrames());
                EmbeddedChannel reader = new EmbeddedChannel(new CompressedFrames());
                byte[] content = content(length, compressible);
                writer.writeOutbound(Unpooled.wrappedBuffer(content));
                byte[] sent = bytes(writer, true);
                assertTrue(!compressible || length < 1000 || sent.length < length / 20);
                for (int i = 0; i < sent.length; i += 1013) { // in pieces, as they come
                    reader.writeInbound(Unpooled.copiedBuffer(sent, i, Math.min(1013, sent.length - i)));
                }
                assertArrayEquals(content, bytes(reader, false));
                writer.finishAndReleaseAll();
                reader.finishAndReleaseAll();
            }
        }
    }

    @Test
    void answersGoOnCounting() {
        EmbeddedChannel channel = new EmbeddedChannel(new CompressedFrames());
        channel.writeInbound(frame(content(100, true), 100));
        channel.writeOutbound(Unpooled.wrappedBuffer(content(10, true)));
        channel.writeOutbound(Unpooled.wrappedBuffer(content(10, true)));
        byte[] sent = bytes(channel, true);
        assertEquals(1, sent[3]);
        assertEquals(2, sent[17 + 3]);
        channel.finishAndReleaseAll();
    }

    @Test
    void aBombIsRefusedAtItsHead() {
        EmbeddedChannel channel = new EmbeddedChannel(new CompressedFrames(), new PacketDecoder(1024));
        byte[] bomb = new byte[0xFFFFFF];
        bomb[0] = bomb[1] = bomb[2] = -1; // one packet of 16 MB, of which nothing is kept
        Exception refused = assertThrows(Exception.class, () -> channel.writeInbound(frame(bomb, bomb.length)));
        assertEquals(1153, ((ProtocolViolation) refused.getCause()).errno());
        channel.finishAndReleaseAll();
    }

    @Test
    void nothingMoreIsInflatedForThoseWhoTakeNothing() {
        EmbeddedChannel channel = new EmbeddedChannel(new CompressedFrames(), new PacketDecoder(1024));
        byte[] empty = new byte[80_000]; // 20,000 packets without content
        ByteBuf frames = Unpooled.wrappedBuffer(frame(empty, empty.length), frame(empty, empty.length));
        channel.config().setAutoRead(false);
        channel.writeInbound(frames);
        assertEquals(0, packets(channel));
        int all = 0;
        while (all < 40_000) {
            channel.pipeline().addLast("once", new Once());
            channel.config().setAutoRead(true);
            int some = packets(channel);
            assertTrue(some > 0 && some <= 16 << 10, () -> some + " packets at once");
            all += some;
            channel.pipeline().remove("once");
        }
        assertEquals(40_000, all);
        channel.finishAndReleaseAll();
    }

    /** Wants no more as soon as anything has come. */
    private static final class Once extends ChannelInboundHandlerAdapter {
        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            context.channel().config().setAutoRead(false);
            context.fireChannelRead(message);
        }
    }

    private static int packets(EmbeddedChannel from) {
        int count = 0;
        Packet packet;
        while ((packet = from.readInbound()) != null) {
            packet.release();
            count++;
        }
        return count;
    }

    @Test
    void contentThatIsNotAsLongAsWasSaidIsMalformed() {
        for (int said : new int[] {1, 99, 101, 1_000_000}) {
            EmbeddedChannel channel = new EmbeddedChannel(new CompressedFrames());
            assertThrows(ProtocolViolation.class, () -> channel.writeInbound(frame(content(100, true), said)));
            channel.finishAndReleaseAll();
        }
    }

    @Test
    void changedFramesEndInViolationsOrInBytes() {
        Random random = new Random(7);
        for (int i = 0; i < 5_000; i++) {
            EmbeddedChannel channel = new EmbeddedChannel(new CompressedFrames());
            byte[] frame = ByteBufUtil.getBytes(frame(content(random.nextInt(300), random.nextBoolean()), 300));
            for (int flips = random.nextInt(4); flips >= 0; flips--) {
                frame[random.nextInt(frame.length)] = (byte) random.nextInt();
            }
            try {
                channel.writeInbound(Unpooled.wrappedBuffer(frame));
            } catch (ProtocolViolation violation) {
                assertEquals(1835, violation.errno());
            }
            channel.finishAndReleaseAll();
        }
    }
}
