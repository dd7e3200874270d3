package io.sluice.routing.plan;

import io.sluice.sql.text.Edit;
import io.sluice.sql.text.Span;
import java.util.List;

/**
 * The parts of a text that stand there only to be understood, the definitions of views: what is sent says in their place what the
 * client has written. Immutable.
 *
 * @param edits each from the definition back to the view's name
 */
record Folded(List<Edit> edits) {
    static final Folded NONE = new Folded(List.of());

    Folded {
        edits = List.copyOf(edits);
    }

    /** True where {@code span} is not in what is sent. */
    boolean hides(Span span) {
        return edits.stream().anyMatch(edit -> edit.span().contains(span));
    }

    /** True where some of them lie in {@code span}. */
    boolean inside(Span span) {
        return edits.stream().anyMatch(edit -> span.contains(edit.span()));
    }
}
