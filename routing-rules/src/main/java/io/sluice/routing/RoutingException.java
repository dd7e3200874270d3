package io.sluice.routing;

/** An error that goes to the client; no stack trace is kept, for it is an answer, not a fault. */
public final class RoutingException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final RoutingError error;

    public RoutingException(RoutingError error, String message) {
        super(message, null, false, false);
        this.error = error;
    }

    /** Which error; its errno and SQLSTATE go to the client. */
    public RoutingError error() {
        return error;
    }

    /** What clients read: {@link RoutingError#told}. */
    public String told() {
        return error.told(text());
    }

    /** The text without a code. */
    public String text() {
        String message = getMessage();
        return message == null ? "" : message;
    }
}
