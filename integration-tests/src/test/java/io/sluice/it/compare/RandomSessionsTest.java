package io.sluice.it.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.mysql.cj.jdbc.JdbcConnection;
import io.sluice.examples.servers.Flavour;
import io.sluice.it.doors.ClusterFolder;
import io.sluice.it.doors.ProxyDoor;
import io.sluice.it.servers.TestServers;
import io.sluice.it.servers.WithServers;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Fifty clients on five backend connections of each shard, and fifty connections of a plain server: each operation is done on both, one
 * after another, and answered alike. No client ever sees another one's state. {@code -Dsessions.operations=1000000} for more, {@code
 * -Dsessions.seed=7} for others. Where a session holds a connection (a transaction, a lock, a temporary table), few others may: there
 * are only five.
 */
@WithServers
class RandomSessionsTest {
    private static final int CLIENTS = 50;
    private static final int CONNECTIONS = 5;
    /** Sessions that may hold connections at a time. */
    private static final int HOLDERS = 4;

    private static final int KEPT = 12;
    /** Commands that are no texts. */
    private static final String RESET = ":reset";

    private static final String CHANGE_USER = ":change user";
    private static final String PING = ":ping";
    /** Before what a server prepares. */
    private static final String BOUND = ":prepared ";

    private static final String RULES =
            """
            table('held') { key 'id'; shards 's0', 's1'; modulo() }
            table('things') { key 'id'; shards 's0', 's1'; modulo() }
            single 'counted', on: 's0'
            single 'quiet', on: 's0'
            """;
    private static final String THINGS =
            "CREATE TABLE things (id BIGINT PRIMARY KEY, name VARCHAR(10), n INT) DEFAULT CHARSET=utf8mb4;";
    private static final String HELD = "CREATE TABLE held (id BIGINT PRIMARY KEY, n INT);";
    private static final String SINGLES = "CREATE TABLE counted (id BIGINT AUTO_INCREMENT PRIMARY KEY, who INT);"
            + "CREATE TABLE quiet (id INT PRIMARY KEY); INSERT INTO quiet VALUES (1), (2), (3);";

    /** Why a session has a connection of its own. */
    private enum Hold {
        TRANSACTION,
        LOCK,
        TABLE,
        LOCKED_TABLES,
        /** SET autocommit = 0 */
        AUTOCOMMIT
    }

    private static final class Client {
        private final int number;
        private final Connection sluice;
        private final Connection plain;
        private final Set<Hold> holds = EnumSet.noneOf(Hold.class);
        private final Deque<String> log = new ArrayDeque<>();

        Client(int number, Connection sluice, Connection plain) {
            this.number = number;
            this.sluice = sluice;
            this.plain = plain;
        }

        void close() throws SQLException {
            sluice.close();
            plain.close();
        }
    }

    private final Random random = new Random(Long.getLong("sessions.seed", 1));
    private final List<Client> clients = new ArrayList<>();
    private final Map<String, String> differences = new LinkedHashMap<>();
    /** MySQL has a number after UPDATE, too, and a warning: see what does not work. */
    private String foundRows = "SELECT FOUND_ROWS()";

    private String schema = "";
    private String plainUser = "";
    private String plainPassword = "";
    private String sluiceUrl = "";
    private String plainUrl = "";

