package io.sluice.it.merge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.it.compare.Door;
import io.sluice.it.servers.TestServers;
import io.sluice.it.servers.WithServers;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;

/** Pages that are found by their first value, beside one plain server; they are deep from offset 20 on here. */
@WithServers
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DeepPagesTest {
    private static final List<String> KEYS = List.of("i", "u", "d", "day", "at", "s", "b", "l", "v", "k", "few");
    private static final List<String> CONDITIONS = List.of(
            "", " WHERE i > 3 OR i IS NULL", " WHERE k IN (1, 2, 3, 5, 8, 13) OR k > 40 AND u <> 7", " WHERE k < 0");
    private static final long[] OFFSETS = {
        20, 21, 57, 133, 250, 399, 640, 700, 5000, 1_000_000_000_000L, 4_000_000_000_000_000_000L
    };

    private DeepWorld world;

    @BeforeAll
    void open(TestServers servers) throws SQLException {
        world = DeepWorld.open(servers, 20, 700);
        servers.awaitReplicas();
    }

    @AfterAll
    void close() {
        world.close();
    }

    @TestFactory
    Stream<DynamicTest> pagesAreThoseOfOneServer() {
        return each(this::compareAll);
    }

    private void compareAll(Door door) throws SQLException {
        Random random = new Random(20_261_122 + door.ordinal());
        try (Connection sluice = world.sluice(door);
                Connection plain = world.plain()) {
            for (String key : KEYS) {
                for (String direction : List.of("", " DESC")) {
                    for (int i = 0; i < 4; i++) {
                        String where = CONDITIONS.get(i == 0 ? 0 : random.nextInt(CONDITIONS.size()));
                        long offset = OFFSETS[random.nextInt(OFFSETS.length)];
                        // equal texts may be written in several ways
                        String order = random.nextInt(4) == 0 && !key.equals("s") && !key.equals("l")
                                ? "SELECT " + key + " FROM deep" + where + " ORDER BY 1" + direction
                                : "SELECT d, id, x." + key + " AS z FROM deep x" + where + " ORDER BY z" + direction
                                        + (random.nextBoolean() ? ", s DESC" : "") + ", id";
                        Page page = new Page(order, random.nextBoolean(), offset, 1 + random.nextInt(12));
                        assertEquals(page.of(plain, false), page.of(sluice, door.prepared()), page.toString());
                    }
                }
            }
        }
    }

    /** @param comma {@code LIMIT offset, count} */
    private record Page(String query, boolean comma, long offset, long count) {
        List<String> of(Connection connection, boolean prepared) throws SQLException {
            Long[] values = comma ? new Long[] {offset, count} : new Long[] {count, offset};
            String sql = query + (comma ? " LIMIT ?, ?" : " LIMIT ? OFFSET ?");
            return prepared
                    ? DeepWorld.rows(connection, sql, values)
                    : DeepWorld.rows(
                            connection, sql.replaceFirst("\\?", "" + values[0]).replaceFirst("\\?", "" + values[1]));
        }
    }

    @TestFactory
    Stream<DynamicTest> joinsAndSubqueries() {
        List<String> queries = List.of(
                "SELECT x.id, y.id FROM deep x JOIN deep y ON x.k = y.k WHERE x.i > ? ORDER BY x.at DESC, x.id, y.id LIMIT 300, 10",
                "SELECT x.id, y.id FROM deep x LEFT JOIN deep y ON x.k = y.k AND y.i > ? ORDER BY y.u, x.id, y.id LIMIT 410, 10",
                "SELECT x.id, y.id FROM deep x LEFT JOIN deep y ON x.k = y.k AND y.i > ? ORDER BY y.u DESC, x.id, y.id LIMIT 410, 10",
                "SELECT id, (SELECT MAX(y.id) FROM deep y WHERE y.k = x.k) FROM deep x WHERE i <> ? ORDER BY s, id LIMIT 200, 10");
        return each(door -> {
            try (Connection sluice = world.sluice(door);
                    Connection plain = world.plain()) {
                for (String query : queries) {
                    List<String> truth = DeepWorld.rows(plain, query, 2L);
                    assertEquals(10, truth.size(), query);
                    assertEquals(truth, DeepWorld.rows(sluice, query, 2L), query);
                    String plan = String.join("\n", DeepWorld.rows(sluice, "EXPLAIN ROUTE " + query.replace("?", "2")));
                    assertTrue(plan.contains("page boundary on"), plan);
                }
            }
        });
    }

    /** {@code IS NULL} finds zero dates, too, where the column itself is NOT NULL. */
    @TestFactory
    Stream<DynamicTest> zeroDatesAreNoNulls() {
        String join = " FROM deep x LEFT JOIN deep y ON x.k = y.k AND y.i > 20";
        return each(door -> {
            try (Connection sluice = world.sluice(door);
                    Connection plain = world.plain()) {
                List<List<String>> seen = new ArrayList<>();
                for (Connection connection : List.of(plain, sluice)) {
                    try (Statement statement = connection.createStatement()) {
                        statement.execute("SET sql_mode = ''");
                        connection.setAutoCommit(false);
                        statement.execute("UPDATE deep SET at = '0000-00-00' WHERE k IN (2, 3, 4, 6)");
                        int all = Integer.parseInt(DeepWorld.rows(connection, "SELECT COUNT(*)" + join)
                                .get(0));
                        List<String> rows = new ArrayList<>();
                        for (String direction : List.of("", " DESC")) {
                            for (int offset : new int[] {200, all - 300, all - 150, all - 15}) {
                                rows.addAll(DeepWorld.rows(
                                        connection,
                                        "SELECT x.id, y.id" + join + " ORDER BY y.at" + direction
                                                + ", x.id, y.id LIMIT " + offset + ", 10"));
                            }
                        }
                        seen.add(rows);
                        connection.rollback();
                    }
                }
                assertEquals(80, seen.get(0).size());
                assertEquals(seen.get(0), seen.get(1));
            }
        });
    }

    @TestFactory
    Stream<DynamicTest> transactionsSeeTheirOwnRows() {
        String page = "SELECT i, id FROM deep ORDER BY i, id LIMIT 350, 9";
        return each(door -> {
            for (String level : List.of("REPEATABLE READ", "READ COMMITTED", "SERIALIZABLE")) {
                try (Connection sluice = world.sluice(door);
                        Connection plain = world.plain()) {
                    List<List<String>> seen = new ArrayList<>();
                    for (Connection connection : List.of(plain, sluice)) {
                        try (Statement statement = connection.createStatement()) {
                            statement.execute("SET SESSION TRANSACTION ISOLATION LEVEL " + level);
                            connection.setAutoCommit(false);
                            statement.execute("DELETE FROM deep WHERE k IN (3, 4) AND id < 300");
                            statement.execute("UPDATE deep SET i = 99 WHERE k = 6");
                            List<String> rows = new ArrayList<>(DeepWorld.rows(connection, page));
                            rows.addAll(DeepWorld.rows(connection, page.replace("BY i", "BY i DESC")));
                            seen.add(rows);
                            connection.rollback();
                        }
                    }
                    assertEquals(seen.get(0), seen.get(1), level);
                }
            }
        });
    }

    /** While rows before the page come and go, a page is that of one of the states. */
    @TestFactory
    Stream<DynamicTest> pagesAreOfOneState() {
        String page = "SELECT id FROM deep ORDER BY id LIMIT 300, 10";
        String away = "UPDATE deep SET id = id + 100000 WHERE k = 1";
        String back = "UPDATE deep SET id = id - 100000 WHERE k = 1";
        return Stream.of(Door.PROXY_TEXT, Door.DRIVER_TEXT)
                .map(door -> DynamicTest.dynamicTest(door.name(), () -> {
                    try (Connection sluice = world.sluice(door);
                            Connection writing = world.sluice(Door.DRIVER_TEXT);
                            Statement change = writing.createStatement()) {
                        List<String> one = DeepWorld.rows(sluice, "/* sluice: primary */ " + page);
                        change.execute(away);
                        List<String> other = DeepWorld.rows(sluice, "/* sluice: primary */ " + page);
                        change.execute(back);
                        assertTrue(!one.equals(other), "the rows are before the page");
                        AtomicBoolean over = new AtomicBoolean();
                        AtomicReference<Throwable> failed = new AtomicReference<>();
                        Thread writer = new Thread(() -> {
                            try {
                                while (!over.get()) {
                                    change.execute(away);
                                    change.execute(back);
                                }
                            } catch (SQLException e) {
                                failed.set(e);
                            }
                        });
                        writer.start();
                        try {
                            for (int i = 0; i < 150; i++) {
                                List<String> rows = DeepWorld.rows(sluice, "/* sluice: primary */ " + page);
                                assertTrue(
                                        rows.equals(one) || rows.equals(other),
                                        () -> rows + " is neither " + one + " nor " + other);
                            }
                        } finally {
                            over.set(true);
                            writer.join();
                        }
                        assertEquals(null, failed.get());
                    }
                }));
    }

    /** Fewer rows than the offset leave the shards, whatever the number of slots. */
    @TestFactory
    Stream<DynamicTest> rowsBeforeThePageStayWhereTheyAre() {
        return each(door -> {
            try (Connection sluice = world.sluice(door)) {
                String page = "SELECT id FROM deep ORDER BY id LIMIT 600, 5";
                DeepWorld.rows(sluice, page);
                long before = world.rowsSent();
                DeepWorld.rows(sluice, page);
                long sent = world.rowsSent() - before;
                assertTrue(sent < 300, () -> sent + " rows were sent");
            }
        });
    }

    private interface Check {
        void on(Door door) throws SQLException;
    }

    private static Stream<DynamicTest> each(Check check) {
        return Door.chosen().stream().map(door -> DynamicTest.dynamicTest(door.name(), () -> check.on(door)));
    }
}
