package io.sluice.proxy.frontend;

import io.sluice.proxy.protocol.AuthPlugin;
import io.sluice.proxy.protocol.Scramble;
import io.sluice.proxy.protocol.ShaCrypt;
import io.sluice.routing.rights.Rights;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** One user, and what its password is checked with. Safe for use by many threads; no password is kept. */
public final class Account {
    private final boolean empty;
    private final byte @Nullable [] nativeHash;
    private final @Nullable ShaCrypt crypt;
    private final int maxConnections;
    private final Rights rights;
    /** What caching_sha2_password's fast path needs; with a hash of that plugin it is known after the first full path. */
    private volatile byte @Nullable [] sha2Hash;

    private Account(
            boolean empty,
            byte @Nullable [] nativeHash,
            byte @Nullable [] sha2Hash,
            @Nullable ShaCrypt crypt,
            int maxConnections,
            Rights rights) {
        this.empty = empty;
        this.nativeHash = nativeHash;
        this.sha2Hash = sha2Hash;
        this.crypt = crypt;
        this.maxConnections = maxConnections;
        this.rights = rights;
    }

    /** The same with other rights; one that was made without has all. */
    public Account with(Rights other) {
        return new Account(empty, nativeHash, sha2Hash, crypt, maxConnections, other);
    }

    /** What it may do. */
    Rights rights() {
        return rights;
    }

    /** An account with that clear password, possibly empty. @param maxConnections 0 for as many as there are */
    public static Account of(String password, int maxConnections) {
        return new Account(
                password.isEmpty(),
                Scramble.nativeHash(password),
                Scramble.cachingSha2Hash(password),
                null,
                maxConnections,
                Rights.ALL);
    }

    /**
     * An account with what a server keeps of a password: {@code *} and 40 hexadecimal digits (mysql_native_password), or
     * {@code $A$005$…} (caching_sha2_password), also as {@code 0x…}, the form that SHOW CREATE USER has for it.
     *
     * @throws IllegalArgumentException where it is neither
     */
    public static Account hashed(String hash, int maxConnections) {
        if (hash.matches("\\*[0-9A-Fa-f]{40}")) {
            return new Account(
                    false, HexFormat.of().parseHex(hash.substring(1)), null, null, maxConnections, Rights.ALL);
        }
        boolean hex = hash.matches("0x([0-9A-Fa-f]{2})+");
        byte[] kept = hex ? HexFormat.of().parseHex(hash.substring(2)) : hash.getBytes(StandardCharsets.ISO_8859_1);
        return new Account(false, null, null, ShaCrypt.read(kept), maxConnections, Rights.ALL);
    }

    /** Most connections at the same time, 0 for as many as there are. */
    int maxConnections() {
        return maxConnections;
    }

    /** The plugin it can be checked with where it is not {@code wanted}; {@code wanted} where that will do. */
    String plugin(String wanted) {
        if (wanted.equals(AuthPlugin.NATIVE)) {
            return nativeHash == null ? AuthPlugin.CACHING_SHA2 : wanted;
        }
        return sha2Hash == null && crypt == null ? AuthPlugin.NATIVE : wanted;
    }

    /** Whether the answer to mysql_native_password's seed is right. */
    boolean matchesNative(byte[] answer, byte[] seed) {
        byte[] hash = nativeHash;
        return hash != null && (empty ? answer.length == 0 : Scramble.nativeMatches(answer, seed, hash));
    }

    /** Whether caching_sha2_password's fast path can tell. */
    boolean knowsFast() {
        return sha2Hash != null;
    }

    /** Whether the answer to caching_sha2_password's seed (its fast path) is right. */
    boolean matchesSha2(byte[] answer, byte[] seed) {
        byte[] hash = sha2Hash;
        return hash != null && (empty ? answer.length == 0 : Scramble.cachingSha2Matches(answer, seed, hash));
    }

    /** Whether this is the password (caching_sha2_password's full path). May take milliseconds: not for event loops. */
    boolean matchesClear(String password) {
        byte[] known = sha2Hash;
        byte[] given = Scramble.cachingSha2Hash(password);
        if (known != null) {
            return MessageDigest.isEqual(given, known);
        }
        if (crypt != null && crypt.matches(password)) {
            sha2Hash = given;
            return true;
        }
        byte[] hash = nativeHash;
        return crypt == null && hash != null && MessageDigest.isEqual(Scramble.nativeHash(password), hash);
    }

    /** Names no secret. */
    @Override
    public String toString() {
        return "Account";
    }
}