    @Test
    void nobodySeesAnothersState(TestServers servers) throws SQLException {
        if (servers.flavour() == Flavour.MYSQL) {
            foundRows = "SELECT ROW_COUNT()";
        }
        servers.runOnShards(THINGS + HELD);
        servers.shard(0).primary().run(servers.schema(), SINGLES);
        servers.plain().run(servers.schema(), THINGS + HELD + SINGLES);
        String login = "&user=" + servers.plain().user() + "&password="
                + servers.plain().password();
        plainUser = servers.plain().user();
        plainPassword = servers.plain().password();
        schema = servers.schema();
        plainUrl = servers.plain().jdbcUrl(servers.schema()) + login;
        int operations = Integer.getInteger("sessions.operations", 1_200);
        try (ClusterFolder folder = ClusterFolder.alike(servers, RULES)
                        .and("  threads: 1\npool: { max_per_server: " + CONNECTIONS + ", acquire_timeout: 20s }\n");
                ProxyDoor proxy = ProxyDoor.open(folder)) {
            sluiceUrl = ProxyDoor.mySqlUrl(proxy.port(), folder.schema());
            for (int i = 0; i < CLIENTS; i++) {
                clients.add(client(i));
            }
            StringBuilder rows = new StringBuilder("INSERT INTO held VALUES (0, 0)");
            for (int i = 1; i < 10 * CLIENTS; i++) {
                rows.append(", (").append(i).append(", 0)");
            }
            assertEquals(answer(clients.get(0).plain, rows.toString()), answer(clients.get(0).sluice, rows.toString()));
            for (int i = 0; i < operations; i++) {
                Client client = clients.get(random.nextInt(CLIENTS));
                operate(client);
            }
            assertEquals("", String.join("\n\n", differences.values()));
        } finally {
            for (Client client : clients) {
                client.close();
            }
        }
    }

    private Client client(int number) throws SQLException {
        return new Client(number, DriverManager.getConnection(sluiceUrl), DriverManager.getConnection(plainUrl));
    }

    private void operate(Client client) throws SQLException {
        if (random.nextInt(400) == 0) {
            leave(client);
            return;
        }
        String sql = statement(client);
        if (sql.isEmpty()) {
            return;
        }
        client.log.add(sql);
        if (client.log.size() > KEPT) {
            client.log.remove();
        }
        if (sql.equals(RESET) || sql.equals(CHANGE_USER)) {
            client.holds.clear();
        }
        String theirs = answer(client.plain, sql, plainUser, plainPassword);
        String ours = answer(client.sluice, sql, ClusterFolder.USER, ClusterFolder.PASSWORD);
        if (!theirs.equals(ours)) {
            String shape = sql.replaceAll("[0-9]+", "#") + theirs.split("[|\n]", -1)[0] + ours.split("[|\n]", -1)[0];
            differences.putIfAbsent(
                    shape,
                    "client " + client.number + ": " + String.join(";\n", client.log) + "\nexpected " + theirs
                            + "\nbut was " + ours);
            leave(client);
        }
    }

    /** The connection ends, and another one comes. */
    private void leave(Client client) throws SQLException {
        if (random.nextBoolean()) {
            client.sluice.abort(Runnable::run);
        }
        client.close();
        clients.set(client.number, client(client.number));
    }

    private boolean mayHold(Client client) {
        return !client.holds.isEmpty()
                || clients.stream().filter(each -> !each.holds.isEmpty()).count() < HOLDERS;
    }

    private String statement(Client client) {
        if (client.holds.contains(Hold.LOCKED_TABLES)) {
            return locked(client);
        }
        if (!client.holds.isEmpty() && random.nextInt(4) == 0) {
            return givesUp(client);
        }
        return switch (random.nextInt(7)) {
            case 0 -> sets();
            case 1 -> asks();
            case 2 -> reads(client);
            case 3, 4 -> writes(client);
            case 5 -> prepares();
            default -> mayHold(client) ? holds(client) : asks();
        };
    }

    private String locked(Client client) {
        if (random.nextInt(3) > 0) {
            return pick("SELECT COUNT(*) FROM quiet", "SELECT @a", "SELECT id FROM quiet ORDER BY id");
        }
        client.holds.remove(Hold.LOCKED_TABLES);
        return "UNLOCK TABLES";
    }

    private String givesUp(Client client) {
        Hold hold = client.holds.iterator().next();
        client.holds.remove(hold);
        return switch (hold) {
            case TRANSACTION -> pick("COMMIT", "ROLLBACK");
            case LOCK -> "SELECT RELEASE_ALL_LOCKS()";
            case TABLE -> "DROP TEMPORARY TABLE IF EXISTS own_" + client.number;
            case LOCKED_TABLES -> "UNLOCK TABLES";
            case AUTOCOMMIT -> "SET autocommit = 1";
        };
    }

