package io.sluice.proxy.backend;

import io.sluice.proxy.tls.BackendTls;
import org.jspecify.annotations.Nullable;

/**
 * What a connection is a connection to; the key of a pool. The client's FOUND_ROWS flag is part of it because it
 * changes affected-row counts and can only be set at login.
 *
 * @param host name or address
 * @param port TCP port
 * @param user login name
 * @param password clear; never printed
 * @param schema default schema chosen at login, or null
 * @param foundRows affected rows of UPDATE are rows found, not rows changed
 * @param tls how the connection is encrypted
 */
public record BackendTarget(
        String host,
        int port,
        String user,
        String password,
        @Nullable String schema,
        boolean foundRows,
        BackendTls tls) {
    /** In clear. */
    public BackendTarget(
            String host, int port, String user, String password, @Nullable String schema, boolean foundRows) {
        this(host, port, user, password, schema, foundRows, BackendTls.NONE);
    }

    /** {@code user@host:port/schema}, for logs and errors. */
    @Override
    public String toString() {
        return user + "@" + host + ":" + port + (schema == null ? "" : "/" + schema) + (foundRows ? "+found_rows" : "");
    }
}
