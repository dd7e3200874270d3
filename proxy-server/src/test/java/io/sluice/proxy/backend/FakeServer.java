package io.sluice.proxy.backend;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.sluice.proxy.protocol.AuthMoreData;
import io.sluice.proxy.protocol.AuthPlugin;
import io.sluice.proxy.protocol.AuthSwitchRequest;
import io.sluice.proxy.protocol.Capabilities;
import io.sluice.proxy.protocol.Command;
import io.sluice.proxy.protocol.ErrPacket;
import io.sluice.proxy.protocol.Frames;
import io.sluice.proxy.protocol.Handshake;
import io.sluice.proxy.protocol.HandshakeResponse;
import io.sluice.proxy.protocol.OkPacket;
import io.sluice.proxy.protocol.Packet;
import io.sluice.proxy.protocol.PacketDecoder;
import io.sluice.proxy.protocol.Payload;
import io.sluice.proxy.protocol.PrepareOk;
import io.sluice.proxy.protocol.RsaPassword;
import io.sluice.proxy.protocol.Scramble;
import io.sluice.proxy.protocol.ServerStatus;
import io.sluice.proxy.protocol.Wire;
import java.security.KeyPair;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;

/** A small server that speaks the protocol by our own encoders and answers as a test says. */
final class FakeServer implements AutoCloseable {
    static final String PASSWORD = "s3cret";

    /** How the server asks for the password. */
    enum Auth {
        NATIVE,
        SWITCH_TO_NATIVE,
        SHA2_FAST,
        SHA2_FULL
    }

    private final Channel listening;
    final int capabilities;
    final Queue<String> received = new ConcurrentLinkedQueue<>();
    final AtomicInteger logins = new AtomicInteger();
    volatile int lastClientCapabilities;
    private final Auth auth;
    private final KeyPair keys = RsaPassword.newKeyPair();
    /** SQL and agreed capabilities to the packets of the answer; no packets: no answer. */
    private final BiFunction<String, Integer, List<Payload>> answers;

    FakeServer(EventLoopGroup loops, Auth auth, int unwanted, BiFunction<String, Integer, List<Payload>> answers) {
        this.auth = auth;
        this.answers = answers;
        this.capabilities = (-1 & ~Capabilities.SSL & ~Capabilities.COMPRESS) & ~unwanted;
        this.listening = new ServerBootstrap()
                .group(loops)
                .channel(Transport.best().serverChannel())
                .childHandler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        channel.pipeline().addLast(new PacketDecoder(64 << 20)).addLast(new Session());
                    }
                })
                .bind("127.0.0.1", 0)
                .syncUninterruptibly()
                .channel();
    }

    int port() {
        return ((java.net.InetSocketAddress) listening.localAddress()).getPort();
    }

    BackendTarget target() {
        return new BackendTarget("127.0.0.1", port(), "ann", PASSWORD, "shop", true);
    }

    @Override
    public void close() {
        listening.close().syncUninterruptibly();
    }

    private final class Session extends SimpleChannelInboundHandler<Packet> {
        private byte[] seed = Scramble.newSeed();
        private int step;
        private int agreed;

        @Override
        public void channelActive(ChannelHandlerContext context) {
            String plugin = auth == Auth.NATIVE ? AuthPlugin.NATIVE : AuthPlugin.CACHING_SHA2;
            send(context, 0, new Handshake("8.0.31", 7, seed, capabilities, 0, 45, 2, plugin));
        }

        @Override
        protected void channelRead0(ChannelHandlerContext context, Packet packet) {
            ByteBuf in = packet.content();
            if (step < 10) {
                login(context, packet.nextSequence(), in);
                return;
            }
            int command = Wire.readInt1(in);
            String text = Wire.readRestString(in);
            received.add(command == Command.QUERY ? text : command + ":" + text);
            if (command == Command.QUIT) {
                context.close();
            } else if (command == Command.STMT_PREPARE) {
                send(context, 1, new PrepareOk(received.size(), 0, 0, 0));
            } else if (command == Command.QUERY) {
                send(context, 1, answers.apply(text, agreed).toArray(Payload[]::new));
            } else if (command != Command.STMT_CLOSE) {
                send(context, 1, OkPacket.of(ServerStatus.AUTOCOMMIT));
            }
        }

        private void login(ChannelHandlerContext context, int sequence, ByteBuf in) {
            switch (step) {
                case 0 -> {
                    HandshakeResponse response = HandshakeResponse.decode(in);
                    lastClientCapabilities = response.capabilities();
                    agreed = response.capabilities() & capabilities;
                    first(context, sequence, response);
                }
                case 1 -> verify(context, sequence, nativeOk(Wire.readRest(in)));
                case 2 -> {
                    step = 3;
                    byte[] pem = RsaPassword.pem(keys.getPublic()).getBytes();
                    send(context, sequence, new AuthMoreData(pem));
                }
                default ->
                    verify(
                            context,
                            sequence,
                            RsaPassword.decrypt(Wire.readRest(in), seed, keys.getPrivate())
                                    .equals(PASSWORD));
            }
        }

        private void first(ChannelHandlerContext context, int sequence, HandshakeResponse response) {
            switch (auth) {
                case NATIVE -> verify(context, sequence, nativeOk(response.answer()));
                case SWITCH_TO_NATIVE -> {
                    step = 1;
                    seed = Scramble.newSeed();
                    send(context, sequence, new AuthSwitchRequest(AuthPlugin.NATIVE, seed));
                }
                case SHA2_FAST -> {
                    byte[] hash = Scramble.cachingSha2Hash(PASSWORD);
                    boolean good = Scramble.cachingSha2Matches(response.answer(), seed, hash);
                    send(context, sequence, AuthMoreData.of(AuthMoreData.FAST_OK));
                    verify(context, sequence + 1, good);
                }
                case SHA2_FULL -> {
                    step = 2;
                    send(context, sequence, AuthMoreData.of(AuthMoreData.FULL_NEEDED));
                }
            }
        }

        private boolean nativeOk(byte[] answer) {
            return Scramble.nativeMatches(answer, seed, Scramble.nativeHash(PASSWORD));
        }

        private void verify(ChannelHandlerContext context, int sequence, boolean good) {
            step = 10;
            logins.incrementAndGet();
            if (good) {
                send(context, sequence, OkPacket.of(ServerStatus.AUTOCOMMIT));
            } else {
                send(context, sequence, ErrPacket.of(1045, "28000", "Access denied for user 'ann'"));
            }
        }

        private void send(ChannelHandlerContext context, int sequence, Payload... packets) {
            ByteBuf out = context.alloc().buffer();
            int next = sequence;
            for (Payload packet : packets) {
                next = Frames.append(out, next, packet, agreed | Capabilities.PROTOCOL_41);
            }
            // In odd pieces, so that every border is met.
            int size = 1 + Math.floorMod(Arrays.hashCode(new int[] {next, out.readableBytes()}), 7000);
            while (out.isReadable()) {
                context.writeAndFlush(out.readRetainedSlice(Math.min(size, out.readableBytes())));
            }
            out.release();
        }
    }
}
