package io.sluice.it.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.mysql.cj.jdbc.JdbcConnection;
import com.mysql.cj.jdbc.JdbcStatement;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.sluice.examples.servers.Flavour;
import io.sluice.it.servers.TestServers;
import io.sluice.it.servers.WithServers;
import io.sluice.proxy.protocol.Command;
import io.sluice.proxy.protocol.Commands;
import io.sluice.proxy.protocol.ErrPacket;
import io.sluice.proxy.protocol.OkPacket;
import io.sluice.proxy.protocol.ServerStatus;
import io.sluice.proxy.protocol.StmtExecute;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The protocol's commands beside COM_QUERY and COM_STMT_EXECUTE, and several statements in one text. */
@WithServers
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CommandsTest {
    private static final String MANY = "&allowMultiQueries=true";

    private TestProxy proxy;
    private Connection plain;

    @BeforeAll
    void start(TestServers servers) throws SQLException, IOException {
        servers.freshSchema();
        proxy = TestProxy.start(servers, "    - { name: bob, password: bobs }\n    - { name: eve, password: eves }\n")
                .withShop();
        plain = DriverManager.getConnection(
                servers.plain().jdbcUrl(servers.schema()) + MANY,
                servers.plain().user(),
                servers.plain().password());
        try (Statement statement = plain.createStatement()) {
            statement.execute(TestProxy.resource("/shop/schema.sql"));
            while (statement.getMoreResults() || statement.getUpdateCount() >= 0) {
                // to the last one
            }
        }
    }

    @AfterAll
    void stop() throws SQLException {
        plain.close();
        proxy.close();
    }

    // ---- several statements

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT 1; SELECT 2",
                "SELECT 1;",
                "SELECT 1;;SELECT 2",
                "SELECT ';', \"a;b\" /* ; */ -- ;\n; SELECT 3",
                "INSERT INTO orders (id, user_id, city) VALUES (1, 1, 'a'), (2, 2, 'b'), (3, 3, 'c');"
                        + " SELECT COUNT(*) FROM orders FOR UPDATE; UPDATE orders SET city = 'x'; DELETE FROM orders",
                "SELECT 1; SELECT nosuch FROM orders; SELECT 3",
                "SELECT 1; SELEC 2; SELECT 3",
                "SET sql_mode = 'ANSI_QUOTES'; SELECT \"a;b\" FROM (SELECT 1 AS \"a;b\") t; SET sql_mode = DEFAULT",
                "SET NAMES latin1; SELECT LENGTH('x'); SET NAMES utf8mb4",
                "SELECT 1; /* c */",
                "SELECT 1; -- c",
                "BEGIN; INSERT INTO orders (id, user_id, city) VALUES (7, 7, 'a'), (8, 8, 'b'); SELECT id FROM orders ORDER BY id;"
                        + " ROLLBACK; SELECT COUNT(*) FROM orders",
                "SET @a = 5; SELECT @a; DO 1; SELECT @a + 1",
                "PREPARE p FROM 'SELECT 4'; EXECUTE p; DEALLOCATE PREPARE p",
                "SELECT user_id FROM orders WHERE user_id = 1; SELECT COUNT(*), MAX(city) FROM orders",
            })
    void manyStatementsAreAnsweredAsByAServer(String text) throws SQLException {
        try (Connection connection = proxy.connect("app", "secret", MANY)) {
            assertEquals(answers(plain, text), answers(connection, text), text);
            assertEquals(List.of("[7]"), answers(connection, "SELECT 7"));
        }
    }

    private static List<String> answers(Connection connection, String text) throws SQLException {
        List<String> answers = new ArrayList<>();
        try (Statement statement = connection.createStatement()) {
            boolean rows = statement.execute(text);
            while (rows || statement.getUpdateCount() >= 0) {
                answers.add(rows ? rows(statement.getResultSet()) : "count " + statement.getUpdateCount());
                rows = statement.getMoreResults();
            }
        } catch (SQLException e) {
            answers.add(e.getErrorCode() + " " + e.getSQLState());
        }
        return answers;
    }

    private static String rows(ResultSet result) throws SQLException {
        List<String> rows = new ArrayList<>();
        while (result.next()) {
            rows.add(result.getString(1));
        }
        return rows.toString();
    }

    @Test
    void manyStatementsThatAreAnsweredHereDoNotPileUp() throws SQLException {
        try (Connection connection = proxy.connect("app", "secret", MANY)) {
            List<String> answers = answers(connection, "SET @a = 1;".repeat(5_000) + "SELECT 7");
            assertEquals(5_001, answers.size());
            assertEquals("[7]", answers.get(5_000));
        }
    }

    @Test
    void whoDidNotAskForThemHasOneStatementInAText() throws SQLException {
        try (Connection connection = proxy.connect()) {
            assertEquals(List.of("1064 42000"), answers(connection, "SELECT 1; SELECT 2"));
        }
    }

    @Test
    void theyAreSwitchedOnAndOff() throws IOException {
        try (RawClient client = RawClient.loggedIn(proxy.port())) {
            for (int option : new int[] {0, 1}) {
                client.command(
                        (out, ignored) -> out.writeByte(Command.SET_OPTION).writeShortLE(option));
                assertEquals(0xFE, client.read()[0] & 0xFF);
                client.command(Commands.query("DO 1; DO 2"));
                byte[] first = client.read();
                if (option == 0) {
                    assertTrue(OkPacket.decode(Unpooled.wrappedBuffer(first), 0).moreResults());
                    assertEquals(0, client.read()[0]);
                } else {
                    assertEquals(0xFF, first[0] & 0xFF);
                }
            }
        }
    }

    // ---- other commands

    @Test
    void statisticsAreALine() throws IOException {
        try (RawClient client = RawClient.loggedIn(proxy.port())) {
            client.command(Commands.bare(Command.STATISTICS));
            String line = new String(client.read(), StandardCharsets.UTF_8);
            assertTrue(line.matches("Uptime: \\d+  Threads: \\d+"), line);
        }
    }

    @Test
    void theFieldsOfATableAreListed() throws IOException {
        try (RawClient client = RawClient.loggedIn(proxy.port())) {
            assertEquals(List.of("user_id"), fields(client, "orders", "USER%"));
            assertTrue(fields(client, "orders", "").contains("city"));
            client.command((out, ignored) ->
                    out.writeByte(Command.FIELD_LIST).writeBytes("nosuch\0".getBytes(StandardCharsets.UTF_8)));
            assertEquals(1146, client.error().errno());
        }
    }

    private static List<String> fields(RawClient client, String table, String like) throws IOException {
        client.command((out, ignored) ->
                out.writeByte(Command.FIELD_LIST).writeBytes((table + "\0" + like).getBytes(StandardCharsets.UTF_8)));
        List<String> names = new ArrayList<>();
        byte[] packet;
        while (((packet = client.read())[0] & 0xFF) != 0xFE) {
            names.add(io.sluice.proxy.protocol.ColumnDefinition.decode(Unpooled.wrappedBuffer(packet))
                    .name());
        }
        return names;
    }

    @Test
    void aConnectionIsKilledByItsNumber() throws IOException {
        try (RawClient killer = RawClient.loggedIn(proxy.port());
                RawClient victim = RawClient.loggedIn(proxy.port())) {
            int id = victim.greeting().connectionId();
            killer.command((out, ignored) -> out.writeByte(Command.PROCESS_KILL).writeIntLE(id));
            assertEquals(0, killer.read()[0]);
            assertTrue(victim.closed());
            killer.command((out, ignored) -> out.writeByte(Command.PROCESS_KILL).writeIntLE(0x7FFFFFFF));
            assertEquals(1094, killer.error().errno());
        }
    }

    @Test
    void attributesOfQueriesAreTaken(TestServers servers) throws SQLException {
        try (Connection connection = proxy.connect("app", "secret", "&useServerPrepStmts=true");
                Statement statement = connection.createStatement();
                PreparedStatement prepared = connection.prepareStatement("SELECT ? + 1")) {
            statement.unwrap(JdbcStatement.class).setAttribute("trace", "id 7");
            assertEquals("[3]", rows(statement.executeQuery("SELECT 3")));
            prepared.unwrap(JdbcStatement.class).setAttribute("trace", "id 8");
            for (int i = 0; i < 3; i++) {
                prepared.setInt(1, i);
                try (ResultSet row = prepared.executeQuery()) {
                    assertTrue(row.next());
                    assertEquals(i + 1, row.getInt(1));
                }
            }
        }
    }

    @Test
    void whoAsksForAttributesIsNotToldThatThereAreNone(TestServers servers) throws SQLException {
        // MariaDB has no query attributes: nobody agrees on them there, and it does not know the function.
        int expected = servers.flavour() == Flavour.MARIADB ? 1305 : 1235;
        String sql = "SELECT mysql_query_attribute_string('trace')";
        try (Connection connection =
                        proxy.connect("app", "secret", "&useServerPrepStmts=true&emulateUnsupportedPstmts=false");
                Statement statement = connection.createStatement()) {
            statement.unwrap(JdbcStatement.class).setAttribute("trace", "id 7");
            assertEquals(
                    expected,
                    assertThrows(SQLException.class, () -> statement.executeQuery(sql))
                            .getErrorCode());
            assertEquals(
                    expected,
                    assertThrows(SQLException.class, () -> connection.prepareStatement(sql))
                            .getErrorCode());
        }
    }

    // ---- COM_CHANGE_USER

    @Test
    void anotherUserBeginsANewSession() throws SQLException {
        for (String plugin : new String[] {"mysql_native_password", "caching_sha2_password"}) {
            try (Connection connection = proxy.connect("app", "secret", "&defaultAuthenticationPlugin=" + plugin);
                    Statement statement = connection.createStatement()) {
                statement.execute("SET @a = 1");
                statement.execute("BEGIN");
                statement.executeUpdate(
                        "INSERT INTO orders (id, user_id, city) VALUES (901, 901, 'a'), (902, 902, 'b')");
                JdbcConnection change = connection.unwrap(JdbcConnection.class);
                change.changeUser("bob", "bobs");
                assertEquals("[null]", rows(statement.executeQuery("SELECT @a")));
                assertTrue(rows(statement.executeQuery("SELECT USER()")).startsWith("[bob@"));
                assertEquals("[0]", rows(statement.executeQuery("SELECT COUNT(*) FROM orders WHERE id > 900")));
                change.changeUser("eve", "eves");
                assertTrue(rows(statement.executeQuery("SELECT USER()")).startsWith("[eve@"));
                SQLException denied = assertThrows(SQLException.class, () -> change.changeUser("app", "wrong"));
                assertEquals(1045, denied.getErrorCode());
            }
        }
    }

    // ---- compression

    @Test
    void clientsCompress(TestServers servers) throws SQLException {
        String mariaDb = "jdbc:mariadb://127.0.0.1:" + proxy.port()
                + "/shop?user=app&password=secret&allowPublicKeyRetrieval=true&useCompression=true";
        for (Connection each : List.of(
                proxy.connect("app", "secret", "&useCompression=true&useServerPrepStmts=true"),
                DriverManager.getConnection(mariaDb))) {
            try (Connection connection = each;
                    PreparedStatement select = connection.prepareStatement("SELECT REPEAT(?, ?), 7")) {
                for (int length : new int[] {0, 10, 1000, 3_000_000}) {
                    select.setString(1, "é");
                    select.setInt(2, length);
                    try (ResultSet row = select.executeQuery()) {
                        assertTrue(row.next());
                        assertEquals("é".repeat(length), row.getString(1));
                        assertEquals(7, row.getInt(2));
                    }
                }
                try (PreparedStatement sent = connection.prepareStatement("SELECT LENGTH(?)")) {
                    sent.setString(1, "x".repeat(2_000_000));
                    assertEquals("[2000000]", rows(sent.executeQuery()));
                }
            }
        }
    }

    // ---- cursors

    @Test
    void rowsOfACursorAreFetched() throws IOException {
        try (RawClient client = RawClient.loggedIn(proxy.port())) {
            String sql = "SELECT n FROM (SELECT 1 n UNION ALL SELECT 2 UNION ALL SELECT 3) t";
            client.command(Commands.text(Command.STMT_PREPARE, sql.getBytes(StandardCharsets.UTF_8)));
            int id = Unpooled.wrappedBuffer(client.read()).getIntLE(1);
            client.read(); // the column
            assertEquals(List.of("error 1421"), fetch(client, id, 2));
            ByteBuf execute = Unpooled.buffer();
            new StmtExecute(id, StmtExecute.CURSOR_READ_ONLY, List.of(), List.of()).encode(execute, 0);
            client.command((out, ignored) -> out.writeBytes(execute));
            client.read(); // count
            client.read(); // the column
            int status = status(client.read());
            assertTrue(ServerStatus.has(status, ServerStatus.CURSOR_EXISTS));
            client.command(Commands.query("SELECT 'something else'"));
            for (int i = 0; i < 4; i++) {
                client.read();
            }
            assertEquals(List.of("row", "row", "open"), fetch(client, id, 2));
            assertEquals(List.of("row", "last"), fetch(client, id, 2));
            assertEquals(List.of("error 1421"), fetch(client, id, 2));
        }
    }

    private static int status(byte[] end) {
        assertEquals(0xFE, end[0] & 0xFF);
        return OkPacket.decode(Unpooled.wrappedBuffer(end), 0).status();
    }

    private static List<String> fetch(RawClient client, int id, int count) throws IOException {
        client.command((out, ignored) ->
                out.writeByte(Command.STMT_FETCH).writeIntLE(id).writeIntLE(count));
        List<String> heard = new ArrayList<>();
        while (true) {
            byte[] packet = client.read();
            int first = packet[0] & 0xFF;
            if (first == 0xFF) {
                heard.add("error "
                        + ErrPacket.decode(Unpooled.wrappedBuffer(packet)).errno());
                return heard;
            }
            if (first == 0xFE) {
                boolean open = ServerStatus.has(status(packet), ServerStatus.CURSOR_EXISTS);
                heard.add(open ? "open" : "last");
                return heard;
            }
            heard.add("row");
        }
    }

    @Test
    void connectorJReadsByCursor() throws SQLException {
        String options = "&useCursorFetch=true&defaultFetchSize=7";
        String numbers =
                "SELECT a.n * 10 + b.n, REPEAT('x', ?) FROM (SELECT 0 n UNION ALL SELECT 1 UNION ALL SELECT 2) a,"
                        + " (SELECT 0 n UNION ALL SELECT 1 UNION ALL SELECT 2) b";
        try (Connection connection = proxy.connect("app", "secret", options);
                PreparedStatement statement = connection.prepareStatement(numbers)) {
            for (int length : new int[] {1, 1000, 200_000}) { // the last one is too long for a cursor
                statement.setInt(1, length);
                int count = 0;
                try (ResultSet rows = statement.executeQuery()) {
                    while (rows.next()) {
                        assertEquals(length, rows.getString(2).length());
                        count++;
                    }
                }
                assertEquals(9, count);
            }
        }
    }
}
