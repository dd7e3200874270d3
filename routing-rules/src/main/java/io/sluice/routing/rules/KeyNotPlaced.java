package io.sluice.routing.rules;

/** A rule has no slot for a key, or named one that does not exist: MySQL's ER_NO_PARTITION_FOR_GIVEN_VALUE (1526, HY000). */
public final class KeyNotPlaced extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public KeyNotPlaced(String message) {
        super(message, null, false, false);
    }
}