    private String holds(Client client) {
        switch (random.nextInt(5)) {
            case 0 -> {
                client.holds.add(Hold.TRANSACTION);
                return pick("BEGIN", "START TRANSACTION", "START TRANSACTION READ WRITE");
            }
            case 4 -> {
                client.holds.add(Hold.AUTOCOMMIT);
                return "SET autocommit = 0";
            }
            case 1 -> {
                client.holds.add(Hold.LOCK);
                return "SELECT GET_LOCK('" + pick("l1", "l2", "l3") + "', 0)";
            }
            case 2 -> {
                client.holds.add(Hold.TABLE);
                return "CREATE TEMPORARY TABLE IF NOT EXISTS own_" + client.number + " (a INT)";
            }
            default -> {
                if (client.holds.isEmpty()) {
                    client.holds.add(Hold.LOCKED_TABLES);
                    return "LOCK TABLES quiet READ";
                }
                return client.holds.contains(Hold.TABLE)
                        ? pick(
                                "INSERT INTO own_" + client.number + " VALUES (" + random.nextInt(9) + ")",
                                "SELECT a FROM own_" + client.number + " ORDER BY a")
                        : "SAVEPOINT s";
            }
        }
    }

    private String sets() {
        return pick(
                "SET @a = " + random.nextInt(100),
                "SET @b = 'text " + random.nextInt(100) + "'",
                "SET @a = NULL, @c = 1.50",
                "SET time_zone = '" + pick("+00:00", "+02:00", "-05:30") + "'",
                "SET sql_mode = '" + pick("", "STRICT_TRANS_TABLES", "ANSI_QUOTES", "PIPES_AS_CONCAT,STRICT_ALL_TABLES")
                        + "'",
                "SET SESSION TRANSACTION ISOLATION LEVEL " + pick("READ COMMITTED", "REPEATABLE READ"),
                "SET SESSION lock_wait_timeout = " + (50 + random.nextInt(9)),
                "SET SESSION sql_mode = DEFAULT",
                "SET NAMES " + pick("utf8mb4", "latin1"),
                "SET group_concat_max_len = " + (100 + random.nextInt(3)),
                "SET div_precision_increment = " + random.nextInt(8),
                "SET timestamp = " + pick("1000000000.25", "DEFAULT"),
                "SET lc_time_names = '" + pick("en_GB", "en_US") + "', default_week_format = " + random.nextInt(4),
                "SET @@session.foreign_key_checks = " + random.nextInt(2) + ", unique_checks = " + random.nextInt(2),
                "SET sql_safe_updates = 0, @d = '\u00e9'",
                "SET collation_connection = " + pick("utf8mb4_bin", "utf8mb4_general_ci"),
                "SET character_set_results = " + pick("utf8mb4", "latin1", "NULL"),
                "SET CHARACTER SET " + pick("utf8mb4", "latin1"),
                "SET last_insert_id = " + random.nextInt(9),
                "SET SESSION nosuch = 1",
                "SET @c = (SELECT MAX(id) FROM quiet), @a = @a + 1",
                "SET TRANSACTION ISOLATION LEVEL " + pick("READ COMMITTED", "REPEATABLE READ"));
    }

