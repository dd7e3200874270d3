package io.sluice.proxy.exec;

import io.sluice.proxy.protocol.ErrPacket;
import io.sluice.routing.merge.Counts;
import io.sluice.routing.merge.Merge;
import io.sluice.routing.session.Warning;
import java.util.List;
import java.util.function.Consumer;

/**
 * The answer to a write that is a step of a client's statement: the client does not see it.
 *
 * @param generatedId the id made here for its first row, 0 for none
 * @param warnings collected from the parts; mutable
 */
record ChangeAnswer(
        Merge merge, long generatedId, List<Warning> warnings, Consumer<Counts> then, Consumer<ErrPacket> failed)
        implements Outcome {
    @Override
    public void ok(List<Counts> parts) {
        then.accept(WriteAnswer.counts(merge, generatedId, parts));
    }

    @Override
    public void error(ErrPacket error) {
        failed.accept(error);
    }
}
