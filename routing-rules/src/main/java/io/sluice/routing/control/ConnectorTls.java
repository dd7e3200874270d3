package io.sluice.routing.control;

import io.sluice.routing.config.Tls;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * {@code backend.tls} in Connector/J's words. Connector/J takes authorities from a file of its own form only, so one is written,
 * which holds certificates and nothing secret. Safe for use by many threads.
 */
public final class ConnectorTls {
    /** Connector/J wants one; it protects nothing. */
    private static final String NO_SECRET = "authorities";

    private static final Map<List<X509Certificate>, Path> FILES = new ConcurrentHashMap<>();

    private ConnectorTls() {}

    /** Connection properties; none where nothing is stated. */
    public static Map<String, String> properties(Tls.Backends tls) {
        if (tls.mode() == Tls.Backends.Mode.UNSTATED) {
            return Map.of();
        }
        String mode = tls.mode().name();
        if (tls.authorities().isEmpty()) {
            return Map.of("sslMode", mode);
        }
        Path file = FILES.computeIfAbsent(tls.authorities(), ConnectorTls::write);
        return Map.of(
                "sslMode",
                mode,
                "trustCertificateKeyStoreUrl",
                file.toUri().toString(),
                "trustCertificateKeyStoreType",
                "PKCS12",
                "trustCertificateKeyStorePassword",
                NO_SECRET,
                "fallbackToSystemTrustStore",
                "false");
    }

    private static Path write(List<X509Certificate> authorities) {
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            for (int i = 0; i < authorities.size(); i++) {
                store.setCertificateEntry("authority" + i, authorities.get(i));
            }
            Path file = Files.createTempFile("sluice-authorities", ".p12");
            file.toFile().deleteOnExit();
            try (OutputStream out = Files.newOutputStream(file)) {
                store.store(out, NO_SECRET.toCharArray());
            }
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
