package io.sluice.examples.servers;

/** Where a server listens. {@code port} is 1 to 65535. */
public record Address(String host, int port) {
    /** Reads {@code host:port}; without a port it is 3306. */
    public static Address parse(String text) {
        int colon = text.lastIndexOf(':');
        return colon < 0
                ? new Address(text, 3306)
                : new Address(text.substring(0, colon), Integer.parseInt(text.substring(colon + 1)));
    }

    @Override
    public String toString() {
        return host + ":" + port;
    }
}
