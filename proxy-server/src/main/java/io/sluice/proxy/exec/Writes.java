package io.sluice.proxy.exec;

import io.sluice.proxy.protocol.ErrPacket;
import io.sluice.routing.cluster.ServerAddress;
import io.sluice.routing.merge.Counts;
import io.sluice.routing.plan.SplitInsert;
import io.sluice.routing.route.Route;
import io.sluice.routing.route.ShardStatement;
import io.sluice.routing.session.PartWarnings;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Several parts that change data, as one statement: one shard after another in the order of their names, so that two such
 * statements cannot hold rows that the other one waits for, each on another shard; the new rows of an INSERT at the same time. It is done wholly
 * or not at all: outside of a transaction it is a transaction of its own (best effort at its end, as any over several shards); inside
 * one, each shard has a savepoint to go back to.
 */
final class Writes implements Work {
    private static final String SAVEPOINT = "sluice statement";

    private final Task task;
    private final Route.Many route;
    private final Outcome answer;
    private final Map<String, Line> lines = new LinkedHashMap<>();
    private final boolean together;
    private int running;
    private @Nullable ErrPacket error;
    private final PartWarnings partWarnings = new PartWarnings();
    private boolean lost;
    private boolean gone;
    private boolean committing;
    private boolean concluding;

    /** @param answer is told how it ended; the task's {@code reply} and {@code done} are its business */
    Writes(Task task, Route.Many route, Outcome answer) {
        this.task = task;
        this.route = route;
        this.answer = answer;
        this.together = task.plan() instanceof SplitInsert;
    }

    void start() {
        task.client().session().sent(task.plan().access(), route, task.placement());
        for (ShardStatement part : route.parts()) {
            lines.computeIfAbsent(part.shard(), Line::new).parts.add(part);
        }
        running = lines.size();
        for (Line line : new ArrayList<>(lines.values())) {
            task.client().leases().take(line.shard, task.placement(), null, line);
        }
    }

    /** The first shard that is not done goes on, when its connection is there. */
    private void advance() {
        for (Line line : new TreeMap<>(lines).values()) {
            if (!line.stopped) {
                Lease own = line.lease;
                if (!line.begun && own != null) {
                    line.begun = true;
                    line.next(own);
                }
                return;
            }
        }
    }

    /** All shards are done, or as far as they came. */
    private void conclude() {
        if (gone) {
            return;
        }
        concluding = true;
        List<Lease> leases = leases();
        boolean held = task.client().session().inTransaction();
        ErrPacket failed = error;
        if (failed == null && held) {
            answer.ok(counts());
        } else if (failed == null) {
            committing = true;
            Transactions.commit(task.client(), leases, partly -> {
                leases.forEach(Writes::over);
                if (partly == null) {
                    answer.ok(counts());
                } else {
                    answer.error(task.client().failed(partly));
                }
            });
        } else {
            Lease.settled(leases, () -> undo(failed, leases, held));
        }
    }

    private void undo(ErrPacket failed, List<Lease> leases, boolean held) {
        if (held) {
            undoInside(failed, leases);
        } else {
            Transactions.toAll(leases, "ROLLBACK", ignored -> {
                leases.forEach(Writes::over);
                answer.error(task.client().failed(failed));
            });
        }
    }

    /** Under LOCK TABLES a BEGIN would unlock them. */
    private static void over(Lease lease) {
        if (lease.lockedTables() && !lease.held()) {
            lease.connection().query("SET autocommit=1", new Setup(lease.connection()));
        }
        lease.release();
    }

    private void undoInside(ErrPacket failed, List<Lease> leases) {
        ErrPacket told = task.client().failed(failed);
        if (lost) {
            task.client().leases().doom(failed);
            answer.error(told);
        } else if (Transactions.endedBy(failed)) {
            Transactions.errorInside(task.client(), failed);
            answer.error(told);
        } else {
            Transactions.toAll(leases, "ROLLBACK TO SAVEPOINT `" + SAVEPOINT + "`", undone -> {
                if (undone != null) {
                    task.client().leases().doom(undone);
                }
                answer.error(told);
            });
        }
    }

    private List<Lease> leases() {
        List<Lease> leases = new ArrayList<>();
        for (Line line : lines.values()) {
            if (line.lease != null) {
                leases.add(line.lease);
            }
        }
        return leases;
    }

    private List<Counts> counts() {
        List<Counts> all = new ArrayList<>();
        lines.values().forEach(line -> all.addAll(line.counts));
        return all;
    }

    /** INVARIANT: COMMIT and ROLLBACK TO are never killed: half of the statement would stay. */
    @Override
    public void interrupt() {
        if (concluding) {
            return;
        }
        leases().forEach(Lease::interrupt);
        if (task.givesUpWaiting()) {
            new ArrayList<>(lines.values()).forEach(Line::giveUp);
        }
    }

    @Override
    public void abandon() {
        if (committing) {
            return; // to cut the COMMITs off would tear the statement
        }
        gone = true;
        leases().forEach(Lease::abandon);
    }

    /** One shard's parts. */
    private final class Line implements Leases.Taker {
        private final String shard;
        private final List<ShardStatement> parts = new ArrayList<>();
        private final List<Counts> counts = new ArrayList<>();
        private @Nullable Lease lease;
        private boolean begun;
        private boolean stopped;

        Line(String shard) {
            this.shard = shard;
        }

        @Override
        public void taken(Lease taken) {
            if (gone || stopped) {
                taken.release();
                return;
            }
            lease = taken;
            String begin = taken.lockedTables() ? "SET autocommit=0" : "BEGIN";
            String first = taken.held() ? "SAVEPOINT `" + SAVEPOINT + "`" : begin;
            taken.connection().query(first, new Setup(taken.connection()));
            if (together) {
                next(taken);
            } else {
                advance();
            }
        }

        @Override
        public void failed(ErrPacket cause, @Nullable ServerAddress unreached) {
            if (!stopped) {
                stop(cause);
            }
        }

        /** Its connection is waited for no longer. */
        private void giveUp() {
            if (lease == null && !stopped && !gone) {
                stop(task.givenUp());
            }
        }

        private void next(Lease own) {
            if (gone) {
                return;
            }
            if (error != null || counts.size() == parts.size()) {
                stop(null);
                return;
            }
            ShardStatement part = parts.get(counts.size());
            int[] repeated = {0};
            long sent = System.nanoTime();
            task.sending()
                    .send(
                            own.connection(),
                            part,
                            new WritePart(
                                    own,
                                    task.names(part),
                                    warning -> {
                                        // The rows of an INSERT that is split are texts of their own.
                                        if (together || partWarnings.tells(part, warning)) {
                                            answer.warnings().add(warning);
                                        } else {
                                            repeated[0]++;
                                        }
                                    },
                                    done -> {
                                        task.client()
                                                .stopwatch()
                                                .part(shard, task.plan().access(), sent);
                                        counts.add(done.without(repeated[0]));
                                        next(own);
                                    },
                                    (cause, connectionLost) -> {
                                        lost |= connectionLost;
                                        stop(cause);
                                    }));
        }

        private void stop(@Nullable ErrPacket cause) {
            stopped = true;
            error = error == null ? cause : error;
            if (--running == 0) {
                conclude();
            } else if (!together) {
                advance();
            }
        }
    }
}
