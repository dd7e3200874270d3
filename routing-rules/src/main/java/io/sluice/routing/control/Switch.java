package io.sluice.routing.control;

import io.sluice.routing.RoutingError;
import io.sluice.routing.RoutingException;
import io.sluice.routing.cluster.Health;
import io.sluice.routing.cluster.ServerAddress;
import io.sluice.routing.cluster.Shard;
import io.sluice.routing.config.ClusterFile;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Moves a shard's primary to one of its replicas while statements wait: SLUICE SWITCH PRIMARY. On whoever's thread asks, which
 * it blocks. Used once.
 *
 * <p>INVARIANT: at no time are two servers writable, and the old primary takes writes again only where it is certain that the
 * new one does not.
 */
final class Switch {
    private static final Duration SEEN = Duration.ofSeconds(5);
    private static final Duration BEGINS = Duration.ofSeconds(3);
    private static final long LOOK_MILLIS = 5;

    private final ControlPlane control;
    private final Shard shard;
    private final ServerAddress to;
    private final ToIntFunction<ServerAddress> running;
    private final Duration patience;
    private final long deadline;
    private final List<String> said = new ArrayList<>();

    Switch(
            ControlPlane control,
            Shard shard,
            ServerAddress to,
            Duration patience,
            ToIntFunction<ServerAddress> running) {
        this.control = control;
        this.shard = shard;
        this.to = to;
        this.running = running;
        this.patience = patience;
        this.deadline = System.nanoTime() + patience.toNanos();
    }

    /**
     * Does it.
     *
     * @return what was done, in sentences
     * @throws RoutingException SWITCH_FAILED, which says how things are now
     */
    List<String> run() {
        ServerAddress from = control.health().primary(shard);
        if (from == null) {
            throw failed("the shard has no primary");
        }
        if (from.equals(to)) {
            return List.of(to + " is the primary of " + shard.name() + " already");
        }
        try (Replicas old = open(from);
                Replicas next = open(to)) {
            check(old, next);
            control.holding().close(shard.name());
            try {
                move(old, next);
            } finally {
                control.holding().open(shard.name());
            }
            others(from);
            return said;
        } catch (SQLException e) {
            throw failed(String.valueOf(e.getMessage()));
        }
    }

    private Replicas open(ServerAddress server) throws SQLException {
        return Replicas.open(server, ControlPlane.account(file().control()), patience.plus(Duration.ofSeconds(5)));
    }

    private ClusterFile file() {
        return control.configuration().file();
    }

    /** What is known of the replica; one that has just begun to follow is given some time. */
    private Health.@Nullable State awaitReplica() {
        long end = System.nanoTime() + BEGINS.toNanos();
        Health.State state = control.health().servers().get(to);
        while ((state == null || !state.serving()) && System.nanoTime() - end < 0) {
            control.suspect(to);
            sleep(10 * LOOK_MILLIS);
            state = control.health().servers().get(to);
        }
        return state;
    }

    private void check(Replicas old, Replicas next) throws SQLException {
        Health.State state = awaitReplica();
        if (state == null || !state.serving() || state.role() != Health.Role.REPLICA) {
            throw failed(state == null ? "it was not asked yet" : state.role() + " " + state.why());
        }
        // On both, for the next one to move it would ask the new primary while other replicas are still told of it.
        if (!old.lock(shard.name()) || !next.lock(shard.name())) {
            throw failed("somebody else is moving it");
        }
        // INVARIANT: what is known of the old one may be a second old, and somebody else may have moved the primary
        // since: then a third one would become writable, or the old one again.
        if (!old.observe().claimsPrimary()) {
            throw failed(old.address() + " is the primary no longer");
        }
        Observation.Answered seen = next.observe();
        Observation.Replication replication = seen.replication();
        if (!seen.readOnly() || replication == null || !replication.running()) {
            throw failed("it is not a read-only replica whose replication runs");
        }
        next.readOnly(1); // changes nothing but shows that the account may
    }

