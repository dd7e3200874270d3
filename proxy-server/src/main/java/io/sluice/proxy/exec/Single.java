package io.sluice.proxy.exec;

import io.netty.buffer.ByteBuf;
import io.sluice.proxy.backend.BackendException;
import io.sluice.proxy.backend.ForwardHandler;
import io.sluice.proxy.backend.ResultHead;
import io.sluice.proxy.protocol.Capabilities;
import io.sluice.proxy.protocol.EofPacket;
import io.sluice.proxy.protocol.ErrPacket;
import io.sluice.proxy.protocol.OkPacket;
import io.sluice.proxy.protocol.ServerStatus;
import io.sluice.routing.cluster.ServerAddress;
import io.sluice.routing.plan.Lasting;
import io.sluice.routing.plan.Plan;
import io.sluice.routing.route.LogicalNames;
import io.sluice.routing.route.Route;
import io.sluice.routing.route.ShardStatement;
import io.sluice.routing.session.Aftermath;
import io.sluice.routing.session.Refusals;
import org.jspecify.annotations.Nullable;

/**
 * One shard's answer, passed on as bytes. While the client takes nothing, the backend is not read.
 *
 * <p>A read outside of a transaction whose server fails before its first byte is tried once more on another server. A write that met
 * a server which takes none any more, and so has done nothing, waits for the primary. Nothing else is ever sent twice.
 */
final class Single implements ForwardHandler, Work, Leases.Taker {
    private final Task task;
    private final ShardStatement part;
    private @Nullable Lease lease;
    private boolean answering;
    private boolean inRows;
    private boolean retried;
    private boolean ended;
    /** Some result of it has told a GTID: the first ones of a procedure tell what was committed before them. */
    private boolean committed;

    private boolean over;
    private long rows;
    private long sentAt;
    /** Until when it is sent again to a primary that moves; 0 before it first met a server that takes no writes. */
    private long heldUntil;

    private Settling.@Nullable Settled settled;

    Single(Task task, Route.One route) {
        this.task = task;
        this.part = route.part();
    }

    void start(@Nullable ServerAddress except) {
        if (over) {
            return;
        }
        if (task.plan().ddl()) {
            // It commits itself: on a transaction's connection it would end the transaction there.
            task.client().leases().forDdl(part.shard(), task.placement(), this);
        } else {
            task.client().leases().take(part.shard(), task.placement(), except, this);
        }
    }

    /** Sends it on a connection that is this statement's alone and as it must be; it cannot be done anywhere else. */
    void on(Lease given) {
        retried = true;
        lease = given;
        sentAt = System.nanoTime();
        task.sending().send(given.connection(), part, this);
    }

    @Override
    public void taken(Lease taken) {
        if (over) {
            taken.release();
            return;
        }
        lease = taken;
        if (task.plan().access() == Plan.Access.SIDE_EFFECT || task.plan() instanceof Lasting) {
            // It may leave a lock or a variable behind that no image tells of.
            taken.connection().markDirty();
        }
        task.client().session().sent(task.plan().access(), new Route.One(part), task.placement());
        if (task.plan().ddl()) {
            task.client().session().ended();
        }
        Aftermath after = task.aftermath();
        if (after != null && after.before() != null) {
            taken.connection().query(after.before(), new Setup(taken.connection()));
        }
        sentAt = System.nanoTime();
        task.sending().send(taken.connection(), part, this);
    }

    @Override
    public void failed(ErrPacket error, @Nullable ServerAddress unreached) {
        if (!over && unreached != null && !retried) {
            retried = true;
            start(unreached);
        } else if (!over) {
            task.reply().error(task.client().failed(error));
            finish();
        }
    }

    // ---- the answer

    @Override
    public int firstSequence() {
        return task.reply().sequence();
    }

    @Override
    public int columns(ResultHead head, int sequence, int next) {
        answering = true;
        inRows = true;
        Reply reply = task.reply();
        LogicalNames names = task.names(part);
        reply.forward(names == null ? head.packets().retain() : Renamed.head(head, names));
        reply.sequence(next);
        if (!Capabilities.has(reply.capabilities(), Capabilities.DEPRECATE_EOF)) {
            reply.packet(new EofPacket(0, task.client().status()));
        }
        return reply.sequence();
    }

    @Override
    public void rows(ByteBuf run) {
        Reply reply = task.reply();
        reply.forward(run.retain());
        Lease from = lease;
        if (!reply.writable() && from != null) {
            from.connection().pauseReading();
            reply.flush();
        }
    }

    @Override
    public void counted(long passed) {
        rows = passed;
    }

    @Override
    public void writable() {
        Lease from = lease;
        if (from != null && !over) {
            from.connection().resumeReading();
        }
    }

    @Override
    public void ok(OkPacket ok, boolean endOfRows, int sequence) {
        ended = !ok.moreResults();
        committed |= ok.gtid().isPresent();
        if (ended && wroteNothing(ok)) {
            task.client().session().causality().committedNothing(part.shard());
        }
        if (ok.moreResults()) {
            concluded(ok, endOfRows, sequence);
        } else {
            settle(true, ok.warnings(), () -> concluded(ok, endOfRows, sequence));
        }
    }

    /** A server that tells of each GTID tells of none: GET_LOCK, an UPDATE of no rows. */
    private boolean wroteNothing(OkPacket ok) {
        Lease on = lease;
        return on != null
                && on.connection().tellsGtids()
                && ok.affectedRows() == 0
                && !committed
                && !task.plan().ddl()
                && !task.client().session().inTransaction();
    }

