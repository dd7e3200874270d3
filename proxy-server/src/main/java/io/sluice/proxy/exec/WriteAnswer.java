package io.sluice.proxy.exec;

import io.sluice.proxy.protocol.ErrPacket;
import io.sluice.proxy.protocol.OkPacket;
import io.sluice.routing.merge.Counts;
import io.sluice.routing.merge.Merge;
import io.sluice.routing.session.Warning;
import java.util.ArrayList;
import java.util.List;

/**
 * The one answer to a write of several parts.
 *
 * @param warnings collected from the parts; mutable
 */
record WriteAnswer(Task task, Merge merge, List<Warning> warnings) {
    WriteAnswer(Task task, Merge merge) {
        this(task, merge, new ArrayList<>());
    }

    /** All parts were done. */
    void ok(List<Counts> parts) {
        if (task.plan().ddl()) {
            task.client().afterReload(() -> write(parts));
        } else {
            write(parts);
        }
    }

    private void write(List<Counts> parts) {
        Counts counts = merge instanceof Merge.SameEverywhere ? Counts.same(parts) : Counts.sum(parts);
        Client client = task.client();
        long insertId = task.generatedId() == 0 ? counts.insertId() : task.generatedId();
        client.session().diagnostics().changed(counts.affected(), insertId);
        warnings.forEach(client.session().diagnostics()::warn);
        task.reply()
                .ok(new OkPacket(
                        counts.affected(), insertId, client.status(), counts.warnings(), counts.info(), List.of()));
        task.done().run();
    }

    /** The whole failed; the session has been told. */
    void error(ErrPacket error) {
        task.reply().error(error);
        task.done().run();
    }
}
