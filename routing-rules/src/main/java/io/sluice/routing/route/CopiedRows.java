package io.sluice.routing.route;

import io.sluice.routing.RoutingError;
import io.sluice.routing.merge.ColumnMeta;
import io.sluice.routing.merge.Counts;
import io.sluice.routing.merge.Row;
import io.sluice.routing.plan.Scripted.Duplicates;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * {@code INSERT INTO orders (user_id, total) SELECT …}: the rows are read, then inserted as literals, each into its slot. Confined to
 * one thread at a time.
 */
final class CopiedRows implements Script {
    private static final int ROWS = 500;
    private static final int CHARACTERS = 256 << 10;

    private final ShardStatement ask;
    private final String head;
    private final ShardStatement tail;
    private final List<String> types;
    private final Duplicates duplicates;
    private final Deque<Step> steps = new ArrayDeque<>();

    private long records;
    private long affected;
    private long updated;
    private long insertId;
    private int warnings;

    /** @param words the INSERT's: before the rows, and behind them */
    CopiedRows(ShardStatement ask, Words words, Duplicates duplicates) {
        this.ask = ask;
        this.head = words.head();
        this.tail = words.tail();
        this.types = words.types();
        this.duplicates = duplicates;
        steps.add(new Step.Ask(ask));
    }

    /**
     * The user's INSERT.
     *
     * @param head up to the list of columns
     * @param tail what comes behind the rows, or nothing
     * @param types of the columns that take the values
     */
    record Words(String head, ShardStatement tail, List<String> types) {}

    @Override
    public Step next() {
        Step next = steps.poll();
        return next == null ? new Step.Done(done()) : next;
    }

    @Override
    public void rows(List<ColumnMeta> columns, List<Row> rows) {
        if (columns.size() != types.size()) {
            throw RoutingError.COLUMN_COUNT.with(1);
        }
        List<ResultForm> forms = new ArrayList<>();
        for (int i = 0; i < types.size(); i++) {
            forms.add(ResultForm.of(columns.get(i), types.get(i)));
        }
        // How many rows ON DUPLICATE KEY UPDATE has changed, only an INSERT of one row tells.
        int most = duplicates == Duplicates.UPDATED ? 1 : ROWS;
        StringBuilder values = new StringBuilder();
        int count = 0;
        for (Row row : rows) {
            values.append(count == 0 ? "(" : ", (");
            for (int i = 0; i < forms.size(); i++) {
                values.append(i == 0 ? "" : ", ");
                forms.get(i).write(row, i, values);
            }
            values.append(')');
            if (++count == most || values.length() > CHARACTERS) {
                insert(values);
                count = 0;
            }
        }
        if (count > 0) {
            insert(values);
        }
        records = rows.size();
    }

    private void insert(StringBuilder values) {
        steps.add(new Step.Change(
                new Texts().add(head + " VALUES " + values).add(tail).statement()));
        values.setLength(0);
    }

    @Override
    public void changed(Counts of) {
        affected += of.affected();
        updated += of.affected() == 2 ? 1 : 0;
        insertId = insertId == 0 ? of.insertId() : insertId;
        warnings = Math.min(0xffff, warnings + of.warnings());
    }

    /** What a server says of INSERT … SELECT (manual, page "mysql_info()"). */
    private Counts done() {
        long repeated =
                switch (duplicates) {
                    case NONE -> 0;
                    case IGNORED -> records - affected;
                    case REPLACED -> affected - records;
                    case UPDATED -> updated;
                };
        String info = "Records: " + records + "  Duplicates: " + repeated + "  Warnings: " + warnings;
        return new Counts(affected, insertId, warnings, info);
    }

    @Override
    public List<Outline> outline() {
        String each = duplicates == Duplicates.UPDATED ? "change each" : "change";
        return List.of(
                new Outline("ask", ask),
                new Outline(each, new Texts().add(head + " VALUES …").add(tail).statement()));
    }
}
