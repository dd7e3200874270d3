package io.sluice.proxy.backend;

import java.util.concurrent.TimeUnit;

/** Ends connections that their holders may use no longer: each when it awaits no answer. Confined to their event loop. */
final class Retiring {
    private static final long LOOK_MILLIS = 10;

    private Retiring() {}

    /** @param why what is told to whoever sends something on it afterwards */
    static void end(BackendConnection connection, BackendException why) {
        switch (connection.state()) {
            case IDLE -> connection.fail(why);
            case BUSY -> connection.loop().schedule(() -> end(connection, why), LOOK_MILLIS, TimeUnit.MILLISECONDS);
            case CLOSED -> {}
        }
    }
}
