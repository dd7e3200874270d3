package io.sluice.proxy.backend;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.Promise;
import io.sluice.proxy.protocol.Command;
import io.sluice.proxy.protocol.Commands;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Connections to one {@link BackendTarget} on one event loop. Confined to that loop.
 *
 * <p>Who asks gets the connection used last whose image is the one asked for, else a clean one, else one that is reset
 * on the way (pipelined: no round trip), else a new one, else a place in the queue. Connections are opened a few at a
 * time. After a failed attempt only one at a time is tried, after a growing pause; as long as no connection lives, who
 * waits is told the error of the last attempt at once.
 */
public final class BackendPool {
    private static final Logger LOG = LoggerFactory.getLogger(BackendPool.class);
    /** Most logins under way at the same time. */
    private static final int RAMP = 8;
    /** A server that has not taken a KILL by then does not answer at all. */
    private static final Duration LONGEST_KILL = Duration.ofSeconds(2);

    /** Numbers for gauges. */
    public record Counts(int idle, int busy, int connecting, int waiting) {
        public Counts plus(Counts other) {
            return new Counts(
                    idle + other.idle, busy + other.busy, connecting + other.connecting, waiting + other.waiting);
        }
    }

    private final EventLoop loop;
    private final Connector connector;
    private final BackendTarget target;
    private final PoolSettings settings;
    private final Map<BackendConnection, Entry> entries = new IdentityHashMap<>();
    private final Deque<BackendConnection> idle = new ArrayDeque<>();
    private final Deque<Waiter> waiters = new ArrayDeque<>();
    private final Backoff backoff = new Backoff();
    private @Nullable BackendException lastFailure;
    private int connecting;
    private long turns;
    private boolean closed;
    /** Is told of each connection that is given out (1) or comes back (-1). */
    private IntConsumer inUse = more -> {};

    BackendPool(EventLoop loop, Transport transport, BackendTarget target, PoolSettings settings) {
        this.loop = loop;
        this.connector = new Connector(loop, transport);
        this.target = target;
        this.settings = settings;
    }

    /** From now on {@code inUse} is told of each connection that is given out (1) or comes back (-1). */
    void counting(IntConsumer by) {
        inUse = by;
    }

    private void leased(Entry entry, boolean now) {
        if (entry.leased != now) {
            entry.leased = now;
            inUse.accept(now ? 1 : -1);
        }
    }

    // ---- taking

    /**
     * A connection for the caller alone, until {@link #release}. Its image is {@code wanted} or
     * {@link SessionImage#CLEAN}; in the second case the caller applies what is missing and says so by
     * {@link BackendConnection#image(SessionImage)}.
     *
     * @param deadline longest wait; then the future fails with {@link BackendException.Reason#BUSY}
     * @return completes on the loop; fails with a {@link BackendException}. Cancelling it gives the place up
     */
    public Future<BackendConnection> acquire(SessionImage wanted, Duration deadline) {
        assert loop.inEventLoop() : "a pool belongs to its event loop";
        Promise<BackendConnection> promise = loop.newPromise();
        if (closed) {
            return promise.setFailure(BackendException.closed(target));
        }
        BackendException down = lastFailure;
        if (down != null && entries.isEmpty() && backoff.waiting()) {
            return promise.setFailure(down);
        }
        if (waiters.size() >= settings.maxWaiting()) {
            return promise.setFailure(BackendException.busy(target, waiters.size() + " are waiting already"));
        }
        enqueue(new Waiter(promise, wanted, turns++), deadline);
        return promise;
    }

    /** Without waiting: null when no idle connection is at hand. */
    public @Nullable BackendConnection tryAcquire(SessionImage wanted) {
        if (closed || !waiters.isEmpty()) {
            return null;
        }
        BackendConnection connection = takeIdle(wanted);
        if (connection == null || stale(connection)) {
            if (connection != null) {
                idle.addLast(connection);
            }
            return null;
        }
        lend(connection, wanted);
        return connection;
    }

    /**
     * How many more callers of {@link #acquire} would be served, as it stands, without waiting for anybody to give a connection
     * back; negative where some wait already.
     */
    public int free() {
        int idleOrNew =
                backoff.failing() || closed ? idle.size() : settings.maxConnections() - (entries.size() - idle.size());
        return idleOrNew - waiters.size();
    }

    private void enqueue(Waiter waiter, Duration deadline) {
        waiters.addLast(waiter);
        serve();
        if (!waiter.promise().isDone()) {
            Future<?> timer = loop.schedule(
                    () -> waiter.promise().tryFailure(tooLate(deadline)), deadline.toNanos(), TimeUnit.NANOSECONDS);
            waiter.promise().addListener(done -> {
                timer.cancel(false);
                if (!done.isSuccess()) {
                    waiters.remove(waiter);
                }
            });
        }
    }

    private BackendException tooLate(Duration deadline) {
        BackendException down = lastFailure;
        return down != null && entries.isEmpty()
                ? down
                : BackendException.busy(target, "none became free within " + deadline.toMillis() + " ms");
    }

