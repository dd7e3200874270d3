package io.sluice.routing.route;

import io.sluice.routing.RoutingError;
import io.sluice.routing.RoutingException;
import io.sluice.routing.gather.LoadColumn;
import io.sluice.routing.keys.Surroundings;
import io.sluice.routing.merge.ColumnMeta;
import io.sluice.routing.merge.Counts;
import io.sluice.routing.merge.Row;
import io.sluice.routing.plan.Hints;
import io.sluice.routing.plan.Scripted;
import io.sluice.routing.rules.TableRule;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * {@code UPDATE orders SET user_id = 9 WHERE user_id = 7}: each row is changed where it is, by the user's own words; if it then belongs
 * elsewhere, it is read there as the server has made it, deleted, and inserted into its new slot. Confined to one thread at a time.
 */
final class MovedRows implements Script {
    private static final int ROWS = 200;
    private static final int CHARACTERS = 256 << 10;
    private static final String NOTHING = "Rows matched: 0  Changed: 0  Warnings: 0";

    private final ShardStatement ask;
    private final Scripted.Moving plan;
    private final ShardStatement update;
    private final UnaryOperator<String> comment;
    private final MovingRow moving;
    private final List<Counts> counts = new ArrayList<>();
    private final Deque<Step> steps = new ArrayDeque<>();

    /** What the next answer is for. */
    private final Deque<Waiting> waiting = new ArrayDeque<>();

    /** @param rows how many there must be */
    private record Waiting(Kind kind, int rows) {}

    private enum Kind {
        QUESTION,
        CHOICE,
        READ,
        UPDATE,
        DELETE,
        INSERT
    }

    /**
     * @param update the user's own words, up to WHERE
     * @param comment gives the comment that a step begins with
     */
    MovedRows(
            ShardStatement ask,
            Scripted.Moving plan,
            ShardStatement update,
            UnaryOperator<String> comment,
            Surroundings session) {
        this.ask = ask;
        this.plan = plan;
        this.update = update;
        this.comment = comment;
        this.moving = new MovingRow(plan.row(), session);
        counts.add(new Counts(0, 0, 0, NOTHING));
        ask(Kind.QUESTION, 1, new Texts().add(plan.question()).statement());
        ask(Kind.CHOICE, 0, ask);
    }

    private void ask(Kind kind, int rows, ShardStatement statement) {
        steps.add(new Step.Ask(statement));
        waiting.add(new Waiting(kind, rows));
    }

    private void change(Kind kind, int rows, ShardStatement statement) {
        steps.add(new Step.Change(statement));
        waiting.add(new Waiting(kind, rows));
    }

    @Override
    public Step next() {
        Step next = steps.poll();
        return next == null ? new Step.Done(Counts.sum(counts)) : next;
    }

    @Override
    public void rows(List<ColumnMeta> columns, List<Row> rows) {
        Waiting now = waiting.remove();
        switch (now.kind()) {
            case QUESTION -> {
                if (rows.get(0).asLong(0) != 0) {
                    throw refused(" of a table with triggers, or with foreign keys to it,");
                }
            }
            case CHOICE -> chosen(columns, rows);
            case READ -> read(now, rows);
            default -> throw new IllegalStateException(now.toString());
        }
    }

    @Override
    public void changed(Counts of) {
        Waiting now = waiting.remove();
        if (now.kind() == Kind.UPDATE) {
            counts.add(of);
        } else if (of.affected() != now.rows()) {
            throw refused(" of these rows");
        }
    }

    private RoutingException refused(String which) {
        TableRule.Sharded rule = (TableRule.Sharded) plan.row().table().rule();
        int level = plan.row().keys().get(0).level();
        return RoutingError.KEY_UPDATE.with(
                rule.table() + "." + rule.levels().get(level).column() + which);
    }

