package io.sluice.sql.text;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * A text with its slots and edits, ready to be cut in many windows: a window costs what lies in it, so that a list of 100,000
 * items is cut into its items in a time that grows with the list. Safe for use by many threads if the lists are not changed.
 */
public final class Cuts {
    private final String text;
    private final List<Span> slots;
    private final List<Edit> edits;

    /**
     * @param slots spans of all literals and {@code ?} of the whole text, in text order; those inside an edit's span vanish.
     *     Random access
     * @param edits in any order, not overlapping; those at one place stay in the order given
     */
    public Cuts(String text, List<Span> slots, List<Edit> edits) {
        this.text = text;
        this.slots = slots;
        List<Edit> sorted = new ArrayList<>(edits);
        sorted.sort(Comparator.comparingInt((Edit e) -> e.span().start())
                .thenComparingInt(e -> e.span().end()));
        this.edits = sorted;
    }

    /** @throws IllegalArgumentException where edits overlap */
    public SqlTemplate cut(Span window) {
        List<Piece> pieces = new ArrayList<>();
        int at = window.start();
        int edit = firstEdit(window.start());
        int slot = slot(firstSlot(window.start()), edit);
        while (true) {
            Span nextSlot = slot < slots.size() && window.contains(slots.get(slot)) ? slots.get(slot) : null;
            Edit nextEdit =
                    edit < edits.size() && window.contains(edits.get(edit).span()) ? edits.get(edit) : null;
            Edit next;
            // an edit at the place where a slot begins inserts before it
            if (nextEdit != null
                    && (nextSlot == null || nextSlot.start() >= nextEdit.span().start())) {
                next = nextEdit;
                edit++;
            } else if (nextSlot != null) {
                next = new Edit(nextSlot, new Piece.Slot(slot++));
            } else {
                break;
            }
            if (next.span().start() < at) {
                throw new IllegalArgumentException("overlapping edits at " + next.span());
            }
            text(at, next.span().start(), pieces);
            pieces.add(next.piece());
            at = next.span().end();
            slot = slot(slot, edit);
        }
        text(at, window.end(), pieces);
        return new SqlTemplate(pieces);
    }

    /** The first slot from {@code slot} on that does not vanish in an edit. Edits before {@code edit} have been made. */
    private int slot(int slot, int edit) {
        int next = slot;
        while (next < slots.size() && (vanishes(next, edit - 1) || vanishes(next, edit))) {
            next++;
        }
        return next;
    }

    private boolean vanishes(int slot, int edit) {
        return edit >= 0 && edit < edits.size() && edits.get(edit).span().contains(slots.get(slot));
    }

    private int firstSlot(int position) {
        int low = 0;
        int high = slots.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (slots.get(middle).start() < position) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private int firstEdit(int position) {
        int low = 0;
        int high = edits.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (edits.get(middle).span().start() < position) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private void text(int from, int to, List<Piece> pieces) {
        if (to > from) {
            pieces.add(new Piece.Text(text.substring(from, to)));
        }
    }
}