    private String asks() {
        return pick(
                "SELECT @a, @b, @c",
                "SELECT @a + 1, CONCAT(@b, 'x')",
                "SELECT @@time_zone, FROM_UNIXTIME(0)",
                "SELECT @@sql_mode",
                "SELECT 'a' || 'b'",
                "SELECT \"id\" FROM quiet ORDER BY id",
                "SELECT @@lock_wait_timeout, @@group_concat_max_len",
                "SELECT 1 / 3",
                "SELECT @@character_set_client, @@character_set_results, @@collation_connection",
                "SELECT LAST_INSERT_ID()",
                "SELECT ROW_COUNT()",
                foundRows,
                "SHOW WARNINGS",
                "SHOW COUNT(*) WARNINGS",
                "SELECT @@warning_count, @@error_count",
                "SELECT DATABASE()",
                "SELECT CAST('12x' AS SIGNED)",
                "SELECT nosuch",
                "SELECT IS_FREE_LOCK('" + pick("l1", "l2", "l3") + "')",
                "SELECT @@autocommit",
                "SELECT IF(@@timestamp < 1000000001, NOW(2), 'now')",
                "SELECT WEEK('2026-01-01'), DATE_FORMAT('2026-01-01', '%M')",
                "SELECT @@foreign_key_checks, @@unique_checks, @@sql_safe_updates",
                "SHOW VARIABLES LIKE 'lock_wait_timeout'",
                "SHOW ERRORS",
                "SELECT @@last_insert_id, @@identity, @@insert_id >= 0",
                "SELECT HEX(@d), CHARSET(@d), COLLATION(@d), COERCIBILITY(@d)",
                "SELECT '\u00e9', LENGTH('\u00e9'), CHARSET('x') /* \u00e9 */",
                "SELECT @a := @a + 1, @a",
                "SELECT MAX(id) INTO @c FROM quiet",
                "USE " + pick(schema, schema, "nosuchschema"),
                "SELECT SCHEMA(), @@collation_database",
                RESET,
                CHANGE_USER,
                PING);
    }

    private String reads(Client client) {
        int key = key(client);
        return pick(
                "SELECT id, name, n FROM things WHERE id = " + key,
                "SELECT COUNT(*), SUM(n) FROM things WHERE id BETWEEN " + client.number * 10 + " AND "
                        + (client.number * 10 + 9),
                "SELECT id FROM quiet ORDER BY id LIMIT 2",
                "SELECT SQL_CALC_FOUND_ROWS id FROM quiet ORDER BY id LIMIT 1",
                "SELECT id, n FROM things WHERE id BETWEEN " + client.number * 10 + " AND " + (client.number * 10 + 9)
                        + " ORDER BY id",
                "SELECT n FROM held WHERE id = " + key,
                BOUND + "SELECT id, name, n FROM things WHERE id = " + key,
                BOUND + "SELECT id FROM quiet WHERE id >= " + random.nextInt(3) + " ORDER BY id",
                "SELECT id FROM things WHERE name = '\u00e9' AND id BETWEEN " + client.number * 10 + " AND "
                        + (client.number * 10 + 9) + " /* \u00e9 */ ORDER BY id",
                "SELECT MAX(n), MIN(name) INTO @a, @b FROM things WHERE id IN (" + key + ", " + key(client) + ")");
    }

    private int key(Client client) {
        return client.number * 10 + random.nextInt(10);
    }

    /** Inside a transaction rows are changed that are always there: what InnoDB locks beside them depends on a row's neighbours. */
    private String inside(Client client) {
        int key = key(client);
        return pick(
                "UPDATE held SET n = n + 1 WHERE id = " + key,
                "UPDATE held SET n = " + random.nextInt(5) + " WHERE id IN (" + key + ", " + key(client) + ")",
                "SELECT n FROM held WHERE id = " + key + " FOR UPDATE",
                "SELECT id, n FROM held WHERE id BETWEEN " + client.number * 10 + " AND " + (client.number * 10 + 9)
                        + " ORDER BY id",
                "SAVEPOINT s",
                "ROLLBACK TO s",
                "RELEASE SAVEPOINT s");
    }

