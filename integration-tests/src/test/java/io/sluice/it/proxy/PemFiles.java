package io.sluice.it.proxy;

import io.sluice.routing.config.Tls;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;

/** A certificate and its key as files. */
record PemFiles(Path certificate, Path key) {
    /** Written as one step each, over what is there. */
    static PemFiles write(Path folder, String name, Tls.Identity identity) throws IOException {
        try {
            return new PemFiles(
                    replace(
                            folder.resolve(name + ".pem"),
                            pem("CERTIFICATE", identity.chain().get(0).getEncoded())),
                    replace(
                            folder.resolve(name + "-key.pem"),
                            pem("PRIVATE KEY", identity.key().getEncoded())));
        } catch (GeneralSecurityException e) {
            throw new IOException(e);
        }
    }

    private static Path replace(Path file, String text) throws IOException {
        Path fresh = Files.writeString(file.resolveSibling(file.getFileName() + ".new"), text);
        return Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING);
    }

    private static String pem(String kind, byte[] bytes) {
        String lines = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(bytes);
        return "-----BEGIN " + kind + "-----\n" + lines + "\n-----END " + kind + "-----\n";
    }

    /** What Connector/J trusts, as options of its URL. */
    static String trusting(Path folder, Tls.Identity identity) throws IOException {
        Path file = folder.resolve("trust" + System.nanoTime() + ".p12");
        try (OutputStream out = Files.newOutputStream(file)) {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setCertificateEntry("ca", identity.chain().get(0));
            store.store(out, "public".toCharArray());
        } catch (GeneralSecurityException e) {
            throw new IOException(e);
        }
        return "&trustCertificateKeyStoreUrl=" + file.toUri()
                + "&trustCertificateKeyStoreType=PKCS12&trustCertificateKeyStorePassword=public";
    }
}
