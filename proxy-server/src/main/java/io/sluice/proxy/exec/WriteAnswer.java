package io.sluice.proxy.exec;

import io.sluice.proxy.protocol.ErrPacket;
import io.sluice.proxy.protocol.OkPacket;
import io.sluice.routing.merge.Counts;
import io.sluice.routing.merge.Merge;
import io.sluice.routing.session.Warning;
import java.util.ArrayList;
import java.util.List;

/**
 * The one answer to a client's write of several parts.
 *
 * @param warnings collected from the parts; mutable
 */
record WriteAnswer(Task task, Merge merge, List<Warning> warnings) implements Outcome {
    WriteAnswer(Task task, Merge merge) {
        this(task, merge, new ArrayList<>());
    }

    @Override
    public void ok(List<Counts> parts) {
        if (task.plan().ddl()) {
            task.client().afterReload(() -> write(parts));
        } else {
            write(parts);
        }
    }

    private void write(List<Counts> parts) {
        tell(task, counts(merge, task.generatedId(), parts), warnings);
    }

    /** What one server would count. */
    static Counts counts(Merge merge, long generatedId, List<Counts> parts) {
        Counts counts = merge instanceof Merge.SameEverywhere ? Counts.same(parts) : Counts.sum(parts);
        return generatedId == 0 ? counts : new Counts(counts.affected(), generatedId, counts.warnings(), counts.info());
    }

    /** The task is done. */
    static void tell(Task task, Counts counts, List<Warning> warnings) {
        Client client = task.client();
        client.session().answered();
        client.session().diagnostics().changed(counts.affected(), counts.insertId());
        warnings.forEach(client.session().diagnostics()::warn);
        task.reply()
                .ok(new OkPacket(
                        counts.affected(),
                        counts.insertId(),
                        client.status(),
                        counts.warnings(),
                        counts.info(),
                        List.of()));
        task.done().run();
    }

    @Override
    public void error(ErrPacket error) {
        task.reply().error(error);
        task.done().run();
    }
}
