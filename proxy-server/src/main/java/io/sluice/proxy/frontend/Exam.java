package io.sluice.proxy.frontend;

import io.netty.util.concurrent.EventExecutor;
import io.sluice.proxy.protocol.AuthMoreData;
import io.sluice.proxy.protocol.AuthPlugin;
import io.sluice.proxy.protocol.AuthSwitchRequest;
import io.sluice.proxy.protocol.Payload;
import io.sluice.proxy.protocol.ProtocolViolation;
import io.sluice.proxy.protocol.RsaPassword;
import io.sluice.proxy.tls.Handshakes;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * One attempt to prove who a user is: at the login, and again at COM_CHANGE_USER. The answer to a plugin's seed, perhaps a change of
 * plugin, perhaps the full path of caching_sha2_password. Confined to its event loop.
 *
 * <p>Source: MySQL manual, "Connection Phase" and "Caching_sha2_password information".
 */
final class Exam {
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

        /** It is over; also for users that do not exist. @param passwordGiven whether the client has sent any answer */
        void denied(boolean passwordGiven);

        /** It is over: that was not the protocol. */
        void broken(ProtocolViolation flaw);
    }

    private final LoginSettings settings;
    private final byte[] seed;
    private final boolean encrypted;
    private final EventExecutor loop;
    private final Examiner examiner;
    private final String user;
    private Step step = Step.CLOSED;
    private String plugin;
    private boolean passwordGiven;
    private boolean over;

    /** @param encrypted whether the connection is, so that the password may travel as it is */
    Exam(LoginSettings settings, String user, byte[] seed, boolean encrypted, EventExecutor loop, Examiner examiner) {
        this.settings = settings;
        this.user = user;
        this.seed = seed;
        this.encrypted = encrypted;
        this.loop = loop;
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
        if (known && !waits) {
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
        ask();
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
        if (plugin.equals(AuthPlugin.NATIVE)) {
            finish(account != null && account.matchesNative(answer, seed));
        } else if (answer.length > 0 && answer.length != 32) {
            // Not an answer to the fast path: the client means the full one, which needs the password itself.
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
            finish(knows(RsaPassword.clearPassword(message)));
        } else if (message.length == 1 && message[0] == AuthMoreData.PUBLIC_KEY_REQUEST) {
            step = Step.ENCRYPTED;
            examiner.say(
                    new AuthMoreData(RsaPassword.pem(settings.key().getPublic()).getBytes(StandardCharsets.US_ASCII)));
        } else {
            decrypt(message);
        }
    }

    /** Takes about a millisecond, which the event loop does not have. */
    private void decrypt(byte[] message) {
        step = Step.CLOSED;
        Handshakes.executor().execute(() -> {
            String password = decrypted(message);
            loop.execute(() -> {
                if (over) {
                    return;
                }
                if (password == null) {
                    over = true;
                    examiner.broken(ProtocolViolation.badHandshake());
                } else {
                    finish(knows(password));
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
        return settings.accounts().get().account(user);
    }

    private void finish(boolean right) {
        step = Step.CLOSED;
        over = true;
        if (right) {
            examiner.passed();
        } else {
            examiner.denied(passwordGiven);
        }
    }
}
