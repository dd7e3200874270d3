package io.sluice.proxy.frontend;

import io.sluice.proxy.tls.DoorTls;
import io.sluice.sql.Dialect;
import java.security.KeyPair;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * What logins are checked with.
 *
 * @param accounts who may log in; asked at each login
 * @param key for caching_sha2_password's full path
 * @param dialect the flavour and version to present
 * @param version the version to say; empty for the dialect's
 * @param timeout for the whole login
 * @param tls how the connection may be encrypted
 */
record LoginSettings(
        Supplier<Accounts> accounts, KeyPair key, Dialect dialect, String version, Duration timeout, DoorTls tls) {
    LoginSettings {
        version = version.isEmpty() ? Identity.version(dialect) : version;
    }
}
