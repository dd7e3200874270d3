package io.sluice.proxy.tls;

import io.sluice.routing.config.Tls;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.List;

/**
 * A certificate that nobody but itself vouches for, as MySQL makes one at its first start: it encrypts, and proves nothing. The JDK
 * makes keys and signatures, but no certificates; the little DER that one takes is written here (RFC 5280, section 4.1).
 */
public final class SelfSigned {
    private static final Duration LIFETIME = Duration.ofDays(3650);
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyyMMddHHmmss'Z'");

    private static final int SEQUENCE = 0x30;
    private static final int SET = 0x31;
    private static final int INTEGER = 0x02;
    private static final int BIT_STRING = 0x03;
    private static final int OCTET_STRING = 0x04;
    private static final int UTF8_STRING = 0x0C;
    private static final int GENERALIZED_TIME = 0x18;
    private static final int VERSION = 0xA0;
    private static final int EXTENSIONS = 0xA3;
    private static final int DNS_NAME = 0x82;
    private static final int IP_ADDRESS = 0x87;

    private static final byte[] SHA256_WITH_RSA = HexFormat.of().parseHex("300d06092a864886f70d01010b0500");
    private static final byte[] COMMON_NAME = HexFormat.of().parseHex("0603550403");
    private static final byte[] BASIC_CONSTRAINTS = HexFormat.of().parseHex("0603551d130101ff");
    private static final byte[] ALTERNATIVE_NAMES = HexFormat.of().parseHex("0603551d11");
    private static final byte[] TRUE = HexFormat.of().parseHex("0101ff");

    private SelfSigned() {}

    /** A new key (RSA, 2048 bits: some tenths of a second) and its certificate for {@code localhost} and 127.0.0.1. */
    public static Tls.Identity make() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            KeyPair pair = generator.generateKeyPair();
            byte[] body = body(pair);
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initSign(pair.getPrivate());
            signature.update(body);
            byte[] certificate = of(SEQUENCE, body, SHA256_WITH_RSA, bits(signature.sign()));
            return new Tls.Identity(
                    List.of((X509Certificate) CertificateFactory.getInstance("X.509")
                            .generateCertificate(new ByteArrayInputStream(certificate))),
                    pair.getPrivate());
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static byte[] body(KeyPair pair) {
        Instant now = Instant.now();
        byte[] name = of(SEQUENCE, of(SET, of(SEQUENCE, COMMON_NAME, of(UTF8_STRING, ascii("Sluice self-signed")))));
        byte[] validity = of(SEQUENCE, time(now.minus(Duration.ofDays(1))), time(now.plus(LIFETIME)));
        byte[] names = of(SEQUENCE, of(DNS_NAME, ascii("localhost")), of(IP_ADDRESS, new byte[] {127, 0, 0, 1}));
        return of(
                SEQUENCE,
                of(VERSION, of(INTEGER, new byte[] {2})),
                of(INTEGER, new BigInteger(63, new SecureRandom()).setBit(62).toByteArray()),
                SHA256_WITH_RSA,
                name,
                validity,
                name,
                pair.getPublic().getEncoded(),
                of(
                        EXTENSIONS,
                        of(
                                SEQUENCE,
                                of(SEQUENCE, BASIC_CONSTRAINTS, of(OCTET_STRING, of(SEQUENCE, TRUE))),
                                of(SEQUENCE, ALTERNATIVE_NAMES, of(OCTET_STRING, names)))));
    }

    private static byte[] time(Instant at) {
        return of(GENERALIZED_TIME, ascii(TIME.format(at.atOffset(ZoneOffset.UTC))));
    }

    private static byte[] bits(byte[] bytes) {
        return of(BIT_STRING, new byte[1], bytes);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[] of(int tag, byte[]... parts) {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            content.writeBytes(part);
        }
        int length = content.size();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(tag);
        if (length < 128) {
            out.write(length);
        } else if (length < 256) {
            out.write(0x81);
            out.write(length);
        } else {
            out.write(0x82);
            out.write(length >> 8);
            out.write(length);
        }
        out.writeBytes(content.toByteArray());
        return out.toByteArray();
    }
}
