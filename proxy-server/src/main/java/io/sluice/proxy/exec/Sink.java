package io.sluice.proxy.exec;

import io.sluice.proxy.protocol.ErrPacket;
import io.sluice.routing.merge.Row;
import io.sluice.routing.session.Warning;
import java.util.List;

/** Where the rows of a merge go. Told in this order: the columns once, rows, then the end; an error may come at any time instead. */
interface Sink {
    /** The result begins. */
    void columns(RowForm form);

    /** Whether it takes rows now; otherwise {@code Merged.writable} is called when it does. */
    boolean writable();

    /** @throws io.sluice.routing.RoutingException where it is a row too many: the merge fails with it */
    void row(RowForm form, Row row);

    /**
     * All rows have come.
     *
     * @param found what FOUND_ROWS() tells
     * @param warnings how many there were
     * @param collected the first of them
     */
    void end(long found, int warnings, List<Warning> collected);

    /** The merge has failed; connections may still be busy with it. */
    void error(ErrPacket error);
}
