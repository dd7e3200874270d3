package io.sluice.proxy.exec;

import io.sluice.proxy.protocol.ErrPacket;
import io.sluice.routing.session.Session;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What holds the steps of one statement together: a transaction of its own, or the client's with a savepoint in it. The client sees
 * nothing of it.
 */
final class StepFrame {
    private static final String SAVEPOINT = "sluice steps";

    private final Client client;
    private Kind kind = Kind.NONE;

    private enum Kind {
        /** Nothing has begun. */
        NONE,
        /** The statement's own transaction. */
        OWN,
        /** The client's, which this statement is the first of (autocommit is off). */
        FIRST,
        /** The client's, which is going on. */
        WITHIN
    }

    StepFrame(Client client) {
        this.client = client;
    }

    /** @param then is given why there is none, or null */
    void open(Consumer<@Nullable ErrPacket> then) {
        Session session = client.session();
        ErrPacket doomed = client.leases().doomed();
        if (doomed != null) {
            then.accept(doomed);
            return;
        }
        if (session.transactionOpen()) {
            Lease.settled(
                    client.leases().held(),
                    () -> Transactions.savepoint(client, SAVEPOINT, failed -> {
                        if (failed == null) {
                            kind = Kind.WITHIN;
                        } else {
                            client.leases().doom(failed);
                        }
                        then.accept(failed);
                    }));
            return;
        }
        kind = session.autocommit() ? Kind.OWN : Kind.FIRST;
        session.begin(false, false);
        then.accept(null);
    }

    /** All steps were taken. {@code then} is given why they may not last, or null. */
    void keep(Consumer<@Nullable ErrPacket> then) {
        switch (kind) {
            case OWN -> Lease.settled(client.leases().held(), () -> Transactions.commit(client, then));
            case WITHIN ->
                Lease.settled(
                        client.leases().held(),
                        () -> Transactions.backTo(client, SAVEPOINT, false, failed -> {
                            if (failed != null) {
                                client.leases().doom(failed);
                            }
                            then.accept(failed);
                        }));
            case NONE, FIRST -> then.accept(null);
        }
    }

    /** A step has failed: nothing of the statement stays. */
    void undo(Runnable then) {
        boolean doomed = client.leases().doomed() != null;
        if (kind == Kind.NONE || (!doomed && !client.session().transactionOpen())) {
            then.run(); // a deadlock has ended the transaction
        } else if (kind != Kind.WITHIN) {
            Lease.settled(client.leases().held(), () -> Transactions.rollback(client, ignored -> then.run()));
        } else if (doomed) {
            then.run();
        } else {
            Lease.settled(client.leases().held(), () -> back(then));
        }
    }

    private void back(Runnable then) {
        Transactions.backTo(client, SAVEPOINT, true, undone -> {
            if (undone == null) {
                Transactions.backTo(client, SAVEPOINT, false, released -> {
                    if (released != null) {
                        client.leases().doom(released);
                    }
                    then.run();
                });
            } else {
                client.leases().doom(undone);
                then.run();
            }
        });
    }
}
