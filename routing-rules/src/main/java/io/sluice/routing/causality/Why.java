package io.sluice.routing.causality;

/** Why no replica may answer a read. */
public enum Why {
    /** The session has written there. */
    OWN_WRITE,
    /** A session of this process has written what is read. */
    RECENT_WRITE,
    /** The session has seen more than any replica is known to have. */
    SEEN,
    /** The session's token speaks of more. */
    TOKEN
}