    /** Gives idle connections to those who wait, then opens more. */
    private void serve() {
        while (!waiters.isEmpty()) {
            Waiter first = waiters.peekFirst();
            if (first.promise().isDone()) {
                waiters.pollFirst();
                continue;
            }
            BackendConnection connection = takeIdle(first.image());
            if (connection == null) {
                break;
            }
            waiters.pollFirst();
            if (stale(connection)) {
                validate(connection, first);
            } else {
                give(connection, first);
            }
        }
        grow();
    }

    private @Nullable BackendConnection takeIdle(SessionImage wanted) {
        BackendConnection clean = null;
        for (Iterator<BackendConnection> latest = idle.descendingIterator(); latest.hasNext(); ) {
            BackendConnection candidate = latest.next();
            if (candidate.image().equals(wanted)) {
                latest.remove();
                return candidate;
            }
            if (clean == null && candidate.image().equals(SessionImage.CLEAN)) {
                clean = candidate;
            }
        }
        if (clean != null) {
            idle.removeLastOccurrence(clean);
            return clean;
        }
        return idle.pollLast();
    }

    private void give(BackendConnection connection, Waiter waiter) {
        lend(connection, waiter.image());
        if (!waiter.promise().trySuccess(connection)) {
            release(connection);
        }
    }

    private void lend(BackendConnection connection, SessionImage wanted) {
        leased(entry(connection), true);
        if (!connection.image().equals(wanted) && !connection.image().equals(SessionImage.CLEAN)) {
            connection.reset();
        }
    }

    private boolean stale(BackendConnection connection) {
        return System.nanoTime() - entry(connection).idleSince
                > settings.validateAfter().toNanos();
    }

    /** Pings first; a connection that fails makes the waiter wait on, at the head of the queue. */
    private void validate(BackendConnection connection, Waiter waiter) {
        Entry entry = entry(connection);
        leased(entry, true);
        connection.send(
                Commands.bare(Command.PING),
                new Answer(
                        ok -> {
                            entry.idleSince = System.nanoTime();
                            give(connection, waiter);
                        },
                        failure -> {
                            connection.close();
                            back(waiter);
                            serve();
                        }),
                settings.connectTimeout());
    }

    /**
     * INVARIANT: who asked first is served first. Statements that need connections of several pools ask for all of them at once,
     * so each waits for earlier ones only, and no two for each other.
     */
    private void back(Waiter waiter) {
        Deque<Waiter> before = new ArrayDeque<>();
        while (!waiters.isEmpty() && waiters.getFirst().turn() < waiter.turn()) {
            before.addLast(waiters.removeFirst());
        }
        waiters.addFirst(waiter);
        while (!before.isEmpty()) {
            waiters.addFirst(before.removeLast());
        }
    }

    // ---- opening

    private void grow() {
        int ramp = backoff.failing() ? 1 : RAMP;
        while (!closed
                && !backoff.waiting()
                && connecting < Math.min(ramp, waiters.size())
                && entries.size() + connecting < settings.maxConnections()) {
            connecting++;
            connector
                    .open(target, settings.connectTimeout(), settings.statements())
                    .addListener((Future<BackendConnection> opened) -> {
                        connecting--;
                        if (opened.isSuccess()) {
                            opened(opened.getNow());
                        } else {
                            notOpened((BackendException) opened.cause());
                        }
                    });
        }
    }

    private void opened(BackendConnection connection) {
        if (closed) {
            connection.quit();
            return;
        }
        backoff.succeeded();
        lastFailure = null;
        connection.pool(this);
        connection.trackGtids();
        entries.put(connection, new Entry());
        idle.addLast(connection);
        serve();
    }

    private void notOpened(BackendException failure) {
        if (!backoff.failing()) {
            LOG.warn("cannot connect to {}: {}", target, failure.packet());
        }
        lastFailure = failure;
        loop.schedule(this::serve, backoff.failed(), TimeUnit.NANOSECONDS);
        if (entries.isEmpty()) {
            failWaiters(failure);
        }
    }

    private void failWaiters(BackendException failure) {
        for (Waiter waiter : new ArrayList<>(waiters)) {
            waiter.promise().tryFailure(failure);
        }
        waiters.removeIf(waiter -> waiter.promise().isDone());
    }

    // ---- giving back

    /**
     * Gives a connection back, once. In the middle of an answer it is closed and its statement killed; with a
     * transaction open it is rolled back; marked dirty or without autocommit, which no image tells, it is reset.
     */
    public void release(BackendConnection connection) {
        Entry entry = entries.get(connection);
        if (entry == null || !entry.leased) {
            return;
        }
        if (connection.busyForHolder()) {
            end(connection);
            return;
        }
        if (closed || entry.killed || expired(entry)) {
            connection.quit();
            return;
        }
        clean(connection);
        if (connection.state() == BackendConnection.State.CLOSED) {
            return;
        }
        connection.resumeReading();
        leased(entry, false);
        entry.idleSince = System.nanoTime();
        idle.addLast(connection);
        serve();
    }

