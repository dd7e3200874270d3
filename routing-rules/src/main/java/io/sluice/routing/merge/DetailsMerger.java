package io.sluice.routing.merge;

import io.sluice.routing.RoutingError;
import java.util.Arrays;
import java.util.List;

/**
 * {@link Merge.Details}: leaves out the rows that WITH ROLLUP adds. They are known by their places: groups come in the order of their
 * keys, NULL first, so that a NULL behind a group in the last key, and behind a super-aggregate row in the key before its own, is
 * that of a super-aggregate row. A server may choose another order, that of a descending index: it is looked at, and refused.
 */
final class DetailsMerger implements Merger {
    private final Merger input;
    private final RowOrder order;
    private final int[] columns;
    private final RowOrder.Keys[] last;
    private final RowOrder.Keys[] spare;

    /** For each stream the key (1 for the first) that is NULL where the next row is a super-aggregate one; -1 before the first row. */
    private final int[] expected;

    /** The stream of which another row is wanted, -1 for none. */
    private int again = -1;

    DetailsMerger(Merger input, int streams, List<SortKey> keys, RowOrder order) {
        this.input = input;
        this.order = order;
        this.last = new RowOrder.Keys[streams];
        this.spare = new RowOrder.Keys[streams];
        for (int i = 0; i < streams; i++) {
            last[i] = order.keys();
            spare[i] = order.keys();
        }
        this.columns = keys.stream().mapToInt(SortKey::column).toArray();
        this.expected = new int[streams];
        Arrays.fill(expected, -1);
    }

    @Override
    public Step next() {
        return again < 0 ? input.next() : Steps.need(again);
    }

    @Override
    public void offer(int stream, Row row) {
        again = -1;
        int key = expected[stream];
        if (key == 0) {
            throw outOfOrder();
        }
        if (key > 0 && row.isNull(columns[key - 1])) {
            expected[stream] = key - 1;
            again = stream;
        } else {
            checkOrder(stream, row, key < 0);
            expected[stream] = columns.length;
            input.offer(stream, row);
        }
    }

    private void checkOrder(int stream, Row row, boolean first) {
        RowOrder.Keys keys = order.read(row, spare[stream]);
        if (!first && order.compare(last[stream], keys) >= 0) {
            throw outOfOrder();
        }
        spare[stream] = last[stream];
        last[stream] = keys;
    }

    private static RuntimeException outOfOrder() {
        return RoutingError.CROSS_SHARD.with(
                "WITH ROLLUP whose groups a server does not give in ascending order of their keys",
                "leave the descending index out by IGNORE INDEX");
    }

    @Override
    public void end(int stream) {
        again = -1;
        if (expected[stream] > 0) {
            throw outOfOrder();
        }
        input.end(stream);
    }

    @Override
    public void close() {
        input.close();
    }
}
