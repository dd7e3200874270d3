package io.sluice.proxy.protocol;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/**
 * How caching_sha2_password keeps a password: SHA-crypt with SHA-256, some thousands of rounds and a salt of 20 bytes. The text is
 * {@code $A$005$}, the rounds in thousands as three hexadecimal digits, then salt and digest.
 *
 * <p>Source: U. Drepper, "Unix crypt using SHA-256 and SHA-512".
 *
 * @param rounds of the digest
 * @param salt 20 bytes
 * @param digest 43 characters
 */
public record ShaCrypt(int rounds, byte[] salt, byte[] digest) {
    private static final String PREFIX = "$A$";
    private static final int SALT = 20;
    private static final int SALT_AT = 7;
    private static final int DIGEST = 43;
    private static final String LETTERS = "./0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private static final int BITS = 6;

    /** Reads what a server keeps. @throws IllegalArgumentException when it is not of that form */
    public static ShaCrypt read(byte[] kept) {
        String head = new String(kept, 0, Math.min(kept.length, SALT_AT), StandardCharsets.ISO_8859_1);
        if (kept.length != SALT_AT + SALT + DIGEST || !head.matches("\\$A\\$[0-9A-Fa-f]{3}\\$")) {
            throw new IllegalArgumentException("not a hash of caching_sha2_password");
        }
        int thousands = Integer.parseInt(head.substring(PREFIX.length(), SALT_AT - 1), 16);
        if (thousands == 0) {
            throw new IllegalArgumentException("a hash of caching_sha2_password without rounds");
        }
        return new ShaCrypt(
                thousands * 1000,
                Arrays.copyOfRange(kept, SALT_AT, SALT_AT + SALT),
                Arrays.copyOfRange(kept, SALT_AT + SALT, kept.length));
    }

    /** Whether that is the password. Takes some milliseconds: not for event loops. */
    public boolean matches(String password) {
        return MessageDigest.isEqual(digest, digest(password.getBytes(StandardCharsets.UTF_8), salt, rounds));
    }

    static byte[] digest(byte[] password, byte[] salt, int rounds) {
        byte[] both = sha(password, salt, password);
        ByteArrayOutputStream first = new ByteArrayOutputStream();
        first.writeBytes(password);
        first.writeBytes(salt);
        first.writeBytes(repeated(both, password.length));
        for (int bits = password.length; bits > 0; bits >>= 1) {
            first.writeBytes((bits & 1) != 0 ? both : password);
        }
        byte[] result = sha(first.toByteArray());
        byte[] p = repeated(sha(times(password, password.length)), password.length);
        byte[] s = repeated(sha(times(salt, 16 + (result[0] & 0xFF))), salt.length);
        MessageDigest digest = sha();
        for (int i = 0; i < rounds; i++) {
            digest.update((i & 1) != 0 ? p : result);
            if (i % 3 != 0) {
                digest.update(s);
            }
            if (i % 7 != 0) {
                digest.update(p);
            }
            digest.update((i & 1) != 0 ? result : p);
            result = digest.digest();
        }
        return letters(result);
    }

    private static byte[] letters(byte[] digest) {
        StringBuilder out = new StringBuilder();
        int a = 0;
        int b = 10;
        int c = 20;
        for (int i = 0; i < 10; i++) {
            append(out, digest[a] << 16 & 0xFF0000 | digest[b] << 8 & 0xFF00 | digest[c] & 0xFF, 4);
            int next = c + 1;
            c = b + 1;
            b = a + 1;
            a = next;
        }
        append(out, digest[31] << 8 & 0xFF00 | digest[30] & 0xFF, 3);
        return out.toString().getBytes(StandardCharsets.US_ASCII);
    }

    private static void append(StringBuilder out, int value, int count) {
        for (int i = 0; i < count; i++) {
            out.append(LETTERS.charAt(value >> BITS * i & 0x3F));
        }
    }

    private static byte[] repeated(byte[] bytes, int length) {
        byte[] out = new byte[length];
        for (int i = 0; i < length; i++) {
            out[i] = bytes[i % bytes.length];
        }
        return out;
    }

    private static byte[] times(byte[] bytes, int count) {
        return repeated(bytes.length == 0 ? new byte[1] : bytes, bytes.length * count);
    }

    private static byte[] sha(byte[]... parts) {
        MessageDigest digest = sha();
        for (byte[] part : parts) {
            digest.update(part);
        }
        return digest.digest();
    }

    private static MessageDigest sha() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** Nothing of it. */
    @Override
    public String toString() {
        return "ShaCrypt";
    }
}
