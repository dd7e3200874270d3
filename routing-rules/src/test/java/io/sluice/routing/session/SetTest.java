package io.sluice.routing.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.routing.Parameters;
import io.sluice.routing.RoutingError;
import io.sluice.routing.RoutingException;
import io.sluice.routing.cluster.Cluster;
import io.sluice.routing.plan.PlanCache;
import io.sluice.routing.rules.Rules;
import io.sluice.routing.schema.Schema;
import io.sluice.sql.Dialect;
import io.sluice.sql.SqlValue;
import io.sluice.sql.lex.Fingerprint;
import io.sluice.sql.text.Letters;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** SET as texts: what is remembered, what a backend is asked, what is refused. */
class SetTest {
    private final Cluster cluster = cluster(Dialect.MARIADB);
    private final Session session = new Session(() -> cluster, 1, "app");

    @Test
    void connectorJ() {
        remember("SET character_set_results = NULL");
        remember("SET autocommit=1");
        remember("SET sql_mode='STRICT_TRANS_TABLES,NO_ENGINE_SUBSTITUTION'");
        assertEquals("SET character_set_results=NULL, sql_mode='STRICT_TRANS_TABLES,NO_ENGINE_SUBSTITUTION'", replay());
    }

    @Test
    void mariaDbConnectorAsksTheServerForTheModesItHas() {
        VariableChange change = read("set  names utf8mb4, autocommit=1, session_track_schema=1, "
                + "sql_mode=concat(@@sql_mode,',STRICT_TRANS_TABLES')");
        assertEquals("SET SESSION sql_mode=concat(@@sql_mode,',STRICT_TRANS_TABLES')", change.check());
        assertEquals("SELECT @@SESSION.sql_mode", change.question());
        session.remember(change, List.of(ServerValue.of("ANSI_QUOTES,STRICT_TRANS_TABLES")));
        assertTrue(session.dialect().ansiQuotes());
        assertEquals("SET character_set_connection='utf8mb4', sql_mode='ANSI_QUOTES,STRICT_TRANS_TABLES'", replay());
    }

    @Test
    void mysqldumpStyleUserVariables() {
        VariableChange change = read("SET @OLD_SQL_MODE=@@SQL_MODE, SQL_MODE='NO_AUTO_VALUE_ON_ZERO'");
        assertEquals("SET @`old_sql_mode`=@@SQL_MODE, SESSION sql_mode='NO_AUTO_VALUE_ON_ZERO'", change.check());
        assertEquals("SELECT @`old_sql_mode`, COLLATION(@`old_sql_mode`), HEX(@`old_sql_mode`)", change.question());
        session.remember(
                change, List.of(ServerValue.of("ANSI"), ServerValue.of("utf8mb4_bin"), ServerValue.of("414E5349")));
        assertEquals(
                "SET @`old_sql_mode`=_utf8mb4 X'414E5349' COLLATE utf8mb4_bin, sql_mode='NO_AUTO_VALUE_ON_ZERO'",
                replay());
        change = read("SET SQL_MODE=@OLD_SQL_MODE");
        assertEquals("SELECT @@SESSION.sql_mode", change.question());
        assertEquals("SET SESSION sql_mode=@OLD_SQL_MODE", change.check());
        session.remember(change, List.of(ServerValue.of("REAL_AS_FLOAT,ANSI_QUOTES,ANSI")));
        assertTrue(session.dialect().ansiQuotes());
    }

    @Test
    void userVariablesKeepTypeAndText() {
        remember("SET @a = 1, @b := 'it''s', @c = -2.50, @d = NULL, @e = X'00ff'");
        assertEquals("SET @`a`=1, @`b`='it''s', @`c`=-2.50, @`e`=X'00ff'", replay());
        remember("SET @a = NULL, @b = 'a\\\\b', @e = 'ü'");
        assertEquals("SET @`b`=_utf8mb4 X'615c62', @`c`=-2.50, @`e`=_utf8mb4 X'c3bc'", replay());
        assertEquals("SET @`f`=b", read("SET @f = b").check());
    }

