package io.sluice.routing.cluster;

/** Host and port of one database server. */
public record ServerAddress(String host, int port) {
    @Override
    public String toString() {
        return host + ":" + port;
    }
}
