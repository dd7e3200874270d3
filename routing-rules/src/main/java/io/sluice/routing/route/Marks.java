package io.sluice.routing.route;

import io.sluice.sql.text.HeadingText;
import io.sluice.sql.text.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Where in a shard's text its question marks stand.
 *
 * @param places of each {@code ?} that is a parameter, in order
 * @param headings quoted names in the text that show parameters as {@code ?}
 */
@SuppressWarnings("ArrayRecordComponent")
public record Marks(int[] places, List<Heading> headings) {
    /** No question marks. */
    public static final Marks NONE = new Marks(new int[0], List.of());

    public Marks {
        headings = List.copyOf(headings);
    }

    /**
     * A heading with parameters: {@code `(SELECT MAX(id) FROM orders WHERE user_id = ?)`}.
     *
     * @param span where it is in the text
     * @param text what it says
     * @param ordinals the client's parameters in it, in order
     */
    @SuppressWarnings("ArrayRecordComponent")
    public record Heading(Span span, HeadingText text, int[] ordinals) {}

    /**
     * Writes values into the headings of {@code sql}, and says where the marks are then.
     *
     * @param literals of each of the client's parameters; null where it cannot be said: then its {@code ?} stays
     */
    Marks shown(IntFunction<@Nullable String> literals, StringBuilder sql) {
        int[] moved = places.clone();
        List<Heading> shown = new ArrayList<>();
        int shift = 0;
        for (Heading heading : headings) {
            int start = heading.span().start() + shift;
            int end = heading.span().end() + shift;
            String name = quoted(heading.text().with(i -> {
                String literal = literals.apply(heading.ordinals()[i]);
                return literal == null ? "?" : literal;
            }));
            sql.replace(start, end, name);
            int longer = name.length() - (end - start);
            for (int i = 0; i < moved.length; i++) {
                moved[i] += places[i] >= heading.span().end() ? longer : 0;
            }
            shift += longer;
            shown.add(new Heading(new Span(start, start + name.length()), heading.text(), heading.ordinals()));
        }
        return new Marks(moved, shown);
    }

    static String quoted(String name) {
        return '`' + name.replace("`", "``") + '`';
    }
}
