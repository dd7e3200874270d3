package io.sluice.routing.route;

import io.sluice.routing.merge.ColumnMeta;
import io.sluice.routing.merge.Counts;
import io.sluice.routing.merge.Row;
import io.sluice.routing.plan.RowNames;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * {@code DELETE FROM orders ORDER BY id LIMIT 10}: the rows are chosen and locked, then changed by their keys. Values that need other
 * tables are chosen with the rows and written as literals. Confined to one thread at a time.
 */
final class ChosenRows implements Script {
    private static final int ROWS = 500;

    private final ShardStatement ask;
    private final List<Target> targets;
    private final List<Counts> counts = new ArrayList<>();
    private final Deque<Step> steps = new ArrayDeque<>();

    /**
     * A table that is changed.
     *
     * @param head the statement up to its WHERE
     * @param names how its rows are named
     * @param oneByOne true where the rows must be changed in their order
     */
    record Target(List<Part> head, RowNames names, boolean oneByOne) {}

    /**
     * A part of a statement: words, or a value.
     *
     * @param words null for a value
     * @param column the value's, in the rows that were asked for
     * @param type of the column that takes the value
     */
    record Part(@Nullable ShardStatement words, int column, String type) {}

    /** A part when the answer's columns are known. */
    private record Known(Part part, @Nullable ResultForm form) {}

    /**
     * @param nothing what a server says where no row is changed
     */
    ChosenRows(ShardStatement ask, List<Target> targets, String nothing) {
        this.ask = ask;
        this.targets = List.copyOf(targets);
        counts.add(new Counts(0, 0, 0, nothing));
        steps.add(new Step.Ask(ask));
    }

    @Override
    public Step next() {
        Step next = steps.poll();
        return next == null ? new Step.Done(Counts.sum(counts)) : next;
    }

    @Override
    public void rows(List<ColumnMeta> columns, List<Row> rows) {
        for (Target target : targets) {
            List<Known> head = new ArrayList<>();
            for (Part part : target.head()) {
                boolean words = part.words() != null;
                head.add(new Known(part, words ? null : ResultForm.of(columns.get(part.column()), part.type())));
            }
            changes(target, head, rows);
        }
    }

    @Override
    public void changed(Counts of) {
        counts.add(of);
    }

    /** One statement for rows that are changed alike. A row that a join has several times is changed once. */
    private void changes(Target target, List<Known> head, List<Row> rows) {
        Map<String, List<List<String>>> alike = new LinkedHashMap<>();
        Map<String, Row> first = new LinkedHashMap<>();
        Set<List<String>> seen = new HashSet<>();
        for (Row row : rows) {
            List<String> name = target.names().of(row);
            if (name != null && seen.add(name)) {
                String values = target.oneByOne()
                        ? name.toString()
                        : head(head, row).statement().sql();
                first.putIfAbsent(values, row);
                alike.computeIfAbsent(values, v -> new ArrayList<>()).add(name);
            }
        }
        for (Map.Entry<String, Row> each : first.entrySet()) {
            List<List<String>> names = alike.getOrDefault(each.getKey(), List.of());
            for (int at = 0; at < names.size(); at += ROWS) {
                List<List<String>> some = names.subList(at, Math.min(names.size(), at + ROWS));
                Texts text = head(head, each.getValue());
                steps.add(new Step.Change(text.add(target.names().where(some)).statement()));
            }
        }
    }

    private static Texts head(List<Known> head, Row row) {
        Texts text = new Texts();
        for (Known known : head) {
            ShardStatement words = known.part().words();
            if (words != null) {
                text.add(words);
            } else if (known.form() != null) {
                StringBuilder literal = new StringBuilder();
                known.form().write(row, known.part().column(), literal);
                text.add(literal.toString());
            }
        }
        return text;
    }

    @Override
    public List<Outline> outline() {
        List<Outline> outline = new ArrayList<>();
        outline.add(new Outline("ask", ask));
        for (Target target : targets) {
            Texts text = new Texts();
            boolean each = target.oneByOne();
            for (Part part : target.head()) {
                if (part.words() != null) {
                    text.add(part.words());
                } else {
                    text.add("…");
                    each = true;
                }
            }
            text.add(target.names().where());
            outline.add(new Outline(each ? "change each" : "change", text.statement()));
        }
        return outline;
    }
}
