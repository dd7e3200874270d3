package io.sluice.proxy.exec;

import io.sluice.proxy.protocol.ErrPacket;
import io.sluice.routing.Ready;
import io.sluice.routing.RoutingException;
import io.sluice.routing.merge.Counts;
import io.sluice.routing.merge.Merge;
import io.sluice.routing.merge.Quota;
import io.sluice.routing.plan.Lasting;
import io.sluice.routing.plan.Plan;
import io.sluice.routing.route.Route;
import io.sluice.routing.route.Script;
import io.sluice.routing.route.ShardStatement;
import io.sluice.routing.session.StepWarnings;
import io.sluice.routing.session.Warning;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A write in several steps, each of them decided about and carried out as a statement of its own inside one transaction ({@link
 * StepFrame}). Nothing is written to the client before the end.
 */
final class Steps implements Work {
    private final Task task;
    private final Client client;
    private final Request request;
    private final Route.Scripted route;
    private final Script script;
    private final StepFrame frame;
    private final Course course;
    private final StepWarnings warnings = new StepWarnings();
    /** The step under way; null between two. */
    private @Nullable Work inner;

    /** The rows of the question that is being asked. */
    private @Nullable Collected answer;

    Steps(Task task, Request request, Route.Scripted route) {
        this.task = task;
        this.client = task.client();
        this.request = request;
        this.route = route;
        this.script = route.script();
        this.frame = new StepFrame(client);
        this.course = new Course(client, this::fail);
    }

    void start() {
        frame.open(failed -> {
            if (failed == null) {
                // Behind the BEGIN, which takes for ended whatever was sent before it.
                client.session().sent(task.plan().access(), route, task.placement());
                next();
            } else {
                fail(failed);
            }
        });
    }

    private void next() {
        course.step(() -> {
            Script.Step step = script.next();
            if (step instanceof Script.Step.Ask ask) {
                decide(ask.statement(), this::ask);
            } else if (step instanceof Script.Step.Change change) {
                decide(change.statement(), this::change);
            } else {
                done(((Script.Step.Done) step).counts());
            }
        });
    }

    private void decide(ShardStatement statement, BiConsumer<Request, Ready> then) {
        Request asked = DecidedFeed.request(client, statement, request);
        client.deciding().decide(client, asked.text(), asked.parameters(), new Deciding.Then<>() {
            @Override
            public void decided(Ready ready) {
                course.step(() -> then.accept(asked, ready));
            }

            @Override
            public void failed(RoutingException failure) {
                fail(Errors.packet(failure));
            }
        });
    }

    /** What shards do for a step, and leaves nothing behind on its connection. */
    private Plan.OnShards plan(Ready ready) {
        if (ready.plan() instanceof Plan.Refused refused) {
            throw new RoutingException(refused.error(), refused.message());
        }
        if (ready.plan() instanceof Plan.OnShards plan
                && !(plan instanceof Lasting)
                && !plan.ddl()
                && ready.aftermath() == null) {
            return plan;
        }
        throw route.refusal();
    }

    private Task task(Plan.OnShards plan, Ready ready, Request asked, Runnable done) {
        return new Task(
                client,
                plan,
                Objects.requireNonNull(ready.placement()),
                ready.generatedId(),
                asked.sending(),
                request.reply(),
                done,
                null);
    }

    // ---- a question

    private void ask(Request asked, Ready ready) {
        Plan.OnShards plan = plan(ready);
        boolean reads = plan.access() == Plan.Access.READ || plan.access() == Plan.Access.LOCKING_READ;
        if (!reads || !plan.returnsRows()) {
            throw route.refusal();
        }
        Collected sink = new Collected(new Quota(client.leases().backends().merging()));
        answer = sink;
        Task part = task(plan, ready, asked, () -> answered(sink));
        Route.Many many = DecidedFeed.several(ready.route(), new Merge.Forward());
        if (many != null) {
            Merged merged = new Merged(part, many, asked::slot, sink);
            inner = merged;
            merged.start();
        } else if (ready.route() instanceof Route.Gathered gathered) {
            Gathered whole = new Gathered(part, asked, gathered, sink);
            inner = whole;
            whole.start();
        } else {
            throw route.refusal();
        }
    }

    private void answered(Collected sink) {
        inner = null;
        ErrPacket failure = sink.failure();
        if (failure != null) {
            sink.clear();
            fail(failure);
            return;
        }
        course.step(() -> {
            warnings.asked(sink.warnings());
            // To write many rows down takes as long as parsing.
            client.deciding()
                    .away(
                            client,
                            () -> {
                                try {
                                    script.rows(sink.columns(), sink.rows());
                                } finally {
                                    sink.clear();
                                }
                                return sink;
                            },
                            new Deciding.Then<Collected>() {
                                @Override
                                public void decided(Collected taken) {
                                    next();
                                }

                                @Override
                                public void failed(RoutingException failure) {
                                    fail(Errors.packet(failure));
                                }
                            });
        });
    }

    // ---- a write

    private void change(Request asked, Ready ready) {
        Plan.OnShards plan = plan(ready);
        Route.Many many = DecidedFeed.several(ready.route(), new Merge.SumCounts());
        if (plan.access() != Plan.Access.WRITE || plan.returnsRows() || many == null) {
            throw route.refusal();
        }
        List<Warning> own = new ArrayList<>();
        Outcome outcome = new ChangeAnswer(
                many.merge(),
                ready.generatedId(),
                own,
                counts -> {
                    inner = null;
                    int told = warnings.changed(own, counts.warnings());
                    course.step(() -> {
                        script.changed(new Counts(counts.affected(), counts.insertId(), told, counts.info()));
                        next();
                    });
                },
                error -> {
                    inner = null;
                    fail(error);
                });
        Writes writes = new Writes(task(plan, ready, asked, () -> {}), many, outcome);
        inner = writes;
        writes.start();
    }

    // ---- the end

    private void done(Counts counts) {
        course.end();
        frame.keep(failed -> {
            if (failed == null) {
                WriteAnswer.tell(task, counts, warnings.all());
            } else {
                tell(client.failed(failed));
            }
        });
    }

    private void fail(ErrPacket error) {
        if (!course.end()) {
            return;
        }
        giveBack(); // also where its answer had come and an interrupt was first
        ErrPacket told = client.failed(error);
        frame.undo(() -> tell(told));
    }

    private void tell(ErrPacket error) {
        task.reply().error(error);
        task.done().run();
    }

    /** INVARIANT: what ends the transaction is never killed: half of the statement would stay. */
    @Override
    public void interrupt() {
        course.interrupt();
        Work now = inner;
        if (now != null && !course.over()) {
            now.interrupt();
        }
    }

    /** The client's connections are closed behind it, and so rolled back. */
    @Override
    public void abandon() {
        Work now = inner;
        giveBack();
        if (course.end() && now != null) {
            now.abandon();
        }
    }

    private void giveBack() {
        Collected held = answer;
        if (held != null) {
            held.giveBack();
        }
    }
}
