package io.sluice.it.oracle;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Random ORDER BY and LIMIT. INVARIANT: a LIMIT only where no two rows may change places. */
final class Orders {
    private final Chance chance;
    private final Tags tags;
    private final Expressions expressions;

    Orders(Chance chance, Tags tags, Expressions expressions) {
        this.chance = chance;
        this.tags = tags;
        this.expressions = expressions;
    }

    /** For plain SELECTs: by anything, and by the keys of all sources where they are known. */
    Selected plain(String text, Items items, Scope scope) {
        if (chance.in(30)) {
            return Selected.unordered(text, items.outs(), items.names());
        }
        List<String> unique = scope.uniqueRefs();
        boolean total = !unique.isEmpty() && chance.in(75);
        List<Integer> keys = columns(items, chance.from(total ? 0 : 1, 2));
        List<String> by = references(items, keys, true);
        if (total) {
            if (chance.in(25)) {
                tags.add("ORDER BY hidden");
                by.add(expressions.any(scope, 1).text() + direction());
            }
            unique.forEach(each -> by.add(each + direction()));
        }
        return by.isEmpty()
                ? Selected.unordered(text, items.outs(), items.names())
                : ordered(text, items, by, keys, total);
    }

    /** For DISTINCT, GROUP BY and set operations: rows differ in what they show, at least in these columns. */
    Selected distinct(String text, Items items, List<Integer> identity, boolean byText) {
        boolean stable = identity.stream()
                .noneMatch(
                        i -> items.outs().get(i).near() || items.outs().get(i).bag());
        if (chance.in(35)) {
            return Selected.unordered(text, items.outs(), items.names());
        }
        List<Integer> keys = new ArrayList<>(columns(items, chance.from(1, 2)));
        boolean total = stable && chance.in(60);
        if (total) {
            identity.stream().filter(i -> !keys.contains(i)).forEach(keys::add);
        }
        List<String> by = references(items, keys, byText);
        return by.isEmpty()
                ? Selected.unordered(text, items.outs(), items.names())
                : ordered(text, items, by, keys, total);
    }

    /** For GROUP BY where the groups are not shown: by what is shown, and never with a LIMIT. */
    Selected loosely(String text, Items items) {
        List<Integer> keys = chance.in(50) ? columns(items, 2) : List.of();
        return keys.isEmpty()
                ? Selected.unordered(text, items.outs(), items.names())
                : ordered(text, items, references(items, keys, true), keys, false);
    }

    private Selected ordered(String text, Items items, List<String> by, List<Integer> keys, boolean total) {
        tags.add("ORDER BY");
        String whole = text + " ORDER BY " + String.join(", ", by) + (total && chance.in(50) ? limit() : "");
        return new Selected(whole, items.outs(), items.names(), keys, total);
    }

    /** Columns whose order is no matter of luck. */
    private List<Integer> columns(Items items, int count) {
        List<Integer> fit = IntStream.range(0, items.size())
                .filter(i -> !items.outs().get(i).near() && !items.outs().get(i).bag())
                .boxed()
                .toList();
        return new ArrayList<>(chance.some(fit, count));
    }

    private List<String> references(Items items, List<Integer> keys, boolean byText) {
        List<String> by = new ArrayList<>();
        keys.forEach(key -> by.add(items.reference(key, chance, byText) + direction()));
        return by;
    }

    private String direction() {
        return chance.one("", "", " DESC", " ASC", " DESC");
    }

    String limit() {
        tags.add("LIMIT");
        int count = chance.in(5) ? 0 : chance.from(1, 12);
        int offset = chance.from(0, 9);
        return switch (chance.below(4)) {
            case 0 -> " LIMIT " + count + " OFFSET " + offset;
            case 1 -> " LIMIT {" + offset + "}, {" + count + "}";
            case 2 -> " LIMIT {" + count + "}";
            default -> " LIMIT " + count;
        };
    }
}