    @Test
    void variablesAreCheckedAndReplayed() {
        VariableChange change = read("SET SESSION wait_timeout = 100, time_zone = '+02:00', sql_safe_updates = ON");
        assertEquals(
                "SET SESSION wait_timeout=100, SESSION time_zone='+02:00', SESSION sql_safe_updates='ON'",
                change.check());
        assertNull(change.question());
        session.remember(change, List.of());
        remember("SET time_zone = DEFAULT");
        assertEquals("SET sql_safe_updates='ON', wait_timeout=100", replay());
    }

    @Test
    void valuesOfParametersAreWrittenIn() {
        Fingerprint text = Fingerprint.of("SET @x = ?, time_zone = CONCAT(?, ':00')", session.dialect());
        Parameters parameters = ordinal -> ordinal == 0 ? SqlValue.Whole.of(7) : new SqlValue.Text("+01");
        VariableChange change = session.change(text, parameters);
        assertEquals("SET SESSION time_zone=CONCAT('+01', ':00')", change.check());
        session.remember(change, List.of(ServerValue.of("+01:00")));
        assertEquals("SET @`x`=7, time_zone='+01:00'", replay());
    }

    @Test
    void transactionCharacteristics() {
        remember("SET TRANSACTION ISOLATION LEVEL READ COMMITTED, READ ONLY");
        session.begin(false, false);
        assertEquals(
                List.of("SET TRANSACTION ISOLATION LEVEL READ COMMITTED", "START TRANSACTION READ ONLY"),
                session.openingStatements());
        assertEquals(RoutingError.TRANSACTION_UNDER_WAY, refused("SET TRANSACTION READ ONLY"));
        session.ended();
        remember("SET SESSION TRANSACTION ISOLATION LEVEL READ UNCOMMITTED");
        assertEquals("SET transaction_isolation='READ-UNCOMMITTED'", replay());
        remember("SET @@transaction_isolation = 'SERIALIZABLE'");
        session.begin(false, false);
        assertEquals(List.of("SET TRANSACTION ISOLATION LEVEL SERIALIZABLE", "BEGIN"), session.openingStatements());
        session.ended();
        remember("SET tx_isolation = 'REPEATABLE-READ'");
        assertEquals("SET transaction_isolation='REPEATABLE-READ'", replay());
    }

    @Test
    void autocommit() {
        remember("SET autocommit = OFF");
        assertFalse(session.autocommit());
        remember("SET @@session.autocommit = TRUE");
        assertTrue(session.autocommit());
        assertTrue(session.image().isClean());
        assertEquals(RoutingError.WRONG_VALUE_FOR_VARIABLE, refused("SET autocommit = 2"));
    }

    @Test
    void characterSets() {
        remember("SET NAMES 'latin1' COLLATE latin1_bin");
        assertEquals(
                "SET character_set_client='latin1', character_set_results='latin1', collation_connection='latin1_bin'",
                replay());
        SessionImage latin = session.image();
        remember("SET NAMES utf8mb4");
        assertEquals(
                "SET character_set_client='utf8mb4', character_set_results='utf8mb4', collation_connection=DEFAULT, "
                        + "character_set_connection='utf8mb4', character_set_connection='utf8mb4'",
                session.image().statementFrom(latin));
        assertEquals(RoutingError.UNKNOWN_CHARSET, refused("SET NAMES sjis"));
        assertEquals(RoutingError.UNKNOWN_CHARSET, refused("SET character_set_client = gbk"));
        assertEquals(RoutingError.UNKNOWN_CHARSET, refused("SET collation_connection = big5_bin"));
    }

    @Test
    void whatOnlyAServerKnowsOfCharacterSets() {
        VariableChange change = read("SET NAMES DEFAULT");
        assertEquals("SET NAMES DEFAULT", change.check());
        assertEquals(
                "SELECT @@SESSION.character_set_client, @@SESSION.character_set_results, @@SESSION.collation_connection",
                change.question());
        session.remember(change, texts("latin1", "latin1", "latin1_swedish_ci"));
        assertEquals(Letters.LATIN1, session.dialect().letters());
        change = read("SET character_set_client = 28");
        VariableChange gbk = change;
        assertThrows(RoutingException.class, () -> session.remember(gbk, texts("gbk")));
        change = read("SET CHARACTER SET utf8mb4");
        session.remember(change, texts("utf8mb4", "utf8mb4", "latin1_swedish_ci"));
        assertEquals("SET collation_connection='latin1_swedish_ci'", replay());
    }

