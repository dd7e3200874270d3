package io.sluice.proxy.frontend;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.DecoderException;
import io.netty.util.concurrent.Future;
import io.sluice.proxy.protocol.AuthMoreData;
import io.sluice.proxy.protocol.AuthPlugin;
import io.sluice.proxy.protocol.AuthSwitchRequest;
import io.sluice.proxy.protocol.ErrPacket;
import io.sluice.proxy.protocol.Frames;
import io.sluice.proxy.protocol.HandshakeResponse;
import io.sluice.proxy.protocol.Packet;
import io.sluice.proxy.protocol.Payload;
import io.sluice.proxy.protocol.ProtocolViolation;
import io.sluice.proxy.protocol.RsaPassword;
import io.sluice.proxy.protocol.Scramble;
import io.sluice.proxy.protocol.Wire;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One client's login: greeting, answer, perhaps a change of plugin, perhaps the full path of caching_sha2_password. It leaves the
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
        /** The full path was asked for: the request for our key comes, or the clear password with a NUL. */
        FULL,
        /** Our key is out; the encrypted password comes. */
        ENCRYPTED,
        /** Nothing more is expected. */
        OVER
    }

    private final LoginSettings settings;
    private final Connections.Place place;
    private final byte[] seed = Scramble.newSeed();
    private final Accepted accepted;
    private Step step = Step.RESPONSE;
    private boolean passwordGiven;
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
        write(context, Identity.greeting(settings.dialect(), settings.version(), place.id(), seed));
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
            case RESPONSE -> begin(context, HandshakeResponse.decode(in));
            case SWITCHED -> check(context, Wire.readRest(in));
            case FULL -> full(context, Wire.readRest(in));
            default ->
                finish(
                        context,
                        knows(RsaPassword.decrypt(
                                Wire.readRest(in), seed, settings.key().getPrivate())));
        }
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
        } else {
            finish(context, knows(RsaPassword.clearPassword(message)));
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
