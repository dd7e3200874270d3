package io.sluice.proxy.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.DecoderException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** A slice of the mutation test: -Dfuzz.packets=10000000 runs the long one. */
class MutationTest {
    private static final int ROUNDS = Integer.getInteger("fuzz.packets", 200_000);
    private static final int C41 = Capabilities.PROTOCOL_41 | Capabilities.SESSION_TRACK;

    private record Subject(byte[] bytes, Consumer<ByteBuf> decoder) {}

    @Test
    void noMutatedPayloadGivesAnythingButAPacketOrAViolation() {
        List<Subject> subjects = subjects();
        Random random = new Random(Long.getLong("fuzz.seed", 42));
        for (int i = 0; i < ROUNDS; i++) {
            Subject subject = subjects.get(i % subjects.size());
            ByteBuf mutated = Unpooled.wrappedBuffer(mutate(subject.bytes(), random));
            try {
                subject.decoder().accept(mutated);
            } catch (ProtocolViolation expected) {
                continue;
            }
        }
    }

    @Test
    void noMutatedStreamHangsOrLeaksInTheDecoder() {
        Random random = new Random(Long.getLong("fuzz.seed", 43));
        ByteBuf session = Unpooled.buffer();
        for (int i = 0; i < 6; i++) {
            Frames.append(session, 0, Commands.query("SELECT " + i), C41);
        }
        byte[] bytes = bytes(session);
        for (int i = 0; i < ROUNDS / 20; i++) {
            EmbeddedChannel channel = new EmbeddedChannel(new PacketDecoder(1000));
            ByteBuf stream = PooledByteBufAllocator.DEFAULT.buffer().writeBytes(mutate(bytes, random));
            ByteBuf whole = stream.retainedSlice();
            try {
                while (stream.isReadable()) {
                    channel.writeInbound(
                            stream.readRetainedSlice(Math.min(stream.readableBytes(), 1 + random.nextInt(30))));
                }
            } catch (DecoderException refused) {
                assertEquals(ProtocolViolation.class, refused.getCause().getClass());
            }
            stream.release();
            channel.finishAndReleaseAll();
            assertEquals(1, whole.refCnt());
            whole.release();
        }
    }

    /** As the stream of a client that compresses, whose frames and what is in them are broken. */
    @Test
    void noMutatedCompressedStreamHangsOrLeaks() {
        Random random = new Random(Long.getLong("fuzz.seed", 44));
        byte[] bytes = compressed();
        for (int i = 0; i < ROUNDS / 20; i++) {
            EmbeddedChannel channel =
                    new EmbeddedChannel(new CompressedFrames(), new PacketDecoder(100_000), new FirstFlaw());
            ByteBuf stream = PooledByteBufAllocator.DEFAULT.buffer().writeBytes(mutate(bytes, random));
            ByteBuf whole = stream.retainedSlice();
            while (stream.isReadable() && channel.isOpen()) {
                channel.writeInbound(
                        stream.readRetainedSlice(Math.min(stream.readableBytes(), 1 + random.nextInt(90))));
            }
            stream.release();
            channel.finishAndReleaseAll();
            assertEquals(1, whole.refCnt());
            whole.release();
        }
    }

