package io.sluice.proxy.backend;

import io.sluice.proxy.protocol.ErrPacket;

/** A server could not be reached, refused the login, or went away. {@link #packet} is what a client may be told. */
public final class BackendException extends Exception {
    private static final long serialVersionUID = 1L;

    /** What went wrong. */
    public enum Reason {
        /** No connection; nothing was sent. */
        CONNECT,
        /** The server refused the login; the packet is its own. Nothing was sent. */
        LOGIN,
        /** Every connection of the pool is busy and the wait ended. Nothing was sent. */
        BUSY,
        /** The connection broke. A command waiting for its answer may or may not have run. */
        LOST,
        /** No answer in time; the connection was closed. The command may or may not have run. */
        TIMEOUT,
        /** The pool or the connection was closed by us. */
        CLOSED
    }

    private final Reason reason;
    private final transient ErrPacket packet;

    private BackendException(Reason reason, ErrPacket packet) {
        super(packet.message(), null, false, false);
        this.reason = reason;
        this.packet = packet;
    }

    static BackendException connect(BackendTarget target, String why) {
        return of(Reason.CONNECT, 2003, "HY000", "Can't connect to server on '" + at(target) + "' (" + why + ")");
    }

    static BackendException login(ErrPacket fromServer) {
        return new BackendException(Reason.LOGIN, fromServer);
    }

    static BackendException busy(BackendTarget target, String why) {
        return of(Reason.BUSY, 1040, "08004", "Too many connections to '" + at(target) + "': " + why);
    }

    public static BackendException lost(BackendTarget target, String why) {
        return of(Reason.LOST, 2013, "08S01", "Lost connection to server '" + at(target) + "' (" + why + ")");
    }

    static BackendException timeout(BackendTarget target) {
        return of(Reason.TIMEOUT, 3024, "HY000", "No answer from server '" + at(target) + "' within the time limit");
    }

    static BackendException closed(BackendTarget target) {
        return of(Reason.CLOSED, 1053, "08S01", "Connection to server '" + at(target) + "' was closed");
    }

    private static BackendException of(Reason reason, int errno, String state, String text) {
        return new BackendException(reason, ErrPacket.of(errno, state, text));
    }

    private static String at(BackendTarget target) {
        return target.host() + ":" + target.port();
    }

    /** What went wrong. */
    public Reason reason() {
        return reason;
    }

    /** Errno, SQLSTATE and text; the server's own where it sent one. */
    public ErrPacket packet() {
        return packet;
    }

    /** Whether a command that was sent may have taken effect. False: it certainly has not. */
    public boolean mayHaveRun() {
        return reason == Reason.LOST || reason == Reason.TIMEOUT || reason == Reason.CLOSED;
    }
}
