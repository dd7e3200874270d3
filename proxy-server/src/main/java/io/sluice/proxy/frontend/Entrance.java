package io.sluice.proxy.frontend;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.ssl.SslHandler;
import io.sluice.proxy.protocol.Capabilities;
import io.sluice.proxy.protocol.ErrPacket;
import io.sluice.proxy.protocol.HandshakeResponse;
import io.sluice.proxy.protocol.Scramble;
import io.sluice.routing.rights.Rights;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The way in of one connection: at its login, and again at COM_CHANGE_USER. Confined to its event loop. */
final class Entrance {
    /** ER_SERVER_SHUTDOWN. */
    static final ErrPacket SHUTDOWN = ErrPacket.of(1053, "08S01", "Server shutdown in progress");

    private final LoginSettings settings;
    private final Connections.Place place;
    private final Lockouts lockouts;
    private final Accepted accepted;
    private final byte[] seed = Scramble.newSeed();
    private @Nullable ChannelHandlerContext context;

    /** Goes on with a client that has proved who it is. */
    @FunctionalInterface
    interface Accepted {
        /** @param sequence id of the packet that ends the login, an OK or an error */
        void login(Entrance entrance, ChannelHandlerContext context, HandshakeResponse response, int sequence);
    }

    Entrance(LoginSettings settings, Connections.Place place, Lockouts lockouts, Accepted accepted) {
        this.lockouts = lockouts;
        this.settings = settings;
        this.place = place;
        this.accepted = accepted;
    }

    Lockouts lockouts() {
        return lockouts;
    }

    /** Most connections of a user, 0 for as many as there are. */
    int mostOf(String user) {
        Account account = settings.accounts().get().account(user);
        return account == null ? 0 : account.maxConnections();
    }

    /** What a user may do now; what they could before where they are not among the users any more. */
    Supplier<Rights> rightsOf(String user) {
        Rights[] last = {Rights.ALL};
        return () -> {
            Account account = settings.accounts().get().account(user);
            if (account != null) {
                last[0] = account.rights();
            }
            return last[0];
        };
    }

    LoginSettings settings() {
        return settings;
    }

    Connections.Place place() {
        return place;
    }

    /** Of the greeting. */
    byte[] seed() {
        return seed;
    }

    /** The connection's pipeline is this one's. */
    void at(ChannelHandlerContext of) {
        context = of;
    }

    /** For a login. A new one asks with a new seed, but for clients that cannot be asked. */
    Exam exam(HandshakeResponse login, Exam.Examiner examiner) {
        return exam(login, seed, examiner);
    }

    /** The same at COM_CHANGE_USER. */
    Exam again(HandshakeResponse login, Exam.Examiner examiner) {
        boolean asked = Capabilities.has(login.capabilities(), Capabilities.PLUGIN_AUTH);
        return exam(login, asked ? Scramble.newSeed() : seed, examiner);
    }

    private Exam exam(HandshakeResponse login, byte[] asked, Exam.Examiner examiner) {
        ChannelHandlerContext at = Objects.requireNonNull(context);
        boolean encrypted = at.pipeline().get(SslHandler.class) != null;
        return new Exam(this, login.user(), asked, encrypted, at, examiner);
    }

    /** @param sequence id of the packet that ends it */
    void enter(ChannelHandlerContext in, HandshakeResponse login, int sequence) {
        accepted.login(this, in, login, sequence);
    }

    /** Where the client is, by number; empty where it has left. */
    static String host(Channel channel) {
        InetSocketAddress address = BalancerHandler.client(channel);
        return address == null ? "" : address.getAddress().getHostAddress();
    }

    /** ER_ACCESS_DENIED_ERROR. @param blocked how long no password is looked at */
    static ErrPacket denied(String user, String host, boolean passwordGiven, Duration blocked) {
        String why = blocked.isZero()
                ? "using password: " + (passwordGiven ? "YES" : "NO")
                : "blocked for " + (blocked.toMillis() / 1000 + 1) + " s after too many wrong passwords";
        return ErrPacket.of(1045, "28000", "Access denied for user '" + user + "'@'" + host + "' (" + why + ")");
    }
}
