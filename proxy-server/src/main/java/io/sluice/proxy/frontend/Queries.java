package io.sluice.proxy.frontend;

import io.netty.buffer.ByteBuf;
import io.sluice.proxy.exec.Client;
import io.sluice.proxy.exec.Deciding;
import io.sluice.proxy.exec.Errors;
import io.sluice.proxy.exec.Execution;
import io.sluice.proxy.exec.Reply;
import io.sluice.proxy.exec.Request;
import io.sluice.proxy.exec.Sending;
import io.sluice.routing.Parameters;
import io.sluice.routing.Ready;
import io.sluice.routing.RoutingException;
import io.sluice.routing.plan.Plan;
import io.sluice.sql.lex.Fingerprint;

/** COM_QUERY, and what executing a prepared statement shares with it: from a text to its execution. */
final class Queries {
    private final Client client;
    private final NamedQueries named;

    Queries(Client client) {
        this.client = client;
        this.named = new NamedQueries(client, this);
    }

    /** COM_QUERY, without its command byte. */
    void query(ByteBuf payload, Reply reply, Runnable done) {
        ClientText read = ClientText.read(payload, client.session());
        Fingerprint text = Fingerprint.of(read.text(), client.session().dialect());
        run(new Request(text, Parameters.NONE, new Sending.Text(read.charset()), reply), done);
    }

    /** Decides about a statement and carries it out. */
    void run(Request request, Runnable done) {
        client.deciding().decide(client, request.text(), request.parameters(), new Deciding.Then<>() {
            @Override
            public void decided(Ready ready) {
                if (ready.plan() instanceof Plan.OfName plan) {
                    named.run(plan, request, done);
                } else {
                    Execution.start(client, ready, request, done);
                }
            }

            @Override
            public void failed(RoutingException failure) {
                request.reply().error(client.failed(Errors.packet(failure)));
                done.run();
            }
        });
    }
}
