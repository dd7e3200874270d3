package io.sluice.proxy.exec;

import io.sluice.proxy.protocol.ErrPacket;
import io.sluice.routing.Ready;
import io.sluice.routing.RoutingException;
import io.sluice.routing.cluster.ServerAddress;
import io.sluice.routing.gather.Allowance;
import io.sluice.routing.merge.Merge;
import io.sluice.routing.route.Feed;
import io.sluice.routing.route.Route;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A statement that one server answers over rows brought together there: decides about all feeds, takes a connection of its own, makes
 * the temporary tables, fills one after another, and then lets the statement run as on any one shard ({@link Single}).
 *
 * <p>Until then nothing is written to the client, so whatever fails is the answer.
 */
final class Gathered implements Work, Leases.Taker {
    private final Task task;
    private final Request request;
    private final Route.Gathered route;
    private final @Nullable Sink sink;
    private final Allowance allowance;
    private final Course course;
    private final List<DecidedFeed> feeds = new ArrayList<>();
    private @Nullable Workplace place;
    private @Nullable Feeding feeding;
    private @Nullable Merged answering;
    private int fed;

    /** @param sink where the rows go; null for the client */
    Gathered(Task task, Request request, Route.Gathered route, @Nullable Sink sink) {
        this.task = task;
        this.request = request;
        this.route = route;
        this.sink = sink;
        this.allowance = new Allowance(task.client().leases().backends().gathering());
        this.course = new Course(task.client(), this::fail);
    }

    void start() {
        decide();
    }

    // ---- what each feed does

    private void decide() {
        if (feeds.size() == route.feeds().size()) {
            course.step(() -> task.client().leases().workspace(route.answer().shard(), this));
            return;
        }
        Feed feed = route.feeds().get(feeds.size());
        Request asked = DecidedFeed.request(task.client(), feed, request);
        task.client().deciding().decide(task.client(), asked.text(), asked.parameters(), new Deciding.Then<>() {
            @Override
            public void decided(Ready ready) {
                DecidedFeed decided = new DecidedFeed(feed, asked, ready);
                course.step(() -> {
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
        if (course.over()) {
            lease.release();
            return;
        }
        Workplace mine = new Workplace(task.client(), lease);
        place = mine;
        course.step(() -> mine.make(route, error -> after(error, ready -> feed())));
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
            course.step(() -> next.accept(mine));
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
                course.step(this::feed);
            } else {
                fail(failure);
            }
        });
        feeding = next;
        next.start();
    }

    private void answer(Workplace mine) {
        mine.loaded();
        if (sink != null) {
            Route.Many alone = new Route.Many(List.of(route.answer()), new Merge.Forward());
            Merged merged = new Merged(task, alone, request::slot, sink);
            answering = merged;
            merged.on(mine.lease());
            return;
        }
        Single single = new Single(task, new Route.One(route.answer()));
        task.client().work(single);
        single.on(mine.lease());
    }

    // ---- the end

    private void fail(ErrPacket error) {
        if (!course.end()) {
            return;
        }
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
        course.interrupt();
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
        course.end();
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
