package io.sluice.proxy.tls;

import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import io.sluice.routing.config.Tls;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * TLS for clients. Immutable; a connection keeps the one it began with.
 *
 * @param context null where there is no TLS
 * @param required whether nobody may log in without
 */
public record DoorTls(@Nullable SslContext context, boolean required) {
    /** None. */
    public static final DoorTls NONE = new DoorTls(null, false);

    /**
     * As the cluster file says.
     *
     * @param selfSigned what to be where it names no certificate
     * @throws IllegalArgumentException when the JDK takes the certificate for nothing it can use
     */
    public static DoorTls of(Tls.Door door, java.util.function.Supplier<Tls.Identity> selfSigned) {
        if (door.mode() == Tls.Door.Mode.OFF) {
            return NONE;
        }
        Tls.Identity stated = door.identity();
        Tls.Identity identity = stated == null ? selfSigned.get() : stated;
        try {
            SslContext context = SslContextBuilder.forServer(identity.key(), identity.chain())
                    .sslProvider(SslProvider.JDK)
                    .protocols(BackendTls.PROTOCOLS)
                    .clientAuth(ClientAuth.NONE)
                    .build();
            return new DoorTls(context, door.mode() == Tls.Door.Mode.REQUIRED);
        } catch (SSLException e) {
            throw new IllegalArgumentException("TLS for clients cannot be set up: " + e.getMessage(), e);
        }
    }
}
