package io.sluice.proxy.exec;

import io.sluice.proxy.protocol.ErrPacket;
import io.sluice.routing.RoutingException;
import io.sluice.routing.merge.MergeLimits;
import io.sluice.routing.merge.Merger;
import io.sluice.routing.merge.Mergers;
import io.sluice.routing.merge.Quota;
import io.sluice.routing.route.Route;
import io.sluice.routing.route.ShardStatement;
import io.sluice.routing.session.PartWarnings;
import io.sluice.routing.session.Warning;
import io.sluice.sql.SqlValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The push pump: several parts' rows go through a merger to the client, or to who else wants them. A part is read on when the merger needs a row of it; some
 * rows are read ahead. While the client takes nothing, nothing is pulled out of the merger, and so nothing is read.
 *
 * <p>Nothing is written before the first part of every lane has begun its answer: errors come before rows then.
 */
final class Merged implements Work {
    private static final Logger LOG = LoggerFactory.getLogger(Merged.class);

    /** Most lines of SHOW WARNINGS after one statement. */
    private static final int WARNINGS = 64;

    private final Task task;
    private final Route.Many route;
    private final IntFunction<SqlValue> slots;
    private final Sink sink;
    private final List<PartStream> streams = new ArrayList<>();
    private final List<Lane> lanes = new ArrayList<>();
    private final List<Warning> collected = new ArrayList<>();
    private final PartWarnings partWarnings;
    private @Nullable Merger merger;
    private @Nullable RowForm form;
    private @Nullable Quota files;
    private int waitingFor = -1;
    private long rows;
    private int warnings;
    private boolean pumping;
    /** The merger is in another thread's hands. */
    private boolean working;

    private boolean over;

    /**
     * @param slots the values of the statement's slots
     * @param sink where the rows go; the task's {@code done} runs behind its end or error, when no connection is in use any more
     */
    Merged(Task task, Route.Many route, IntFunction<SqlValue> slots, Sink sink) {
        this.task = task;
        this.route = route;
        this.partWarnings = new PartWarnings(route.merge());
        this.slots = slots;
        this.sink = sink;
    }

    void start() {
        task.client().session().sent(task.plan().access(), route, task.placement());
        plan();
        for (Lane lane : new ArrayList<>(lanes)) {
            if (!over) { // an earlier lane may have failed at once
                lane.start();
            }
        }
    }

    /** The only part is answered on a connection that is this statement's alone. */
    void on(Lease given) {
        plan();
        lanes.get(0).on(given);
    }

    /** A lane for each shard. */
    private void plan() {
        Map<String, Lane> byShard = new LinkedHashMap<>();
        for (ShardStatement part : route.parts()) {
            Lane lane = byShard.computeIfAbsent(part.shard(), shard -> new Lane(this, task, shard));
            PartStream stream = new PartStream(lane, part);
            lane.add(stream);
            streams.add(stream);
        }
        lanes.addAll(byShard.values());
    }

    // ---- told by the lanes

    /** A lane has its connection: gives some of its parts to others that are free now. */
    void spread(Lane lane, Lease lease) {
        int width = Math.min(lane.width(), 1 + task.client().leases().spare(lease));
        if (width > 1) {
            List<Lane> more = lane.split(width);
            lanes.addAll(more);
            more.forEach(other -> other.startBeside(lease));
        }
    }

    /** Whether warnings are still collected. */
    boolean wantsWarnings() {
        return !over && collected.size() < WARNINGS;
    }

    void warn(PartStream part, Warning warning) {
        if (partWarnings.tells(part, warning) && collected.size() < WARNINGS) {
            collected.add(warning);
        }
    }

    /** A part's columns are known. */
    void columns(PartStream stream, RowForm raw) {
        if (stream == streams.get(0)) {
            form = new RowForm(
                    raw.columns(),
                    raw.binary(),
                    Mergers.visibleWidth(route.merge(), raw.columns().size()),
                    raw.mariaDb());
        }
    }

    /** Something has come. */
    void progress() {
        try {
            if (merger == null && !over && lanes.stream().allMatch(Lane::begun)) {
                open();
            }
            pump();
        } catch (RuntimeException bug) {
            // Nobody else would answer: the part that has just ended awaits nothing any more.
            fail(bug(bug));
        }
    }

    private ErrPacket bug(RuntimeException bug) {
        LOG.error("a merge for client {} failed here", task.client().session().connectionId(), bug);
        return Errors.bug(bug);
    }

    /** A part is complete. */
    void ended(int partWarnings) {
        warnings = Math.min(0xFFFF, warnings + partWarnings);
    }

    /** The lane must not stop although nobody takes its rows: the merger waits for a later part of it. */
    boolean starving(Lane lane, PartStream delivering) {
        if (waitingFor < 0) {
            return false;
        }
        PartStream wanted = streams.get(waitingFor);
        return wanted != delivering && wanted.lane() == lane && wanted.isEmpty();
    }

