package io.sluice.proxy.exec;

import io.sluice.proxy.backend.BackendConnection;
import io.sluice.proxy.backend.BackendException;
import io.sluice.proxy.protocol.ErrPacket;
import io.sluice.routing.cluster.ServerAddress;
import io.sluice.routing.merge.MergeLimits;
import io.sluice.routing.route.LogicalNames;
import io.sluice.routing.route.ShardStatement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One connection that answers some parts of a route, one after another. It is read ahead a little; it is read further only when the
 * merger waits for one of its parts, and when that is not the part it is answering, the rows in between are kept: in memory within a
 * bound, the others in a file.
 *
 * <p>A shard has one lane to begin with. When its connection is there, some of its parts go to others, as many as are to be had
 * without waiting for anybody: a statement that holds a connection never waits for another one of the same pool.
 */
final class Lane implements Leases.Taker {
    /** Most connections to one shard for one statement. */
    static final int PER_SHARD = 8;
    /** Bytes of rows read ahead. */
    private static final int WINDOW = 64 << 10;
    /** How much is asked of the reserve at a time. */
    private static final int RESERVED = 1 << 20;
    /** What is left of an unwanted answer is read to its end when it is shorter than this; a longer one is killed. */
    private static final int DRAIN = 256 << 10;

    private final Merged merged;
    private final Task task;
    private final String shard;
    private final List<PartStream> parts = new ArrayList<>();
    private int current;
    private @Nullable Lease lease;
    private @Nullable Runnable finished;
    private boolean retried;
    private boolean inTransaction;
    private boolean paused;
    /** Rows are on their way to a file. */
    private boolean writing;

    private boolean discarding;
    private boolean answered;
    private boolean over;
    private long kept;
    private int keptRows;
    private boolean split;
    private long thrownAway;
    private long reserved;
    private long sentAt;

    Lane(Merged merged, Task task, String shard) {
        this.merged = merged;
        this.task = task;
        this.shard = shard;
    }

    void add(PartStream part) {
        part.lane(this);
        parts.add(part);
    }

    /** Most lanes that its parts can be dealt out to. */
    int width() {
        return split ? 1 : Math.min(PER_SHARD, parts.size());
    }

    /** Deals the parts out to this lane and new ones; answers the new ones. */
    List<Lane> split(int width) {
        List<Lane> all = new ArrayList<>(List.of(this));
        while (all.size() < width) {
            all.add(new Lane(merged, task, shard));
        }
        List<PartStream> dealt = new ArrayList<>(parts);
        parts.clear();
        for (int i = 0; i < dealt.size(); i++) {
            all.get(i % width).add(dealt.get(i));
        }
        all.forEach(lane -> lane.split = true);
        return all.subList(1, width);
    }

    /** Starts on a connection to the server that {@code lease} leads to. */
    void startBeside(Lease lease) {
        task.client().leases().beside(lease, task.placement(), this);
    }

    /** Starts on a connection that no other can stand in for. */
    void on(Lease given) {
        retried = true;
        taken(given);
    }

    void start() {
        inTransaction = task.client().session().inTransaction();
        start(null);
    }

    private void start(@Nullable ServerAddress except) {
        task.client().leases().take(shard, task.placement(), except, this);
    }

    @Override
    public void taken(Lease taken) {
        if (over) {
            taken.release();
            return;
        }
        lease = taken;
        if (!discarding) {
            merged.spread(this, taken);
        }
        if (discarding) { // perhaps because one of the others has failed at once
            release();
        } else {
            send(taken);
        }
    }

    @Override
    public void failed(ErrPacket error, @Nullable ServerAddress unreached) {
        if (unreached != null && !retried && !discarding) {
            retried = true;
            start(unreached);
        } else {
            over = true;
            merged.fail(error);
            release();
        }
    }

    private void send(Lease to) {
        PartStream next = parts.get(current);
        sentAt = System.nanoTime();
        task.sending().send(to.connection(), next.part(), next);
    }

    boolean binary() {
        return task.sending().binary();
    }

    @Nullable
    LogicalNames names(ShardStatement part) {
        return task.names(part);
    }

    boolean mariaDb() {
        return task.client().mariaDb();
    }

    /** All has come that its shard has to say. */
    boolean complete() {
        return current == parts.size();
    }

    /** The first answer has begun. */
    boolean begun() {
        return parts.get(0).begun();
    }

    // ---- told by the streams

    void columns(PartStream part, RowForm form) {
        if (!discarding) {
            merged.columns(part, form);
            merged.progress();
        }
    }

    void received(PartStream part, int bytes) {
        kept += bytes;
        keptRows++;
        merged.progress();
        if (merged.starving(this, part)) {
            MergeLimits limits = task.client().leases().backends().merging();
            if (!writing && (kept > limits.bytes() || keptRows > limits.rows() || !reserve(limits))) {
                unload();
            }
        } else if (kept > WINDOW && !discarding && !merged.waitsFor(part)) {
            paused = true;
            connection(BackendConnection::pauseReading);
        }
    }

    /** The part with the most rows goes to a file; meanwhile nothing is read. */
    private void unload() {
        writing = true;
        connection(BackendConnection::pauseReading);
        PartStream most =
                parts.stream().max(Comparator.comparingInt(PartStream::movable)).orElseThrow();
        most.unload(() -> new Overflow(merged.files(), task.client().channel().eventLoop()), failure -> {
            writing = false;
            giveBack();
            if (failure != null) {
                merged.failed(failure);
            } else if (!over) {
                connection(BackendConnection::resumeReading);
                merged.progress();
            }
        });
    }