    private void clean(BackendConnection connection) {
        if (connection.dirty() || !connection.autocommit()) {
            connection.reset();
        } else if (connection.inTransaction()) {
            connection.query("ROLLBACK", new Housekeeping(connection));
        }
        connection.parting().forEach(said -> connection.query(said, new Housekeeping(connection)));
        String home = target.schema();
        if (home != null) {
            connection.useSchema(home, new Housekeeping(connection));
        } else if (!connection.inHomeSchema()) {
            connection.quit(); // no command takes a default schema away
        }
    }

    private boolean expired(Entry entry) {
        return System.nanoTime() - entry.createdAt > settings.maxLifetime().toNanos();
    }

    private Entry entry(BackendConnection connection) {
        Entry entry = entries.get(connection);
        if (entry == null) {
            throw new IllegalStateException(connection + " is not of this pool");
        }
        return entry;
    }

    void gone(BackendConnection connection) {
        Entry entry = entries.remove(connection);
        if (entry != null) {
            leased(entry, false);
        }
        idle.remove(connection);
        loop.execute(this::serve);
    }

    // ---- the rest

    /** {@code KILL QUERY} for the statement the connection runs, through a connection of its own. */
    public void kill(BackendConnection victim) {
        kill(victim, "KILL QUERY ");
    }

    /**
     * Closes a connection, whatever the server does for it. Servers see that a client is gone when they next write to it, which a wait
     * for a lock does not: so what runs is killed. KILL QUERY would be too early for a statement that the server has yet to read.
     */
    public void end(BackendConnection victim) {
        if (victim.state() == BackendConnection.State.BUSY) {
            kill(victim, "KILL ");
        }
        victim.close();
    }

    private void kill(BackendConnection victim, String verb) {
        String sql = verb + victim.connectionId();
        Entry entry = entries.get(victim);
        if (entry != null) {
            entry.killed = true;
            entry.kills++;
        }
        Aside.send(
                connector, target, sql, Collections.min(List.of(settings.connectTimeout(), LONGEST_KILL)), failure -> {
                    if (failure != null) {
                        unkillable(victim, failure);
                    }
                    killed(entry);
                });
    }

    /**
     * A server that takes no KILL will not answer the statement either: who waits for that is told so.
     *
     * <p>INVARIANT: while a KILL is under way, nothing but the statement it is meant for is awaited, see {@link #settled}.
     */
    private static void unkillable(BackendConnection victim, BackendException cause) {
        boolean silent = cause.reason() != BackendException.Reason.LOGIN;
        if (silent && victim.state() == BackendConnection.State.BUSY) {
            victim.fail(BackendException.lost(victim.target(), "it answers nothing, not even KILL QUERY"));
        }
    }

    private static void killed(@Nullable Entry entry) {
        if (entry != null && --entry.kills == 0 && entry.settled != null) {
            Runnable then = entry.settled;
            entry.settled = null;
            then.run();
        }
    }

    /** Runs {@code then} when no KILL for the connection is under way any more, which might meet its holder's next statement. */
    public void settled(BackendConnection connection, Runnable then) {
        Entry entry = entries.get(connection);
        if (entry != null && entry.kills > 0) {
            entry.settled = then;
            return;
        }
        then.run();
    }

    void evict() {
        long now = System.nanoTime();
        for (BackendConnection connection : new ArrayList<>(idle)) {
            if (now - entry(connection).idleSince > settings.idleTimeout().toNanos()) {
                connection.quit();
            }
        }
    }

    /** Gives all connections up; those that use them are told {@link BackendException.Reason#LOST}. */
    void lose(String why) {
        BackendException lost = BackendException.lost(target, why);
        new ArrayList<>(entries.keySet()).forEach(connection -> connection.fail(lost));
    }

    int running() {
        int[] running = {0};
        entries.forEach((each, entry) -> running[0] += entry.leased
                        && (each.state() == BackendConnection.State.BUSY || each.inTransaction() || !each.autocommit())
                ? 1
                : 0);
        return running[0];
    }

    /**
     * No connection is used by anybody again: idle ones are closed now, others when they come back, or when their holder, who has a
     * transaction open there, or state, awaits no answer.
     */
    void retire(String why) {
        for (BackendConnection connection : new ArrayList<>(entries.keySet())) {
            Entry entry = entry(connection);
            entry.killed = true;
            if (entry.leased) {
                Retiring.end(connection, BackendException.lost(target, why));
            } else {
                connection.quit();
            }
        }
    }

    /** Closes idle connections now and the others when they come back; who waits is told. */
    public void close() {
        closed = true;
        failWaiters(BackendException.closed(target));
        new ArrayList<>(idle).forEach(BackendConnection::quit);
    }

    boolean unused() {
        return entries.isEmpty() && connecting == 0 && waiters.isEmpty();
    }

    /** Numbers for gauges. */
    public Counts counts() {
        return new Counts(idle.size(), entries.size() - idle.size(), connecting, waiters.size());
    }

    /** Its limit. */
    public int mostConnections() {
        return settings.maxConnections();
    }

    /** Where it leads. */
    public BackendTarget target() {
        return target;
    }
}
