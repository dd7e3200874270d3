package io.sluice.proxy.exec;

import io.sluice.proxy.protocol.ErrPacket;
import io.sluice.routing.merge.Counts;
import io.sluice.routing.session.Warning;
import java.util.List;

/** Is told how a write of several parts has ended, once, when nothing of it runs any more. */
interface Outcome {
    /** All parts were done. */
    void ok(List<Counts> parts);

    /** The whole failed; the session has been told. */
    void error(ErrPacket error);

    /** Takes the parts' warnings. */
    List<Warning> warnings();
}
