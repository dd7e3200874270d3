package io.sluice.proxy.exec;

import io.sluice.proxy.backend.BackendConnection;
import io.sluice.proxy.backend.BackendException;
import io.sluice.proxy.backend.RowHandler;
import io.sluice.proxy.backend.SessionImage;
import io.sluice.proxy.protocol.ErrPacket;
import io.sluice.proxy.protocol.OkPacket;
import io.sluice.routing.RoutingError;
import io.sluice.routing.RoutingException;
import io.sluice.routing.gather.Loading;
import io.sluice.routing.gather.Making;
import io.sluice.routing.gather.Standing;
import io.sluice.routing.gather.Workspace;
import io.sluice.routing.route.Feed;
import io.sluice.routing.route.Route;
import io.sluice.routing.session.LoadWarnings;
import io.sluice.routing.session.Warning;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The connection in which a statement's rows are brought together. Confined to its client's loop. */
final class Workplace {
    /** How statements ended: all of them are done when it is told. */
    record Outcome(@Nullable ErrPacket error, int warnings) {}

    /** Access denied to a schema, to a table, for want of a privilege (ER_DBACCESS_DENIED_ERROR, ER_TABLEACCESS_…, ER_SPECIFIC_…). */
    private static final Set<Integer> DENIED = Set.of(1044, 1142, 1227);

    private final Client client;
    private final Lease lease;
    private final Deque<Load> loads = new ArrayDeque<>();

    /** What its tables are where they stay; null where they do not. */
    private @Nullable Kept keeping;

    private List<String> parting = List.of();

    /** Whether the tables cannot be filled yet, or any more. */
    private boolean closed = true;

    /** INSERTs that are under way. */
    private int loading;

    /** Whether one of them may have to be asked about. */
    private boolean careful;

    private boolean released;

    private @Nullable ErrPacket unmade;

    private record Load(Loading into, String insert, Consumer<@Nullable ErrPacket> then) {}

    /** @param under the state of the sessions that have made them */
    private record Kept(Standing tables, SessionImage under) {
        static final Kept NONE = new Kept(Standing.NONE, SessionImage.CLEAN);
    }

    Workplace(Client client, Lease lease) {
        this.client = client;
        this.lease = lease;
        lease.connection().markDirty();
    }

    Lease lease() {
        return lease;
    }

    /** Makes the temporary tables of a statement, empty as yet. Loads may be given to it before. */
    void make(Route.Gathered route, Consumer<@Nullable ErrPacket> then) {
        BackendConnection connection = lease.connection();
        boolean home = connection.inHomeSchema(); // tables that stay are there: from another schema nobody sees them
        Kept found = home && connection.kept() instanceof Kept kept ? kept : Kept.NONE;
        Making making = Making.of(
                route.feeds().stream().map(Feed::loading).toList(),
                route.copies(),
                found.tables(),
                found.under().equals(connection.image()));
        boolean clean = home && !Making.leavesMore(route.answer().sql());
        Standing stays = clean && client.session().image().readOnlyAgain() == null ? making.stays() : null;
        keeping = stays == null ? null : new Kept(stays, connection.image());
        parting = making.empty();
        make(making.create(), found.tables().isEmpty(), then);
    }

    /** @param first whether nothing stays on the connection */
    private void make(List<String> create, boolean first, Consumer<@Nullable ErrPacket> then) {
        boolean writes = client.session().image().readOnlyAgain() == null;
        if (!first) {
            List<String> all =
                    new ArrayList<>(writes ? Workspace.again(client.mariaDb()) : Workspace.begin(client.mariaDb()));
            all.addAll(create);
            closed = !create.isEmpty();
            run(all, made -> made(told(made.error()), then));
            return;
        }
        // INVARIANT: nothing is made before it is known that the binary log will not tell of it; where something stays,
        // it
        // was known when that was made.
        run(Workspace.begin(client.mariaDb()), begun -> {
            if (begun.error() != null) {
                made(told(begun.error()), then);
            } else {
                run(create, made -> made(told(made.error()), then));
            }
        });
    }

    private void made(@Nullable ErrPacket error, Consumer<@Nullable ErrPacket> then) {
        unmade = error;
        closed = released;
        next();
        then.accept(error);
    }

