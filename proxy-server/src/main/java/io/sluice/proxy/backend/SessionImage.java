package io.sluice.proxy.backend;

/**
 * Describes the session state of a connection: two connections with equal images behave alike. What is inside is the
 * caller's affair (for instance the ordered list of variables it applied); the pool only compares.
 *
 * @param content immutable, with equals and hashCode
 */
public record SessionImage(Object content) {
    /** A connection just logged in, or just reset. */
    public static final SessionImage CLEAN = new SessionImage("clean");
}
