package io.sluice.routing.config;

import java.nio.file.Path;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The cluster file's sections {@code proxy.tls} and {@code backend.tls}, with what their files hold. Immutable. */
public final class Tls {
    private Tls() {}

    /** A certificate with the chain behind it, and its key. Two are equal when certificates and key are. */
    public record Identity(List<X509Certificate> chain, PrivateKey key) {
        public Identity {
            chain = List.copyOf(chain);
        }

        /** Without the key. */
        @Override
        public String toString() {
            return chain.get(0).getSubjectX500Principal().getName();
        }
    }

    /**
     * {@code proxy.tls}: what clients may or must do.
     *
     * @param mode {@code mode}: {@code off} (the default), {@code optional}, {@code required}
     * @param identity {@code certificate} and {@code key}, PEM files; null for a self-signed one made at start ({@code self_signed: true})
     * @param files the files it was read from
     */
    public record Door(Mode mode, @Nullable Identity identity, List<Path> files) {
        /** Whether clients encrypt. */
        public enum Mode {
            OFF,
            OPTIONAL,
            REQUIRED
        }

        public Door {
            files = List.copyOf(files);
        }
    }

    /**
     * {@code backend.tls}: how Sluice connects to the servers.
     *
     * @param mode {@code mode}
     * @param authorities {@code ca}, a PEM file: who may have signed the servers' certificates; empty for the JVM's own list
     * @param files the files it was read from
     */
    public record Backends(Mode mode, List<X509Certificate> authorities, List<Path> files) {
        /** In the order of strictness; the names are Connector/J's, too. */
        public enum Mode {
            /** Not stated: the proxy's statements go in clear, everything else as Connector/J likes it. */
            UNSTATED,
            /** Never. */
            DISABLED,
            /** Where the server can. */
            PREFERRED,
            /** Always, whoever the server is. */
            REQUIRED,
            /** And an authority has signed the server's certificate. */
            VERIFY_CA,
            /** And it names the host. */
            VERIFY_IDENTITY
        }

        public Backends {
            authorities = List.copyOf(authorities);
            files = List.copyOf(files);
        }
    }

    static Door door(Section section) {
        section.only("mode", "certificate", "key", "self_signed");
        Door.Mode mode = mode(section);
        boolean selfSigned = section.flag("self_signed", false);
        if (mode == Door.Mode.OFF || selfSigned) {
            for (String key : List.of("certificate", "key")) {
                if (section.has(key)) {
                    throw section.wrong(key, selfSigned ? "stands beside self_signed" : "stands beside mode: off");
                }
            }
            return new Door(mode, null, List.of());
        }
        Path certificate = section.path("certificate");
        Path key = section.path("key");
        List<X509Certificate> chain = section.read("certificate", certificate, Pem::certificates);
        PrivateKey secret = section.read("key", key, Pem::key);
        if (!Pem.fits(secret, chain.get(0))) {
            throw section.wrong("key", "is not the key of the certificate");
        }
        return new Door(mode, new Identity(chain, secret), List.of(certificate, key));
    }

    private static Door.Mode mode(Section section) {
        return switch (section.text("mode", "off")) {
            case "off" -> Door.Mode.OFF;
            case "optional" -> Door.Mode.OPTIONAL;
            case "required" -> Door.Mode.REQUIRED;
            default -> throw section.wrong("mode", "must be off, optional or required");
        };
    }

    static Backends backends(Section section) {
        section.only("mode", "ca");
        Backends.Mode mode =
                switch (section.text("mode", "")) {
                    case "" -> Backends.Mode.UNSTATED;
                    case "disabled" -> Backends.Mode.DISABLED;
                    case "preferred" -> Backends.Mode.PREFERRED;
                    case "required" -> Backends.Mode.REQUIRED;
                    case "verify-ca" -> Backends.Mode.VERIFY_CA;
                    case "verify-identity" -> Backends.Mode.VERIFY_IDENTITY;
                    default ->
                        throw section.wrong(
                                "mode", "must be disabled, preferred, required, verify-ca or verify-identity");
                };
        List<X509Certificate> authorities = new ArrayList<>();
        List<Path> files = new ArrayList<>();
        if (section.has("ca")) {
            if (mode.compareTo(Backends.Mode.VERIFY_CA) < 0) {
                throw section.wrong("ca", "is of use with mode verify-ca and verify-identity only");
            }
            files.add(section.path("ca"));
            authorities.addAll(section.read("ca", files.get(0), Pem::certificates));
        }
        return new Backends(mode, authorities, files);
    }
}
