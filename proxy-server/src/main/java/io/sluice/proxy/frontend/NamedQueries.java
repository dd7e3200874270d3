package io.sluice.proxy.frontend;

import io.sluice.proxy.exec.Asking;
import io.sluice.proxy.exec.Client;
import io.sluice.proxy.exec.Describing;
import io.sluice.proxy.exec.Errors;
import io.sluice.proxy.exec.Request;
import io.sluice.proxy.exec.Sending;
import io.sluice.proxy.protocol.ErrPacket;
import io.sluice.proxy.protocol.OkPacket;
import io.sluice.routing.Parameters;
import io.sluice.routing.RoutingException;
import io.sluice.routing.plan.Plan;
import io.sluice.sql.lex.Fingerprint;
import java.nio.charset.Charset;

/** PREPARE, EXECUTE and DEALLOCATE by text: the session keeps the texts, and EXECUTE runs as the statement it names. */
final class NamedQueries {
    private final Client client;
    private final Queries queries;
    private final Deciding deciding;

    NamedQueries(Client client, Queries queries, Deciding deciding) {
        this.client = client;
        this.queries = queries;
        this.deciding = deciding;
    }

    void run(Plan.OfName plan, Request request, Runnable done) {
        try {
            switch (plan.statement().kind()) {
                case PREPARE -> prepare(request, done);
                case DEALLOCATE -> {
                    client.session().named().deallocate(request.text());
                    ok(request, done);
                }
                case EXECUTE, EXECUTE_IMMEDIATE -> {
                    String text = client.session().named().execute(request.text());
                    Charset charset = request.sending().charset();
                    queries.run(
                            new Request(fingerprint(text), Parameters.NONE, new Sending.Text(charset), request.reply()),
                            done);
                }
            }
        } catch (RoutingException refused) {
            fail(Errors.packet(refused), request, done);
        }
    }

    private Fingerprint fingerprint(String text) {
        return Fingerprint.of(text, client.session().dialect());
    }

    /** A server that has its tables judges the text, as it would judge COM_STMT_PREPARE. */
    private void prepare(Request request, Runnable done) {
        Fingerprint text = fingerprint(client.session().named().prepare(request.text()));
        deciding.plan(client, text, new Deciding.Then<>() {
            @Override
            public void decided(Plan plan) {
                judge(plan, text, request, done);
            }

            @Override
            public void failed(RoutingException failure) {
                fail(Errors.packet(failure), request, done);
            }
        });
    }

    private void judge(Plan plan, Fingerprint text, Request request, Runnable done) {
        Charset charset = request.sending().charset();
        if (plan instanceof Plan.TransactionControl || plan instanceof Plan.ChangeSession) {
            // Some of these are not prepared by every server.
            Asking.prepare(
                    client,
                    client.session().cluster().defaultShard().name(),
                    text.text(),
                    charset,
                    prepared -> keep(text, request, done),
                    error -> fail(error, request, done));
        } else {
            Describing.start(
                    client,
                    plan,
                    text,
                    charset,
                    described -> keep(text, request, done),
                    error -> fail(error, request, done));
        }
    }

    private void keep(Fingerprint text, Request request, Runnable done) {
        client.session().named().keep(request.text(), text.text());
        ok(request, done);
    }

    private void ok(Request request, Runnable done) {
        client.session().diagnostics().changed(0, 0);
        request.reply().ok(OkPacket.of(client.status()));
        done.run();
    }

    private void fail(ErrPacket error, Request request, Runnable done) {
        request.reply().error(client.failed(error));
        done.run();
    }
}
