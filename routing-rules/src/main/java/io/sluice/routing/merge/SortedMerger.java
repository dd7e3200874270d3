package io.sluice.routing.merge;

import org.jspecify.annotations.Nullable;

/**
 * {@link Merge.Sorted}: a heap of streams by the keys of their first rows; of equal rows the one of the lower stream comes first.
 * Each row's keys are read once; nothing but the {@code Emit} is made for a row.
 */
final class SortedMerger implements Merger {
    private final RowOrder order;
    private final RowOrder.Keys[] keys;
    private final @Nullable Row[] rows;

    /** Streams that have a row, the least first: {@code heap[0]} is the next one's. */
    private final int[] heap;

    private int size;

    /** Streams below this have been asked for their first row. */
    private int begun;

    /** The stream whose row was emitted last and is to be replaced, -1 for none. It still stands at {@code heap[0]}. */
    private int emptied = -1;

    SortedMerger(int streams, RowOrder order) {
        this.order = order;
        this.keys = new RowOrder.Keys[streams];
        this.rows = new Row[streams];
        this.heap = new int[streams];
        for (int i = 0; i < streams; i++) {
            keys[i] = order.keys();
        }
    }

    @Override
    public Step next() {
        if (begun < rows.length) {
            return Steps.need(begun);
        }
        if (emptied >= 0) {
            return Steps.need(emptied);
        }
        if (size == 0) {
            return Steps.DONE;
        }
        int stream = heap[0];
        Row row = rows[stream];
        rows[stream] = null;
        emptied = stream;
        return new Step.Emit(java.util.Objects.requireNonNull(row));
    }

    @Override
    public void offer(int stream, Row row) {
        rows[stream] = row;
        order.read(row, keys[stream]);
        if (begun < rows.length) {
            begun++;
            heap[size++] = stream;
            siftUp();
        } else {
            emptied = -1;
            siftDown();
        }
    }

    @Override
    public void end(int stream) {
        if (begun < rows.length) {
            begun++;
        } else {
            emptied = -1;
            heap[0] = heap[--size];
            siftDown();
        }
    }

    private boolean before(int a, int b) {
        int compared = order.compare(keys[a], keys[b]);
        return compared != 0 ? compared < 0 : a < b;
    }

    private void siftUp() {
        int at = size - 1;
        int stream = heap[at];
        while (at > 0) {
            int parent = (at - 1) >>> 1;
            if (!before(stream, heap[parent])) {
                break;
            }
            heap[at] = heap[parent];
            at = parent;
        }
        heap[at] = stream;
    }

    private void siftDown() {
        if (size == 0) {
            return;
        }
        int stream = heap[0];
        int at = 0;
        for (int child = 1; child < size; child = 2 * at + 1) {
            if (child + 1 < size && before(heap[child + 1], heap[child])) {
                child++;
            }
            if (!before(heap[child], stream)) {
                break;
            }
            heap[at] = heap[child];
            at = child;
        }
        heap[at] = stream;
    }
}