    /** The merger has taken all of the part and waits for more: whatever the lane keeps of others, it must go on. */
    boolean waitsFor(PartStream part) {
        return waitingFor >= 0 && streams.get(waitingFor) == part && part.isEmpty();
    }

    /** A part failed: its error is the answer. */
    void fail(ErrPacket error) {
        fail(error, Runnable::run);
    }

    /** @param repair what the failure means for the open transaction; runs what it is given before the client's next command may begin */
    void fail(ErrPacket error, Consumer<Runnable> repair) {
        if (over) {
            return;
        }
        end();
        sink.error(error);
        lanes.forEach(Lane::discard);
        repair.accept(this::finishLanes);
    }

    // ---- the pump

    private void open() {
        RowForm known = form;
        if (known == null) {
            return;
        }
        MergeLimits limits = task.client().leases().backends().merging();
        try {
            merger = Mergers.open(route.merge(), streams.size(), known.metas(), slots, limits);
        } catch (RoutingException refused) {
            fail(Errors.packet(refused));
            return;
        }
        sink.columns(known);
    }

    private void pump() {
        Merger open = merger;
        RowForm known = form;
        if (pumping || working || open == null || known == null) {
            return;
        }
        pumping = true;
        try {
            while (!over && !working && supply(open) && sink.writable()) {
                step(open, known);
            }
        } catch (RoutingException tooMuch) {
            fail(Errors.packet(tooMuch));
        } finally {
            pumping = false;
        }
    }

    private void step(Merger open, RowForm known) {
        Merger.Step step = open.next();
        if (step instanceof Merger.Step.Emit emit) {
            rows++;
            sink.row(known, emit.row());
        } else if (step instanceof Merger.Step.Need need) {
            waitingFor = need.stream();
        } else if (step instanceof Merger.Step.Work work) {
            working = true;
            LongWork.run(work.task(), task.client().channel().eventLoop(), this::worked);
        } else {
            done(open);
        }
    }

    private void worked(@Nullable RuntimeException failure) {
        working = false;
        if (over) {
            close();
        } else if (failure == null) {
            progress();
        } else {
            failed(failure);
        }
    }

    /** Something that was done apart from the event loop has failed. */
    void failed(RuntimeException failure) {
        fail(failure instanceof RoutingException refused ? Errors.packet(refused) : bug(failure));
    }

    /** Counts what the lanes write to temporary files; they hold nothing in memory by it. */
    Quota files() {
        Quota own = files;
        if (own == null) {
            MergeLimits limits = task.client().leases().backends().merging();
            own = new Quota(new MergeLimits(0, 0, limits.file(), limits.reserve()));
            files = own;
        }
        return own;
    }

    /** Gives the merger what it waits for; false when that has yet to come. */
    private boolean supply(Merger open) {
        if (waitingFor < 0) {
            return true;
        }
        PartStream stream = streams.get(waitingFor);
        if (stream.isEmpty() && !stream.ended()) {
            stream.lane().resume();
        }
        WireRow row = stream.poll();
        if (row != null) {
            open.offer(waitingFor, row);
        } else if (stream.ended() && stream.isEmpty()) {
            open.end(waitingFor);
        } else {
            return false;
        }
        waitingFor = -1;
        return true;
    }

    private void end() {
        over = true;
        close();
    }

    private void close() {
        Merger open = merger;
        if (open != null && !working) {
            open.close();
        }
    }

    private void done(Merger open) {
        long found = open.found() < 0 ? rows : open.found();
        List<Warning> cuts = PartWarnings.cuts(open);
        end();
        collected.addAll(cuts.subList(0, Math.min(cuts.size(), WARNINGS - collected.size())));
        sink.end(found, Math.min(0xFFFF, warnings - partWarnings.repeated() + cuts.size()), collected);
        lanes.forEach(Lane::answered);
        finishLanes();
    }

    /** The answer is written; what is still coming is thrown away. A transaction's connections must be read to the end. */
    private void finishLanes() {
        int[] busy = {1};
        Runnable one = () -> {
            if (--busy[0] == 0) {
                task.done().run();
            }
        };
        for (Lane lane : lanes) {
            if (lane.mustDrain()) {
                busy[0]++;
                lane.finish(one);
            } else {
                lane.finish(() -> {});
            }
        }
        one.run();
    }

    @Override
    public void writable() {
        progress();
    }

    @Override
    public void interrupt() {
        if (!over && !lanes.isEmpty() && lanes.stream().allMatch(Lane::complete)) {
            fail(Errors.INTERRUPTED); // no shard would tell it: what is left is done here
            return;
        }
        lanes.forEach(Lane::interrupt);
    }

    @Override
    public void abandon() {
        end();
        lanes.forEach(Lane::abandon);
    }
}
