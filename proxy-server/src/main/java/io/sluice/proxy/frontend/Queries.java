package io.sluice.proxy.frontend;

import io.netty.buffer.ByteBuf;
import io.sluice.proxy.exec.Client;
import io.sluice.proxy.exec.Deciding;
import io.sluice.proxy.exec.Errors;
import io.sluice.proxy.exec.Execution;
import io.sluice.proxy.exec.Reply;
import io.sluice.proxy.exec.Request;
import io.sluice.proxy.exec.Sending;
import io.sluice.proxy.protocol.Capabilities;
import io.sluice.proxy.protocol.ErrPacket;
import io.sluice.proxy.protocol.QueryAttributes;
import io.sluice.routing.Parameters;
import io.sluice.routing.Ready;
import io.sluice.routing.RoutingException;
import io.sluice.routing.plan.Plan;
import io.sluice.sql.lex.Fingerprint;
import java.nio.charset.Charset;
import java.util.Locale;

/** COM_QUERY, and what executing a prepared statement shares with it: from a text to its execution. */
final class Queries {
    static final ErrPacket NO_ATTRIBUTES =
            ErrPacket.of(1235, "42000", "mysql_query_attribute_string() over query attributes is not supported");

    private final Client client;
    private final NamedQueries named;
    private boolean several;

    Queries(Client client) {
        this.client = client;
        this.named = new NamedQueries(client, this);
        this.several = Capabilities.has(client.capabilities(), Capabilities.MULTI_STATEMENTS);
    }

    /** COM_QUERY, without its command byte. */
    void query(ByteBuf payload, Reply reply, Runnable done) {
        boolean attributes = Capabilities.has(client.capabilities(), Capabilities.QUERY_ATTRIBUTES)
                && QueryAttributes.skip(payload) > 0;
        ClientText read = ClientText.read(payload, client.session());
        if (attributes && asksForAttributes(read.text())) {
            reply.error(client.failed(NO_ATTRIBUTES));
            done.run();
        } else if (several && read.text().indexOf(';') >= 0) {
            new ManyQueries(client, this, read, reply, done).run();
        } else {
            run(read.text(), read.charset(), reply, done);
        }
    }

    /** Whether a text may hold several statements from now on. */
    void several(boolean allowed) {
        several = allowed;
    }

    /** The attributes of a statement are passed over, as a server does without the component that reads them. */
    static boolean asksForAttributes(String text) {
        return text.toLowerCase(Locale.ROOT).contains("mysql_query_attribute_string");
    }

    /** One statement of COM_QUERY. */
    void run(String sql, Charset charset, Reply reply, Runnable done) {
        Fingerprint text = Fingerprint.of(sql, client.session().dialect());
        run(new Request(text, Parameters.NONE, new Sending.Text(charset), reply), done);
    }

    /** Decides about a statement and carries it out. */
    void run(Request request, Runnable done) {
        client.stopwatch().begins(request.text());
        if (client.rights().unlimited()) {
            decide(request, done);
            return;
        }
        Gate.pass(client, request.text(), () -> decide(request, done), denied -> {
            request.reply().error(client.failed(Errors.packet(denied)));
            done.run();
        });
    }

    private void decide(Request request, Runnable done) {
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
