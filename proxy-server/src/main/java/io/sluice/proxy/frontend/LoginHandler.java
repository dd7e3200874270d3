package io.sluice.proxy.frontend;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.ssl.SslContext;
import io.netty.util.concurrent.Future;
import io.sluice.proxy.protocol.AuthMoreData;
import io.sluice.proxy.protocol.AuthPlugin;
import io.sluice.proxy.protocol.AuthSwitchRequest;
import io.sluice.proxy.protocol.ErrPacket;
import io.sluice.proxy.protocol.Frames;
import io.sluice.proxy.protocol.HandshakeResponse;
import io.sluice.proxy.protocol.Packet;
import io.sluice.proxy.protocol.PacketDecoder;
import io.sluice.proxy.protocol.Payload;
import io.sluice.proxy.protocol.ProtocolViolation;
import io.sluice.proxy.protocol.RsaPassword;
import io.sluice.proxy.protocol.Scramble;
import io.sluice.proxy.protocol.Wire;
import io.sluice.proxy.tls.Handshakes;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One client's login: greeting, perhaps TLS, answer, perhaps a change of plugin, perhaps the full path of caching_sha2_password. It leaves the
 * pipeline when the client is known.
 *
 * <p>Source: MySQL manual, "Connection Phase" and "Caching_sha2_password information".
 */
final class LoginHandler extends SimpleChannelInboundHandler<Packet> {
    private enum Step {
        /** The greeting is out; the client's login comes. */
        RESPONSE,
        /** Another plugin was asked for; the bare answer comes. */
        SWITCHED,
        /** The full path was asked for: over TLS the password with a NUL comes, else the request for our key or what it has encrypted. */
        FULL,
        /** Our key is out; the encrypted password comes. */
        ENCRYPTED,
        /** The encrypted password is being read; nothing may come. */
        READING,
        /** Nothing more is expected. */
        OVER
    }

    /** ER_SECURE_TRANSPORT_REQUIRED. */
    private static final ErrPacket INSECURE = ErrPacket.of(
            3159, "HY000", "Connections using insecure transport are prohibited while --require_secure_transport=ON.");

    private final LoginSettings settings;
    private final Connections.Place place;
    private final byte[] seed = Scramble.newSeed();
    private final Accepted accepted;
    private Step step = Step.RESPONSE;
    private boolean passwordGiven;
    private boolean encrypted;
    private int sequence;
    private String plugin;
    private @Nullable HandshakeResponse response;
    private @Nullable Future<?> timer;

    /** Goes on with a client that has proved who it is. */
    @FunctionalInterface
    interface Accepted {
        /** @param sequence id of the packet that ends the login, an OK or an error */
        void login(ChannelHandlerContext context, HandshakeResponse response, int sequence);
    }

    LoginHandler(LoginSettings settings, Connections.Place place, Accepted accepted) {
        this.settings = settings;
        this.place = place;
        this.accepted = accepted;
        this.plugin = Identity.plugin(settings.dialect());
    }

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
        if (!place.granted()) {
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
        boolean tls = settings.tls().context() != null;
        write(context, Identity.greeting(settings.dialect(), settings.version(), place.id(), seed, tls));
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, Packet packet) {
        if (step == Step.OVER) {
            return;
        }
        if (packet.sequence() != sequence) {
            throw ProtocolViolation.outOfOrder();
        }
        sequence = packet.nextSequence();
        ByteBuf in = packet.content();
        switch (step) {
            case RESPONSE -> first(context, in);
            case SWITCHED -> check(context, Wire.readRest(in));
            case FULL -> full(context, Wire.readRest(in));
            case ENCRYPTED -> decrypt(context, Wire.readRest(in));
            default -> throw ProtocolViolation.outOfOrder();
        }
    }

    private void first(ChannelHandlerContext context, ByteBuf in) {
        SslContext tls = settings.tls().context();
        if (tls != null && !encrypted && HandshakeResponse.isSslRequest(in)) {
            encrypt(context, tls);
        } else if (settings.tls().required() && !encrypted) {
            refuse(context, INSECURE);
        } else {
            begin(context, HandshakeResponse.decode(in));
        }
    }

