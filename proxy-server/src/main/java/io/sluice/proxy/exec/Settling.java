package io.sluice.proxy.exec;

import io.sluice.proxy.backend.BackendException;
import io.sluice.proxy.protocol.Command;
import io.sluice.proxy.protocol.Commands;
import io.sluice.routing.session.Aftermath;
import io.sluice.routing.session.ServerValue;
import io.sluice.routing.session.Warning;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * What is asked on a statement's connection before its answer is complete: its warnings, which the question would wipe out, then
 * the question about what it leaves behind.
 */
final class Settling {
    /**
     * What was answered.
     *
     * @param warnings of the statement
     * @param answer the question's row; empty where there was none
     */
    record Settled(List<Warning> warnings, List<ServerValue> answer) {}

    private final Lease lease;
    private final Aftermath after;
    private final Charset charset;
    private final Consumer<Settled> then;
    private final Consumer<BackendException> lost;
    private final List<Warning> warnings = new ArrayList<>();

    /**
     * @param charset in which the client's texts are written
     * @param lost is told where the connection ends, or does not answer: what it holds is not known then
     */
    Settling(Lease lease, Aftermath after, Charset charset, Consumer<Settled> then, Consumer<BackendException> lost) {
        this.lease = lease;
        this.after = after;
        this.charset = charset;
        this.then = then;
        this.lost = lost;
    }

    void start(int warningCount) {
        if (warningCount > 0) {
            Tally.fetchWarnings(lease, warnings::add, this::ask);
        } else {
            ask();
        }
    }

    private void ask() {
        String question = after.question();
        if (question == null) {
            then.accept(new Settled(warnings, List.of()));
            return;
        }
        OneRow row = new OneRow(
                lease.connection(),
                answer -> then.accept(new Settled(warnings, answer)),
                error -> {
                    lease.connection().close();
                    lost.accept(BackendException.lost(lease.connection().target(), error.message()));
                },
                lost);
        lease.connection().send(Commands.text(Command.QUERY, question.getBytes(charset)), row);
    }
}
