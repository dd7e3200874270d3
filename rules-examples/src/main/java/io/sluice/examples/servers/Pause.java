package io.sluice.examples.servers;

/** Sleeping between two questions, with an interruption told as what it is: the end of the start. */
final class Pause {
    private Pause() {}

    static void millis(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ServerTrouble("Waiting for a server was interrupted.", e);
        }
    }
}
