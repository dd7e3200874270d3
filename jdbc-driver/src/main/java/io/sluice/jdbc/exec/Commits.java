package io.sluice.jdbc.exec;

import io.sluice.routing.cluster.ServerAddress;
import io.sluice.routing.session.Placement;
import io.sluice.routing.session.Session;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * What the connections of one session have read and committed since its last statement ended. Told by any thread; given to the session
 * by its own.
 */
final class Commits {
    private static final String SEVERAL = "";

    private sealed interface Told {
        record Committed(String shard, String gtid) implements Told {}

        record Read(String shard, ServerAddress server, Placement placement) implements Told {}
    }

    private final Queue<Told> told = new ConcurrentLinkedQueue<>();

    void committed(String shard, String gtid) {
        told.add(new Told.Committed(shard, gtid));
    }

    void read(String shard, ServerAddress server, Placement placement) {
        told.add(new Told.Read(shard, server, placement));
    }

    /**
     * A statement of the session has ended.
     *
     * <p>INVARIANT: what was committed in several transactions on one shard is not told by the GTID of one of them: a replica may have
     * that one alone. And while a transaction is open, what was committed is not known: a procedure may have ended it.
     *
     * @param open a transaction is open, and was not begun by the end of another one
     */
    void tell(Session session, boolean open) {
        Map<String, String> gtids = null;
        for (Told each = told.poll(); each != null; each = told.poll()) {
            if (each instanceof Told.Committed committed) {
                gtids = gtids == null ? new HashMap<>() : gtids;
                gtids.merge(committed.shard(), committed.gtid(), (one, other) -> SEVERAL);
            } else if (each instanceof Told.Read read) {
                session.causality()
                        .reading(read.shard(), read.server(), read.placement().rows());
            }
        }
        if (gtids != null) {
            gtids.forEach((shard, gtid) -> {
                if (open) {
                    session.causality().committedSome(shard);
                } else if (!gtid.equals(SEVERAL)) {
                    session.causality().committed(shard, gtid);
                }
            });
        }
        session.causality().answered(open);
    }
}
