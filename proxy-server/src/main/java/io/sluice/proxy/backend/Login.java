package io.sluice.proxy.backend;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.concurrent.Promise;
import io.sluice.proxy.protocol.AuthMoreData;
import io.sluice.proxy.protocol.AuthPlugin;
import io.sluice.proxy.protocol.AuthSwitchRequest;
import io.sluice.proxy.protocol.Capabilities;
import io.sluice.proxy.protocol.ColumnDefinition;
import io.sluice.proxy.protocol.ErrPacket;
import io.sluice.proxy.protocol.Frames;
import io.sluice.proxy.protocol.Handshake;
import io.sluice.proxy.protocol.HandshakeResponse;
import io.sluice.proxy.protocol.OkPacket;
import io.sluice.proxy.protocol.Packet;
import io.sluice.proxy.protocol.PacketDecoder;
import io.sluice.proxy.protocol.Payload;
import io.sluice.proxy.protocol.ProtocolViolation;
import io.sluice.proxy.protocol.RsaPassword;
import io.sluice.proxy.protocol.Scramble;
import io.sluice.proxy.protocol.SslRequest;
import io.sluice.proxy.tls.Handshakes;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** The client side of a login; replaces itself by the {@link ResponseReader} when the server says OK. */
final class Login extends SimpleChannelInboundHandler<Packet> {
    /** What the server sends next. */
    private enum State {
        /** Its greeting, or an error. */
        GREETING,
        /** Nothing but TLS. */
        TLS,
        /** OK, ERR, a switch of the plugin, or more data. */
        ANSWER,
        /** Its public key. */
        PUBLIC_KEY
    }

    private static final int WANTED = Capabilities.LONG_PASSWORD
            | Capabilities.LONG_FLAG
            | Capabilities.LOCAL_FILES
            | Capabilities.PROTOCOL_41
            | Capabilities.TRANSACTIONS
            | Capabilities.SECURE_CONNECTION
            | Capabilities.MULTI_RESULTS
            | Capabilities.PS_MULTI_RESULTS
            | Capabilities.PLUGIN_AUTH
            | Capabilities.PLUGIN_AUTH_LENENC_CLIENT_DATA
            | Capabilities.CONNECT_ATTRS
            | Capabilities.SESSION_TRACK
            | Capabilities.DEPRECATE_EOF;

    /** Longest packet a client may announce; the server's max_allowed_packet decides. */
    private static final int MAX_PACKET = 1 << 30;

    private final BackendTarget target;
    private final int statements;
    private final Promise<BackendConnection> opened;
    private State state = State.GREETING;
    private int capabilities;
    private @Nullable Handshake greeting;
    private boolean encrypted;
    private byte[] seed = new byte[0];
    private String plugin = AuthPlugin.NATIVE;

    Login(BackendTarget target, int statements, Promise<BackendConnection> opened) {
        this.target = target;
        this.statements = statements;
        this.opened = opened;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, Packet packet) {
        if (packet.firstByte() == ErrPacket.HEADER) {
            fail(context, BackendException.login(ErrPacket.decode(packet.content())));
            return;
        }
        switch (state) {
            case GREETING -> greeted(context, packet);
            case TLS -> throw ProtocolViolation.outOfOrder();
            case ANSWER -> answered(context, packet);
            case PUBLIC_KEY -> encryptPassword(context, packet);
        }
    }

    private void greeted(ChannelHandlerContext context, Packet packet) {
        Handshake offer = Handshake.decode(packet.content());
        if (!Capabilities.has(offer.capabilities(), Capabilities.PROTOCOL_41 | Capabilities.SECURE_CONNECTION)) {
            throw ProtocolViolation.badHandshake();
        }
        greeting = offer;
        seed = offer.seed();
        // A plugin we do not speak: answer by the oldest one, and the server asks to switch.
        plugin = offer.plugin().equals(AuthPlugin.CACHING_SHA2) ? AuthPlugin.CACHING_SHA2 : AuthPlugin.NATIVE;
        capabilities = WANTED & (offer.capabilities() | Capabilities.LONG_PASSWORD);
        if (target.schema() != null) {
            capabilities |= Capabilities.CONNECT_WITH_DB;
        }
        if (target.foundRows()) {
            capabilities |= Capabilities.FOUND_ROWS;
        }
        boolean offered = Capabilities.has(offer.capabilities(), Capabilities.SSL);
        if (target.tls().wanted() && offered) {
            encrypt(context, packet);
        } else if (target.tls().required()) {
            String text = "SSL connection error: SSL is required but the server doesn't support it";
            fail(context, BackendException.login(ErrPacket.of(2026, "HY000", text)));
        } else {
            state = State.ANSWER;
            reply(context, packet.nextSequence(), response());
        }
    }

    private HandshakeResponse response() {
        return new HandshakeResponse(
                capabilities,
                MAX_PACKET,
                ColumnDefinition.UTF8MB4,
                target.user(),
                scramble(),
                target.schema(),
                plugin,
                Map.of("_client_name", "sluice", "program_name", "sluice"));
    }

