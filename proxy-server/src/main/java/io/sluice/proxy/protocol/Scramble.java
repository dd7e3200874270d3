package io.sluice.proxy.protocol;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;

/**
 * The challenge hashes of the login plugins: what a client answers, and how a server checks the answer. An empty
 * password always answers with no bytes; callers check that case themselves.
 */
public final class Scramble {
    /** Bytes of a seed. */
    public static final int SEED = 20;

    private static final SecureRandom RANDOM = new SecureRandom();

    private Scramble() {}

    /** 20 random bytes of 1 to 127: neither NUL, which ends a C string, nor {@code $}, which some servers avoid. */
    public static byte[] newSeed() {
        byte[] seed = new byte[SEED];
        for (int i = 0; i < SEED; i++) {
            int b = 1 + RANDOM.nextInt(127);
            seed[i] = (byte) (b == '$' ? 'a' : b);
        }
        return seed;
    }

    /** mysql_native_password's answer: SHA1(password) XOR SHA1(seed + SHA1(SHA1(password))). */
    public static byte[] nativePassword(String password, byte[] seed) {
        if (password.isEmpty()) {
            return new byte[0];
        }
        byte[] once = sha1(password.getBytes(StandardCharsets.UTF_8));
        return xor(once, sha1(seed, sha1(once)));
    }

    /** What a server keeps for mysql_native_password: SHA1(SHA1(password)), 20 bytes. */
    public static byte[] nativeHash(String password) {
        return sha1(sha1(password.getBytes(StandardCharsets.UTF_8)));
    }

    /** Whether {@code answer} proves the password behind {@code hash} ({@link #nativeHash}). Constant time. */
    public static boolean nativeMatches(byte[] answer, byte[] seed, byte[] hash) {
        if (answer.length != 20) {
            return false;
        }
        byte[] once = xor(answer, sha1(seed, hash));
        return MessageDigest.isEqual(sha1(once), hash);
    }

    /** caching_sha2_password's answer: SHA256(password) XOR SHA256(SHA256(SHA256(password)) + seed). */
    public static byte[] cachingSha2(String password, byte[] seed) {
        if (password.isEmpty()) {
            return new byte[0];
        }
        byte[] once = sha256(password.getBytes(StandardCharsets.UTF_8));
        return xor(once, sha256(sha256(once), seed));
    }

    /** What a server's cache keeps for the fast path: SHA256(SHA256(password)), 32 bytes. */
    public static byte[] cachingSha2Hash(String password) {
        return sha256(sha256(password.getBytes(StandardCharsets.UTF_8)));
    }

    /** Whether {@code answer} proves the password behind {@code hash} ({@link #cachingSha2Hash}). Constant time. */
    public static boolean cachingSha2Matches(byte[] answer, byte[] seed, byte[] hash) {
        if (answer.length != 32) {
            return false;
        }
        byte[] once = xor(answer, sha256(hash, seed));
        return MessageDigest.isEqual(sha256(once), hash);
    }

    static byte[] xor(byte[] left, byte[] right) {
        byte[] result = new byte[left.length];
        for (int i = 0; i < left.length; i++) {
            result[i] = (byte) (left[i] ^ right[i % right.length]);
        }
        return result;
    }

    private static byte[] sha1(byte[]... parts) {
        return digest("SHA-1", parts);
    }

    private static byte[] sha256(byte[]... parts) {
        return digest("SHA-256", parts);
    }

    private static byte[] digest(String algorithm, byte[]... parts) {
        try {
            MessageDigest digest = MessageDigest.getInstance(algorithm);
            for (byte[] part : parts) {
                digest.update(part);
            }
            return digest.digest();
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
