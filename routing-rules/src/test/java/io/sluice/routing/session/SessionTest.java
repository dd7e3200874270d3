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
import io.sluice.routing.cluster.ServerAddress;
import io.sluice.routing.cluster.Shard;
import io.sluice.routing.plan.Plan;
import io.sluice.routing.plan.PlanCache;
import io.sluice.routing.route.Route;
import io.sluice.routing.route.ShardStatement;
import io.sluice.routing.rules.Rules;
import io.sluice.routing.schema.Schema;
import io.sluice.sql.Dialect;
import io.sluice.sql.Operand;
import io.sluice.sql.Scope;
import io.sluice.sql.Statement.SetVariables;
import io.sluice.sql.Statement.VariableAssignment;
import io.sluice.sql.Statement.VariableAssignment.Kind;
import io.sluice.sql.lex.Fingerprint;
import io.sluice.sql.text.Span;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SessionTest {
    private static final Route ONE = new Route.One(new ShardStatement("s0", "…"));

    private final Session session = new Session(SessionTest::cluster, 7, "app");

    @Test
    void placesReadsOnReplicasUntilTheSessionHasWritten() {
        assertEquals("replica", session.place(Plan.Access.READ, ONE).toString());
        session.sent(Plan.Access.READ, ONE);
        assertEquals("replica", session.place(Plan.Access.READ, ONE).toString());
        assertEquals("primary (write)", session.place(Plan.Access.WRITE, ONE).toString());
        session.sent(Plan.Access.WRITE, ONE);
        assertEquals("primary (own write)", session.place(Plan.Access.READ, ONE).toString());
        session.answered();
        session.reset();
        assertEquals(
                "primary (recent write)", session.place(Plan.Access.READ, ONE).toString());
    }

    @Test
    void knowsWhichShardsATransactionTouchedAndWrote() {
        session.begin(false, false);
        assertEquals(
                "primary (transaction)", session.place(Plan.Access.READ, ONE).toString());
        assertEquals(List.of("BEGIN"), session.openingStatements());
        session.sent(Plan.Access.READ, ONE);
        session.touched("s1", true);
        Transaction.Open open = (Transaction.Open) session.transaction();
        assertEquals(Set.of("s0", "s1"), open.touched());
        assertEquals(Set.of("s1"), open.wrote());
        session.ended();
        assertFalse(session.inTransaction());
    }

    @Test
    void withoutAutocommitTheFirstStatementOpensATransaction() {
        set("autocommit = 0", assignment(Kind.SESSION, "autocommit", "autocommit = 0", "0", slot()));
        assertTrue(session.inTransaction());
        assertFalse(session.transactionOpen());
        session.place(Plan.Access.READ, ONE);
        assertFalse(session.transactionOpen());
        assertEquals(List.of("BEGIN"), session.openingStatements());
        assertTrue(session.transactionOpen());
        VariableChange change =
                read("SET autocommit = 1", assignment(Kind.SESSION, "autocommit", "autocommit = 1", "1", slot()));
        assertTrue(change.commits());
        assertNull(change.check());
    }

    @Test
    void characteristicsOfTheNextTransactionAreUsedOnce() {
        set(
                "TRANSACTION ISOLATION LEVEL SERIALIZABLE, READ ONLY",
                assignment(Kind.TRANSACTION_NEXT, "isolation level serializable, read only", "", "", unknown()));
        session.begin(false, false);
        assertEquals(
                List.of("SET TRANSACTION ISOLATION LEVEL SERIALIZABLE", "START TRANSACTION READ ONLY"),
                session.openingStatements());
        assertEquals(
                RoutingError.TRANSACTION_UNDER_WAY,
                refused("SET x", assignment(Kind.TRANSACTION_NEXT, "READ ONLY", "", "", unknown())));
        session.ended();
        session.begin(false, false);
        assertEquals(List.of("BEGIN"), session.openingStatements());
    }

    @Test
    void anImageIsReplayedAsOneStatementFromAnyOther() {
        String modes = "'ANSI_QUOTES,PIPES_AS_CONCAT'";
        set("sql_mode = " + modes, assignment(Kind.SESSION, "sql_mode", "sql_mode = " + modes, modes, slot()));
        set("@x = 5", assignment(Kind.USER, "x", "@x = 5", "5", slot()));
        SessionImage both = session.image();
        assertEquals("SET @`x`=5, sql_mode='ANSI_QUOTES,PIPES_AS_CONCAT'", both.statementFrom(SessionImage.CLEAN));
        assertEquals("SET @`x`=NULL, sql_mode=DEFAULT", SessionImage.CLEAN.statementFrom(both));
        assertNull(both.statementFrom(session.image()));
        assertTrue(session.dialect().ansiQuotes());
        assertTrue(session.dialect().pipesAsConcat());
        session.reset();
        assertEquals(SessionImage.CLEAN, session.image());
        assertFalse(session.dialect().ansiQuotes());
    }

    @Test
    void aValueOnlyAServerKnowsIsAskedFor() {
        String text = "SET sql_mode = CONCAT(@@sql_mode, ',ANSI_QUOTES')";
        String value = "CONCAT(@@sql_mode, ',ANSI_QUOTES')";
        VariableChange change =
                read(text, assignment(text, Kind.SESSION, "sql_mode", text.substring(4), value, unknown()));
        assertEquals("SET SESSION sql_mode=" + value, change.check());
        assertEquals("SELECT @@SESSION.sql_mode", change.question());
        session.remember(change, List.of(ServerValue.of("STRICT_ALL_TABLES,ANSI_QUOTES")));
        assertTrue(session.dialect().ansiQuotes());
        assertEquals(
                "SET sql_mode='STRICT_ALL_TABLES,ANSI_QUOTES'", session.image().statementFrom(SessionImage.CLEAN));
    }

    @Test
    void characterSetsThatCannotBeReadSafelyAreRefused() {
        assertEquals(
                RoutingError.UNKNOWN_CHARSET,
                refused("SET NAMES gbk", assignment(Kind.NAMES, "gbk", "", "", unknown())));
        set("NAMES latin1", assignment(Kind.NAMES, "latin1", "", "", unknown()));
        assertEquals("x-sluice-latin1", session.clientCharset().name());
        assertEquals(
                "SET character_set_client='latin1', character_set_connection='latin1', character_set_results='latin1'",
                session.image().statementFrom(SessionImage.CLEAN));
        set("NAMES utf8mb4", assignment(Kind.NAMES, "utf8mb4", "", "", unknown()));
        assertEquals("SET character_set_connection='utf8mb4'", session.image().statementFrom(SessionImage.CLEAN));
    }

    @Test
    void answersWhatBelongsToTheSession() {
        assertEquals("NULL", session.sessionValue("DATABASE"));
        assertThrows(RoutingException.class, () -> session.useSchema("SHOP"));
        session.useSchema("shop");
        session.diagnostics().changed(3, 41);
        session.diagnostics().changed(2, 0);
        assertEquals("'shop'", session.sessionValue("DATABASE"));
        assertEquals("(41|0)", session.sessionValue("LAST_INSERT_ID"));
        assertEquals("CAST((2|0) AS SIGNED)", session.sessionValue("ROW_COUNT"));
        session.diagnostics().selected(9);
        assertEquals("CAST((-1|0) AS SIGNED)", session.sessionValue("ROW_COUNT"));
        assertEquals("CAST((9|0) AS SIGNED)", session.sessionValue("FOUND_ROWS"));
        assertEquals("7", session.sessionValue("CONNECTION_ID"));
        assertEquals("'" + session.user() + "@localhost'", session.sessionValue("USER"));
        assertEquals("'" + session.user() + "@%'", session.sessionValue("CURRENT_USER"));
        RoutingException unknown = assertThrows(RoutingException.class, () -> session.useSchema("nowhere"));
        assertEquals(RoutingError.UNKNOWN_SCHEMA, unknown.error());
    }

    @Test
    void savepointsStackUp() {
        session.begin(false, false);
        session.savepoint("a");
        session.savepoint("b");
        session.backTo("A", true);
        assertEquals(List.of("a"), session.savepoints());
        assertThrows(RoutingException.class, () -> session.backTo("b", true));
        session.backTo("a", false);
        assertEquals(List.of(), session.savepoints());
    }

    private void set(String words, VariableAssignment assignment) {
        session.remember(read("SET " + words, assignment), List.of());
    }

    private RoutingError refused(String text, VariableAssignment assignment) {
        return assertThrows(RoutingException.class, () -> read(text, assignment))
                .error();
    }

    private VariableChange read(String text, VariableAssignment assignment) {
        Fingerprint fingerprint = Fingerprint.of(text, session.dialect());
        return session.change(new SetVariables(Scope.empty(), List.of(assignment)), fingerprint, Parameters.NONE);
    }

    private static VariableAssignment assignment(Kind kind, String name, String all, String value, Operand operand) {
        return assignment("SET " + all, kind, name, all, value, operand);
    }

    private static VariableAssignment assignment(
            String text, Kind kind, String name, String all, String value, Operand operand) {
        int end = text.length();
        return new VariableAssignment(
                kind, name, new Span(end - all.length(), end), new Span(end - value.length(), end), operand);
    }

    private static Operand slot() {
        return new Operand.Slot(0);
    }

    private static Operand unknown() {
        return new Operand.Unknown();
    }

    private static Cluster cluster() {
        Shard shard = new Shard("s0", List.of(new ServerAddress("a", 1)), "shop");
        return new Cluster(
                "shop", Map.of("s0", shard), new Rules(Map.of()), Schema.empty(), Dialect.MARIADB, new PlanCache(1000));
    }
}