    /** The rows of one slot together, or each alone where their order matters. */
    private void chosen(List<ColumnMeta> columns, List<Row> rows) {
        Map<Integer, List<MovingRow.Move>> bySlot = new LinkedHashMap<>();
        int number = 0;
        for (Row row : rows) {
            MovingRow.Move move = moving.of(columns, row);
            int group = plan.row().ordered() ? number++ : move.from();
            bySlot.computeIfAbsent(group, g -> new ArrayList<>()).add(move);
        }
        for (List<MovingRow.Move> moves : bySlot.values()) {
            for (int at = 0; at < moves.size(); at += ROWS) {
                move(moves.subList(at, Math.min(moves.size(), at + ROWS)));
            }
        }
    }

    private void move(List<MovingRow.Move> moves) {
        String here = comment.apply(Hints.ofSlot(moves.get(0).from()));
        List<List<String>> old = moves.stream().map(MovingRow.Move::name).toList();
        change(Kind.UPDATE, 0, new Texts().add(here).add(update).add(where(old)).statement());
        List<List<String>> gone = moves.stream()
                .filter(move -> move.to() != move.from())
                .map(MovingRow.Move::newName)
                .toList();
        if (!gone.isEmpty()) {
            String read = plan.texts().read() + where(gone) + Scripted.ALL_ROWS + " FOR UPDATE";
            ask(Kind.READ, gone.size(), new Texts().add(here + read).statement());
            change(
                    Kind.DELETE,
                    gone.size(),
                    new Texts().add(here + plan.texts().delete() + where(gone)).statement());
        }
    }

    private String where(List<List<String>> names) {
        return plan.row().names().where(names);
    }

    private void read(Waiting now, List<Row> rows) {
        if (rows.size() != now.rows()) {
            throw refused(" of these rows");
        }
        // The next step is the DELETE of these rows; they are inserted behind it.
        Step delete = steps.remove();
        Waiting deleted = waiting.remove();
        Deque<Step> later = new ArrayDeque<>(steps);
        Deque<Waiting> laterWaiting = new ArrayDeque<>(waiting);
        steps.clear();
        waiting.clear();
        steps.add(delete);
        waiting.add(deleted);
        StringBuilder values = new StringBuilder();
        int count = 0;
        for (Row row : rows) {
            row(row, values.append(values.isEmpty() ? "(" : ", ("));
            values.append(')');
            count++;
            if (values.length() > CHARACTERS) {
                insert(count, values);
                count = 0;
            }
        }
        if (count > 0) {
            insert(count, values);
        }
        steps.addAll(later);
        waiting.addAll(laterWaiting);
    }

    private void insert(int rows, StringBuilder values) {
        String sql = comment.apply("") + plan.texts().insert() + values;
        change(Kind.INSERT, rows, new Texts().add(sql).statement());
        values.setLength(0);
    }

    private void row(Row row, StringBuilder out) {
        List<LoadColumn> columns = plan.texts().columns();
        for (int i = 0; i < columns.size(); i++) {
            out.append(i == 0 ? "" : ", ");
            int start = out.length();
            columns.get(i).write(row, i, out);
            String written = out.substring(start);
            if (plan.texts().numbers().contains(i) && (written.equals("0") || written.equals("NULL"))) {
                throw refused(" of a row whose number is 0");
            }
        }
        int check = columns.size();
        for (LoadColumn column : columns) {
            boolean time = column.form() == io.sluice.routing.gather.LoadForm.SECONDS;
            if (time && row.asLong(check++) != 1) {
                throw refused(" of a row with a time of day that is two points in time");
            }
        }
    }

    @Override
    public List<Outline> outline() {
        String where = plan.row().names().where();
        return List.of(
                new Outline("ask", ask),
                new Outline("change", new Texts().add(update).add(where).statement()),
                new Outline(
                        "read what moves",
                        new Texts().add(plan.texts().read() + where).statement()),
                new Outline(
                        "delete it",
                        new Texts().add(plan.texts().delete() + where).statement()),
                new Outline(
                        "insert it",
                        new Texts().add(plan.texts().insert() + "…").statement()));
    }
}
