package io.sluice.proxy.frontend;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.ssl.SslContext;
import io.netty.util.concurrent.Future;
import io.sluice.proxy.protocol.ErrPacket;
import io.sluice.proxy.protocol.Frames;
import io.sluice.proxy.protocol.HandshakeResponse;
import io.sluice.proxy.protocol.Packet;
import io.sluice.proxy.protocol.PacketDecoder;
import io.sluice.proxy.protocol.Payload;
import io.sluice.proxy.protocol.ProtocolViolation;
import io.sluice.proxy.protocol.Wire;
import io.sluice.proxy.tls.Handshakes;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One client's login: greeting, perhaps TLS, then its {@link Exam}. It leaves the pipeline when the client is known. */
final class LoginHandler extends SimpleChannelInboundHandler<Packet> {
    /** ER_SECURE_TRANSPORT_REQUIRED. */
    private static final ErrPacket INSECURE = ErrPacket.of(
            3159, "HY000", "Connections using insecure transport are prohibited while --require_secure_transport=ON.");

    private final Entrance entrance;
    private final LoginSettings settings;
    private boolean encrypted;
    private boolean over;
    private int sequence;
    private @Nullable Exam exam;
    private @Nullable Future<?> timer;

    LoginHandler(Entrance entrance) {
        this.entrance = entrance;
        this.settings = entrance.settings();
    }

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
        entrance.at(context);
        if (!entrance.place().granted()) {
            refuse(context, ErrPacket.of(1040, "08004", "Too many connections"));
            return;
        }
        timer = context.executor()
                .schedule(
                        () -> {
                            context.close();
                        },
                        settings.timeout().toMillis(),
                        TimeUnit.MILLISECONDS);
        write(context, Identity.greeting(settings, entrance.place().id(), entrance.seed()));
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, Packet packet) {
        if (over) {
            return;
        }
        if (packet.sequence() != sequence) {
            throw ProtocolViolation.outOfOrder();
        }
        sequence = packet.nextSequence();
        if (exam == null) {
            first(context, packet.content());
        } else {
            exam.answer(Wire.readRest(packet.content()));
        }
    }

    private void first(ChannelHandlerContext context, ByteBuf in) {
        SslContext tls = settings.tls().context();
        if (tls != null && !encrypted && HandshakeResponse.isSslRequest(in)) {
            encrypted = true;
            PacketDecoder.encrypt(context, tls.newHandler(context.alloc(), Handshakes.executor()));
        } else if (settings.tls().required() && !encrypted) {
            refuse(context, INSECURE);
        } else {
            HandshakeResponse login = HandshakeResponse.decode(in);
            Exam begun = entrance.exam(login, new AtLogin(context, login));
            exam = begun;
            begun.begin(login.plugin(), login.answer());
        }
    }

    private final class AtLogin implements Exam.Examiner {
        private final ChannelHandlerContext context;
        private final HandshakeResponse login;

        AtLogin(ChannelHandlerContext context, HandshakeResponse login) {
            this.context = context;
            this.login = login;
        }

        @Override
        public void say(Payload packet) {
            write(context, packet);
        }

        @Override
        public void passed() {
            end();
            entrance.enter(context, login, sequence);
        }

        @Override
        public void denied(boolean passwordGiven, Duration blocked) {
            entrance.place().denied();
            refuse(context, Entrance.denied(login.user(), Entrance.host(context.channel()), passwordGiven, blocked));
        }

        @Override
        public void broken(ProtocolViolation flaw) {
            refuse(context, flaw.packet());
        }
    }

    private void refuse(ChannelHandlerContext context, ErrPacket error) {
        end();
        ByteBuf out = context.alloc().buffer();
        Frames.append(out, sequence, error, Identity.CAPABILITIES);
        context.writeAndFlush(out).addListener(ChannelFutureListener.CLOSE);
    }

    private void write(ChannelHandlerContext context, Payload packet) {
        ByteBuf out = context.alloc().buffer();
        sequence = Frames.append(out, sequence, packet, Identity.CAPABILITIES);
        context.writeAndFlush(out, context.voidPromise());
    }

    private void end() {
        over = true;
        if (exam != null) {
            exam.cancel();
        }
        if (timer != null) {
            timer.cancel(false);
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        end();
        context.fireChannelInactive();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        Throwable flaw = cause instanceof DecoderException && cause.getCause() != null ? cause.getCause() : cause;
        if (flaw instanceof ProtocolViolation violation && !over) {
            refuse(context, violation.packet());
        } else {
            context.close();
        }
    }
}
