package io.sluice.proxy.frontend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.proxy.protocol.AuthPlugin;
import io.sluice.proxy.protocol.Scramble;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class AccountsTest {
    /** PASSWORD('secret') of a server. */
    private static final String NATIVE = "*14E65567ABDB5135D0CFD9A70B3032C179A49EE7";

    @Test
    void aHashOfTheNativePluginTakesItsPassword() {
        Account account = Account.hashed(NATIVE, 0);
        byte[] seed = Scramble.newSeed();
        assertTrue(account.matchesNative(Scramble.nativePassword("secret", seed), seed));
        assertFalse(account.matchesNative(Scramble.nativePassword("Secret", seed), seed));
        assertFalse(account.matchesNative(new byte[0], seed));
        assertFalse(account.matchesSha2(new byte[0], seed));
        assertEquals(AuthPlugin.NATIVE, account.plugin(AuthPlugin.CACHING_SHA2));
    }

    @Test
    void whatIsNoHashIsRefused() {
        for (String wrong :
                new String[] {"", "secret", "*14E6", "$A$005$short", "0x2441", "$A$000$" + "x".repeat(63)}) {
            assertThrows(IllegalArgumentException.class, () -> Account.hashed(wrong, 0));
        }
    }

    @Test
    void whoIsWrongTooOftenWaitsTwiceAsLongEachTime() {
        long[] now = {0};
        Lockouts lockouts = new Lockouts(() -> now[0]);
        for (int i = 1; i < Lockouts.FREE; i++) {
            lockouts.failed("ann", "here");
            assertEquals(Duration.ZERO, lockouts.left("ann", "here"));
        }
        for (int seconds : new int[] {1, 2, 4, 8, 16, 32, 60, 60}) {
            lockouts.failed("ann", "here");
            assertEquals(Duration.ofSeconds(seconds), lockouts.left("ann", "here"));
            now[0] += Duration.ofSeconds(seconds).toNanos();
            assertEquals(Duration.ZERO, lockouts.left("ann", "here"));
        }
        lockouts.failed("ann", "here");
        assertEquals(Duration.ZERO, lockouts.left("ann", "elsewhere"));
        assertEquals(Duration.ZERO, lockouts.left("bob", "here"));
        lockouts.passed("ann", "here");
        assertEquals(Duration.ZERO, lockouts.left("ann", "here"));
    }
}
