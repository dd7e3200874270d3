package io.sluice.sql.text;

/**
 * A half-open range {@code [start, end)} of UTF-16 positions in a statement's text.
 *
 * @param start first position, 0 or more
 * @param end position after the last, {@code start} or more
 */
public record Span(int start, int end) {
    public Span {
        if (start < 0 || end < start) {
            throw new IllegalArgumentException("span " + start + ".." + end);
        }
    }

    /** An empty span: the place before the character at {@code position}. */
    public static Span at(int position) {
        return new Span(position, position);
    }

    /** The characters of {@code text} in this span. */
    public String of(String text) {
        return text.substring(start, end);
    }

    /** True where {@code other} lies wholly inside this span. */
    public boolean contains(Span other) {
        return start <= other.start && other.end <= end;
    }
}
