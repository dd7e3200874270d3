package io.sluice.examples.servers;

import java.util.function.Consumer;

/** Receives one short sentence per step while servers start; called from several threads, one call at a time. */
public final class Progress {
    private final Consumer<String> listener;

    public Progress(Consumer<String> listener) {
        this.listener = listener;
    }

    /** Nobody listens. */
    public static Progress silent() {
        return new Progress(line -> {});
    }

    public synchronized void say(String line) {
        listener.accept(line);
    }
}
