package io.sluice.proxy.exec;

import io.sluice.proxy.protocol.ErrPacket;
import io.sluice.routing.RoutingError;
import io.sluice.routing.cluster.ServerAddress;
import io.sluice.routing.merge.Counts;
import io.sluice.routing.route.Route;
import io.sluice.routing.route.ShardStatement;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * DDL over several parts: one after another, each committing itself, as DDL does. The first error ends it; when something was done
 * before it, the error says where.
 */
final class InTurn implements Work, Leases.Taker {
    private final Task task;
    private final Route.Many route;
    private final WriteAnswer answer;
    private final List<Counts> counts = new ArrayList<>();
    private final Set<String> done = new LinkedHashSet<>();
    private boolean gone;

    InTurn(Task task, Route.Many route) {
        this.task = task;
        this.route = route;
        this.answer = new WriteAnswer(task, route.merge());
    }

    void start() {
        task.client().session().sent(task.plan().access(), route, task.placement());
        task.client().session().ended();
        next();
    }

    private void next() {
        if (counts.size() == route.parts().size()) {
            answer.ok(counts);
        } else {
            task.client().leases().forDdl(part().shard(), task.placement(), this);
        }
    }

    private ShardStatement part() {
        return route.parts().get(counts.size());
    }

    @Override
    public void taken(Lease taken) {
        if (gone) {
            taken.release();
            return;
        }
        task.sending()
                .send(
                        taken.connection(),
                        part(),
                        new WritePart(
                                taken,
                                task.names(part()),
                                answer.warnings()::add,
                                count -> {
                                    taken.release();
                                    done.add(taken.shard());
                                    counts.add(count);
                                    if (!gone) {
                                        next();
                                    }
                                },
                                (error, lost) -> {
                                    taken.release();
                                    failed(error, null);
                                }));
    }

    @Override
    public void failed(ErrPacket error, @Nullable ServerAddress unreached) {
        if (gone) {
            return;
        }
        if (done.isEmpty()) {
            answer.error(task.client().failed(error));
            return;
        }
        ErrPacket told = Errors.packet(
                RoutingError.PARTIAL_WRITE.with(String.join(", ", done), part().shard(), error.message()));
        // What was done has changed the schema.
        task.client().afterReload(() -> answer.error(task.client().failed(told)));
    }

    /** What has begun on a server is finished there; nothing more begins. */
    @Override
    public void abandon() {
        gone = true;
    }
}
