package io.sluice.proxy.exec;

import io.sluice.proxy.protocol.ErrPacket;
import io.sluice.routing.RoutingError;
import io.sluice.routing.merge.ColumnMeta;
import io.sluice.routing.merge.Quota;
import io.sluice.routing.merge.Row;
import io.sluice.routing.session.Warning;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** All rows of an answer, kept within a bound. */
final class Collected implements Sink {
    private final Quota quota;
    private final List<Row> rows = new ArrayList<>();
    private List<ColumnMeta> columns = List.of();
    private List<Warning> warnings = List.of();
    private @Nullable ErrPacket failure;
    private boolean ended;

    /** @param quota what it may hold; given back by {@link #clear} or {@link #giveBack} */
    Collected(Quota quota) {
        this.quota = quota;
    }

    /** The rows are not needed any more. */
    void clear() {
        rows.clear();
        giveBack();
    }

    /** The same from the outside, while another thread may look at them. */
    void giveBack() {
        quota.close();
    }

    /** Those that a client would see. */
    List<ColumnMeta> columns() {
        return columns;
    }

    List<Row> rows() {
        return rows;
    }

    List<Warning> warnings() {
        return warnings;
    }

    /** Why there is no answer; null where all rows have come. */
    @Nullable
    ErrPacket failure() {
        return failure == null && !ended ? Errors.packet(RoutingError.BUG.with("an answer without end")) : failure;
    }

    @Override
    public void columns(RowForm form) {
        columns = form.metas().subList(0, form.visible());
    }

    @Override
    public boolean writable() {
        return true;
    }

    @Override
    public void row(RowForm form, Row row) {
        Row kept = form.printed(row);
        if (!quota.take(kept)) {
            throw RoutingError.RESULT_TOO_LARGE.with(rows.size(), "write fewer rows at a time");
        }
        rows.add(kept);
    }

    @Override
    public void end(long count, int warningCount, List<Warning> collected) {
        ended = true;
        warnings = List.copyOf(collected);
    }

    @Override
    public void error(ErrPacket error) {
        failure = failure == null ? error : failure;
    }
}
