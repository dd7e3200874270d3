package io.sluice.routing.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.routing.cluster.Health;
import io.sluice.routing.cluster.Health.Role;
import io.sluice.routing.cluster.Health.State;
import io.sluice.routing.cluster.ServerAddress;
import io.sluice.routing.cluster.Shard;
import io.sluice.sql.Dialect;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReadingTest {
    private static final ServerAddress A = new ServerAddress("a", 3306);
    private static final ServerAddress B = new ServerAddress("b", 3306);
    private static final List<Shard> SHARDS =
            List.of(new Shard("s0", List.of(A), "shop"), new Shard("s1", List.of(B), "shop"));

    @Test
    void serversOfSeveralVersionsAreReadAsFarAsTheyAgree() {
        Dialect reading = reading(mysql(80031, "ANSI_QUOTES,STRICT_TRANS_TABLES"), mysql(80036, "STRICT_TRANS_TABLES"));
        assertEquals(80031, reading.version());
        assertEquals(80036, reading.newest());
        assertEquals("STRICT_TRANS_TABLES", reading.modes());
        assertFalse(reading.ansiQuotes());
        assertTrue(reading(mysql(80031, "ANSI_QUOTES"), mysql(80031, "ANSI_QUOTES"))
                .ansiQuotes());
        assertNull(Reading.of(Health.unknown()));
    }

    @Test
    void anotherFlavourOrGrammarDoesNotServe() {
        Dialect maria = new Dialect(true, 110405, false, false, false, false, false).under("");
        Map<ServerAddress, State> mixed = Reading.alike(SHARDS, Map.of(A, up(mysql(80031, "")), B, up(maria)));
        assertTrue(mixed.get(A).serving());
        assertEquals(
                "it is MariaDB, and the cluster's first server is MySQL",
                mixed.get(B).why());
        assertFalse(mixed.get(B).serving());
        Map<ServerAddress, State> oracle =
                Reading.alike(SHARDS, Map.of(A, up(maria), B, up(maria.under("PIPES_AS_CONCAT,ORACLE"))));
        assertTrue(oracle.get(A).serving());
        assertFalse(oracle.get(B).serving());
    }

    @Test
    void namesComparedOtherwiseDoNotServe() {
        Dialect heeds = mysql(80031, "");
        Map<ServerAddress, State> mixed = Reading.alike(SHARDS, Map.of(A, up(heeds), B, up(heeds.foldingNames(true))));
        assertTrue(mixed.get(A).serving());
        assertEquals(
                "its lower_case_table_names is 1 or 2, and that of the cluster's first server 0",
                mixed.get(B).why());
        assertFalse(mixed.get(B).serving());
    }

    private static Dialect reading(Dialect a, Dialect b) {
        Dialect reading = Reading.of(new Health(Map.of(A, up(a), B, up(b))));
        assertNotNull(reading);
        return reading;
    }

    private static Dialect mysql(int version, String modes) {
        return new Dialect(false, version, false, false, false, false, false).under(modes);
    }

    private static State up(Dialect dialect) {
        return new State(true, Role.PRIMARY, true, -1, "", dialect);
    }
}
