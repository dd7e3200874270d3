package io.sluice.proxy.exec;

/** Who the proxy is on the backends. {@code password} is clear and never printed. */
public record BackendAccount(String user, String password) {
    @Override
    public String toString() {
        return user;
    }
}
