package io.sluice.proxy.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.security.KeyPair;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class ScrambleTest {
    private static final byte[] SEED = {10, 47, 74, 111, 75, 73, 34, 48, 88, 76, 114, 74, 37, 13, 3, 80, 82, 2, 23, 21};

    @Test
    void nativeHashIsWhatPasswordPrints() {
        assertEquals("2470c0c06dee42fd1618bb99005adca2ec9d1e19", hex(Scramble.nativeHash("password")));
    }

    @Test
    void cachingSha2AnswersAsPublishedByOtherClients() {
        assertEquals(
                "f490e76f66d9d86665ce54d98c78d0acfe2fb0b08b423da807144873d30b312c",
                hex(Scramble.cachingSha2("secret", SEED)));
    }

    @Test
    void theServerSideAcceptsTheRightPasswordOnly() {
        for (String password : new String[] {"a", "secret", "пароль 🔑", "x".repeat(300)}) {
            byte[] seed = Scramble.newSeed();
            byte[] hash = Scramble.nativeHash(password);
            assertTrue(Scramble.nativeMatches(Scramble.nativePassword(password, seed), seed, hash));
            assertFalse(Scramble.nativeMatches(Scramble.nativePassword(password + "x", seed), seed, hash));
            assertFalse(Scramble.nativeMatches(new byte[0], seed, hash));
            byte[] sha2 = Scramble.cachingSha2Hash(password);
            assertTrue(Scramble.cachingSha2Matches(Scramble.cachingSha2(password, seed), seed, sha2));
            assertFalse(Scramble.cachingSha2Matches(Scramble.cachingSha2("other", seed), seed, sha2));
            assertFalse(Scramble.cachingSha2Matches(new byte[7], seed, sha2));
        }
    }

    @Test
    void anEmptyPasswordAnswersNothing() {
        assertEquals(0, Scramble.nativePassword("", SEED).length);
        assertEquals(0, Scramble.cachingSha2("", SEED).length);
    }

    @Test
    void rsaCarriesThePasswordFromClientToServer() {
        KeyPair keys = RsaPassword.newKeyPair();
        String pem = RsaPassword.pem(keys.getPublic());
        for (String password : new String[] {"", "secret", "x".repeat(120), "ü€"}) {
            byte[] encrypted = RsaPassword.encrypt(password, SEED, pem);
            assertEquals(password, RsaPassword.decrypt(encrypted, SEED, keys.getPrivate()));
        }
        assertThrows(ProtocolViolation.class, () -> RsaPassword.decrypt(new byte[256], SEED, keys.getPrivate()));
        assertThrows(ProtocolViolation.class, () -> RsaPassword.encrypt("x", SEED, "no key"));
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }
}