    private void encrypt(ChannelHandlerContext context, Packet greeted) {
        state = State.TLS;
        encrypted = true;
        capabilities |= Capabilities.SSL;
        int sequence = greeted.nextSequence();
        reply(context, sequence, new SslRequest(capabilities, MAX_PACKET, ColumnDefinition.UTF8MB4));
        SslHandler tls = target.tls().handler(context.alloc(), target.host(), target.port(), Handshakes.executor());
        PacketDecoder.encrypt(context, tls);
        tls.handshakeFuture().addListener(done -> {
            if (done.isSuccess()) {
                state = State.ANSWER;
                reply(context, sequence + 1, response());
            }
        });
    }

    private byte[] scramble() {
        return plugin.equals(AuthPlugin.CACHING_SHA2)
                ? Scramble.cachingSha2(target.password(), seed)
                : Scramble.nativePassword(target.password(), seed);
    }

    private void answered(ChannelHandlerContext context, Packet packet) {
        switch (packet.firstByte()) {
            case OkPacket.HEADER -> finish(context, OkPacket.decode(packet.content(), capabilities));
            case AuthSwitchRequest.HEADER -> switchPlugin(context, packet);
            case AuthMoreData.HEADER -> moreData(context, packet);
            default -> throw ProtocolViolation.badHandshake();
        }
    }

    private void switchPlugin(ChannelHandlerContext context, Packet packet) {
        AuthSwitchRequest request = AuthSwitchRequest.decode(packet.content());
        plugin = request.plugin();
        seed = request.seed();
        if (!plugin.equals(AuthPlugin.NATIVE) && !plugin.equals(AuthPlugin.CACHING_SHA2)) {
            String text = "Authentication plugin '" + plugin + "' of user '" + target.user() + "' is not supported";
            fail(context, BackendException.login(ErrPacket.of(2059, "HY000", text)));
            return;
        }
        byte[] answer = scramble();
        // caching_sha2 wants a NUL for the empty password here, as the C client sends it.
        byte[] bytes = answer.length == 0 && plugin.equals(AuthPlugin.CACHING_SHA2) ? new byte[1] : answer;
        reply(context, packet, (out, ignored) -> out.writeBytes(bytes));
    }

    private void moreData(ChannelHandlerContext context, Packet packet) {
        AuthMoreData more = AuthMoreData.decode(packet.content());
        if (more.is(AuthMoreData.FULL_NEEDED) && encrypted) {
            byte[] password = target.password().getBytes(StandardCharsets.UTF_8);
            reply(context, packet, (out, ignored) -> out.writeBytes(password).writeByte(0));
        } else if (more.is(AuthMoreData.FULL_NEEDED)) {
            state = State.PUBLIC_KEY;
            reply(context, packet, (out, ignored) -> out.writeByte(AuthMoreData.PUBLIC_KEY_REQUEST));
        } else if (!more.is(AuthMoreData.FAST_OK)) {
            throw ProtocolViolation.badHandshake();
        }
    }

    private void encryptPassword(ChannelHandlerContext context, Packet packet) {
        AuthMoreData key = AuthMoreData.decode(packet.content());
        byte[] encrypted = RsaPassword.encrypt(target.password(), seed, key.text());
        state = State.ANSWER;
        reply(context, packet, (out, ignored) -> out.writeBytes(encrypted));
    }

    private void reply(ChannelHandlerContext context, Packet to, Payload payload) {
        reply(context, to.nextSequence(), payload);
    }

    private void reply(ChannelHandlerContext context, int sequence, Payload payload) {
        ByteBuf out = context.alloc().buffer(256);
        Frames.append(out, sequence, payload, capabilities);
        context.writeAndFlush(out, context.voidPromise());
    }

    private void finish(ChannelHandlerContext context, OkPacket ok) {
        Handshake offer = greeting;
        if (offer == null) {
            throw ProtocolViolation.badHandshake();
        }
        BackendConnection connection =
                new BackendConnection(context.channel(), target, offer, capabilities, ok, statements);
        context.pipeline().addLast(connection.reader());
        context.pipeline().remove(this);
        context.pipeline().remove(PacketDecoder.class);
        if (!opened.trySuccess(connection)) {
            connection.close();
        }
    }

    private void fail(ChannelHandlerContext context, BackendException cause) {
        opened.tryFailure(cause);
        context.close();
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        fail(context, BackendException.connect(target, "the server closed the connection during the login"));
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        Throwable root = cause.getCause() instanceof ProtocolViolation violation ? violation : cause;
        if (root.getCause() instanceof SSLException flaw) {
            // What the JDK says of a certificate is behind what it says of TLS.
            Throwable why = flaw.getCause() == null ? flaw : flaw.getCause();
            fail(
                    context,
                    BackendException.login(ErrPacket.of(2026, "HY000", "SSL connection error: " + why.getMessage())));
            return;
        }
        fail(context, BackendException.connect(target, String.valueOf(root.getMessage())));
    }
}
