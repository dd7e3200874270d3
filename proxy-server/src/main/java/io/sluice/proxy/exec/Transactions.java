package io.sluice.proxy.exec;

import io.sluice.proxy.backend.BackendConnection;
import io.sluice.proxy.backend.BackendException;
import io.sluice.proxy.backend.RowHandler;
import io.sluice.proxy.protocol.Command;
import io.sluice.proxy.protocol.Commands;
import io.sluice.proxy.protocol.ErrPacket;
import io.sluice.proxy.protocol.OkPacket;
import io.sluice.routing.RoutingError;
import io.sluice.routing.RoutingException;
import io.sluice.routing.session.Session;
import io.sluice.routing.session.Warning;
import io.sluice.sql.Statement.Transaction;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * BEGIN, COMMIT, ROLLBACK and savepoints. A transaction exists here from BEGIN on and on each shard from the first statement that
 * needs the shard. Its end goes to one shard after another, best effort: when a commit fails after another one has succeeded, the
 * error says which shards have committed.
 */
public final class Transactions {
    private static final int DEADLOCK = 1213;

    private Transactions() {}

    static String savepoint(String name) {
        return "SAVEPOINT " + quoted(name);
    }

    private static String quoted(String name) {
        return "`" + name.replace("`", "``") + "`";
    }

    /**
     * Carries one of them out.
     *
     * @param then is given the error, or null when it was done
     */
    public static void control(Client client, Transaction statement, Consumer<@Nullable ErrPacket> then) {
        Session session = client.session();
        switch (statement.kind()) {
            case BEGIN ->
                commit(client, failed -> {
                    if (failed == null) {
                        client.leases().unlockTables(() -> {
                            session.begin(statement.readOnly(), statement.consistentSnapshot());
                            then.accept(null);
                        });
                    } else {
                        then.accept(failed);
                    }
                });
            case COMMIT -> commit(client, failed -> chained(client, statement, failed, then));
            case ROLLBACK -> rollback(client, failed -> chained(client, statement, failed, then));
            case SAVEPOINT -> savepoint(client, name(statement), then);
            case ROLLBACK_TO -> backTo(client, name(statement), true, then);
            case RELEASE_SAVEPOINT -> backTo(client, name(statement), false, then);
        }
    }

    private static String name(Transaction statement) {
        String name = statement.savepoint();
        return name == null ? "" : name;
    }

    private static void chained(
            Client client, Transaction statement, @Nullable ErrPacket failed, Consumer<@Nullable ErrPacket> then) {
        if (failed == null && statement.chain()) {
            client.session().begin(statement.readOnly(), false);
        }
        then.accept(failed);
    }

    /** Commits on these connections, one after another; on none of them where one is known to be lost. */
    static void commit(Client client, List<Lease> leases, Consumer<@Nullable ErrPacket> then) {
        List<Lease> whole = leases.stream()
                .filter(lease -> lease.connection().state() != BackendConnection.State.CLOSED)
                .toList();
        // One that a statement has committed by itself cannot be taken back: then the others follow, as far as they go.
        boolean begun = whole.stream().allMatch(lease -> lease.connection().inTransaction());
        if (whole.size() == leases.size() || !begun) {
            new Commit(client, leases, then).next();
            return;
        }
        // INVARIANT: what a shard has lost with its connection cannot be committed any more; to commit the rest would
        // make half of a transaction look like a whole one.
        String lost = leases.stream()
                .filter(lease -> !whole.contains(lease))
                .map(Lease::shard)
                .collect(Collectors.joining(", "));
        ErrPacket error = Errors.packet(
                RoutingError.CONNECTION_LOST.with(lost, "nothing was committed, the transaction is rolled back"));
        toAll(whole, "ROLLBACK", ignored -> then.accept(error));
    }

    /** Commits the open transaction on every shard it touched; nothing to do is success. */
    public static void commit(Client client, Consumer<@Nullable ErrPacket> then) {
        ErrPacket doomed = client.leases().doomed();
        if (doomed != null) {
            over(client);
            then.accept(doomed);
            return;
        }
        // INVARIANT: a client that leaves now leaves the COMMITs alone: to cut them off would tear the transaction.
        List<Lease> leases = client.leases().handOver();
        commit(client, leases, failed -> {
            over(client);
            leases.forEach(client.leases()::giveBack);
            then.accept(failed);
        });
    }

    /** Rolls the open transaction back everywhere, at once. */
    public static void rollback(Client client, Consumer<@Nullable ErrPacket> then) {
        boolean open = client.leases().doomed() == null;
        toAll(open ? client.leases().held() : List.of(), "ROLLBACK", failed -> {
            over(client);
            // A connection that is lost has rolled back.
            then.accept(null);
        });
    }

    private static void over(Client client) {
        client.session().ended();
        client.leases().releaseHeld();
    }

    static void savepoint(Client client, String name, Consumer<@Nullable ErrPacket> then) {
        if (client.leases().doomed() != null) {
            then.accept(client.leases().doomed());
            return;
        }
        if (!client.session().inTransaction()) {
            then.accept(null);
            return;
        }
        toAll(client.leases().held(), savepoint(name), failed -> {
            if (failed == null) {
                client.session().savepoint(name);
            }
            then.accept(failed);
        });
    }

