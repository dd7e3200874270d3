package io.sluice.proxy.exec;

import io.sluice.proxy.protocol.ErrPacket;
import io.sluice.proxy.protocol.OkPacket;
import io.sluice.proxy.protocol.SessionChange;
import io.sluice.routing.Ready;
import io.sluice.routing.RoutingException;
import io.sluice.routing.SwitchOrder;
import io.sluice.routing.plan.Plan;
import io.sluice.routing.route.Route;
import io.sluice.routing.session.Placement;
import io.sluice.sql.SqlValue;
import io.sluice.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Step 7: carries out what was decided for one statement of a client, and writes the answer. */
public final class Execution {
    private static final Logger LOG = LoggerFactory.getLogger(Execution.class);

    private final Client client;
    private final Request request;
    private Runnable done;

    private Execution(Client client, Request request, Runnable done) {
        this.client = client;
        this.request = request;
        this.done = done;
    }

    /** Begins; {@code done} runs when the answer is written and nothing of the statement is left. */
    public static void start(Client client, Ready ready, Request request, Runnable done) {
        Execution execution = new Execution(client, request, done);
        try {
            execution.run(ready);
        } catch (RoutingException refused) {
            execution.fail(Errors.packet(refused));
        } catch (RuntimeException bug) {
            LOG.error("a statement of client {} failed here", client.session().connectionId(), bug);
            execution.fail(Errors.bug(bug));
        }
    }

    private void run(Ready ready) {
        Plan plan = ready.plan();
        if (plan instanceof Plan.OnShards onShards) {
            onShards(onShards, ready);
        } else if (plan instanceof Plan.TransactionControl control) {
            Transactions.control(client, control.statement(), failed -> {
                if (failed == null && control.statement().release()) {
                    release();
                } else {
                    okOr(failed);
                }
            });
        } else if (plan instanceof Plan.UseSchema use) {
            client.session().useSchema(use.schema());
            done(client.tracking().used(client.session()));
        } else if (plan instanceof Plan.ChangeSession change) {
            SetVariables.run(client, request, failed -> set(change, failed));
        } else if (plan instanceof Plan.Locks locks) {
            Locking.start(client, locks, this::okOr);
        } else if (plan instanceof Plan.Refused refused) {
            refuse(refused);
        } else if (plan instanceof Plan.Local local && local.statement() instanceof Statement.Kill kill) {
            okOr(kill(kill));
        } else if (plan instanceof Plan.Local local && local.statement() instanceof Statement.SwitchPrimary move) {
            SwitchOrder order = SwitchOrder.of(move, request::value);
            SwitchingPrimary.run(client, order, answer -> Local.write(client, move, request, answer, done), this::fail);
        } else if (plan instanceof Plan.Local local) {
            Local.run(client, local.statement(), request, done);
        }
    }

    private void onShards(Plan.OnShards plan, Ready ready) {
        Route route = Objects.requireNonNull(ready.route());
        client.stopwatch().routed(route);
        Placement placement = Objects.requireNonNull(ready.placement());
        Duration hinted = ready.timeout();
        // A statement that commits by itself is not stopped in the middle of several servers, as with the hint.
        Duration timeout = hinted != null || plan.ddl() ? hinted : client.statementTimeout();
        if (timeout != null && !timeout.isZero()) {
            done = Deadline.start(client, timeout, done);
        }
        Task task = new Task(
                client,
                plan,
                placement,
                ready.generatedId(),
                request.sending(),
                request.reply(),
                done,
                ready.aftermath());
        if (plan.ddl() && client.session().inTransaction()) {
            Transactions.commit(client, failed -> {
                if (failed == null) {
                    carry(task, route);
                } else {
                    okOr(failed);
                }
            });
        } else {
            carry(task, route);
        }
    }

    private void carry(Task task, Route route) {
        if (route instanceof Route.One one) {
            Single single = new Single(task, one);
            client.work(single);
            single.start(null);
        } else if (route instanceof Route.Many many) {
            many(task, many);
        } else if (route instanceof Route.Gathered gathered) {
            Gathered whole = new Gathered(task, request, gathered, null);
            client.work(whole);
            whole.start();
        } else if (route instanceof Route.Scripted scripted) {
            Steps steps = new Steps(task, request, scripted);
            client.work(steps);
            steps.start();
        } else if (route instanceof Route.Load load) {
            Loading loading = new Loading(task, load);
            client.work(loading);
            loading.start();
        }
    }

    private void many(Task task, Route.Many route) {
        if (route.paging() != null) {
            Paged paged = new Paged(task, request, route.paging());
            client.work(paged);
            paged.start();
        } else if (task.plan().returnsRows()) {
            Merged merged = new Merged(task, route, request::slot, new ClientSink(client, request.reply()));
            client.work(merged);
            merged.start();
        } else if (task.plan().ddl()) {
            InTurn inTurn = new InTurn(task, route);
            client.work(inTurn);
            inTurn.start();
        } else {
            Writes writes = new Writes(task, route, new WriteAnswer(task, route.merge()));
            client.work(writes);
            writes.start();
        }
    }

    private @Nullable ErrPacket kill(Statement.Kill kill) {
        SqlValue id = request.value(kill.id());
        long number = id instanceof SqlValue.Whole whole ? whole.value().longValue() : -1;
        boolean done =
                client.kills().kill(number, kill.query(), client.session().user());
        return done ? null : ErrPacket.of(1094, "HY000", "Unknown thread id: " + number);
    }

    private void refuse(Plan.Refused refused) {
        ErrPacket ours = Errors.packet(refused.error(), refused.message());
        if (refused.perhapsSyntax()) {
            Asking.syntax(
                    client,
                    request.text().text(),
                    request.sending().charset(),
                    theirs -> fail(theirs == null ? ours : theirs));
        } else {
            fail(ours);
        }
    }

    private void set(Plan.ChangeSession change, @Nullable ErrPacket failed) {
        if (failed == null) {
            done(client.tracking().set(change.statement(), request::value, client.session()));
        } else {
            fail(failed);
        }
    }

    private void okOr(@Nullable ErrPacket failed) {
        client.session().answered();
        if (failed == null) {
            done(List.of());
        } else {
            fail(failed);
        }
    }

    private void done(List<SessionChange> changes) {
        client.session().diagnostics().done(client.mariaDb());
        request.reply().ok(client.ok(changes));
        done.run();
    }

    /** COMMIT RELEASE: closed before anybody is told that it is done, for what the client sent behind it must not begin. */
    private void release() {
        client.session().answered();
        request.reply().ok(OkPacket.of(client.status()));
        client.channel().close();
        done.run();
    }

    private void fail(ErrPacket error) {
        request.reply().error(client.failed(error));
        done.run();
    }
}
