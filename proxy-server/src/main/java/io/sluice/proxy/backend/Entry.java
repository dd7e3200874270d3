package io.sluice.proxy.backend;

import org.jspecify.annotations.Nullable;

/** A connection as its {@link BackendPool} sees it. Confined to the pool's event loop. */
final class Entry {
    final long createdAt = System.nanoTime();
    long idleSince = createdAt;
    boolean leased;
    /** A KILL for it was sent and must not meet the next one who gets it. */
    boolean killed;
    /** Those of them that are still under way. */
    int kills;
    /** Runs when none is under way any more. */
    @Nullable
    Runnable settled;
}
