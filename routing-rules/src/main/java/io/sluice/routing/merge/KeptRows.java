package io.sluice.routing.merge;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * Rows kept until they are asked for, in the order in which they came: in memory as far as the statement's quota goes, the others
 * in a temporary file. Confined to one thread at a time; all rows are added before the first is taken.
 */
public final class KeptRows implements AutoCloseable {
    private static final int BUFFER = 64 << 10;

    private final Quota quota;
    private final Deque<Row> held = new ArrayDeque<>();
    private @Nullable Spill spill;
    private Spill.@Nullable Rows rest;

    /** @param quota of the statement, which several of these may share */
    public KeptRows(Quota quota) {
        this.quota = quota;
    }

    /** @throws io.sluice.routing.RoutingException SPILLED_TOO_MUCH, SPILL_FAILED */
    public void add(Row row) {
        Spill file = spill;
        if (file == null && quota.take(row)) {
            held.add(row);
            return;
        }
        if (file == null) {
            file = new Spill(quota);
            spill = file;
        }
        file.add(row);
    }

    /** The next one, which is not kept any more; null behind the last. */
    public @Nullable Row next() {
        Row row = held.poll();
        if (row != null) {
            quota.give(row);
            return row;
        }
        Spill file = spill;
        if (file == null) {
            return null;
        }
        if (rest == null) {
            rest = file.rows(0, file.end(), BUFFER);
        }
        return rest.next();
    }

    @Override
    public void close() {
        held.clear();
        Spill file = spill;
        spill = null;
        if (file != null) {
            file.close();
        }
    }
}