    static void backTo(Client client, String name, boolean rollback, Consumer<@Nullable ErrPacket> then) {
        if (client.leases().doomed() != null) {
            then.accept(client.leases().doomed());
            return;
        }
        try {
            client.session().backTo(name, rollback);
        } catch (RoutingException unknown) {
            then.accept(Errors.packet(unknown));
            return;
        }
        String verb = rollback ? "ROLLBACK TO SAVEPOINT " : "RELEASE SAVEPOINT ";
        toAll(client.leases().held(), verb + quoted(name), then);
    }

    /** Sends the same to all at the same time; answers the first error. */
    static void toAll(List<Lease> leases, String sql, Consumer<@Nullable ErrPacket> then) {
        if (leases.isEmpty()) {
            then.accept(null);
            return;
        }
        List<ErrPacket> errors = new ArrayList<>();
        int[] waiting = {leases.size()};
        for (Lease lease : leases) {
            lease.connection().query(sql, new Told(lease.shard(), failed -> {
                if (failed != null) {
                    errors.add(failed);
                }
                if (--waiting[0] == 0) {
                    then.accept(errors.isEmpty() ? null : errors.get(0));
                }
            }));
        }
    }

    /** A statement inside the transaction failed with {@code error}: after a deadlock the server has rolled the whole of it back. */
    static void errorInside(Client client, ErrPacket error) {
        if (endedBy(error)) {
            over(client);
        }
    }

    /**
     * The same for any error: some lose the transaction under some settings only (1205 with innodb_rollback_on_timeout, 1206), so the
     * server is asked.
     */
    static void errorInside(Client client, Lease lease, ErrPacket error, Runnable then) {
        if (endedBy(error)) {
            over(client);
            then.run();
            return;
        }
        lease.connection().send(Commands.bare(Command.PING), new Told(lease.shard(), lost -> {
            if (lost != null) {
                client.leases().doom(lost);
            } else if (!lease.connection().inTransaction()) {
                over(client);
            }
            then.run();
        }));
    }

    /** Whether a server that answers this error has rolled its whole transaction back. */
    static boolean endedBy(ErrPacket error) {
        return error.errno() == DEADLOCK;
    }

    /** Takes the answer to a statement without rows: null or the error. */
    record Told(String shard, Consumer<@Nullable ErrPacket> then) implements RowHandler {
        @Override
        public void ok(OkPacket ok, boolean endOfRows, int sequence) {
            then.accept(null);
        }

        @Override
        public void error(ErrPacket error, int sequence) {
            then.accept(error);
        }

        @Override
        public void connectionLost(BackendException cause) {
            then.accept(Errors.packet(shard, cause));
        }
    }

    /** The same for a COMMIT, which may have been done when its connection breaks. */
    private record Committed(String shard, Consumer<@Nullable ErrPacket> then) implements RowHandler {
        @Override
        public void ok(OkPacket ok, boolean endOfRows, int sequence) {
            then.accept(null);
        }

        @Override
        public void error(ErrPacket error, int sequence) {
            then.accept(error);
        }

        @Override
        public void connectionLost(BackendException cause) {
            then.accept(Errors.unknown(shard, cause));
        }
    }

    /** One COMMIT after another. */
    private static final class Commit {
        private final Client client;
        private final List<Lease> waiting;
        private final Consumer<@Nullable ErrPacket> then;
        private final List<String> committed = new ArrayList<>();
        private final List<String> failed = new ArrayList<>();
        private @Nullable ErrPacket firstError;

        Commit(Client client, List<Lease> leases, Consumer<@Nullable ErrPacket> then) {
            this.client = client;
            this.waiting = new ArrayList<>(leases);
            this.then = then;
        }

        void next() {
            // A first commit that fails leaves nothing committed: the rest is rolled back. Later ones change nothing
            // for the others.
            if (waiting.isEmpty() || (firstError != null && committed.isEmpty())) {
                then.accept(outcome());
                return;
            }
            Lease lease = waiting.remove(0);
            lease.connection().query("COMMIT", new Committed(lease.shard(), error -> {
                if (error == null) {
                    committed.add(lease.shard());
                } else {
                    failed.add(lease.shard());
                    firstError = firstError == null ? error : firstError;
                }
                next();
            }));
        }

        private @Nullable ErrPacket outcome() {
            ErrPacket error = firstError;
            if (error == null || committed.isEmpty()) {
                return error;
            }
            ErrPacket partial = Errors.packet(RoutingError.PARTIAL_COMMIT.with(
                    String.join(", ", committed), String.join(", ", failed), error.message()));
            client.failed(partial);
            committed.forEach(shard -> warn("Note", 0, "shard " + shard + ": committed"));
            failed.forEach(
                    shard -> warn("Error", error.errno(), "shard " + shard + ": not committed: " + error.message()));
            return partial;
        }

        private void warn(String level, int code, String message) {
            client.session().diagnostics().warn(new Warning(level, code, String.format(Locale.ROOT, "%s", message)));
        }
    }
}
