package io.sluice.proxy.exec;

import io.sluice.proxy.tls.BackendTls;

/** Who the proxy is on the backends, and how its connections are encrypted. {@code password} is clear and never printed. */
public record BackendAccount(String user, String password, BackendTls tls) {
    @Override
    public String toString() {
        return user;
    }
}
