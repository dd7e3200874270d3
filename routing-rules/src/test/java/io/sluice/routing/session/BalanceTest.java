package io.sluice.routing.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.routing.RoutingException;
import io.sluice.routing.cluster.Health;
import io.sluice.routing.cluster.Health.Role;
import io.sluice.routing.cluster.Health.State;
import io.sluice.routing.cluster.Member;
import io.sluice.routing.cluster.ServerAddress;
import io.sluice.routing.cluster.Shard;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class BalanceTest {
    private static final ServerAddress A = new ServerAddress("a", 1);
    private static final ServerAddress B = new ServerAddress("b", 2);
    private static final ServerAddress C = new ServerAddress("c", 3);
    private static final Shard SHARD = new Shard("s0", List.of(A, B, C), "shop");
    private static final Placement READ = new Placement(false, Placement.Reason.READ);
    private static final Placement WRITE = new Placement(true, Placement.Reason.WRITE);
    private static final Health ALL =
            new Health(Map.of(A, serving(Role.PRIMARY), B, serving(Role.REPLICA), C, serving(Role.REPLICA)));

    private final Balance balance = new Balance();

    @Test
    void readsTakeReplicasInTurnAndThePrimaryLast() {
        assertEquals(List.of(B, C, A), balance.servers(SHARD, ALL, READ));
        assertEquals(List.of(C, B, A), balance.servers(SHARD, ALL, READ));
        assertEquals(List.of(A), balance.servers(SHARD, ALL, WRITE));
        assertEquals(Map.of(B, 500, C, 500), shares(SHARD, ALL, 1000));
    }

    @Test
    void turnsGoByWeightAndLag() {
        Shard weighted = new Shard("s0", List.of(A, B, C), "shop", Map.of(B, new Member(3, ""), C, new Member(1, "")));
        assertEquals(Map.of(B, 750, C, 250), shares(weighted, ALL, 1000));

        Health lagging = new Health(Map.of(
                A, serving(Role.PRIMARY),
                B, new State(true, Role.REPLICA, true, 3, "", null),
                C, serving(Role.REPLICA)));
        assertEquals(Map.of(B, 200, C, 800), shares(SHARD, lagging, 1000));
    }

    @Test
    void theLeastBusyForItsWeightComesFirst() {
        Shard weighted = new Shard("s0", List.of(A, B, C), "shop", Map.of(B, new Member(3, "")));
        balance.use(B).add(2);
        balance.use(C).add(1);
        assertEquals(B, balance.servers(weighted, ALL, READ).get(0));
        assertEquals(C, balance.servers(SHARD, ALL, READ).get(0));
        balance.use(C).add(-1);
        assertEquals(C, balance.servers(weighted, ALL, READ).get(0));
    }

    @Test
    void nearOnesComeBeforeFarOnesAndThoseOfWeightZeroLast() {
        Map<ServerAddress, Member> members = Map.of(B, new Member(1, "west"), C, new Member(1, "east"));
        Balance east = new Balance(() -> "east");
        east.use(C).add(100);
        for (int i = 0; i < 5; i++) {
            assertEquals(List.of(C, B, A), east.servers(new Shard("s0", List.of(A, B, C), "shop", members), ALL, READ));
        }
        Shard backup = new Shard("s0", List.of(A, B, C), "shop", Map.of(C, new Member(0, "east")));
        assertEquals(List.of(B, C, A), east.servers(backup, ALL, READ));
    }

    @Test
    void aReplicaAloneIsNeverThePrimary() {
        Placement only = new Placement(false, Placement.Reason.SETTING, true, null);
        assertEquals(2, balance.servers(SHARD, ALL, only).size());
        Health alone = new Health(Map.of(A, serving(Role.PRIMARY), B, down("refused")));
        RoutingException refused = assertThrows(RoutingException.class, () -> balance.servers(SHARD, alone, only));
        assertEquals(
                "shard s0 has no serving replica: a:1 is up, its role PRIMARY; b:2 refused; c:3 was not asked yet",
                refused.text());
    }

    @Test
    void readsOfAShardWithoutReplicasGoToThePrimary() {
        Health health = new Health(Map.of(A, serving(Role.PRIMARY), B, down("Connection refused")));
        assertEquals(List.of(A), balance.servers(SHARD, health, READ));
    }

    @Test
    void withoutAnyServerTheReasonsAreTold() {
        Health health = new Health(Map.of(A, down("Connection refused"), B, serving(Role.REPLICA)));
        RoutingException noPrimary = assertThrows(RoutingException.class, () -> balance.servers(SHARD, health, WRITE));
        assertTrue(noPrimary.text().contains("a:1 Connection refused"), noPrimary.text());
        assertEquals(List.of(B), balance.servers(SHARD, health, READ));
        assertThrows(RoutingException.class, () -> balance.servers(SHARD, Health.unknown(), READ));
    }

    @Test
    void aServerThatLackedATableIsLeftOutForAWhile() {
        AtomicLong now = new AtomicLong();
        ServerUse use = new ServerUse(now::get);
        use.lacked(List.of("orders", "items"));
        assertTrue(use.lacksAny(List.of("ORDERS".toLowerCase(java.util.Locale.ROOT), "users")));
        assertEquals(false, use.lacksAny(List.of("users")));
        now.addAndGet(ServerUse.LACKING_NANOS + 1);
        assertEquals(false, use.lacksAny(List.of("orders")));
        assertEquals("", use.lacking());
        for (int i = 0; i < 2 * ServerUse.MOST_LACKING; i++) {
            use.lacked(List.of("nowhere_" + i));
        }
        assertEquals(ServerUse.MOST_LACKING, use.lacking().split(", ").length);
    }

    private Map<ServerAddress, Integer> shares(Shard shard, Health health, int turns) {
        Map<ServerAddress, Integer> first = new HashMap<>();
        for (int i = 0; i < turns; i++) {
            first.merge(balance.servers(shard, health, READ).get(0), 1, Integer::sum);
        }
        first.replaceAll((server, count) -> Math.round(count / 10f) * 10);
        return first;
    }

    private static State serving(Role role) {
        return new State(true, role, true, 0, "", null);
    }

    private static State down(String why) {
        return new State(false, Role.REPLICA, false, -1, why, null);
    }
}
