package io.sluice.sql.calcite;

/** The text is in the grammar but says something this reader has no meaning for. */
final class NotReadable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    final String reason;
    final int position;

    NotReadable(String reason, int position) {
        super(reason, null, false, false);
        this.reason = reason;
        this.position = position;
    }
}
