package io.sluice.it.oracle;

import java.util.ArrayList;
import java.util.List;

/** A select list while it is made. Not thread-safe. */
final class Items {
    private final List<Expr> outs = new ArrayList<>();
    private final List<String> names = new ArrayList<>();
    private final List<String> texts = new ArrayList<>();

    void add(Expr out, String name) {
        outs.add(out);
        names.add(name);
        texts.add(name.isEmpty() ? out.text() : out.text() + " AS " + name);
    }

    /** {@code *} or {@code a0.*}. */
    void star(String text, List<Expr> columns) {
        texts.add(text);
        for (Expr column : columns) {
            outs.add(column);
            names.add("");
        }
    }

    void loosen() {
        outs.replaceAll(Expr::loosened);
    }

    String text() {
        return String.join(", ", texts);
    }

    List<Expr> outs() {
        return outs;
    }

    List<String> names() {
        return names;
    }

    int size() {
        return outs.size();
    }

    /** How ORDER BY may name a column: by its alias, its number, or its text. */
    String reference(int column, Chance chance, boolean byText) {
        String name = names.get(column);
        if (name.isEmpty()) {
            return byText && chance.in(70) ? outs.get(column).text() : String.valueOf(column + 1);
        }
        return chance.in(70) ? name : String.valueOf(column + 1);
    }
}