    /** Asks for what the statement leaves behind, where it does, and lets the session remember. */
    private void settle(boolean done, int warnings, Runnable then) {
        Aftermath after = task.aftermath();
        Lease on = lease;
        if (after == null || on == null) {
            then.run();
            return;
        }
        new Settling(
                        on,
                        after,
                        task.sending().charset(),
                        now -> {
                            settled = now;
                            task.client().session().left(after, done, now.answer());
                            task.client().leases().settle(on);
                            then.run();
                        },
                        this::connectionLost)
                .start(warnings);
    }

    private void concluded(OkPacket ok, boolean endOfRows, int sequence) {
        if (task.plan().ddl() && !ok.moreResults()) {
            task.client().afterReload(() -> answered(ok, endOfRows, sequence));
        } else if (endedTransaction(ok)) {
            Transactions.commit(task.client(), failed -> {
                lease = null; // the pool has it again
                if (failed == null || endOfRows) {
                    answered(ok, endOfRows, sequence);
                } else {
                    error(failed, sequence);
                }
            });
        } else {
            answered(ok, endOfRows, sequence);
        }
    }

    /** The statement has committed by itself (a CALL, LOCK TABLES): so must the other shards. */
    private boolean endedTransaction(OkPacket ok) {
        return lease != null
                && lease.held()
                && !ok.moreResults()
                && !ServerStatus.has(ok.status(), ServerStatus.IN_TRANSACTION);
    }

    private void answered(OkPacket ok, boolean endOfRows, int sequence) {
        if (over) {
            return;
        }
        answering = true;
        inRows = false;
        Reply reply = task.reply();
        OkPacket own = task.client().own(endOfRows ? ok : task.withGeneratedId(ok));
        reply.sequence(sequence);
        reply.packet(endOfRows ? own.endPayload() : own);
        if (ok.moreResults()) {
            return;
        }
        reply.flush();
        Tally.tell(task, own, endOfRows, rows);
        Settling.Settled now = settled;
        if (now != null && task.aftermath() != null) {
            now.warnings().forEach(task.client().session().diagnostics()::warn);
            task.client().session().told(task.aftermath(), now.answer());
            finish();
        } else if (ok.warnings() > 0 && lease != null) {
            Tally.fetchWarnings(lease, task.client().session().diagnostics()::warn, this::finish);
        } else {
            finish();
        }
    }

    @Override
    public void error(ErrPacket error, int sequence) {
        Lease from = lease;
        if (from != null && lackedThere(from, error)) {
            retried = true;
            lease = null;
            from.release();
            start(from.server());
            return;
        }
        if (refused(error)) {
            return;
        }
        ended = true;
        settle(false, 0, () -> failedWith(error, sequence));
    }

    private boolean lackedThere(Lease from, ErrPacket error) {
        return task.lackedOn(from, error)
                && !answering
                && !retried
                && task.repeatable()
                && task.aftermath() == null
                && !from.kept();
    }

    /** The server is a primary no longer and has done nothing of the write: it goes to the next one when that is there. */
    private boolean refused(ErrPacket error) {
        Lease from = lease;
        Leases leases = task.client().leases();
        if (from == null) {
            return false;
        }
        boolean again = Refusals.readOnly(error.errno(), error.message())
                && task.plan().access() == Plan.Access.WRITE
                && !from.kept()
                && !answering
                && !retried
                && !over
                && !task.client().isLate();
        if (!again) {
            return false;
        }
        leases.backends().servers().suspect().accept(from.server());
        heldUntil = heldUntil == 0 ? leases.backends().held().deadline() : heldUntil;
        if (!leases.hold(part.shard(), heldUntil, () -> start(null))) {
            return false;
        }
        lease = null;
        from.release();
        return true;
    }

    private void failedWith(ErrPacket error, int sequence) {
        Reply reply = task.reply();
        reply.sequence(sequence);
        reply.error(task.client().failed(Renamed.error(error, task.names(part))));
        Lease failed = lease;
        if (failed != null && failed.held()) {
            Transactions.errorInside(task.client(), failed, error, this::finish);
        } else {
            finish();
        }
    }

    @Override
    public void connectionLost(BackendException cause) {
        Lease lost = lease;
        if (over || lost == null) {
            return;
        }
        boolean own = task.client().leases().isOwn(lost);
        if (!answering
                && !retried
                && task.repeatable()
                && !own
                && !task.client().isLate()) {
            task.client().leases().suspect(lost, cause);
            task.client().stopwatch().again();
            retried = true;
            lease = null;
            start(lost.server());
            return;
        }
        task.client().leases().suspect(lost, cause);
        ErrPacket error = task.client()
                .failed(own ? task.client().leases().lostOwn(part.shard()) : task.lost(part.shard(), cause));
        if (lost.held()) {
            task.client().leases().doom(error);
        }
        if (inRows) {
            // Rows may have ended inside a packet: nothing that makes sense can follow them.
            over = true;
            task.client().channel().close();
            return;
        }
        task.reply().error(error);
        finish();
    }

    private void finish() {
        if (over) {
            return;
        }
        over = true;
        Lease used = lease;
        if (used != null) {
            used.release();
        }
        if (sentAt != 0) {
            task.client().stopwatch().part(part.shard(), task.plan().access(), sentAt);
        }
        task.done().run();
    }

    @Override
    public void interrupt() {
        Lease used = lease;
        if (used != null && !over && !ended) {
            used.interrupt();
        } else if (used == null && !over && task.givesUpWaiting()) {
            task.reply().error(task.client().failed(task.givenUp()));
            finish();
        }
    }

    @Override
    public void abandon() {
        if (!over) {
            over = true;
            Lease used = lease;
            if (used != null) {
                used.abandon();
            }
        }
    }
}
