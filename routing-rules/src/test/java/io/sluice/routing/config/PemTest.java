package io.sluice.routing.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.util.Arrays;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PemTest {
    /** What stands before a PKCS#1 key of 2048 bits in its PKCS#8 form. */
    private static final int WRAPPING = 26;

    @TempDir
    Path folder;

    private static PrivateKey key(String algorithm) throws GeneralSecurityException {
        return KeyPairGenerator.getInstance(algorithm).generateKeyPair().getPrivate();
    }

    private static String pem(String kind, byte[] bytes) {
        return "-----BEGIN " + kind + "-----\n" + Base64.getMimeEncoder().encodeToString(bytes) + "\n-----END " + kind
                + "-----\n";
    }

    @ParameterizedTest
    @ValueSource(strings = {"RSA", "EC", "Ed25519"})
    void readsKeysOfEachKind(String algorithm) throws GeneralSecurityException {
        PrivateKey key = key(algorithm);
        assertEquals(key, Pem.key("before it\n" + pem("PRIVATE KEY", key.getEncoded())));
    }

    @Test
    void readsKeysAsMySqlMakesThem() throws GeneralSecurityException {
        PrivateKey key = key("RSA");
        byte[] whole = key.getEncoded();
        byte[] bare = Arrays.copyOfRange(whole, WRAPPING, whole.length);
        assertEquals(key, Pem.key(pem("RSA PRIVATE KEY", bare)));
    }

    @Test
    void saysWhatIsWrongAndNothingOfTheKey() {
        for (String kind : new String[] {"PRIVATE KEY", "EC PRIVATE KEY", "ENCRYPTED PRIVATE KEY", "CERTIFICATE"}) {
            String message = assertThrows(
                            IllegalArgumentException.class, () -> Pem.key(pem(kind, "Geheimnis!".getBytes())))
                    .getMessage();
            assertFalse(message.contains("R2Vo"), message);
        }
        assertThrows(IllegalArgumentException.class, () -> Pem.certificates("nothing"));
        assertThrows(IllegalArgumentException.class, () -> Pem.certificates(pem("CERTIFICATE", new byte[9])));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            proxy.tls   | { mode: maybe }                          | proxy.tls.mode must be off, optional or required
            proxy.tls   | { mode: required }                       | proxy.tls.certificate is missing
            proxy.tls   | { mode: optional, self_signed: true, key: k.pem } | proxy.tls.key stands beside self_signed
            proxy.tls   | { mode: optional, certificate: k.pem, key: k.pem } | proxy.tls.certificate holds no certificate
            proxy.tls   | { mode: optional, certificate: none.pem, key: k.pem } | proxy.tls.certificate cannot be read
            backend.tls | { mode: full }                           | backend.tls.mode must be disabled, preferred
            backend.tls | { mode: required, ca: k.pem }            | backend.tls.ca is of use with mode verify-ca
            backend.tls | { mode: verify-ca, ca: k.pem }           | backend.tls.ca holds no certificate
            """)
    void aWrongFileSaysWhere(String section, String tls, String message) throws IOException {
        Files.writeString(folder.resolve("k.pem"), "text\n");
        String backend = "backend: { user: u, password: p" + (section.startsWith("b") ? ", tls: " + tls : "") + " }\n";
        String proxy = section.startsWith("p") ? "proxy: { tls: " + tls + " }\n" : "";
        Path file = Files.writeString(
                folder.resolve("cluster.yaml"), "schema: s\nshards:\n  s0: { servers: [a:1] }\n" + backend + proxy);
        ConfigError wrong = assertThrows(ConfigError.class, () -> ClusterFile.read(file, name -> null));
        assertEquals(true, wrong.getMessage().contains(message), wrong.getMessage());
    }
}
