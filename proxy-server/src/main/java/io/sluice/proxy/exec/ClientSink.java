package io.sluice.proxy.exec;

import io.sluice.proxy.protocol.ErrPacket;
import io.sluice.proxy.protocol.OkPacket;
import io.sluice.routing.merge.Row;
import io.sluice.routing.session.Diagnostics;
import io.sluice.routing.session.Warning;
import java.util.List;

/** The client itself. */
record ClientSink(Client client, Reply reply) implements Sink {
    @Override
    public void columns(RowForm form) {
        reply.columns(form.visibleColumns(), client.status());
    }

    @Override
    public boolean writable() {
        return reply.writable();
    }

    @Override
    public void row(RowForm form, Row row) {
        reply.packet((out, ignored) -> form.write(out, row));
    }

    @Override
    public void end(long found, int warnings, List<Warning> collected) {
        Diagnostics diagnostics = client.session().diagnostics();
        client.session().answered();
        client.stopwatch().rows(found);
        diagnostics.selected(found);
        collected.forEach(diagnostics::warn);
        reply.end(new OkPacket(0, 0, client.status(), warnings, "", List.of()));
    }

    @Override
    public void error(ErrPacket error) {
        reply.error(client.failed(error));
    }
}