    /**
     * INVARIANT: what came in clear behind the request goes to TLS, which takes nothing but its own records: no packet is ever made of
     * it. A client does not wait for an answer here, so it may be the beginning of TLS already.
     */
    private void encrypt(ChannelHandlerContext context, SslContext tls) {
        encrypted = true;
        ChannelPipeline pipeline = context.pipeline();
        PacketDecoder clear = pipeline.get(PacketDecoder.class);
        pipeline.addBefore(context.name(), null, tls.newHandler(context.alloc(), Handshakes.executor()));
        pipeline.addBefore(context.name(), null, new PacketDecoder(ClientDoor.LOGIN_PACKET));
        pipeline.remove(clear);
    }

    private void begin(ChannelHandlerContext context, HandshakeResponse login) {
        response = login;
        String wanted = login.plugin() == null ? AuthPlugin.NATIVE : login.plugin();
        // Who names another plugin than the greeting and answers nothing waits to be asked (libmariadb's default-auth).
        boolean waits = login.plugin() != null && !wanted.equals(plugin) && login.answer().length == 0;
        boolean known = wanted.equals(AuthPlugin.NATIVE) || wanted.equals(AuthPlugin.CACHING_SHA2);
        if (known) {
            plugin = wanted;
        }
        if (known && !waits) {
            check(context, login.answer());
        } else {
            step = Step.SWITCHED;
            write(context, new AuthSwitchRequest(plugin, seed));
        }
    }

    private void check(ChannelHandlerContext context, byte[] given) {
        Account account = account();
        // An empty password may come as its NUL alone.
        byte[] answer = given.length == 1 && given[0] == 0 ? new byte[0] : given;
        passwordGiven = answer.length > 0;
        if (plugin.equals(AuthPlugin.NATIVE)) {
            finish(context, account != null && account.matchesNative(answer, seed));
        } else if (answer.length > 0 && answer.length != 32) {
            // Not an answer to the fast path: the client means the full one, which needs the password itself.
            step = Step.FULL;
            write(context, AuthMoreData.of(AuthMoreData.FULL_NEEDED));
        } else {
            boolean right = account != null && account.matchesSha2(answer, seed);
            if (right && answer.length > 0) {
                write(context, AuthMoreData.of(AuthMoreData.FAST_OK));
            }
            finish(context, right);
        }
    }

    private void full(ChannelHandlerContext context, byte[] message) {
        if (message.length == 1 && message[0] == AuthMoreData.PUBLIC_KEY_REQUEST) {
            step = Step.ENCRYPTED;
            write(
                    context,
                    new AuthMoreData(RsaPassword.pem(settings.key().getPublic())
                            .getBytes(java.nio.charset.StandardCharsets.US_ASCII)));
        } else if (encrypted) {
            finish(context, knows(RsaPassword.clearPassword(message)));
        } else {
            decrypt(context, message);
        }
    }

    /** Takes about a millisecond, which the event loop does not have. */
    private void decrypt(ChannelHandlerContext context, byte[] message) {
        step = Step.READING;
        Handshakes.executor().execute(() -> {
            String password = decrypted(message);
            context.executor().execute(() -> {
                if (step != Step.OVER) {
                    if (password == null) {
                        refuse(context, ProtocolViolation.badHandshake().packet());
                    } else {
                        finish(context, knows(password));
                    }
                }
            });
        });
    }

    private @Nullable String decrypted(byte[] message) {
        try {
            return RsaPassword.decrypt(message, seed, settings.key().getPrivate());
        } catch (ProtocolViolation flaw) {
            return null;
        }
    }

    private boolean knows(String password) {
        Account account = account();
        return account != null && account.matchesClear(password);
    }

    private @Nullable Account account() {
        return response == null ? null : settings.accounts().get().account(response.user());
    }

    private void finish(ChannelHandlerContext context, boolean right) {
        HandshakeResponse login = response;
        if (login == null || !right) {
            refuse(context, denied(context));
            return;
        }
        end();
        accepted.login(context, login, sequence);
    }

    /** Where the client is, by number; empty where it has left. */
    static String host(ChannelHandlerContext context) {
        return context.channel().remoteAddress() instanceof InetSocketAddress address
                ? address.getAddress().getHostAddress()
                : "";
    }

    private ErrPacket denied(ChannelHandlerContext context) {
        String user = response == null ? "" : response.user();
        String host = host(context);
        return ErrPacket.of(
                1045,
                "28000",
                "Access denied for user '" + user + "'@'" + host + "' (using password: "
                        + (passwordGiven ? "YES" : "NO") + ")");
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
        step = Step.OVER;
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
        if (flaw instanceof ProtocolViolation violation && step != Step.OVER) {
            refuse(context, violation.packet());
        } else {
            context.close();
        }
    }
}