    private String writes(Client client) {
        if (client.holds.contains(Hold.TRANSACTION) || client.holds.contains(Hold.AUTOCOMMIT)) {
            return inside(client);
        }
        int key = key(client);
        return pick(
                "INSERT INTO things VALUES (" + key + ", 'a', " + random.nextInt(5) + ")",
                "INSERT INTO things VALUES (" + key + ", 'much too long for it', 1)",
                "INSERT IGNORE INTO things VALUES (" + key + ", 'b', 1)",
                "UPDATE things SET n = " + random.nextInt(5) + " WHERE id = " + key,
                "UPDATE things SET n = n + 1 WHERE id IN (" + key + ", " + key(client) + ")",
                "DELETE FROM things WHERE id = " + key,
                BOUND + "UPDATE things SET n = " + random.nextInt(5) + " WHERE id = " + key,
                BOUND + "INSERT INTO things VALUES (" + key + ", 'e', @a)",
                "REPLACE INTO things VALUES (" + key + ", '\u00e9', 1), (" + key(client) + ", @d, 2)",
                "DELETE FROM things WHERE id IN (" + key + ", " + key(client) + ")",
                "REPLACE INTO things VALUES (" + key + ", 'c', 7)",
                "INSERT INTO things VALUES (" + key + ", 'd', @a) ON DUPLICATE KEY UPDATE n = 8",
                "INSERT INTO counted (who) VALUES (" + client.number + ")",
                "SELECT LAST_INSERT_ID(" + random.nextInt(50) + ")");
    }

    private String prepares() {
        return pick(
                "PREPARE p FROM 'SELECT ? + 1, @a'",
                "PREPARE p FROM 'SELECT id FROM quiet WHERE id >= ? ORDER BY id'",
                "EXECUTE p USING @a",
                "EXECUTE p",
                "PREPARE q FROM @s",
                "SET @s = '"
                        + pick("SELECT @@sql_mode, ? AS x", "SELECT id FROM quiet WHERE id < ? ORDER BY id", "SELEC")
                        + "'",
                "EXECUTE q USING @a",
                "EXECUTE q USING @a, @b",
                "DEALLOCATE PREPARE q",
                "DEALLOCATE PREPARE p");
    }

    private String pick(String... of) {
        return of[random.nextInt(of.length)];
    }

    private static String answer(Connection connection, String sql, String user, String password) {
        if (!sql.startsWith(":")) {
            return answer(connection, sql);
        }
        try {
            JdbcConnection line = connection.unwrap(JdbcConnection.class);
            switch (sql) {
                case RESET -> line.resetServerState();
                case CHANGE_USER -> line.changeUser(user, password);
                case PING -> {
                    line.ping();
                    return answer(connection, "SELECT 1");
                }
                default -> {
                    String text = sql.substring(BOUND.length());
                    try (PreparedStatement statement = line.serverPrepareStatement(text)) {
                        return statement.execute() ? rows(statement) : "count " + statement.getUpdateCount();
                    }
                }
            }
            // What these leave of FOUND_ROWS() and ROW_COUNT() is the server's secret.
            return answer(connection, "SELECT 1");
        } catch (SQLException e) {
            return "error " + e.getErrorCode() + " " + e.getSQLState();
        }
    }

    private static String answer(Connection connection, String sql) {
        try (Statement statement = connection.createStatement()) {
            return statement.execute(sql) ? rows(statement) : "count " + statement.getUpdateCount();
        } catch (SQLException e) {
            return "error " + e.getErrorCode() + " " + e.getSQLState();
        }
    }

    private static String rows(Statement statement) throws SQLException {
        StringBuilder told = new StringBuilder();
        try (ResultSet rows = statement.getResultSet()) {
            int width = rows.getMetaData().getColumnCount();
            for (int i = 1; i <= width; i++) {
                told.append(rows.getMetaData().getColumnLabel(i)).append('|');
            }
            while (rows.next()) {
                told.append('\n');
                for (int i = 1; i <= width; i++) {
                    told.append(named(rows.getString(i))).append('|');
                }
            }
        }
        return told.toString();
    }

    /** Our own syntax errors do not say whose manual. */
    private static @Nullable String named(@Nullable String text) {
        return text == null
                ? null
                : text.replaceFirst("to your (MariaDB |MySQL )?server version", "to your server version");
    }
}
