package io.sluice.proxy.exec;

import io.sluice.proxy.protocol.ErrPacket;
import io.sluice.routing.Ready;
import io.sluice.routing.RoutingException;
import io.sluice.routing.cluster.ServerAddress;
import io.sluice.routing.gather.Allowance;
import io.sluice.routing.merge.Merge;
import io.sluice.routing.route.Feed;
import io.sluice.routing.route.FeedKeys;
import io.sluice.routing.route.Route;
import io.sluice.routing.route.ShardStatement;
import io.sluice.routing.session.Placement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A statement that one server answers over rows brought together there: decides about all feeds, takes a connection of its own, makes
 * the temporary tables, reads one after another (asking for what
 * those before it leave of each) and fills them, and then lets the statement run as on any one shard ({@link Single}).
 *
 * <p>Until then nothing is written to the client, so whatever fails is the answer.
 */
final class Gathered implements Work, Leases.Taker {
    private final Task task;
    private final Request request;
    private final Route.Gathered route;
    private final @Nullable Sink sink;
    private final Allowance allowance;
    private final FeedKeys keys;
    private final Course course;
    private final Snapshot snapshot;
    private final List<DecidedFeed> feeds = new ArrayList<>();
    private @Nullable Workplace place;
    private @Nullable Feeding feeding;
    private @Nullable Merged answering;
    private @Nullable ErrPacket failure;
    private int fed;

    /** The making of the tables, and feeds: those of which something is under way. */
    private int open;

    private boolean read;

    /** The answer, once it has been asked for while rows were on their way still. */
    private @Nullable Single ahead;

    /** For the connection to bring rows together in. */
    private boolean waiting;

    /** @param sink where the rows go; null for the client */
    Gathered(Task task, Request request, Route.Gathered route, @Nullable Sink sink) {
        this.allowance = new Allowance(task.client().leases().backends().gathering());
        this.task = task.ending(() -> {
            task.client().stopwatch().gathered(allowance.rows(), allowance.bytes());
            allowance.close();
        });
        this.request = request;
        this.route = route;
        this.sink = sink;
        this.keys = new FeedKeys(route);
        this.snapshot = new Snapshot(task.client());
        this.course = new Course(task.client(), this::fail);
    }

    void start() {
        decide();
    }

    // ---- what each feed does

    private void decide() {
        if (feeds.size() == route.feeds().size()) {
            waiting = true;
            course.step(() -> task.client().leases().workspace(route.answer().shard(), this));
            return;
        }
        Feed feed = route.feeds().get(feeds.size());
        Request asked = DecidedFeed.request(task.client(), feed.unbound(), request);
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
        waiting = false;
        Workplace mine = new Workplace(task.client(), lease);
        place = mine;
        course.step(() -> {
            open++;
            mine.make(route, this::over);
            Map<String, Placement> shards = moment();
            snapshot.begin(shards, error -> {
                if (error == null) {
                    next();
                } else {
                    settle(error);
                }
            });
        });
    }

    /**
     * Where the shards are read whose feeds must be of one moment; none inside a transaction, whose isolation says what is seen, nor
     * where one connection has to serve what the session holds in it.
     */
    private Map<String, Placement> moment() {
        if (task.client().session().inTransaction()) {
            return Map.of();
        }
        Map<String, Placement> shards = new LinkedHashMap<>();
        int parts = 0;
        for (DecidedFeed feed : feeds) {
            for (ShardStatement part : feed.route().parts()) {
                parts++;
                shards.merge(part.shard(), feed.placement(task), Placement::and);
            }
        }
        boolean once = feeds.size() == 1 && parts == shards.size();
        shards.keySet().removeIf(task.client().leases()::owns);
        return once ? Map.of() : shards;
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
        ShardStatement rows = null;
        while (rows == null && fed < feeds.size()) {
            rows = keys.statement(fed++); // where none can matter, none is read
        }
        if (rows == null) {
            snapshot.end();
            read = true;
            if (open > 0 && failure == null && sink == null && route.copies().isEmpty() && mine.sent()) {
                ahead = single(mine);
            } else {
                settle(null);
            }
            return;
        }
        DecidedFeed unbound = feeds.get(fed - 1);
        if (rows.sql().equals(unbound.request().text().text())) {
            feed(unbound, mine);
        } else {
            bind(rows, unbound, mine);
        }
    }