    /** A file has been read on. */
    void fetched(@Nullable RuntimeException failure) {
        if (failure != null) {
            merged.failed(failure);
        } else {
            merged.progress();
        }
    }

    /** What is kept beyond the window counts among what all statements hold. */
    private boolean reserve(MergeLimits limits) {
        if (kept <= WINDOW + reserved) {
            return true;
        }
        boolean taken = limits.reserve().take(RESERVED);
        reserved += taken ? RESERVED : 0;
        return taken;
    }

    void taken(int bytes) {
        kept -= bytes;
        keptRows--;
    }

    /** A part's last row has come; its warnings are asked for before the connection does anything else. */
    void complete(PartStream part, int warnings) {
        Lease own = lease;
        if (warnings > 0 && own != null && !discarding && merged.wantsWarnings()) {
            Tally.fetchWarnings(own, warning -> merged.warn(part, warning), () -> ended(part, warnings));
        } else {
            ended(part, warnings);
        }
    }

    private void ended(PartStream part, int warnings) {
        task.client().stopwatch().part(shard, task.plan().access(), sentAt);
        part.end();
        merged.ended(warnings);
        current++;
        Lease own = lease;
        if (discarding || own == null) {
            release();
        } else if (current < parts.size()) {
            send(own);
        }
        if (!discarding) {
            merged.progress();
        }
    }

    /** Nothing of it has come, and asking elsewhere does no harm: it may be asked again, once, on another server. */
    private boolean fresh(PartStream part) {
        return !retried
                && !discarding
                && current == 0
                && !part.begun()
                && task.repeatable()
                && !task.client().isLate()
                && !task.client().leases().inSnapshot();
    }

    void failed(PartStream part, ErrPacket error) {
        Lease own = lease;
        if (own != null && task.lackedOn(own, error) && fresh(part) && !own.kept()) {
            retried = true;
            lease = null;
            own.release();
            start(own.server());
            return;
        }
        part.end();
        current = parts.size();
        merged.fail(error, then -> {
            if (own != null && own.held()) {
                Transactions.errorInside(task.client(), own, error, then);
            } else {
                then.run();
            }
        });
        release();
    }

    void lost(PartStream part, BackendException cause) {
        Lease gone = lease;
        if (gone != null && fresh(part) && !task.client().leases().isOwn(gone)) {
            task.client().leases().suspect(gone, cause);
            task.client().stopwatch().again();
            retried = true;
            lease = null;
            start(gone.server());
            return;
        }
        part.end();
        current = parts.size();
        if (lease != null) {
            task.client().leases().suspect(lease, cause);
        }
        ErrPacket error = task.lost(shard, cause);
        boolean held = lease != null && lease.held();
        merged.fail(error, then -> {
            if (held) {
                task.client().leases().doom(error);
            }
            then.run();
        });
        release();
    }

    // ---- told by the pump

    /** Reads on. */
    void resume() {
        if (paused && !writing) {
            paused = false;
            connection(BackendConnection::resumeReading);
        }
    }

    private void connection(java.util.function.Consumer<BackendConnection> action) {
        Lease own = lease;
        if (own != null) {
            action.accept(own.connection());
        }
    }

    // ---- the end

    boolean discarding() {
        return discarding;
    }

    /** The merger has all it needs. */
    void answered() {
        answered = true;
    }

    /** What still comes is not wanted. */
    void discard() {
        discarding = true;
    }

    /**
     * Whether the connection is needed afterwards, so that its answer must be read to the end; one that has yet to come becomes the
     * transaction's, so the next statement must not ask for another.
     */
    boolean mustDrain() {
        Lease own = lease;
        return own == null ? inTransaction && !over : (own.kept() || readsOn(own)) && answering();
    }

    private boolean answering() {
        return !over && current < parts.size() && lease != null;
    }

    /** Nobody wants more of it; {@code then} runs when the connection is free. */
    void finish(Runnable then) {
        discarding = true;
        finished = then;
        forget();
        if (!answering()) {
            if (lease != null || over) {
                release();
            }
        } else {
            paused = false;
            connection(BackendConnection::resumeReading);
        }
    }

    private void forget() {
        parts.forEach(PartStream::clear);
        giveBack();
    }

    private void giveBack() {
        task.client().leases().backends().merging().reserve().give(reserved);
        reserved = 0;
    }

    void discarded(int bytes) {
        thrownAway += bytes;
        if (thrownAway > DRAIN && lease != null && !lease.kept() && !readsOn(lease)) {
            release();
        }
    }

    /** Whether its statement reads on with the connection: nothing has failed, only the rest is not wanted. */
    private boolean readsOn(Lease own) {
        return answered && task.client().leases().reading(own);
    }

    private void release() {
        Lease own = lease;
        if (own != null && !over) {
            over = true;
            own.release();
        }
        over |= own != null;
        Runnable then = finished;
        finished = null;
        if (then != null) {
            then.run();
        }
    }

    void interrupt() {
        Lease own = lease;
        if (own != null && answering()) {
            own.interrupt();
        } else if (own == null && !over && !discarding && task.givesUpWaiting()) {
            merged.fail(task.givenUp());
        }
    }

    void abandon() {
        discarding = true;
        forget();
        boolean busy = answering();
        Lease own = over ? null : lease; // INVARIANT: given back once: it may be another client's by now
        over = true;
        if (own != null) {
            if (busy) {
                own.abandon();
            } else {
                own.release();
            }
        }
    }
}
