package io.sluice.proxy.frontend;

import io.sluice.proxy.exec.Client;
import io.sluice.proxy.exec.Errors;
import io.sluice.proxy.exec.Reply;
import io.sluice.proxy.exec.Work;
import io.sluice.sql.lex.ManyStatements;
import java.nio.charset.Charset;

/**
 * The statements of one COM_QUERY, one after another, each as if it had come alone: an error ends the rest, as it does on a server. While
 * the client takes nothing, none begins. Confined to the client's loop.
 */
final class ManyQueries implements Work {
    /** After so many answered at once, others of the event loop have their turn. */
    private static final int AT_ONCE = 32;

    private final Client client;
    private final Queries queries;
    private final Reply reply;
    private final Runnable done;
    private ManyStatements texts;
    private Charset charset;
    private Charset clientCharset;
    private boolean running;
    private boolean again;
    private boolean waiting;
    private boolean stopped;

    ManyQueries(Client client, Queries queries, ClientText text, Reply reply, Runnable done) {
        this.client = client;
        this.queries = queries;
        this.reply = reply;
        this.done = done;
        this.charset = text.charset();
        this.clientCharset = client.session().clientCharset();
        this.texts = new ManyStatements(text.text(), client.session().dialect());
    }

    /** Statements that are answered at once call back before they return: the outermost call goes on with the next one. */
    void run() {
        if (running) {
            again = true;
            return;
        }
        running = true;
        int turns = 0;
        try {
            do {
                again = false;
                step();
            } while (again && ++turns < AT_ONCE);
        } finally {
            running = false;
        }
        if (again) {
            client.work(this);
            client.channel().eventLoop().execute(this::resume);
        }
    }

    private void step() {
        if (!client.channel().isWritable() && client.channel().isActive()) {
            waiting = true;
            client.work(this);
            return;
        }
        String text = texts.next(client.session().dialect());
        client.moreResults(texts.hasNext());
        queries.run(text, charset, reply, this::ended);
    }

    private void ended() {
        client.work(null);
        client.stopwatch().ends(System.nanoTime());
        if (stopped || reply.failed() || !texts.hasNext() || !client.channel().isActive()) {
            done.run();
            return;
        }
        if (!client.session().clientCharset().equals(clientCharset)) {
            readAgain();
        }
        run();
    }

    /** SET NAMES: what is left means other characters now. */
    private void readAgain() {
        clientCharset = client.session().clientCharset();
        ClientText rest = ClientText.of(texts.rest().getBytes(charset), client.session());
        charset = rest.charset();
        texts = new ManyStatements(rest.text(), client.session().dialect());
    }

    private void resume() {
        if (client.work() == this && !stopped) {
            client.work(null);
            run();
        }
    }

    @Override
    public void writable() {
        if (waiting) {
            waiting = false;
            resume();
        }
    }

    /** Between two statements: the next one is not begun. */
    @Override
    public void interrupt() {
        stopped = true;
        waiting = false;
        client.work(null);
        client.moreResults(false);
        reply.error(client.failed(Errors.INTERRUPTED));
        done.run();
    }

    @Override
    public void abandon() {
        stopped = true;
    }
}
