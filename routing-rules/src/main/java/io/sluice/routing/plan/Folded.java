package io.sluice.routing.plan;

import io.sluice.sql.text.Edit;
import io.sluice.sql.text.HeadingText;
import io.sluice.sql.text.Piece;
import io.sluice.sql.text.Span;
import java.util.List;

/**
 * The parts of a text that the client has not written, definitions of views most of all. Some stand there only to be understood: what is
 * sent says in their place what the client has written. Immutable.
 */
record Folded(List<Part> parts) {
    static final Folded NONE = new Folded(List.of());

    Folded {
        parts = List.copyOf(parts);
    }

    /**
     * One of them.
     *
     * @param span where it stands
     * @param text what it says
     * @param written what the client's text has in its place
     * @param sent what the servers are sent there: {@code text}, or a name
     */
    record Part(Span span, String text, String written, String sent) {
        boolean hidden() {
            return !sent.equals(text);
        }
    }

    /** Each from what is not sent to what is. */
    List<Edit> edits() {
        return parts.stream()
                .filter(Part::hidden)
                .map(part -> new Edit(part.span, new Piece.Text(part.sent)))
                .toList();
    }

    /** With all of it sent. */
    Folded sent() {
        return new Folded(parts.stream()
                .map(part -> new Part(part.span, part.text, part.written, part.text))
                .toList());
    }

    /** True where {@code span} is of a view's definition. */
    boolean defines(Span span) {
        return parts.stream().anyMatch(part -> part.span.contains(span));
    }

    /** True where {@code span} is not in what is sent. */
    boolean hides(Span span) {
        return parts.stream().anyMatch(part -> part.hidden() && part.span.contains(span));
    }

    /** True where {@code span} goes out with words that the client has not written. */
    boolean changes(Span span) {
        return parts.stream().anyMatch(part -> !part.sent.equals(part.written) && span.contains(part.span));
    }

    /** {@code heading} of the whole text as that of the client's. */
    HeadingText written(HeadingText heading) {
        List<String> words = heading.parts();
        for (Part part : parts) {
            words = words.stream()
                    .map(text -> text.replace(part.text, part.written))
                    .toList();
        }
        return new HeadingText(words, heading.slots(), heading.cut());
    }
}
