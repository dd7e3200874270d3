package io.sluice.examples.servers;

import org.jspecify.annotations.Nullable;

/** A server could not be started or asked; the message is one sentence for the person in front of the screen. */
public final class ServerTrouble extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public ServerTrouble(String message) {
        super(message);
    }

    public ServerTrouble(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