    @Test
    void modesThatStandForOthersAreAskedFor() {
        VariableChange change = read("SET sql_mode='ANSI'");
        assertEquals("SELECT @@SESSION.sql_mode", change.question());
        session.remember(change, texts("REAL_AS_FLOAT,PIPES_AS_CONCAT,ANSI_QUOTES,IGNORE_SPACE,ANSI"));
        assertTrue(session.dialect().ansiQuotes() && session.dialect().ignoreSpace());
        VariableChange number = read("SET sql_mode = 4");
        session.remember(number, texts("ANSI_QUOTES"));
        assertTrue(session.dialect().ansiQuotes());
        assertFalse(session.dialect().ignoreSpace());
        VariableChange oracle = read("SET sql_mode = CONCAT('ORA', 'CLE')");
        assertThrows(RoutingException.class, () -> session.remember(oracle, texts("PIPES_AS_CONCAT,ORACLE")));
        assertEquals(RoutingError.WRONG_VALUE_FOR_VARIABLE, refused("SET sql_mode = 'mssql'"));
        assertEquals(RoutingError.CROSS_SHARD, refused("SET sql_auto_is_null = 1"));
    }

    @Test
    void aConnectionIsAlwaysToldTheModesTheServersHadWhenTheyWereAsked() {
        Dialect strict = Dialect.MYSQL.under("STRICT_TRANS_TABLES,ANSI_QUOTES");
        Session own = new Session(() -> cluster(strict), 1, "app");
        assertTrue(own.dialect().ansiQuotes());
        assertEquals(
                "SET sql_mode='STRICT_TRANS_TABLES,ANSI_QUOTES'", own.image().statementFrom(SessionImage.CLEAN));
        own.loginMode("IGNORE_SPACE");
        assertTrue(own.dialect().ignoreSpace());
        own.reset();
        assertEquals(
                "SET sql_mode='STRICT_TRANS_TABLES,ANSI_QUOTES,IGNORE_SPACE'",
                own.image().statementFrom(SessionImage.CLEAN));
    }

    @Test
    void theDriverSpeaksUtf8mb4WhateverTheSessionSays() {
        Session driver = Session.inUtf8mb4(() -> cluster(Dialect.MYSQL), 1, "app");
        VariableChange names = driver.change(Fingerprint.of("SET NAMES utf8", driver.dialect()), Parameters.NONE);
        driver.remember(names, List.of());
        assertEquals(Letters.UTF8MB4, driver.dialect().letters());
        VariableChange latin = driver.change(Fingerprint.of("SET NAMES latin1", driver.dialect()), Parameters.NONE);
        assertThrows(RoutingException.class, () -> driver.remember(latin, List.of()));
    }

    private static Cluster cluster(Dialect dialect) {
        return new Cluster("shop", Map.of(), new Rules(Map.of()), Schema.empty(), dialect, new PlanCache(1000));
    }

    private static List<ServerValue> texts(String... values) {
        return java.util.Arrays.stream(values).map(ServerValue::of).toList();
    }

    @Test
    void whatIsOfOneServerIsRefused() {
        assertEquals(RoutingError.CROSS_SHARD, refused("SET GLOBAL max_connections = 10"));
        assertEquals(RoutingError.CROSS_SHARD, refused("SET insert_id = 10"));
        assertEquals(RoutingError.WRONG_VALUE_FOR_VARIABLE, refused("SET sql_mode = 'ORACLE'"));
        remember("SET last_insert_id = 9");
        assertEquals("(9|0)", session.sessionValue("LAST_INSERT_ID"));
    }

    private void remember(String sql) {
        session.remember(read(sql), List.of());
    }

    private String replay() {
        return session.image().statementFrom(SessionImage.CLEAN);
    }

    private VariableChange read(String sql) {
        return session.change(Fingerprint.of(sql, session.dialect()), Parameters.NONE);
    }

    private RoutingError refused(String sql) {
        return assertThrows(RoutingException.class, () -> read(sql)).error();
    }
}
