package io.sluice.routing.config;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Certificates and keys in PEM form. What is wrong is an IllegalArgumentException whose text never holds anything of a key. */
final class Pem {
    private static final Pattern KEY =
            Pattern.compile("-----BEGIN ([A-Z ]*PRIVATE KEY)-----([A-Za-z0-9+/=\\s]*)-----END \\1-----");
    /** The INTEGER 0 and the AlgorithmIdentifier of RSA, which stand before a PKCS#1 key in its PKCS#8 form. */
    private static final byte[] RSA = HexFormat.of().parseHex("020100300d06092a864886f70d0101010500");

    private Pem() {}

    /** All certificates of a file, in its order; at least one. */
    static List<X509Certificate> certificates(String text) {
        List<X509Certificate> certificates = new ArrayList<>();
        try {
            var read = CertificateFactory.getInstance("X.509")
                    .generateCertificates(new ByteArrayInputStream(text.getBytes(StandardCharsets.US_ASCII)));
            read.forEach(each -> certificates.add((X509Certificate) each));
        } catch (CertificateException e) {
            throw new IllegalArgumentException("holds no certificate that can be read");
        }
        if (certificates.isEmpty()) {
            throw new IllegalArgumentException("holds no certificate that can be read");
        }
        return certificates;
    }

    /** The private key of a file: PKCS#8 (RSA, EC, EdDSA) or PKCS#1 (RSA, as MySQL makes them), without a passphrase. */
    static PrivateKey key(String text) {
        Matcher found = KEY.matcher(text);
        if (!found.find()) {
            throw new IllegalArgumentException("holds no private key in PEM form");
        }
        byte[] bytes = Base64.getMimeDecoder().decode(found.group(2));
        return switch (found.group(1)) {
            case "PRIVATE KEY" -> key(bytes);
            case "RSA PRIVATE KEY" -> key(pkcs8(bytes));
            case "ENCRYPTED PRIVATE KEY" -> throw new IllegalArgumentException("holds a key with a passphrase");
            default ->
                throw new IllegalArgumentException(
                        "holds a key that is not PKCS#8; openssl pkcs8 -topk8 -nocrypt converts it");
        };
    }

    private static PrivateKey key(byte[] pkcs8) {
        for (String algorithm : List.of("RSA", "EC", "EdDSA")) {
            try {
                return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
            } catch (GeneralSecurityException another) {
                // the next one
            }
        }
        throw new IllegalArgumentException("holds a private key that cannot be read");
    }

    private static byte[] pkcs8(byte[] pkcs1) {
        ByteArrayOutputStream inner = new ByteArrayOutputStream();
        inner.writeBytes(RSA);
        element(inner, 0x04, pkcs1);
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        element(whole, 0x30, inner.toByteArray());
        return whole.toByteArray();
    }

    private static void element(ByteArrayOutputStream out, int tag, byte[] content) {
        out.write(tag);
        if (content.length < 128) {
            out.write(content.length);
        } else {
            byte[] length = java.math.BigInteger.valueOf(content.length).toByteArray();
            int skip = length[0] == 0 ? 1 : 0;
            out.write(0x80 | (length.length - skip));
            out.write(length, skip, length.length - skip);
        }
        out.writeBytes(content);
    }

    /** Whether the key is that of the certificate. */
    static boolean fits(PrivateKey key, X509Certificate certificate) {
        PublicKey other = certificate.getPublicKey();
        String name =
                switch (key.getAlgorithm()) {
                    case "RSA" -> "SHA256withRSA";
                    case "EC" -> "SHA256withECDSA";
                    default -> "EdDSA";
                };
        try {
            byte[] trial = "trial".getBytes(StandardCharsets.US_ASCII);
            Signature signature = Signature.getInstance(name);
            signature.initSign(key);
            signature.update(trial);
            byte[] signed = signature.sign();
            signature.initVerify(other);
            signature.update(trial);
            return signature.verify(signed);
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    /** A file's text. */
    static String read(java.nio.file.Path file) throws IOException {
        return java.nio.file.Files.readString(file, StandardCharsets.ISO_8859_1);
    }
}