    /** Closes, as the one that takes a client's packets does. */
    private static final class FirstFlaw extends ChannelInboundHandlerAdapter {
        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            Throwable flaw = cause instanceof DecoderException ? cause.getCause() : cause;
            assertEquals(ProtocolViolation.class, flaw.getClass());
            context.close();
        }
    }

    private static byte[] compressed() {
        EmbeddedChannel channel = new EmbeddedChannel(new CompressedFrames());
        ByteBuf all = Unpooled.buffer();
        for (int i = 0; i < 4; i++) {
            ByteBuf packets = Unpooled.buffer();
            Frames.append(packets, 0, Commands.query("SELECT " + "1 + ".repeat(i * 300) + i), C41);
            channel.writeOutbound(packets);
            for (ByteBuf piece = channel.readOutbound(); piece != null; piece = channel.readOutbound()) {
                all.writeBytes(piece);
                piece.release();
            }
        }
        channel.finishAndReleaseAll();
        return bytes(all);
    }

    private static byte[] bytes(ByteBuf buffer) {
        byte[] bytes = new byte[buffer.readableBytes()];
        buffer.readBytes(bytes);
        return bytes;
    }

    private static byte[] mutate(byte[] original, Random random) {
        byte[] bytes = original.clone();
        for (int n = 1 + random.nextInt(3); n > 0 && bytes.length > 0; n--) {
            int at = random.nextInt(bytes.length);
            switch (random.nextInt(4)) {
                case 0 -> bytes[at] = (byte) random.nextInt(256);
                case 1 -> bytes[at] = (byte) (0xFA + random.nextInt(6));
                case 2 -> bytes = java.util.Arrays.copyOf(bytes, at);
                default -> bytes[at] ^= (byte) (1 << random.nextInt(8));
            }
        }
        return bytes;
    }

    private static List<Subject> subjects() {
        List<Subject> subjects = new ArrayList<>();
        byte[] seed = Scramble.newSeed();
        add(subjects, new Handshake("8.0.31", 1, seed, -1, 0, 45, 2, AuthPlugin.NATIVE), Handshake::decode);
        add(
                subjects,
                new HandshakeResponse(
                        -1 & ~Capabilities.SSL, 1, 45, "ann", seed, "shop", AuthPlugin.NATIVE, Map.of("a", "b")),
                HandshakeResponse::decode);
        add(subjects, new AuthSwitchRequest(AuthPlugin.NATIVE, seed), AuthSwitchRequest::decode);
        add(subjects, new AuthMoreData(seed), AuthMoreData::decode);
        int changed = ServerStatus.SESSION_STATE_CHANGED;
        List<SessionChange> changes = List.of(
                new SessionChange.Schema("x"),
                new SessionChange.Variable("autocommit", "ON"),
                new SessionChange.State(true),
                new SessionChange.Gtids("a:1"),
                new SessionChange.Characteristics("SET TRANSACTION READ ONLY"),
                new SessionChange.TransactionState("T_______"));
        add(subjects, new OkPacket(1, 2, changed, 3, "i", changes), in -> OkPacket.decode(in, C41));
        add(subjects, ErrPacket.of(1064, "42000", "text"), ErrPacket::decode);
        add(subjects, new EofPacket(1, 2), EofPacket::decode);
        add(subjects, ColumnDefinition.text("name"), ColumnDefinition::decode);
        add(subjects, new PrepareOk(1, 2, 3, 4), PrepareOk::decode);
        List<BinaryValue> values = List.of(
                new BinaryValue.Int(ColumnType.LONG, false, 5),
                BinaryValue.NULL,
                new BinaryValue.Bytes(ColumnType.BLOB, seed),
                new BinaryValue.DateTime(ColumnType.DATETIME, 2026, 1, 2, 3, 4, 5, 6),
                new BinaryValue.Time(true, 1, 2, 3, 4, 5));
        add(
                subjects,
                StmtExecute.of(1, values),
                in -> StmtExecute.decode(in, values.size(), List.of(3, 3, 252, 12, 11), Map.of()));
        int[] types = values.stream().mapToInt(BinaryValue::type).toArray();
        add(subjects, (out, c) -> BinaryRow.encode(out, values), in -> {
            int[] offsets = new int[types.length];
            int[] lengths = new int[types.length];
            BinaryRow.scan(in, types, offsets, lengths);
            for (int i = 0; i < types.length; i++) {
                ColumnDefinition column = new ColumnDefinition("", "", "", "", "", 63, 1, types[i], 0, 6);
                BinaryRow.value(in, column, offsets[i], lengths[i]);
            }
        });
        add(
                subjects,
                (out, c) -> {
                    TextRow.writeValue(out, "abc");
                    TextRow.writeNull(out);
                    TextRow.writeValue(out, "x".repeat(300));
                },
                in -> TextRow.scan(in, new int[3], new int[3], 3));
        add(subjects, new Commands.LongData(1, 2, seed), Commands.LongData::decode);
        addLogin(subjects, seed);
        return subjects;
    }

    private static void addLogin(List<Subject> subjects, byte[] seed) {
        int all = -1 & ~Capabilities.SSL;
        byte[] change = ("\u0011ann\0\u0004abcdshop\0\u002d\0" + AuthPlugin.NATIVE + "\0\u0004\u0001a\u0001b")
                .getBytes(StandardCharsets.ISO_8859_1);
        subjects.add(new Subject(change, in -> ChangeUser.decode(in, all)));
        byte[] attributes = {2, 1, 0, 1, (byte) 253, 0, 1, 'a', 3, 0, 1, 'b', 1, 'x', 5, 0, 0, 0, 'S'};
        subjects.add(new Subject(attributes, QueryAttributes::skip));
        byte[] header = "PROXY TCP4 10.0.0.1 10.0.0.2 4711 3306\r\n".getBytes(StandardCharsets.US_ASCII);
        subjects.add(new Subject(header, ProxyHeader::decode));
        byte[] binary = {
            13, 10, 13, 10, 0, 13, 10, 81, 85, 73, 84, 10, 0x21, 0x11, 0, 12, 1, 2, 3, 4, 5, 6, 7, 8, 9, 1, 2, 3
        };
        subjects.add(new Subject(binary, ProxyHeader::decode));
        subjects.add(new Subject(seed, in -> HandshakeResponse.isSslRequest(in)));
    }

    private static void add(List<Subject> subjects, Payload packet, Consumer<ByteBuf> decoder) {
        ByteBuf out = Unpooled.buffer();
        packet.encode(out, C41);
        subjects.add(new Subject(bytes(out), decoder));
    }
}
