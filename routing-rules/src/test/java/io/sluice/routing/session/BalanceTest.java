package io.sluice.routing.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.routing.RoutingException;
import io.sluice.routing.cluster.Health;
import io.sluice.routing.cluster.Health.Role;
import io.sluice.routing.cluster.Health.State;
import io.sluice.routing.cluster.ServerAddress;
import io.sluice.routing.cluster.Shard;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BalanceTest {
    private static final ServerAddress A = new ServerAddress("a", 1);
    private static final ServerAddress B = new ServerAddress("b", 2);
    private static final ServerAddress C = new ServerAddress("c", 3);
    private static final Shard SHARD = new Shard("s0", List.of(A, B, C), "shop");
    private static final Placement READ = new Placement(false, Placement.Reason.READ);
    private static final Placement WRITE = new Placement(true, Placement.Reason.WRITE);

    private final Balance balance = new Balance();

    @Test
    void replicasTakeTurnsAndThePrimaryIsTheLastResort() {
        Health health = new Health(Map.of(A, up(Role.PRIMARY), B, up(Role.REPLICA), C, up(Role.REPLICA)));
        assertEquals(List.of(B, C, A), balance.servers(SHARD, health, READ));
        assertEquals(List.of(C, B, A), balance.servers(SHARD, health, READ));
        assertEquals(List.of(B, C, A), balance.servers(SHARD, health, READ));
        assertEquals(List.of(A), balance.servers(SHARD, health, WRITE));
    }

    @Test
    void aReplicaThatDoesNotServeIsLeftOut() {
        Health health = new Health(Map.of(A, up(Role.PRIMARY), B, down("its replication stopped"), C, down("")));
        assertEquals(List.of(A), balance.servers(SHARD, health, READ));
    }

    @Test
    void saysWhyNobodyServes() {
        Health health = new Health(Map.of(A, down("connection refused"), B, up(Role.REPLICA)));
        RoutingException noPrimary = assertThrows(RoutingException.class, () -> balance.servers(SHARD, health, WRITE));
        assertTrue(noPrimary.text().contains("a:1 connection refused"), noPrimary.text());
        assertEquals(List.of(B), balance.servers(SHARD, health, READ));
        assertThrows(RoutingException.class, () -> balance.servers(SHARD, Health.unknown(), READ));
    }

    private static State up(Role role) {
        return new State(true, role, true, 0, "", null);
    }

    private static State down(String why) {
        return new State(false, Role.REPLICA, false, -1, why, null);
    }
}
