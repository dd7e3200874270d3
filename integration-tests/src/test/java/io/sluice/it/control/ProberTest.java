package io.sluice.it.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.examples.servers.Flavour;
import io.sluice.examples.servers.Replication;
import io.sluice.examples.servers.RunningServer;
import io.sluice.it.servers.TestServers;
import io.sluice.it.servers.WithServers;
import io.sluice.routing.cluster.Health;
import io.sluice.routing.cluster.Health.Role;
import io.sluice.routing.cluster.Health.State;
import io.sluice.routing.cluster.ServerAddress;
import io.sluice.routing.cluster.Shard;
import io.sluice.routing.control.Account;
import io.sluice.routing.control.ProbeSettings;
import io.sluice.routing.control.Prober;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** Roles change here, so the servers are this class's own. */
@WithServers(own = true)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ProberTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final TestServers servers;
    private final RunningServer primary;
    private final RunningServer replica;
    private final List<Shard> shards;
    private Prober prober;

    ProberTest(TestServers servers) {
        this.servers = servers;
        this.primary = servers.shard(0).primary();
        this.replica = servers.shard(0).replicas().get(0);
        this.shards = List.of(new Shard("s0", List.of(address(replica), address(primary)), servers.schema()));
        this.prober = start(shards);
    }

    @BeforeEach
    void begin() {
        assertTrue(prober.awaitFirst(PATIENCE));
        await(health -> health.primary(shards.get(0)) != null && serves(health, replica));
    }

    @AfterEach
    void end() {
        prober.close();
    }

    @Test
    @Order(1)
    void rolesFlavourAndLagAreFound() {
        Health health = prober.health();
        assertEquals(address(primary), health.primary(shards.get(0)));
        assertEquals(Role.REPLICA, state(health, replica).role());
        await(seen -> state(seen, replica).lagSeconds() == 0); // it may still be catching up with what came before
        assertEquals(
                servers.flavour() == Flavour.MARIADB,
                Objects.requireNonNull(state(health, replica).dialect()).mariaDb());
    }

    @Test
    @Order(2)
    void aKilledReplicaIsDownAndComesBack() {
        replica.kill();
        prober.suspect(address(replica));
        await(health -> !state(health, replica).up());
        assertFalse(state(prober.health(), replica).why().isEmpty());
        assertEquals(address(primary), prober.health().primary(shards.get(0)));
        replica.start();
        await(health -> serves(health, replica));
        assertEquals(Role.REPLICA, state(prober.health(), replica).role());
    }

    @Test
    @Order(3)
    void aHangingServerIsDown() {
        replica.pause();
        await(health -> !state(health, replica).up());
        assertTrue(state(prober.health(), replica).why().startsWith("it did not answer within"));
        replica.resume();
        await(health -> serves(health, replica));
    }

    @Test
    @Order(4)
    void aStoppedReplicaIsUpButNotServing() {
        replica.run("", servers.flavour() == Flavour.MARIADB ? "STOP SLAVE" : "STOP REPLICA");
        await(health -> !serves(health, replica));
        assertTrue(state(prober.health(), replica).up());
        assertEquals(
                "its replication does not run", state(prober.health(), replica).why());
        replica.run("", servers.flavour() == Flavour.MARIADB ? "START SLAVE" : "START REPLICA");
        await(health -> serves(health, replica));
    }

    @Test
    @Order(5)
    void aServerThatIsDeadAtTheStartIsOnlyDown() {
        ServerAddress dead = new ServerAddress("127.0.0.1", 1);
        try (Prober other = start(List.of(new Shard("s0", List.of(dead, address(primary)), "x")))) {
            assertTrue(other.awaitFirst(PATIENCE));
            assertFalse(
                    Objects.requireNonNull(other.health().servers().get(dead)).up());
            assertTrue(serves(other.health(), primary));
        }
    }

    @Test
    @Order(6)
    void aReplicaServesOnWithoutItsPrimaryAndTheRolesTurnRoundWithAPromotion() {
        primary.kill();
        await(health -> !state(health, primary).up() && serves(health, replica));
        assertNull(prober.health().primary(shards.get(0)));

        Replication.promote(replica);
        await(health -> address(replica).equals(health.primary(shards.get(0))));
        replica.run("", "CREATE TABLE " + servers.schema() + ".moved (id INT PRIMARY KEY)");

        // The old primary returns and still believes that it is one; it has less than the new one.
        primary.start();
        await(health -> state(health, primary).up());
        assertEquals(address(replica), prober.health().primary(shards.get(0)));
        assertFalse(serves(prober.health(), primary));

        Replication.follow(primary, replica);
        await(health -> state(health, primary).role() == Role.REPLICA && serves(health, primary));
        turnBack();
    }

    /** So that the harness finds its replica again. */
    private void turnBack() {
        Replication.awaitCaughtUp(primary, replica);
        Replication.promote(primary);
        Replication.follow(replica, primary);
        await(health -> address(primary).equals(health.primary(shards.get(0))) && serves(health, replica));
    }

    private Prober start(List<Shard> watched) {
        Account account = new Account(primary.user(), primary.password());
        return Prober.start(watched, ProbeSettings.standard(account).every(Duration.ofMillis(200)), health -> {});
    }

    private void await(Predicate<Health> wish) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!wish.test(prober.health())) {
            assertTrue(System.nanoTime() < deadline, () -> "still " + prober.health());
            try {
                Thread.sleep(50);
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }
    }

    private static boolean serves(Health health, RunningServer server) {
        State state = health.servers().get(address(server));
        return state != null && state.serving();
    }

    private static State state(Health health, RunningServer server) {
        return Objects.requireNonNull(health.servers().get(address(server)));
    }

    private static ServerAddress address(RunningServer server) {
        return new ServerAddress(server.address().host(), server.address().port());
    }
}