    /** What the feeds before it leave of a feed, where it is asked where the feed as such would be. */
    private void bind(ShardStatement rows, DecidedFeed unbound, Workplace mine) {
        Request asked = DecidedFeed.request(task.client(), rows, request);
        task.client().deciding().decide(task.client(), asked.text(), asked.parameters(), new Deciding.Then<>() {
            @Override
            public void decided(Ready ready) {
                boolean taken = FeedKeys.within(ready.route(), unbound.ready().route());
                course.step(() -> feed(taken ? new DecidedFeed(unbound.feed(), asked, ready) : unbound, mine));
            }

            @Override
            public void failed(RoutingException refused) {
                course.step(() -> feed(unbound, mine));
            }
        });
    }

    private void feed(DecidedFeed decided, Workplace mine) {
        Feeding.Rows rows = new Feeding.Rows(allowance, keys.keys(fed - 1));
        Feeding next = new Feeding(task, decided, mine, rows, new Feeding.Then() {
            @Override
            public void read() {
                Gathered.this.next();
            }

            @Override
            public void over(@Nullable ErrPacket error) {
                Gathered.this.over(error);
            }
        });
        feeding = next;
        open++;
        next.start();
    }

    private void next() {
        if (course.interrupted()) {
            settle(null);
        } else {
            course.step(this::feed);
        }
    }

    private void over(@Nullable ErrPacket error) {
        open--;
        settle(error);
    }

    /** Something has ended: the last of all is followed by the answer, or by the first failure. */
    private void settle(@Nullable ErrPacket error) {
        if (ahead != null) {
            if (error != null) {
                ahead.abandon(); // an answer over other rows, none of which has come yet
                fail(error);
            }
            return;
        }
        if (error != null && failure == null) {
            failure = error;
            Feeding now = feeding;
            if (now != null) {
                now.stop(error);
            }
        }
        Workplace mine = place;
        if (open > 0 || mine == null || course.over()) {
            return;
        }
        if (failure != null) {
            fail(failure);
        } else if (course.interrupted()) {
            course.step(() -> {});
        } else if (read) {
            read = false; // once
            course.step(() -> mine.run(route.copies(), copied -> after(copied.error(), this::answer)));
        }
    }

    private void answer(Workplace mine) {
        if (sink != null) {
            mine.loaded();
            Route.Many alone = new Route.Many(List.of(route.answer()), new Merge.Forward());
            Merged merged = new Merged(task, alone, request::slot, sink);
            answering = merged;
            merged.on(mine.lease());
            return;
        }
        single(mine);
    }

    /**
     * Sends the statement itself; what is to be loaded has been sent before.
     *
     * <p>INVARIANT: a server answers one command after another, so an error of those is told before the first byte of the answer.
     */
    private Single single(Workplace mine) {
        mine.loaded();
        Single single = new Single(task, new Route.One(route.answer()));
        task.client().work(new Answering(single));
        single.on(mine.lease());
        return single;
    }

    /** The answer, whose client may leave. */
    private final class Answering implements Work {
        private final Single single;

        Answering(Single single) {
            this.single = single;
        }

        @Override
        public void writable() {
            single.writable();
        }

        @Override
        public void interrupt() {
            single.interrupt();
        }

        @Override
        public void abandon() {
            course.end(); // nobody is told of what has yet to be loaded
            allowance.close();
            single.abandon();
        }
    }

    // ---- the end

    private void fail(ErrPacket error) {
        if (!course.end()) {
            return;
        }
        snapshot.end();
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
        if (waiting || snapshot.waits()) {
            course.step(() -> {}); // nobody else would tell it before its connections come
            return;
        }
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
        allowance.close();
        course.end();
        Feeding now = feeding;
        if (now != null) {
            now.abandon();
        }
        // INVARIANT: behind what reads in it, which would give connections back that are another client's by then.
        snapshot.end();
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
