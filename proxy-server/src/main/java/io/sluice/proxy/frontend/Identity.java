package io.sluice.proxy.frontend;

import io.sluice.proxy.protocol.AuthPlugin;
import io.sluice.proxy.protocol.Capabilities;
import io.sluice.proxy.protocol.Handshake;
import io.sluice.proxy.protocol.ServerStatus;
import io.sluice.sql.Dialect;
import java.util.Locale;

/** How the proxy presents itself: as a server of the backends' flavour and version, for drivers conclude from these what works. */
final class Identity {
    /** What is offered, {@link Capabilities#SSL} besides where there is a certificate. Not offered: compression by zstd. */
    static final int CAPABILITIES = Capabilities.LONG_PASSWORD
            | Capabilities.FOUND_ROWS
            | Capabilities.LONG_FLAG
            | Capabilities.CONNECT_WITH_DB
            | Capabilities.COMPRESS
            | Capabilities.LOCAL_FILES
            | Capabilities.IGNORE_SPACE
            | Capabilities.PROTOCOL_41
            | Capabilities.INTERACTIVE
            | Capabilities.TRANSACTIONS
            | Capabilities.SECURE_CONNECTION
            | Capabilities.MULTI_STATEMENTS
            | Capabilities.MULTI_RESULTS
            | Capabilities.PS_MULTI_RESULTS
            | Capabilities.PLUGIN_AUTH
            | Capabilities.CONNECT_ATTRS
            | Capabilities.PLUGIN_AUTH_LENENC_CLIENT_DATA
            | Capabilities.SESSION_TRACK
            | Capabilities.DEPRECATE_EOF;

    private static final int QUERY_ATTRIBUTES_SINCE = 80023;
    private static final int UTF8MB4_GENERAL_CI = 45;
    private static final int UTF8MB4_0900_AI_CI = 255;

    private Identity() {}

    /** {@code 8.0.31-sluice}, {@code 11.4.5-MariaDB-sluice}. */
    static String version(Dialect dialect) {
        int version = dialect.version();
        String number = String.format(Locale.ROOT, "%d.%d.%d", version / 10000, version / 100 % 100, version % 100);
        return number + (dialect.mariaDb() ? "-MariaDB-sluice" : "-sluice");
    }

    /** The plugin a client should begin with: what a real server of this flavour asks for. */
    static String plugin(Dialect dialect) {
        return dialect.mariaDb() ? AuthPlugin.NATIVE : AuthPlugin.CACHING_SHA2;
    }

    /** Query attributes are MySQL's, since 8.0.23. */
    static int capabilities(Dialect dialect) {
        boolean attributes = !dialect.mariaDb() && dialect.version() >= QUERY_ATTRIBUTES_SINCE;
        return CAPABILITIES | (attributes ? Capabilities.QUERY_ATTRIBUTES : 0);
    }

    static Handshake greeting(LoginSettings settings, int connectionId, byte[] seed) {
        Dialect dialect = settings.dialect();
        boolean tls = settings.tls().context() != null;
        return new Handshake(
                settings.version(),
                connectionId,
                seed,
                capabilities(dialect) | (tls ? Capabilities.SSL : 0),
                0,
                dialect.mariaDb() ? UTF8MB4_GENERAL_CI : UTF8MB4_0900_AI_CI,
                ServerStatus.AUTOCOMMIT,
                plugin(dialect));
    }
}
