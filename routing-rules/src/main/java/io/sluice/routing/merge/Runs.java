package io.sluice.routing.merge;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Sorted runs of rows in a temporary file, made and then merged. Confined to one thread at a time. */
final class Runs implements AutoCloseable {
    /** Most runs: each is read through a buffer of its own. */
    private static final int MOST = 1000;

    private static final int BUFFERS = 8 << 20;
    private static final int LARGEST_BUFFER = 64 << 10;

    private final RowOrder order;
    private final Quota quota;

    /** Where in the file each run begins. */
    private final List<Long> begins = new ArrayList<>();

    private @Nullable Spill spill;

    /** @param quota counts the file's bytes */
    Runs(RowOrder order, Quota quota) {
        this.order = order;
        this.quota = quota;
    }

    boolean any() {
        return spill != null;
    }

    /** Whether there can be no more of them. */
    boolean full() {
        return begins.size() == MOST;
    }

    /** Begins a run: to what it gives the run's rows are added in their order. */
    Spill begin() {
        Spill file = spill;
        if (file == null) {
            file = new Spill(quota);
            spill = file;
        }
        begins.add(file.end());
        return file;
    }

    /** No run comes behind those that there are. */
    Merging merging() {
        List<Spill.Rows> readers = new ArrayList<>();
        Spill file = spill;
        if (file != null) {
            int buffer = Math.min(LARGEST_BUFFER, BUFFERS / begins.size());
            long end = file.end();
            for (int i = 0; i < begins.size(); i++) {
                readers.add(file.rows(begins.get(i), i + 1 < begins.size() ? begins.get(i + 1) : end, buffer));
            }
        }
        return new Merging(readers, order);
    }

    /** The runs and their file are gone; others may be begun. */
    @Override
    public void close() {
        begins.clear();
        Spill file = spill;
        spill = null;
        if (file != null) {
            file.close();
        }
    }

    /** Merges the runs; of rows that compare equal those of the earlier run come first. */
    static final class Merging {
        private final List<Spill.Rows> readers;
        private final SortedMerger sorting;
        /** The run that the order waits for, -1 for none. */
        private int wanted = -1;

        private Merging(List<Spill.Rows> readers, RowOrder order) {
            this.readers = readers;
            this.sorting = new SortedMerger(readers.size(), order);
        }

        /** The next row, or the work to be done before it; null behind the last. */
        Merger.@Nullable Step next() {
            while (true) {
                Merger.Step step = wanted < 0 ? sorting.next() : Steps.need(wanted);
                if (!(step instanceof Merger.Step.Need need)) {
                    return step instanceof Merger.Step.Emit ? step : null;
                }
                wanted = need.stream();
                Spill.Rows reader = readers.get(wanted);
                if (!reader.atHand()) {
                    return new Merger.Step.Work(reader::fetch);
                }
                feed(reader.next());
            }
        }

        private void feed(@Nullable Row row) {
            if (row == null) {
                sorting.end(wanted);
            } else {
                sorting.offer(wanted, row);
            }
            wanted = -1;
        }
    }
}
