package io.sluice.proxy.exec;

import io.sluice.proxy.protocol.ErrPacket;
import io.sluice.routing.Ready;
import io.sluice.routing.RoutingException;
import io.sluice.routing.cluster.ServerAddress;
import io.sluice.routing.gather.Allowance;
import io.sluice.routing.gather.Workspace;
import io.sluice.routing.merge.Merge;
import io.sluice.routing.route.Feed;
import io.sluice.routing.route.Route;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A statement that one server answers over rows brought together there: decides about all feeds, takes a connection of its own, makes
 * the temporary tables, fills one after another, and then lets the statement run as on any one shard ({@link Single}).
 *
 * <p>Until then nothing is written to the client, so whatever fails is the answer.
 */
final class Gathered implements Work, Leases.Taker {
    private static final Logger LOG = LoggerFactory.getLogger(Gathered.class);

    private static final ErrPacket INTERRUPTED = ErrPacket.of(1317, "70100", "Query execution was interrupted");

    private final Task task;
    private final Request request;
    private final Route.Gathered route;
    private final @Nullable Sink sink;
    private final Allowance allowance;
    private final List<DecidedFeed> feeds = new ArrayList<>();
    private @Nullable Workplace place;
    private @Nullable Feeding feeding;
    private @Nullable Merged answering;
    private int fed;
    private boolean interrupted;
    private boolean over;

    /** @param sink where the rows go; null for the client */
    Gathered(Task task, Request request, Route.Gathered route, @Nullable Sink sink) {
        this.task = task;
        this.request = request;
        this.route = route;
        this.sink = sink;
        this.allowance = new Allowance(task.client().leases().backends().gathering());
    }

    void start() {
        decide();
    }

    // ---- what each feed does

    private void decide() {
        if (feeds.size() == route.feeds().size()) {
            step(() -> task.client().leases().workspace(route.answer().shard(), this));
            return;
        }
        Feed feed = route.feeds().get(feeds.size());
        Request asked = DecidedFeed.request(task.client(), feed, request);
        task.client().deciding().decide(task.client(), asked.text(), asked.parameters(), new Deciding.Then<>() {
            @Override
            public void decided(Ready ready) {
                DecidedFeed decided = new DecidedFeed(feed, asked, ready);
                step(() -> {
                    decided.route(); // refuses what is none
                    feeds.add(decided);
                    decide();
                });
            }

            @Override
            public void failed(RoutingException failure) {
                fail(Errors.packet(failure));
            }
        });
    }

    // ---- where it is done

    @Override
    public void taken(Lease lease) {
        if (over) {
            lease.release();
            return;
        }
        Workplace mine = new Workplace(task.client(), lease);
        place = mine;
        step(() -> mine.make(route, error -> after(error, ready -> feed())));
    }

    @Override
    public void failed(ErrPacket error, @Nullable ServerAddress unreached) {
        fail(error);
    }

    private void after(@Nullable ErrPacket error, Consumer<Workplace> next) {
        Workplace mine = place;
        if (error != null) {
            fail(error);
        } else if (mine != null) {
            step(() -> next.accept(mine));
        }
    }

    // ---- its rows

    private void feed() {
        Workplace mine = place;
        if (mine == null) {
            return;
        }
        if (fed == feeds.size()) {
            feeding = null;
            mine.run(route.copies(), copied -> after(copied.error(), this::answer));
            return;
        }
        Feeding next = new Feeding(task, feeds.get(fed++), mine, allowance, failure -> {
            if (failure == null) {
                step(this::feed);
            } else {
                fail(failure);
            }
        });
        feeding = next;
        next.start();
    }

    private void answer(Workplace mine) {
        if (sink != null) {
            Route.Many alone = new Route.Many(List.of(route.answer()), new Merge.Forward());
            Merged merged = new Merged(task, alone, request::slot, sink);
            answering = merged;
            mine.ahead(Workspace.AFTER_LOADING);
            merged.on(mine.lease());
            return;
        }
        Single single = new Single(task, new Route.One(route.answer()));
        task.client().work(single);
        mine.ahead(Workspace.AFTER_LOADING);
        single.on(mine.lease());
    }

    // ---- the end

    /** Takes the next step, unless there is none any more. */
    private void step(Runnable next) {
        if (over) {
            return;
        }
        if (interrupted) {
            fail(INTERRUPTED);
            return;
        }
        try {
            next.run();
        } catch (RoutingException refused) {
            fail(Errors.packet(refused));
        } catch (RuntimeException bug) {
            LOG.error(
                    "a statement of client {} failed here",
                    task.client().session().connectionId(),
                    bug);
            fail(Errors.bug(bug));
        }
    }

    private void fail(ErrPacket error) {
        if (over) {
            return;
        }
        over = true;
        Workplace mine = place;
        if (mine != null) {
            mine.release();
        }
        if (sink == null) {
            task.reply().error(task.client().failed(error));
        } else {
            sink.error(error);
        }
        task.done().run();
    }

    @Override
    public void writable() {}

    /** What runs on a server ends there; between two statements the next one is not begun. */
    @Override
    public void interrupt() {
        interrupted = true;
        Feeding now = feeding;
        if (now != null) {
            now.interrupt();
        }
        if (answering != null) {
            answering.interrupt();
            return;
        }
        Workplace mine = place;
        if (mine != null) {
            mine.interrupt();
        }
    }

    @Override
    public void abandon() {
        over = true;
        Feeding now = feeding;
        if (now != null) {
            now.abandon();
        }
        if (answering != null) {
            answering.abandon();
            return;
        }
        Workplace mine = place;
        if (mine != null) {
            mine.release();
        }
    }
}
