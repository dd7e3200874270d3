package io.sluice.routing.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.routing.cluster.Health;
import io.sluice.routing.cluster.Health.Role;
import io.sluice.routing.cluster.Health.State;
import io.sluice.routing.cluster.ServerAddress;
import io.sluice.routing.cluster.Shard;
import io.sluice.routing.control.Observation.Answered;
import io.sluice.routing.control.Observation.Replication;
import io.sluice.routing.control.Observation.Silent;
import io.sluice.sql.Dialect;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class VerdictTest {
    private static final ServerAddress A = new ServerAddress("db-a", 3306);
    private static final ServerAddress B = new ServerAddress("db-b", 3306);
    private static final Shard SHARD = new Shard("s0", List.of(A, B), "shop");
    private static final Replication RUNNING = new Replication("Yes", "Yes", 0, "");

    @Test
    void theWritableServerIsPrimaryAndTheFollowerReplica() {
        Health health = judge(writable("0-1-5"), follower(RUNNING));
        assertEquals(A, health.primary(SHARD));
        assertEquals(Role.REPLICA, state(health, B).role());
        assertTrue(state(health, B).serving());
    }

    @Test
    void ofTwoClaimantsTheOneWithTheLongerHistoryIsTrusted() {
        Health health = judge(writable("0-1-5"), writable("0-1-5,0-2-6"));
        assertEquals(B, health.primary(SHARD));
        assertEquals(
                "it claims to be primary, but db-b:3306 has all it has and more",
                state(health, A).why());
    }

    @Test
    void divergedOrEqualClaimantsAreBothOut() {
        assertNull(judge(writable("0-1-7"), writable("0-1-5,0-2-6")).primary(SHARD));
        Health equal = judge(writable("0-1-5"), writable("0-1-5"));
        assertNull(equal.primary(SHARD));
        assertEquals(Role.UNKNOWN, state(equal, A).role());
        assertTrue(state(equal, A).up());
        assertFalse(state(equal, A).serving());
    }

    @Test
    void aReplicaThatIsBehindStoppedOrBrokenIsOutAndSaysWhy() {
        assertEquals("it is 11 s behind", whyOfReplica(new Replication("Yes", "Yes", 11, "")));
        assertEquals("its replication does not run", whyOfReplica(new Replication("No", "No", -1, "")));
        assertEquals(
                "its replication does not run: Duplicate entry",
                whyOfReplica(new Replication("Yes", "No", -1, "Duplicate entry")));
        assertEquals("its replication does not run", whyOfReplica(new Replication("Connecting", "Yes", -1, "")));
    }

    @Test
    void aReplicaThatLostItsPrimaryServesUntilItsSilenceIsTooLong() {
        Replication cutOff = new Replication("Connecting", "Yes", -1, "");
        assertEquals("", whyOfReplica(cutOff.silentFor(3)));
        assertEquals("it is 11 s behind", whyOfReplica(cutOff.silentFor(11)));
    }

    @Test
    void withoutAPrimaryACutOffReplicaServesOn() {
        Health health =
                judge(new Silent("Connection refused"), follower(new Replication("Connecting", "Yes", -1, "x")));
        assertNull(health.primary(SHARD));
        assertFalse(state(health, A).up());
        assertTrue(state(health, B).serving());
    }

    @Test
    void aReadOnlyServerThatFollowsNobodyIsNeither() {
        Health health = judge(writable("0-1-5"), follower(null));
        assertEquals(Role.UNKNOWN, state(health, B).role());
        assertFalse(state(health, B).serving());
    }

    @Test
    void aWritableServerStillAppliesWhileItsThreadsRun() {
        Answered writableFollower = new Answered(Dialect.MARIADB, false, GtidHistory.ofMariaDb("0-1-5"), RUNNING);
        assertEquals(
                Role.REPLICA,
                state(judge(writable("0-1-5"), writableFollower), B).role());
        Answered promoted = new Answered(
                Dialect.MARIADB, false, GtidHistory.ofMariaDb("0-1-5"), new Replication("No", "No", -1, ""));
        assertEquals(B, judge(new Silent("gone"), promoted).primary(SHARD));
    }

    @Test
    void aLateReplicaComesBackWhenItHasMadeUpHalf() {
        Duration most = Duration.ofSeconds(10);
        assertFalse(Verdict.late(behind(10), most, false));
        assertTrue(Verdict.late(behind(11), most, false));
        assertTrue(Verdict.late(behind(6), most, true));
        assertFalse(Verdict.late(behind(5), most, true));
        assertTrue(Verdict.late(behind(-1), most, true));
    }

    private static Observation behind(long seconds) {
        return follower(new Replication("Yes", "Yes", seconds, ""));
    }

    @Test
    void versionsAndModesAreRead() {
        Dialect old = ServerQuestions.dialect("5.5.5-10.11.19-MariaDB-log", "ANSI_QUOTES,STRICT_TRANS_TABLES");
        assertTrue(old.mariaDb());
        assertEquals(101119, old.version());
        assertTrue(old.ansiQuotes());
        assertFalse(old.pipesAsConcat());
        assertEquals(80031, ServerQuestions.dialect("8.0.31", "").version());
    }

    private static String whyOfReplica(Replication replication) {
        return state(judge(writable("0-1-5"), follower(replication)), B).why();
    }

    @Test
    void anOldPrimaryThatReturnsWhileTheNewOneIsSilentIsNotTrusted() {
        Succession succession = new Succession();
        assertEquals(A, judge(succession, writable("0-1-5"), follower(RUNNING)).primary(SHARD));
        assertEquals(
                B, judge(succession, new Silent("killed"), writable("0-1-5")).primary(SHARD));
        assertNull(judge(succession, writable("0-1-5"), new Silent("late")).primary(SHARD));
        assertEquals(
                "it claims to be primary, but db-b:3306 was primary last, and it has not followed that since",
                state(judge(succession, writable("0-1-5"), new Silent("late")), A)
                        .why());
        assertEquals(
                B, judge(succession, new Silent("killed"), writable("0-1-5")).primary(SHARD));
    }

    @Test
    void anOldPrimaryThatReturnsWithMoreOfItsOwnDoesNotStopTheNewOne() {
        Succession succession = new Succession();
        assertEquals(A, judge(succession, writable("0-1-9"), follower(RUNNING)).primary(SHARD));
        assertEquals(
                B, judge(succession, new Silent("killed"), writable("0-1-8")).primary(SHARD));
        Health both = judge(succession, writable("0-1-9"), writable("0-1-8,0-2-9"));
        assertEquals(B, both.primary(SHARD));
        assertEquals(
                "it came back and claims to be primary, but db-b:3306 has become it meanwhile",
                state(both, A).why());
        assertEquals(B, judge(succession, writable("0-1-9"), writable("0-1-8")).primary(SHARD));
        assertNull(judge(succession, writable("0-1-9"), new Silent("late")).primary(SHARD));
    }

    @Test
    void twoThatHaveBothAnsweredAllTheTimeStopTheWrites() {
        Succession succession = new Succession();
        assertEquals(A, judge(succession, writable("0-1-5"), follower(RUNNING)).primary(SHARD));
        assertNull(judge(succession, writable("0-1-7"), writable("0-1-5,0-2-6")).primary(SHARD));
    }

    @Test
    void oneThatHasFollowedMayBePromotedWhateverItHas() {
        Succession succession = new Succession();
        assertEquals(A, judge(succession, writable("0-1-9"), follower(RUNNING)).primary(SHARD));
        assertEquals(
                B, judge(succession, new Silent("killed"), writable("0-1-5")).primary(SHARD));
        assertEquals(
                B, judge(succession, follower(RUNNING), writable("0-1-5,0-2-6")).primary(SHARD));
        assertEquals(
                A, judge(succession, writable("0-1-5"), new Silent("killed")).primary(SHARD));
    }

    @Test
    void aPrimaryThatOnlyRestartsStaysOne() {
        Succession succession = new Succession();
        assertEquals(A, judge(succession, writable("0-1-9"), follower(RUNNING)).primary(SHARD));
        assertNull(judge(succession, new Silent("killed"), follower(RUNNING)).primary(SHARD));
        assertEquals(A, judge(succession, writable("0-1-9"), follower(RUNNING)).primary(SHARD));
    }

    private static Health judge(Succession succession, Observation a, Observation b) {
        Map<ServerAddress, Observation> seen = Map.of(A, a, B, b);
        Set<ServerAddress> late = seen.keySet().stream()
                .filter(address -> Verdict.late(seen.get(address), Duration.ofSeconds(10), false))
                .collect(Collectors.toSet());
        return Verdict.judge(List.of(SHARD), seen, succession, late);
    }

    private static Health judge(Observation a, Observation b) {
        return judge(new Succession(), a, b);
    }

    private static State state(Health health, ServerAddress address) {
        return Objects.requireNonNull(health.servers().get(address));
    }

    private static Answered writable(String history) {
        return new Answered(Dialect.MARIADB, false, GtidHistory.ofMariaDb(history), null);
    }

    private static Answered follower(@Nullable Replication replication) {
        return new Answered(Dialect.MARIADB, true, GtidHistory.ofMariaDb("0-1-5"), replication);
    }
}
