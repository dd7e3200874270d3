package io.sluice.it.reading;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.it.reading.Judge.Finding;
import io.sluice.it.servers.TestServers;
import io.sluice.it.servers.WithServers;
import io.sluice.proxy.protocol.Capabilities;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** However a session comes to its sql_mode and its character sets, it reads as the plain server's session does. */
@WithServers
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SessionsTest {
    private static final String STATE =
            "SELECT @@sql_mode, @@character_set_client, @@character_set_results, @@collation_connection";
    private static final Set<String> READ = Set.of("utf8mb4", "utf8mb3", "utf8", "latin1", "ascii", "binary");
    /** Each reads otherwise under one bit of sql_mode or another character set. */
    private static final List<String> PROBES = List.of(
            "SELECT id, tag FROM t WHERE tenant = 1 AND \"name\" = name",
            "SELECT id, tag FROM t WHERE tenant = 1 AND name <> 'a\\' AND tenant = 2 OR tenant = 3 -- '",
            "SELECT id, 'a' || tag FROM t WHERE tenant = 1",
            "SELECT id, tag FROM t WHERE NOT tenant BETWEEN 0 AND 3",
            "SELECT tenant, COUNT (*) FROM t WHERE tenant = 1 GROUP BY tenant",
            "SELECT code, val FROM w WHERE code = 'é' OR code = \"中\"");

    private World world;

    @BeforeAll
    void start(TestServers servers) {
        world = World.start(servers);
    }

    @AfterAll
    void stop() {
        world.close();
    }

    @Test
    void everyCollationIdOfALogin() {
        List<String> wrong = new ArrayList<>();
        int accepted = 0;
        for (int id = 1; id <= 255; id++) {
            Said plain = state(id, true);
            Said sluice = state(id, false);
            if (!sluice.done()) {
                boolean read = plain.done()
                        && READ.stream()
                                .anyMatch(each -> plain.rows().toString().contains(each + "_"));
                // 17 and 255 are unknown to some server, which then takes its default.
                if (read && knownToServer(id)) {
                    wrong.add(id + ": " + plain + " / " + sluice);
                }
            } else {
                accepted++;
                if (!plain.like(sluice) && knownToServer(id)) {
                    wrong.add(id + ": " + plain + " / " + sluice);
                }
            }
        }
        assertEquals(List.of(), wrong);
        assertTrue(accepted > 60, accepted + " ids");
    }

    private boolean knownToServer(int id) {
        try (Line plain = world.plain()) {
            return !plain.must("SELECT 1 FROM information_schema.COLLATIONS WHERE ID = " + id)
                    .rows()
                    .isEmpty();
        }
    }

    private Said state(int collation, boolean plain) {
        Line.Login login = (plain ? world.plainLogin() : world.sluiceLogin()).as(collation, 0);
        try (Line line = Line.open(plain ? world.plainAddress() : world.sluiceAddress(), login)) {
            return line.say(STATE);
        } catch (Line.Refused refused) {
            return refused.said;
        }
    }

    static List<String> settings() {
        return List.of(
                "SET sql_mode = 'ANSI_QUOTES'",
                "SET SESSION sql_mode = 'NO_BACKSLASH_ESCAPES'",
                "SET LOCAL sql_mode = 'PIPES_AS_CONCAT'",
                "SET @@sql_mode = 'HIGH_NOT_PRECEDENCE'",
                "SET @@session.sql_mode := 'IGNORE_SPACE'",
                "SET @@local.`sql_mode` = 'ansi'",
                "set sql_mode=ANSI",
                "SET sql_mode = 'ANSI_QUOTES,NO_BACKSLASH_ESCAPES,PIPES_AS_CONCAT,HIGH_NOT_PRECEDENCE,IGNORE_SPACE'",
                "SET sql_mode = CONCAT(@@sql_mode, ',ANSI_QUOTES')",
                "SET sql_mode = CONCAT(@@sql_mode, ',NO_BACKSLASH', '_ESCAPES')",
                "SET sql_mode = REPLACE(CONCAT('ANSI_', 'QUOTES,STRICT_ALL_TABLES'), 'STRICT_ALL_TABLES', 'PIPES_AS_CONCAT')",
                "SET sql_mode = (SELECT 'ANSI_QUOTES')",
                "SET sql_mode = 4",
                "SET sql_mode = 6",
                "SET sql_mode = 0x04",
                "SET sql_mode = 'TRADITIONAL'",
                "SET sql_mode = ''",
                "SET sql_mode = DEFAULT",
                "SET @m = 'ANSI_QUOTES', sql_mode = @m",
                "SET @old = @@sql_mode, sql_mode = 'ANSI_QUOTES', sql_mode = @old",
                "SET autocommit = 1, sql_mode = 'PIPES_AS_CONCAT', @x = 1",
                "/*!50000 SET sql_mode = 'ANSI_QUOTES' */",
                "/*!40101 SET SQL_MODE='NO_AUTO_VALUE_ON_ZERO' */",
                "SET sql_mode = 'POSTGRESQL'",
                "SET sql_mode = 'ORACLE'",
                "SET sql_mode = CONCAT('MS', 'SQL')",
                "SET sql_mode = 'NOSUCH'",
                "SET GLOBAL sql_mode = @@GLOBAL.sql_mode",
                "SET NAMES latin1",
                "SET NAMES 'utf8mb4' COLLATE 'utf8mb4_bin'",
                "SET NAMES utf8mb3",
                "SET NAMES binary",
                "SET NAMES ascii",
                "SET NAMES DEFAULT",
                "SET NAMES gbk",
                "SET NAMES 'sjis'",
                "SET NAMES big5 COLLATE big5_bin",
                "SET NAMES cp932",
                "SET NAMES ujis",
                "SET NAMES euckr",
                "SET NAMES gb2312",
                "SET NAMES ucs2",
                "SET CHARACTER SET latin1",
                "SET CHARSET utf8mb4",
                "SET CHARACTER SET gbk",
                "SET CHARACTER SET DEFAULT",
                "SET character_set_client = latin1",
                "SET character_set_client = 'gbk'",
                "SET @@character_set_client = CONCAT('g', 'bk')",
                "SET @@session.character_set_client = 28",
                "SET character_set_client = 8",
                "SET character_set_client = DEFAULT",
                "SET character_set_results = NULL",
                "SET collation_connection = utf8mb4_bin",
                "SET collation_connection = latin1_bin",
                "SET character_set_connection = latin1, character_set_client = latin1",
                "SET sql_auto_is_null = 0");
    }

    @ParameterizedTest
    @MethodSource("settings")
    void everySpellingOfSet(String setting) {
        try (Judge judge = world.judge(World.Doorway.PROXY, false)) {
            if (!judge.perhaps(setting)) {
                // Refused: then nothing has changed.
                judge.both("SELECT 1");
            }
            judge.both("SET autocommit = 0");
            List<String> probes = new ArrayList<>(PROBES);
            probes.add(STATE);
            for (String probe : probes) {
                Judge.Verdict verdict = judge.judge(probe.getBytes(StandardCharsets.UTF_8));
                assertNotEquals(Finding.DIFFERENT, verdict.finding(), probe + "\n  " + verdict.text());
                assertNotEquals(Finding.REFUSED, verdict.finding(), probe + "\n  " + verdict.text());
            }
        }
    }

    @Test
    void aClientThatAnnouncesIgnoreSpaceGetsIt() {
        int flag = Capabilities.IGNORE_SPACE;
        try (Line sluice = Line.open(world.sluiceAddress(), world.sluiceLogin().as(45, flag));
                Line plain = Line.open(world.plainAddress(), world.plainLogin().as(45, flag));
                Judge judge = new Judge(sluice, plain, null, false)) {
            for (String probe : PROBES) {
                Judge.Verdict verdict = judge.judge(probe.getBytes(StandardCharsets.UTF_8));
                assertNotEquals(Finding.DIFFERENT, verdict.finding(), probe + "\n  " + verdict.text());
            }
            assertEquals(plain.must(STATE).rows(), sluice.must(STATE).rows());
        }
    }

    @Test
    void aReadingIsTheSessionsOwn() {
        String text = "SELECT id, tag FROM t WHERE tenant = 1 AND \"name\" = name";
        try (Line one = world.sluice();
                Line other = world.sluice()) {
            for (int i = 0; i < 20; i++) {
                one.must("SET sql_mode = '" + (i % 2 == 0 ? "ANSI_QUOTES" : "") + "'");
                assertEquals(i % 2 == 0 ? 3 : 0, one.must(text).rows().size());
                assertEquals(0, other.must(text).rows().size());
            }
        }
    }
}
