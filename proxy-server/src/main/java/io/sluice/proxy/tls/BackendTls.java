package io.sluice.proxy.tls;

import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslProvider;
import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import io.sluice.routing.config.Tls;
import java.util.concurrent.Executor;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * TLS to servers. Immutable. INVARIANT: equal to itself only: it is part of the key of pools, which is looked up for every statement;
 * whoever makes one keeps it for as long as the cluster file says the same.
 */
public final class BackendTls {
    /** None, ever. */
    public static final BackendTls NONE = new BackendTls(null, false);

    /** Of both sides. */
    static final String[] PROTOCOLS = {"TLSv1.3", "TLSv1.2"};

    private final @Nullable SslContext context;
    private final boolean required;

    private BackendTls(@Nullable SslContext context, boolean required) {
        this.context = context;
        this.required = required;
    }

    /** As the cluster file says. */
    public static BackendTls of(Tls.Backends tls) {
        Tls.Backends.Mode mode = tls.mode();
        if (mode == Tls.Backends.Mode.UNSTATED || mode == Tls.Backends.Mode.DISABLED) {
            return NONE;
        }
        boolean verifies = mode.compareTo(Tls.Backends.Mode.VERIFY_CA) >= 0;
        // Netty looks for the host's name in the certificate unless told not to.
        String identity = mode == Tls.Backends.Mode.VERIFY_IDENTITY ? "HTTPS" : null;
        SslContextBuilder builder = SslContextBuilder.forClient()
                .sslProvider(SslProvider.JDK)
                .protocols(PROTOCOLS)
                .endpointIdentificationAlgorithm(identity);
        if (!verifies) {
            builder.trustManager(InsecureTrustManagerFactory.INSTANCE);
        } else if (!tls.authorities().isEmpty()) {
            builder.trustManager(tls.authorities());
        }
        try {
            return new BackendTls(builder.build(), mode != Tls.Backends.Mode.PREFERRED);
        } catch (SSLException e) {
            throw new IllegalArgumentException("TLS to servers cannot be set up: " + e.getMessage(), e);
        }
    }

    /** Whether it is used where a server offers it. */
    public boolean wanted() {
        return context != null;
    }

    /** Whether a server that does not offer it is not spoken to. */
    public boolean required() {
        return required;
    }

    /** What encrypts one connection; only where it is {@link #wanted}. @param tasks computes, away from the event loop */
    public SslHandler handler(ByteBufAllocator alloc, String host, int port, Executor tasks) {
        SslContext known = context;
        if (known == null) {
            throw new IllegalStateException("no TLS");
        }
        return known.newHandler(alloc, host, port, tasks);
    }
}
