package io.sluice.sql.admin;

/** Reading cannot go on at a position; becomes a NotUnderstood. Carries no stack trace. */
final class Unexpected extends RuntimeException {
    private static final long serialVersionUID = 1;

    final int position;

    Unexpected(String what, int position) {
        super(what, null, false, false);
        this.position = position;
    }

    String what() {
        return String.valueOf(getMessage());
    }
}
