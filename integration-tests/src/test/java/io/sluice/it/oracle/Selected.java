package io.sluice.it.oracle;

import java.util.ArrayList;
import java.util.List;

/**
 * A SELECT with what is known of its answer.
 *
 * @param names of its columns; empty where a column has no alias
 * @param keys numbers of the columns that it is ordered by first, where that is all that is known of its order
 * @param total true where no two rows may change places
 */
record Selected(String text, List<Expr> outs, List<String> names, List<Integer> keys, boolean total) {
    static Selected unordered(String text, List<Expr> outs, List<String> names) {
        return new Selected(text, outs, names, List.of(), false);
    }

    List<Field> fields() {
        List<Field> fields = new ArrayList<>();
        for (int i = 0; i < outs.size(); i++) {
            fields.add(outs.get(i).field(names.get(i)));
        }
        return fields;
    }

    Selected before(String words) {
        return new Selected(words + text, outs, names, keys, total);
    }
}