    /** Runs an INSERT of rows when the tables are made and no other has to be asked about; {@code then} is told how that ended. */
    void load(Loading into, String insert, Consumer<@Nullable ErrPacket> then) {
        loads.add(new Load(into, insert, then));
        next();
    }

    private void next() {
        while (!closed && !careful && !loads.isEmpty()) {
            boolean calm = loads.getFirst().into().calm();
            if (!calm && loading > 0) {
                return; // what it is asked about is told of the last statement
            }
            Load load = loads.removeFirst();
            loading++;
            careful = !calm;
            if (unmade != null) {
                loaded(load, unmade);
            } else {
                run(List.of(load.insert()), outcome -> judge(load, calm, outcome));
            }
        }
    }

    private void judge(Load load, boolean calm, Outcome outcome) {
        if (outcome.error() != null || outcome.warnings() == 0) {
            loaded(load, outcome.error());
        } else if (calm) {
            loaded(load, judged(load.into(), List.of(), outcome.warnings()));
        } else {
            warnings(told -> loaded(load, judged(load.into(), told, outcome.warnings())));
        }
    }

    private void loaded(Load load, @Nullable ErrPacket error) {
        loading--;
        careful = false;
        load.then().accept(error);
        next();
    }

    /** Whether all that was to be loaded is on its way, and only its errors are to be told yet. */
    boolean sent() {
        return !closed && !careful && loads.isEmpty() && unmade == null;
    }

    private static @Nullable ErrPacket judged(Loading into, List<Warning> told, int count) {
        try {
            LoadWarnings.judge(into, told, count);
            return null;
        } catch (RoutingException changed) {
            return Errors.packet(changed);
        }
    }

    private @Nullable ErrPacket told(@Nullable ErrPacket error) {
        return error == null || !DENIED.contains(error.errno())
                ? error
                : Errors.packet(RoutingError.GATHER_DENIED.with(lease.shard(), error.message()));
    }

    /** Sends the statements together; {@code then} is given the first error when all are answered. */
    void run(List<String> statements, Consumer<Outcome> then) {
        if (statements.isEmpty()) {
            then.accept(new Outcome(null, 0));
            return;
        }
        Answers answers = new Answers(statements.size(), then);
        for (String statement : statements) {
            lease.connection().query(statement, answers);
        }
    }

    /** The warnings of the last statement, as many as the server tells. */
    private void warnings(Consumer<List<Warning>> then) {
        List<Warning> told = new ArrayList<>();
        Tally.fetchWarnings(lease, told::add, () -> then.accept(told));
    }

    /** All is loaded: the connection is as the session wants it; sent ahead of the answer. */
    void loaded() {
        ahead(Workspace.AFTER_LOADING);
        String readOnly = client.session().image().readOnlyAgain();
        if (readOnly != null) {
            ahead(readOnly);
        }
        if (keeping != null) {
            lease.connection().keeps(keeping, parting);
        }
    }

    /** What comes before the answer, which is a lost connection where it fails. */
    void ahead(String statement) {
        lease.connection().query(statement, new Setup(lease.connection()));
    }

    void interrupt() {
        lease.interrupt();
    }

    /** In the middle of a statement the connection is closed. Nothing is loaded any more. */
    void release() {
        loads.clear();
        released = true;
        closed = true;
        lease.release();
    }

    /** Counts the answers to some statements. */
    private final class Answers implements RowHandler {
        private final Consumer<Outcome> then;
        private int waiting;
        private int warnings;
        private @Nullable ErrPacket first;

        Answers(int waiting, Consumer<Outcome> then) {
            this.waiting = waiting;
            this.then = then;
        }

        @Override
        public void ok(OkPacket ok, boolean endOfRows, int sequence) {
            warnings += ok.warnings();
            one(null);
        }

        @Override
        public void error(ErrPacket error, int sequence) {
            one(error);
        }

        @Override
        public void connectionLost(BackendException cause) {
            client.leases().suspect(lease, cause);
            one(Errors.packet(lease.shard(), cause));
        }

        private void one(@Nullable ErrPacket error) {
            if (first == null) {
                first = error;
            }
            if (--waiting == 0) {
                then.accept(new Outcome(first, warnings));
            }
        }
    }
}
