package io.sluice.it.compare;

import java.util.List;
import java.util.stream.Stream;

/** The ways in which an application reaches Sluice, and the way in which the plain server is asked to compare with it. */
public enum Door {
    PROXY_TEXT(false, false),
    PROXY_PREPARED(true, true),
    DRIVER_TEXT(false, false),
    /** The driver sends values to the shards as text, so the plain server is asked the same way. */
    DRIVER_PREPARED(true, false);

    private final boolean prepared;
    private final boolean onServer;

    Door(boolean prepared, boolean onServer) {
        this.prepared = prepared;
        this.onServer = onServer;
    }

    /** True where values are bound to question marks. */
    public boolean prepared() {
        return prepared;
    }

    /** Connector/J's options that make it prepare on the server, or not. */
    public String options() {
        return "&useServerPrepStmts=" + onServer + "&emulateUnsupportedPstmts=false&cachePrepStmts=true";
    }

    /** All of them, or those that {@code -Dcompare.doors=DRIVER_TEXT,PROXY_TEXT} names. */
    public static List<Door> chosen() {
        String names = System.getProperty("compare.doors", "");
        return names.isEmpty()
                ? List.of(values())
                : Stream.of(names.split(",")).map(Door::valueOf).toList();
    }

    public boolean isDriver() {
        return this == DRIVER_TEXT || this == DRIVER_PREPARED;
    }
}
