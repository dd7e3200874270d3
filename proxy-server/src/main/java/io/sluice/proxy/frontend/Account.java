package io.sluice.proxy.frontend;

import io.sluice.proxy.protocol.Scramble;
import java.security.MessageDigest;

/** One user and what its password is checked with. Immutable; the password itself is not kept. */
public final class Account {
    private final boolean empty;
    private final byte[] nativeHash;
    private final byte[] sha2Hash;

    private Account(String password) {
        empty = password.isEmpty();
        nativeHash = Scramble.nativeHash(password);
        sha2Hash = Scramble.cachingSha2Hash(password);
    }

    /** An account with that clear password, possibly empty. */
    public static Account of(String password) {
        return new Account(password);
    }

    /** Whether the answer to mysql_native_password's seed is right. */
    boolean matchesNative(byte[] answer, byte[] seed) {
        return empty ? answer.length == 0 : Scramble.nativeMatches(answer, seed, nativeHash);
    }

    /** Whether the answer to caching_sha2_password's seed (its fast path) is right. */
    boolean matchesSha2(byte[] answer, byte[] seed) {
        return empty ? answer.length == 0 : Scramble.cachingSha2Matches(answer, seed, sha2Hash);
    }

    /** Whether this is the password (caching_sha2_password's full path). */
    boolean matchesClear(String password) {
        return MessageDigest.isEqual(Scramble.cachingSha2Hash(password), sha2Hash);
    }

    /** Names no secret. */
    @Override
    public String toString() {
        return "Account";
    }
}
