package io.sluice.routing.causality;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.routing.cluster.ServerAddress;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CausalityTest {
    private static final ServerAddress PRIMARY = new ServerAddress("p", 1);
    private static final ServerAddress FIRST = new ServerAddress("r1", 1);
    private static final ServerAddress SECOND = new ServerAddress("r2", 1);
    private static final List<String> S0 = List.of("s0");
    private static final long ORDERS = Footprint.hash("orders");
    private static final Footprint SEVEN = Footprint.keys(ORDERS, 7);
    private static final Footprint EIGHT = Footprint.keys(ORDERS, 8);

    private long time = 1;
    private final Written written = new Written(() -> time++);
    private final Causality writer = session();
    private final Causality other = session();

    CausalityTest() {
        primary(10);
        replica(FIRST, 10);
        replica(SECOND, 10);
    }

    private Causality session() {
        Causality session = new Causality();
        session.share(written);
        return session;
    }

    private void primary(long number) {
        long began = time++;
        written.primary("s0", PRIMARY, began, Position.ofMariaDb("0-1-" + number));
    }

    private void replica(ServerAddress server, long number) {
        written.replica("s0", server, Position.ofMariaDb("0-1-" + number));
    }

    private static void write(Causality session, Footprint what, String gtid) {
        session.writing(S0, what);
        session.committed("s0", gtid);
        session.answered(false);
    }

    private static boolean may(Causality session, Footprint what, ServerAddress server) {
        return session.reads(S0, () -> what).allows("s0", server);
    }

    private static Why why(Causality session, Footprint what) {
        return session.why(session.reads(S0, () -> what));
    }

    @Test
    void nobodyReadsWhatWasWrittenWhereItIsNotYet() {
        write(writer, SEVEN, "0-1-11");
        assertEquals(Why.OWN_WRITE, why(writer, SEVEN));
        assertEquals(Why.RECENT_WRITE, why(other, SEVEN));
        assertNull(why(writer, EIGHT));
        assertNull(why(other, EIGHT));
        assertEquals(Why.RECENT_WRITE, why(other, Footprint.table(ORDERS)));
        assertNull(why(other, Footprint.table(Footprint.hash("countries"))));
        assertEquals(Why.RECENT_WRITE, why(other, Footprint.EVERYTHING));
        replica(SECOND, 11);
        assertFalse(may(other, SEVEN, FIRST));
        assertTrue(may(other, SEVEN, SECOND));
    }

    @Test
    void whatIsNotKnownOfAWriteIsAssumed() {
        write(writer, Footprint.table(ORDERS), "0-1-11");
        assertEquals(Why.RECENT_WRITE, why(other, SEVEN));
        assertNull(why(other, Footprint.keys(Footprint.hash("countries"), 7)));
        write(writer, Footprint.EVERYTHING, "0-1-12");
        assertEquals(Why.RECENT_WRITE, why(other, Footprint.keys(Footprint.hash("countries"), 7)));
    }

    @Test
    void aWriteWithoutGtidWaitsForAProbeThatBeganLater() {
        long early = time++;
        writer.writing(S0, SEVEN);
        writer.answered(false);
        written.primary("s0", PRIMARY, early, Position.ofMariaDb("0-1-11"));
        replica(FIRST, 11);
        assertFalse(may(other, SEVEN, FIRST), "the probe may have begun before the write was done");
        primary(11);
        assertTrue(may(other, SEVEN, FIRST));
        assertFalse(may(other, SEVEN, SECOND));
    }

    @Test
    void aTransactionsWritesCountFromItsEndOn() {
        writer.writing(S0, SEVEN);
        writer.answered(true);
        assertNull(why(other, SEVEN));
        writer.writing(S0, EIGHT);
        writer.answered(true);
        writer.committed("s0", "0-1-11");
        assertEquals(Why.RECENT_WRITE, why(other, SEVEN));
        assertEquals(Why.RECENT_WRITE, why(other, EIGHT));
        replica(FIRST, 11);
        assertTrue(may(other, SEVEN, FIRST));
    }

    @Test
    void moreWritesThanAreRememberedSinglyWaitForAProbe() {
        for (int i = 1; i <= 3 * ShardWrites.WRITES; i++) {
            write(writer, Footprint.keys(ORDERS, i), "0-1-" + (10 + i));
        }
        replica(FIRST, 10 + 3 * ShardWrites.WRITES);
        assertFalse(may(other, Footprint.keys(ORDERS, 1), FIRST));
        primary(10 + 3 * ShardWrites.WRITES);
        assertTrue(may(other, Footprint.keys(ORDERS, 1), FIRST));
        assertTrue(may(other, Footprint.table(ORDERS), FIRST));
    }

    @Test
    void aReplicaThatWasRestoredHasLessThanBefore() {
        write(writer, SEVEN, "0-1-11");
        primary(11);
        replica(FIRST, 11);
        assertTrue(may(other, SEVEN, FIRST));
        replica(FIRST, 9);
        assertFalse(may(other, SEVEN, FIRST));
    }

    @Test
    void aSessionGoesOnWithItsReplicaOrOneThatHasAll() {
        other.reading("s0", FIRST, SEVEN);
        other.answered(false);
        assertTrue(may(other, EIGHT, FIRST));
        assertFalse(may(other, EIGHT, SECOND));
        primary(12);
        replica(SECOND, 12);
        assertTrue(may(other, EIGHT, SECOND));
        assertTrue(may(other, EIGHT, FIRST));
        replica(FIRST, 3);
        assertFalse(may(other, EIGHT, FIRST), "restored from a backup");
    }

    @Test
    void whatWasSeenOnAPrimaryIsNotReadOlder() {
        other.reading("s0", PRIMARY, SEVEN);
        other.answered(false);
        assertEquals(Why.SEEN, why(other, SEVEN));
        assertEquals(Why.SEEN, why(other, Footprint.table(ORDERS)));
        assertNull(why(other, EIGHT));
        assertNull(why(writer, SEVEN));
        primary(11);
        assertEquals(Why.SEEN, why(other, SEVEN));
        replica(FIRST, 11);
        assertNull(why(other, SEVEN));
    }

    @Test
    void scopes() {
        write(writer, SEVEN, "0-1-11");
        writer.scope(Scope.SESSION);
        other.scope(Scope.SESSION);
        assertEquals(Why.OWN_WRITE, why(writer, EIGHT));
        assertNull(why(other, SEVEN));
        other.scope(Scope.STRICT);
        assertEquals(Why.RECENT_WRITE, why(other, EIGHT));
        writer.scope(Scope.OFF);
        assertNull(why(writer, SEVEN));
        replica(FIRST, 11);
        assertNull(why(other, EIGHT));
    }

    @Test
    void aReplicaOfWhichNothingIsKnownIsNotRead() {
        assertFalse(may(other, SEVEN, new ServerAddress("new", 1)), "somebody may have seen more on the primary");
        assertTrue(
                other.reads(List.of("s1"), () -> SEVEN).allows("s1", new ServerAddress("new", 1)),
                "nothing is known of any");
        write(writer, SEVEN, "0-1-11");
        replica(FIRST, 11);
        replica(SECOND, 11);
        assertFalse(may(other, EIGHT, new ServerAddress("new", 1)));
        written.lost("s0", FIRST);
        assertFalse(may(other, EIGHT, FIRST), "it may come back as another one");
        assertTrue(may(other, EIGHT, SECOND));
        assertNull(why(other, EIGHT));
    }

    @Test
    void whatWasSeenWhileThePrimaryWasAloneIsNotReadOlder() {
        written.lost("s0", FIRST);
        written.lost("s0", SECOND);
        primary(10);
        other.reading("s0", PRIMARY, SEVEN);
        other.answered(false);
        assertNull(why(other, SEVEN), "there is nothing to be asked");
        replica(FIRST, 10);
        assertEquals(Why.SEEN, why(other, EIGHT));
        assertNull(why(writer, EIGHT));
        primary(11);
        replica(FIRST, 11);
        assertNull(why(other, SEVEN));
    }

    @Test
    void whatWasSeenOnAPrimaryIsNotReadFromAReplicaThatIsBack() {
        other.reading("s0", PRIMARY, SEVEN);
        other.answered(false);
        written.lost("s0", FIRST);
        assertFalse(may(other, SEVEN, FIRST));
        written.lost("s0", SECOND);
        assertFalse(may(other, SEVEN, SECOND));
        assertFalse(may(writer, SEVEN, SECOND));
    }

    @Test
    void aProcedureMayEndATransactionOfWhichNobodyKnows() {
        writer.writing(S0, SEVEN);
        writer.committedSome("s0");
        writer.answered(true);
        assertEquals(Why.RECENT_WRITE, why(other, SEVEN));
        replica(FIRST, 99);
        assertEquals(Why.RECENT_WRITE, why(other, SEVEN), "only a probe can tell");
        primary(11);
        assertNull(why(other, SEVEN));
    }

    @Test
    void whatShowsNoRowsBindsASessionToNothing() {
        other.reading("s0", FIRST, SEVEN);
        other.answered(false);
        other.reading("s0", SECOND, Footprint.NOTHING);
        other.answered(false);
        assertFalse(may(other, EIGHT, SECOND));
    }

    @Test
    void aTokenTravels() {
        write(writer, SEVEN, "0-1-11");
        String text = writer.token().toString();
        assertEquals("1;s0=0:11", text);
        other.scope(Scope.SESSION);
        other.accept(Token.of(text), Set.of("s0"));
        assertEquals(Why.TOKEN, why(other, EIGHT));
        replica(SECOND, 11);
        assertTrue(may(other, EIGHT, SECOND));
        assertFalse(may(other, EIGHT, FIRST));
        assertEquals(text, other.token().toString());
    }

    @Test
    void aForgedTokenSendsReadsToThePrimaryForAWhile() {
        other.accept(Token.of("1;s0=0:999999999,5:1;nowhere=0:1"), Set.of("s0"));
        assertEquals(Why.TOKEN, why(other, SEVEN));
        primary(12);
        replica(FIRST, 12);
        assertTrue(may(other, SEVEN, FIRST));
        for (String wrong :
                List.of("2;s0=0:1", "x", "1;=0:1", "1;s0", "1;s0=", "1;s0=0:-1", "1;s0=0:1;s0=0:2", "1;%=0:1")) {
            assertThrows(IllegalArgumentException.class, () -> Token.of(wrong), wrong);
        }
    }

    @Test
    void aTokenSaysWhereItCannotNameAll() {
        writer.writing(S0, SEVEN);
        writer.answered(false);
        assertEquals("1;s0=?", writer.token().toString());
        primary(11);
        assertEquals("1;s0=0:11", writer.token().toString());
    }

    @Test
    void shardsOfAnyNameStandInTokens() {
        Token token = new Token(java.util.Map.of("a=;,%é b", new Token.Part(List.of(new Gtid("0", 3)), false)));
        assertEquals(token, Token.of(token.toString()));
    }

    @Test
    void positionsOfBothFlavours() {
        String uuid = "3E11FA47-71CA-11E1-9E33-C80AA9429562";
        Position mysql = Position.ofMySql(uuid + ":1-5:7,\n" + uuid + ":tag:1-3");
        assertTrue(mysql.contains(uuid.toLowerCase(java.util.Locale.ROOT), 7));
        assertFalse(mysql.contains(uuid.toLowerCase(java.util.Locale.ROOT), 6));
        assertEquals(new Gtid(uuid.toLowerCase(java.util.Locale.ROOT), 8), Gtid.of(uuid + ":8"));
        assertEquals(new Gtid(uuid.toLowerCase(java.util.Locale.ROOT) + ":tag", 8), Gtid.of(uuid + ":tag:8"));
        assertNull(Gtid.of(uuid + ":8-9"));
        assertNull(Gtid.of("0-1-11,1-1-2"));
        assertEquals(new Gtid("0", 11), Gtid.of("0-2-11"));
        assertTrue(Position.ofMariaDb("0-2-15,1-1-3").contains(Position.ofMariaDb("0-1-11")));
        assertFalse(Position.ofMariaDb("0-2-15").contains(Position.ofMariaDb("0-1-11,1-1-3")));
    }
}
