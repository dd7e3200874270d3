package io.sluice.it.proxy;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.netty.buffer.Unpooled;
import io.sluice.examples.servers.Flavour;
import io.sluice.it.servers.TestServers;
import io.sluice.it.servers.WithServers;
import io.sluice.proxy.protocol.Capabilities;
import io.sluice.proxy.protocol.Command;
import io.sluice.proxy.protocol.Commands;
import io.sluice.proxy.protocol.OkPacket;
import io.sluice.proxy.protocol.Payload;
import io.sluice.proxy.protocol.SessionChange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.function.Executable;

/**
 * What OK packets tell of the session: to a client of the proxy, and to one of a plain server. States of transactions, which MySQL tells
 * of unasked, are left out: the proxy does not know them.
 */
@WithServers
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SessionTrackingTest {
    private static final int CAPABILITIES = RawClient.CAPABILITIES | Capabilities.SESSION_TRACK;

    private static final List<String> STATEMENTS = List.of(
            "USE shop",
            "INIT_DB",
            "SET autocommit = 0",
            "SET autocommit = 1",
            "SET autocommit = 1",
            "SET NAMES utf8mb4",
            "SET NAMES latin1",
            "SET character_set_results = NULL",
            "SET character_set_client = utf8mb4",
            "SET time_zone = '+02:00'",
            "SET @x = 1",
            "SET sql_mode = 'ANSI'",
            "SET autocommit = 1, time_zone = '+01:00'",
            "BEGIN",
            "COMMIT",
            "SET session_track_schema = OFF",
            "USE shop",
            "SET session_track_schema = ON",
            "USE shop",
            "SET session_track_system_variables = 'time_zone'",
            "SET autocommit = 1",
            "SET time_zone = '+03:00'",
            "SET session_track_system_variables = ''",
            "SET time_zone = '+03:00'",
            "SET session_track_system_variables = DEFAULT",
            "SET time_zone = '+03:00'",
            "SET session_track_state_change = 1",
            "USE shop",
            "SET time_zone = '+04:00'",
            "SET @x = 2",
            "SET sql_mode = ''",
            "BEGIN",
            "ROLLBACK",
            "SET session_track_state_change = 0",
            "USE shop");

    private TestServers servers;
    private TestProxy proxy;

    @BeforeAll
    void start(TestServers given) throws SQLException {
        servers = given;
        servers.freshSchema();
        proxy = TestProxy.start(servers);
        String how = servers.flavour() == Flavour.MYSQL ? "IDENTIFIED WITH mysql_native_password BY" : "IDENTIFIED BY";
        plain(
                "CREATE DATABASE IF NOT EXISTS shop",
                "CREATE USER app@'%' " + how + " 'secret'",
                "GRANT ALL ON shop.* TO app@'%'");
    }

    @AfterAll
    void stop() throws SQLException {
        plain("DROP USER app@'%'");
        proxy.close();
    }

    private void plain(String... statements) throws SQLException {
        try (Connection admin = servers.plain().connectAsAdmin();
                Statement statement = admin.createStatement()) {
            for (String each : statements) {
                statement.execute(each);
            }
        }
    }

    @Test
    void isToldAsOneServerTellsIt() throws IOException {
        List<List<String>> expected = told(servers.plain().address().port());
        List<List<String>> found = told(proxy.port());
        List<Executable> all = new ArrayList<>();
        for (int i = 0; i < STATEMENTS.size(); i++) {
            int at = i;
            all.add(() -> assertEquals(expected.get(at), found.get(at), at + ": " + STATEMENTS.get(at)));
        }
        assertAll(all);
    }

    private static List<List<String>> told(int port) throws IOException {
        List<List<String>> all = new ArrayList<>();
        try (RawClient client = RawClient.loggedIn(port, CAPABILITIES)) {
            for (String sql : STATEMENTS) {
                client.command(command(sql));
                byte[] answer = client.read();
                assertEquals(0, answer[0], () -> sql + ": " + new String(answer, StandardCharsets.ISO_8859_1));
                OkPacket ok = OkPacket.decode(Unpooled.wrappedBuffer(answer), CAPABILITIES);
                all.add(ok.changes().stream()
                        .filter(change -> !(change instanceof SessionChange.TransactionState))
                        .map(SessionChange::toString)
                        .sorted()
                        .toList());
            }
        }
        return all;
    }

    private static Payload command(String sql) {
        return sql.equals("INIT_DB")
                ? Commands.text(Command.INIT_DB, "shop".getBytes(StandardCharsets.US_ASCII))
                : Commands.query(sql);
    }
}
