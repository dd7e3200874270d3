package io.sluice.jdbc.exec;

import com.mysql.cj.protocol.ColumnDefinition;
import com.mysql.cj.protocol.ResultsetRow;
import com.mysql.cj.protocol.ResultsetRows;
import com.mysql.cj.protocol.a.result.AbstractResultsetRows;
import com.mysql.cj.protocol.a.result.ByteArrayRow;
import com.mysql.cj.protocol.a.result.ResultsetRowsStatic;
import com.mysql.cj.result.RowList;
import io.sluice.routing.merge.Merger;
import io.sluice.routing.merge.Merger.Step;
import io.sluice.routing.merge.MySqlDouble;
import io.sluice.routing.merge.Row;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;
import org.jspecify.annotations.NullUnmarked;
import org.jspecify.annotations.Nullable;

/**
 * The pull pump: the rows of a merger, in the form Connector/J's own result set reads. So every {@code getXxx} converts merged
 * rows exactly as it converts a single server's. Confined to the thread that reads the result set.
 */
@NullUnmarked
final class MergedRows extends AbstractResultsetRows {
    private final Merger merger;
    private final List<Source> streams;
    private final int width;
    private final long maxRows;
    private final boolean mariaDb;
    private final LongConsumer found;
    private long emitted;
    private com.mysql.cj.result.Row ahead;
    private boolean done;

    /** The merger has no more rows: {@link #done} may have come before, by the statement's limit. */
    private boolean complete;

    /** The rows of one part. */
    interface Source {
        /** With hidden columns; null behind the last. */
        Row next();
    }

    /**
     * @param columns the visible columns
     * @param streams the shards' rows, in the route's order
     * @param maxRows the statement's limit, 0 for none
     * @param mariaDb whether numbers are to be printed as MariaDB does, else as MySQL does
     * @param found is told the number of rows so far, with each of them
     */
    MergedRows(
            Merger merger,
            ColumnDefinition columns,
            List<Source> streams,
            long maxRows,
            boolean mariaDb,
            LongConsumer found) {
        this.merger = merger;
        this.streams = List.copyOf(streams);
        this.width = columns.getFields().length;
        this.maxRows = maxRows;
        this.mariaDb = mariaDb;
        this.found = found;
        this.metadata = columns;
    }

    @Override
    public boolean hasNext() {
        if (ahead == null && !done) {
            ahead = pull();
        }
        return ahead != null;
    }

    @Override
    public com.mysql.cj.result.Row next() {
        if (!hasNext()) {
            currentPositionInFetchedRows = Integer.MAX_VALUE;
            return null;
        }
        com.mysql.cj.result.Row row = ahead;
        ahead = null;
        currentPositionInFetchedRows++;
        return row;
    }

    private com.mysql.cj.result.Row pull() {
        Step step = step();
        if (step instanceof Step.Emit emit && (maxRows == 0 || emitted < maxRows)) {
            emitted++;
            found.accept(found());
            return visible(emit.row());
        }
        complete = step instanceof Step.Done;
        done = true;
        wasEmpty = emitted == 0;
        found.accept(found());
        return null;
    }

    /** A row, or that there are none any more. */
    private Step step() {
        while (true) {
            Step step = merger.next();
            if (step instanceof Step.Need need) {
                feed(need.stream());
            } else if (step instanceof Step.Work work) {
                work.task().run();
            } else {
                return step;
            }
        }
    }

    /** Behind the last row that is wanted: those that somebody counts go on, and nobody sees them. */
    void countRest() {
        while (!complete) {
            complete = step() instanceof Step.Done;
        }
        found.accept(found());
    }

    private long found() {
        return merger.found() < 0 ? emitted : merger.found();
    }

    private void feed(int stream) {
        Row row = streams.get(stream).next();
        if (row == null) {
            merger.end(stream);
        } else {
            merger.offer(stream, row);
        }
    }

    private com.mysql.cj.result.Row visible(Row row) {
        byte[][] cells = new byte[width][];
        for (int i = 0; i < width; i++) {
            cells[i] = cell(row, i);
        }
        ResultsetRow visible = new ByteArrayRow(cells, null);
        visible.setMetadata(metadata);
        return visible;
    }

    private byte @Nullable [] cell(Row row, int column) {
        if (row instanceof io.sluice.routing.merge.ComputedRow computed
                && computed.values()[column] instanceof Double real) {
            return MySqlDouble.format(real, metadata.getFields()[column].getDecimals(), mariaDb)
                    .getBytes(StandardCharsets.ISO_8859_1);
        }
        return row.asBytes(column);
    }

    /** All rows that are left, for result sets that scroll. */
    ResultsetRows inMemory() {
        List<com.mysql.cj.result.Row> rows = new ArrayList<>();
        while (hasNext()) {
            rows.add(next());
        }
        return new ResultsetRowsStatic(rows, metadata);
    }

    @Override
    public int size() {
        return RowList.RESULT_SET_SIZE_UNKNOWN;
    }

    @Override
    public boolean isDynamic() {
        return true;
    }

    @Override
    public boolean isEmpty() {
        return !hasNext() && emitted == 0;
    }

    @Override
    public boolean isBeforeFirst() {
        return currentPositionInFetchedRows < 0;
    }

    @Override
    public boolean isAfterLast() {
        return done && ahead == null && currentPositionInFetchedRows == Integer.MAX_VALUE;
    }

    @Override
    public boolean isFirst() {
        return currentPositionInFetchedRows == 0;
    }

    @Override
    public boolean isLast() {
        return !hasNext() && currentPositionInFetchedRows >= 0 && !isAfterLast();
    }

    @Override
    public int getPosition() {
        // As ResultSet.getRow says it: 1 for the first row, 0 before and after the rows.
        return currentPositionInFetchedRows == Integer.MAX_VALUE ? 0 : currentPositionInFetchedRows + 1;
    }
}
