package io.sluice.proxy.protocol;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Cipher;

/**
 * The password exchange of caching_sha2_password without TLS: password + NUL, XOR the seed, RSA-OAEP (SHA-1) with the
 * server's public key.
 *
 * <p>All methods compute for a while ({@link #newKeyPair} up to a second, {@link #decrypt} about a millisecond): call
 * newKeyPair once, off the event loop.
 */
public final class RsaPassword {
    private static final String OAEP = "RSA/ECB/OAEPWithSHA-1AndMGF1Padding";

    private RsaPassword() {}

    /** A server's key pair, 2048 bits. */
    public static KeyPair newKeyPair() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** The public key as a server sends it. */
    public static String pem(PublicKey key) {
        String base64 = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(key.getEncoded());
        return "-----BEGIN PUBLIC KEY-----\n" + base64 + "\n-----END PUBLIC KEY-----\n";
    }

    /** Client side. @throws ProtocolViolation (1043) when the key cannot be read */
    public static byte[] encrypt(String password, byte[] seed, String publicKeyPem) {
        try {
            String base64 = publicKeyPem.replaceAll("-----[A-Z ]+-----", "").replaceAll("[^A-Za-z0-9+/=]", "");
            X509EncodedKeySpec spec = new X509EncodedKeySpec(Base64.getDecoder().decode(base64));
            Cipher cipher = Cipher.getInstance(OAEP);
            cipher.init(Cipher.ENCRYPT_MODE, KeyFactory.getInstance("RSA").generatePublic(spec));
            byte[] clear = password.getBytes(StandardCharsets.UTF_8);
            return cipher.doFinal(Scramble.xor(Arrays.copyOf(clear, clear.length + 1), seed));
        } catch (GeneralSecurityException | IllegalArgumentException flaw) {
            throw ProtocolViolation.badHandshake();
        }
    }

    /** Server side. @throws ProtocolViolation (1043) when it was not encrypted with our key and seed */
    public static String decrypt(byte[] encrypted, byte[] seed, PrivateKey key) {
        try {
            Cipher cipher = Cipher.getInstance(OAEP);
            cipher.init(Cipher.DECRYPT_MODE, key);
            return clearPassword(Scramble.xor(cipher.doFinal(encrypted), seed));
        } catch (GeneralSecurityException flaw) {
            throw ProtocolViolation.badHandshake();
        }
    }

    /** Reads password + NUL, the form of the password over TLS and inside {@link #decrypt}. */
    public static String clearPassword(byte[] passwordAndNul) {
        int length = passwordAndNul.length;
        if (length == 0 || passwordAndNul[length - 1] != 0) {
            throw ProtocolViolation.badHandshake();
        }
        return new String(passwordAndNul, 0, length - 1, StandardCharsets.UTF_8);
    }
}
