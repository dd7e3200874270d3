package io.sluice.proxy.frontend;

import io.netty.channel.ChannelHandlerContext;
import io.netty.util.concurrent.EventExecutor;
import io.sluice.proxy.protocol.AuthMoreData;
import io.sluice.proxy.protocol.AuthPlugin;
import io.sluice.proxy.protocol.AuthSwitchRequest;
import io.sluice.proxy.protocol.Payload;
import io.sluice.proxy.protocol.ProtocolViolation;
import io.sluice.proxy.protocol.RsaPassword;
import io.sluice.proxy.tls.Handshakes;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One attempt to prove who a user is: at the login, and again at COM_CHANGE_USER. The answer to a plugin's seed, perhaps a change of
 * plugin, perhaps the full path of caching_sha2_password. Confined to its event loop.
 *
 * <p>Source: MySQL manual, "Connection Phase" and "Caching_sha2_password information".
 */
final class Exam {
    /** Longest password, in characters: hashing takes time. */
    private static final int LONGEST = 256;

    private enum Step {
        /** Another plugin was asked for; the bare answer comes. */
        SWITCHED,
        /** The full path was asked for: over TLS the password with a NUL comes, else the request for our key or what it has encrypted. */
        FULL,
        /** Our key is out; the encrypted password comes. */
        ENCRYPTED,
        /** Something is being computed, or all is said; nothing may come. */
        CLOSED
    }

    /** Who conducts it. */
    interface Examiner {
        /** Goes to the client, whose answer comes to {@link #answer}. */
        void say(Payload packet);

        /** It is over. */
        void passed();

        /**
         * It is over; also for users that do not exist.
         *
         * @param passwordGiven whether the client has sent any answer
         * @param blocked how long no password is looked at; zero where one was
         */
        void denied(boolean passwordGiven, Duration blocked);

        /** It is over: that was not the protocol. */
        void broken(ProtocolViolation flaw);
    }

    private final LoginSettings settings;
    private final Lockouts lockouts;
    private final byte[] seed;
    private final boolean encrypted;
    private final EventExecutor loop;
    private final Examiner examiner;
    private final String user;
    private final String host;
    private Step step = Step.CLOSED;
    private String plugin;
    private boolean passwordGiven;
    private boolean over;

    /** @param encrypted whether the connection is, so that the password may travel as it is */
    Exam(
            Entrance entrance,
            String user,
            byte[] seed,
            boolean encrypted,
            ChannelHandlerContext context,
            Examiner examiner) {
        this.settings = entrance.settings();
        this.lockouts = entrance.lockouts();
        this.user = user;
        this.host = Entrance.host(context.channel());
        this.seed = seed;
        this.encrypted = encrypted;
        this.loop = context.executor();
        this.examiner = examiner;
        this.plugin = Identity.plugin(settings.dialect());
    }

    /** Begins with what the client has sent by itself. @param named the plugin it is for; null where the client did not say */
    void begin(@Nullable String named, byte[] given) {
        String wanted = named == null ? AuthPlugin.NATIVE : named;
        // Who names another plugin than the greeting and answers nothing waits to be asked (libmariadb's default-auth).
        boolean waits = named != null && !wanted.equals(plugin) && given.length == 0;
        boolean known = wanted.equals(AuthPlugin.NATIVE) || wanted.equals(AuthPlugin.CACHING_SHA2);
        if (known) {
            plugin = wanted;
        }
        boolean fitting = fits();
        if (known && !waits && fitting) {
            check(given);
        } else {
            ask();
        }
    }

    /** Begins by asking, whatever the client has sent. @param named the plugin that it would like, or null */
    void ask(@Nullable String named) {
        String wanted = named == null ? plugin : named;
        if (wanted.equals(AuthPlugin.NATIVE) || wanted.equals(AuthPlugin.CACHING_SHA2)) {
            plugin = wanted;
        }
        fits();
        ask();
    }

    /** Whether the user's password can be checked with the plugin; else it becomes one with which it can. */
    private boolean fits() {
        Account account = account();
        String before = plugin;
        plugin = account == null ? before : account.plugin(before);
        return plugin.equals(before);
    }

    private void ask() {
        step = Step.SWITCHED;
        examiner.say(new AuthSwitchRequest(plugin, seed));
    }

    /** What the client says to the last packet. */
    void answer(byte[] message) {
        switch (step) {
            case SWITCHED -> check(message);
            case FULL -> full(message);
            case ENCRYPTED -> decrypt(message);
            default -> throw ProtocolViolation.outOfOrder();
        }
    }

    /** Nobody is interested any more. */
    void cancel() {
        over = true;
        step = Step.CLOSED;
    }

    private void check(byte[] given) {
        Account account = account();
        // An empty password may come as its NUL alone.
        byte[] answer = given.length == 1 && given[0] == 0 ? new byte[0] : given;
        passwordGiven = answer.length > 0;
        if (blocked()) {
            return;
        }
        if (plugin.equals(AuthPlugin.NATIVE)) {
            finish(account != null && account.matchesNative(answer, seed));
        } else if (answer.length > 0 && (answer.length != 32 || (account != null && !account.knowsFast()))) {
            // No answer to the fast path, or nothing to compare it with yet: the full one needs the password itself.
            step = Step.FULL;
            examiner.say(AuthMoreData.of(AuthMoreData.FULL_NEEDED));
        } else {
            boolean right = account != null && account.matchesSha2(answer, seed);
            if (right && answer.length > 0) {
                examiner.say(AuthMoreData.of(AuthMoreData.FAST_OK));
            }
            finish(right);
        }
    }

    private void full(byte[] message) {
        if (encrypted) {
            compute(() -> RsaPassword.clearPassword(message));
        } else if (message.length == 1 && message[0] == AuthMoreData.PUBLIC_KEY_REQUEST) {
            step = Step.ENCRYPTED;
            examiner.say(
                    new AuthMoreData(RsaPassword.pem(settings.key().getPublic()).getBytes(StandardCharsets.US_ASCII)));
        } else {
            decrypt(message);
        }
    }

    private void decrypt(byte[] message) {
        compute(() -> RsaPassword.decrypt(message, seed, settings.key().getPrivate()));
    }

    /** Decrypting and hashing take milliseconds, which the event loop does not have. */
    private void compute(Supplier<String> password) {
        step = Step.CLOSED;
        Account account = account();
        if (blocked()) {
            return;
        }
        Handshakes.executor().execute(() -> {
            boolean right;
            try {
                String given = password.get();
                right = account != null && given.length() <= LONGEST && account.matchesClear(given);
            } catch (ProtocolViolation flaw) {
                loop.execute(() -> broken(flaw));
                return;
            }
            loop.execute(() -> finish(right));
        });
    }

    private void broken(ProtocolViolation flaw) {
        if (!over) {
            over = true;
            examiner.broken(flaw);
        }
    }

    private @Nullable Account account() {
        return settings.accounts().get().account(user);
    }

    /** Who is to wait is told so, and no password is looked at. */
    private boolean blocked() {
        Duration left = lockouts.left(user, host);
        if (left.isZero()) {
            return false;
        }
        over = true;
        step = Step.CLOSED;
        examiner.denied(passwordGiven, left);
        return true;
    }

    private void finish(boolean right) {
        if (over) {
            return;
        }
        step = Step.CLOSED;
        over = true;
        if (right) {
            lockouts.passed(user, host);
            examiner.passed();
        } else {
            lockouts.failed(user, host);
            examiner.denied(passwordGiven, Duration.ZERO);
        }
    }
}
