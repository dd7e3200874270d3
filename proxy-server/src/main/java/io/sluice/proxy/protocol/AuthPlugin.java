package io.sluice.proxy.protocol;

/** Names of the authentication plugins Sluice speaks. */
public final class AuthPlugin {
    /** SHA-1 challenge; MariaDB's default, removed from MySQL 9. */
    public static final String NATIVE = "mysql_native_password";
    /** SHA-256 challenge with a cache; MySQL 8's default. */
    public static final String CACHING_SHA2 = "caching_sha2_password";
    /** The password itself; only over TLS. */
    public static final String CLEAR = "mysql_clear_password";

    private AuthPlugin() {}
}