    private void move(Replicas old, Replicas next) throws SQLException {
        drain(old.address());
        try {
            old.readOnly(Math.max(1, left().toSeconds()));
            String position = old.position();
            if (!next.reaches(position, Math.max(1, left().toSeconds()))) {
                throw failed("it did not catch up in time");
            }
            next.stop();
        } catch (SQLException | RuntimeException e) {
            throw undone(old, next, e);
        }
        promote(old, next);
        said.add(to + " is the primary of " + shard.name());
        try {
            old.follow(to, file().replication(), true);
            said.add(old.address() + " follows it");
        } catch (SQLException e) {
            said.add(old.address() + " is read-only and does not follow it: " + e.getMessage());
        }
        await();
    }

    private Duration left() {
        return Duration.ofNanos(Math.max(0, deadline - System.nanoTime()));
    }

    /** Waits for what runs on the old primary; new statements wait meanwhile. */
    private void drain(ServerAddress from) {
        int now = running.applyAsInt(from);
        while (now > 0) {
            if (left().isZero()) {
                throw failed(now + " statements or transactions still ran on " + from + "; nothing was changed");
            }
            sleep(LOOK_MILLIS);
            now = running.applyAsInt(from);
        }
    }

    private void sleep(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw failed("the thread was interrupted; nothing was changed");
        }
    }

    /** The new one does not take writes yet: the old one does again. */
    private RoutingException undone(Replicas old, Replicas next, Exception cause) {
        String state = "";
        try {
            surely(next, Replicas::start);
        } catch (SQLException e) {
            state = ", " + to + " does not replicate";
        }
        try {
            surely(old, Replicas::writable);
            state = old.address() + " is the primary as before" + state;
        } catch (SQLException e) {
            state = old.address() + " is perhaps read-only now (" + e.getMessage() + ")" + state;
        }
        return failed(words(cause) + "; " + state);
    }

    private interface Order {
        void give(Replicas server) throws SQLException;
    }

    /** Where the connection that there is has failed, on another one. */
    private void surely(Replicas server, Order order) throws SQLException {
        try {
            order.give(server);
        } catch (SQLException e) {
            try (Replicas anew = open(server.address())) {
                order.give(anew);
            }
        }
    }

    private static @Nullable String words(Exception e) {
        return e instanceof RoutingException routing ? routing.text() : e.getMessage();
    }

    private void promote(Replicas old, Replicas next) {
        try {
            next.forget();
            next.writable();
        } catch (SQLException e) {
            throw half(old, next, e);
        }
    }

    /** The new one has forgotten whom it followed, and may be writable. */
    private RoutingException half(Replicas old, Replicas next, SQLException cause) {
        try {
            next.readOnly(1);
            if (!old.observe().history().contains(next.observe().history())) {
                return failed(
                        cause.getMessage() + "; " + to + " has taken writes meanwhile, so both are read-only now");
            }
            next.follow(old.address(), file().replication(), false);
            old.writable();
            return failed(cause.getMessage() + "; " + old.address() + " is the primary as before");
        } catch (SQLException e) {
            return failed(cause.getMessage() + "; whether " + to + " takes writes is not known, so " + old.address()
                    + " stays read-only (" + e.getMessage() + ")");
        }
    }

    /** Until the new primary is seen: then statements go on. */
    private void await() {
        long end = System.nanoTime() + SEEN.toNanos();
        while (!to.equals(control.health().primary(shard)) && System.nanoTime() - end < 0) {
            control.suspect(shard);
            try {
                Thread.sleep(4 * LOOK_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    /**
     * The other replicas follow the new primary.
     *
     * <p>INVARIANT: a server that is no replica (an old primary that has come back, writable) may have rows of its own: as a
     * replica it would be read.
     */
    private void others(ServerAddress from) {
        for (ServerAddress server : shard.servers()) {
            if (server.equals(from) || server.equals(to)) {
                continue;
            }
            Health.State state = control.health().servers().get(server);
            if (state == null || state.role() != Health.Role.REPLICA) {
                said.add(server + " is left as it is: " + (state == null ? "it was not asked yet" : state.why()));
                continue;
            }
            try (Replicas replica = open(server)) {
                replica.follow(to, file().replication(), false);
                said.add(server + " follows it");
            } catch (SQLException e) {
                said.add(server + " does not follow it: " + e.getMessage());
            }
        }
    }

    private RoutingException failed(@Nullable String why) {
        return RoutingError.SWITCH_FAILED.with(shard.name(), to, String.valueOf(why));
    }
}
