package io.sluice.proxy.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.sluice.routing.plan.Plan;
import io.sluice.sql.Dialect;
import io.sluice.sql.lex.Fingerprint;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

class SlowLogTest {
    private static final SlowLog.Who WHO = new SlowLog.Who("app", "10.0.0.7", 12);

    private final Logger logger = (Logger) LoggerFactory.getLogger("sluice.slow");
    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();

    @BeforeEach
    void listen() {
        lines.start();
        logger.addAppender(lines);
    }

    @AfterEach
    void stop() {
        logger.detachAppender(lines);
    }

    @Test
    void aLineTellsWhoWhereAndHowLong() {
        String line = line(false, "SELECT total FROM orders WHERE user_id = 7 AND city = 'Bonn'");

        assertTrue(line.contains("user=app host=10.0.0.7 connection=12"), line);
        assertTrue(line.contains("rows=3"), line);
        assertTrue(line.matches(".*shards=\\[s0 \\d+\\.\\d ms, s1 \\d+\\.\\d ms \\(2 parts, .*"), line);
        assertTrue(line.endsWith("SELECT total FROM orders WHERE user_id = ? AND city = ?"), line);
    }

    @Test
    void literalsAreShownWhereThatIsConfigured() {
        assertTrue(line(true, "SELECT 'Bonn'").endsWith("SELECT 'Bonn'"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SET PASSWORD FOR ann = 's3cret'",
                "CREATE USER ann IDENTIFIED BY 's3cret'",
                "PREPARE p FROM 's3cret'",
                "SELECT 1 FROM t WHERE a = 's3cret"
            })
    void secretsAreNeverShown(String sql) {
        assertFalse(line(true, sql).contains("s3cret"), sql);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT /* s3cret */ 1",
                "SELECT /*!99999 's3cret', */ 1",
                "SELECT 1 -- s3cret",
                "SELECT 1 # s3cret",
                "SELECT 0x733363726574, X'73', 's3cret' 's3cret', N's3cret', _latin1's3cret', -12.5e3, \"s3cret\"",
                "INSERT INTO t VALUES ('s3cret'), ('s3cret')",
                "SELECT 's3cret"
            })
    void nothingOfAValueOrACommentIsLeft(String sql) {
        String line = line(false, sql);
        assertFalse(line.contains("s3cret") || line.contains("7333"), line);
    }

    @Test
    void aLineIsOneLine() {
        assertTrue(line(true, "SELECT\n  'a\r\nb'").endsWith("SELECT 'a b'"));
    }

    @Test
    void whatIsFastIsNotLogged() {
        Stopwatch watch = new Stopwatch(new LoopCounts(), new SlowLog(Duration.ofSeconds(1), false), WHO);
        run(watch, "SELECT 1", Duration.ofMillis(999));
        assertTrue(lines.list.isEmpty());
    }

    @Test
    void offIsTheDefault() {
        run(new Stopwatch(new LoopCounts(), SlowLog.OFF, WHO), "SELECT 1", Duration.ofDays(1));
        assertTrue(lines.list.isEmpty());
    }

    private String line(boolean literals, String sql) {
        Stopwatch watch = new Stopwatch(new LoopCounts(), new SlowLog(Duration.ofMillis(10), literals), WHO);
        run(watch, sql, Duration.ofMillis(11));
        assertEquals(1, lines.list.size());
        return lines.list.get(0).getFormattedMessage();
    }

    private static void run(Stopwatch watch, String sql, Duration time) {
        long now = System.nanoTime();
        watch.heard(now);
        watch.begins(Fingerprint.of(sql, Dialect.MYSQL));
        watch.part("s0", Plan.Access.READ, now - 1_000_000);
        watch.part("s1", Plan.Access.READ, now - 2_000_000);
        watch.part("s1", Plan.Access.READ, now - 3_000_000);
        watch.rows(3);
        watch.ends(now + time.toNanos());
    }
}
