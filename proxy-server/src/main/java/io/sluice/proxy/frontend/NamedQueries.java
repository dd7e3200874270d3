package io.sluice.proxy.frontend;

import io.sluice.proxy.exec.Asking;
import io.sluice.proxy.exec.Client;
import io.sluice.proxy.exec.Deciding;
import io.sluice.proxy.exec.Describing;
import io.sluice.proxy.exec.Errors;
import io.sluice.proxy.exec.Request;
import io.sluice.proxy.exec.Sending;
import io.sluice.proxy.protocol.ErrPacket;
import io.sluice.proxy.protocol.OkPacket;
import io.sluice.routing.Parameters;
import io.sluice.routing.RoutingException;
import io.sluice.routing.Statements;
import io.sluice.routing.plan.Plan;
import io.sluice.routing.session.NamedStatements;
import io.sluice.sql.lex.Fingerprint;
import java.nio.charset.Charset;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** PREPARE, EXECUTE and DEALLOCATE by text: the session keeps the texts, and EXECUTE runs as the statement it names. */
final class NamedQueries {
    private final Client client;
    private final Queries queries;

    NamedQueries(Client client, Queries queries) {
        this.client = client;
        this.queries = queries;
    }

    void run(Plan.OfName plan, Request request, Runnable done) {
        switch (plan.statement().kind()) {
            case PREPARE -> away(() -> read(request), text -> judge(text, request, done), request, done);
            case DEALLOCATE -> deallocate(request, done);
            case EXECUTE -> execute(request, done);
            case EXECUTE_IMMEDIATE -> away(() -> meant(request), text -> query(text, request, done), request, done);
        }
    }

    private void deallocate(Request request, Runnable done) {
        try {
            client.session().named().deallocate(request.text());
        } catch (RoutingException refused) {
            fail(Errors.packet(refused), request, done);
            return;
        }
        ok(request, done);
    }

    /** PREPARE has read the text: what is left takes no time. */
    private void execute(Request request, Runnable done) {
        Fingerprint text;
        try {
            text = meant(request);
        } catch (RoutingException refused) {
            fail(Errors.packet(refused), request, done);
            return;
        }
        query(text, request, done);
    }

    private Fingerprint meant(Request request) {
        return Fingerprint.of(
                client.session().named().execute(request.text()),
                client.session().dialect());
    }

    private void query(Fingerprint text, Request request, Runnable done) {
        Charset charset = request.sending().charset();
        queries.run(new Request(text, Parameters.NONE, new Sending.Text(charset), request.reply()), done);
    }

    /** Parsing is not for the event loop. */
    private <T> void away(Supplier<T> work, Consumer<T> then, Request request, Runnable done) {
        client.deciding().away(client, work, new Deciding.Then<T>() {
            @Override
            public void decided(T result) {
                then.accept(result);
            }

            @Override
            public void failed(RoutingException failure) {
                fail(Errors.packet(failure), request, done);
            }
        });
    }

    /**
     * What PREPARE is to keep.
     *
     * @param plan what it would do
     */
    private record Read(NamedStatements.Prepared prepared, Plan plan) {}

    private Read read(Request request) {
        NamedStatements.Prepared prepared = client.session().named().prepare(request.text());
        if (!client.rights().unlimited()) {
            client.check(Statements.needs(prepared.text(), client.session()));
        }
        return new Read(prepared, Statements.plan(prepared.text(), client.session()));
    }

    /** A server that has its tables judges the text, as it would judge COM_STMT_PREPARE. */
    private void judge(Read read, Request request, Runnable done) {
        Plan plan = read.plan();
        Fingerprint text = read.prepared().text();
        Charset charset = request.sending().charset();
        if (plan instanceof Plan.TransactionControl || plan instanceof Plan.ChangeSession) {
            // Some of these are not prepared by every server.
            Asking.prepare(
                    client,
                    client.session().cluster().defaultShard().name(),
                    text.text(),
                    charset,
                    prepared -> keep(read, request, done),
                    error -> fail(error, request, done));
        } else {
            Describing.start(
                    client,
                    plan,
                    text,
                    charset,
                    described -> keep(read, request, done),
                    error -> fail(error, request, done));
        }
    }

    private void keep(Read read, Request request, Runnable done) {
        client.session().named().keep(read.prepared());
        if (read.plan() instanceof Plan.OnShards onShards && !onShards.tableless()) {
            client.session().diagnostics().prepared(); // it has opened a table
        }
        ok(request, done);
    }

    private void ok(Request request, Runnable done) {
        client.session().diagnostics().done(client.mariaDb());
        request.reply().ok(OkPacket.of(client.status()));
        done.run();
    }

    private void fail(ErrPacket error, Request request, Runnable done) {
        request.reply().error(client.failed(error));
        done.run();
    }
}
