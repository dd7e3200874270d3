package io.sluice.routing.session;

/**
 * What this session has written, as far as its own reads must see it. Today the whole answer is one bit: after the first write
 * every read goes to the primaries. Confined to its session's thread.
 */
final class OwnWrites {
    private boolean any;

    /** A write is being sent. */
    void wrote() {
        any = true;
    }

    /** True where a replica might not have what this session wrote. */
    boolean mayMissOnReplica() {
        return any;
    }

    void forget() {
        any = false;
    }
}
