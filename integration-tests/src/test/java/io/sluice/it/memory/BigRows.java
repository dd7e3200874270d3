package io.sluice.it.memory;

import io.sluice.it.servers.TestServers;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/**
 * {@code big}: {@link #ROWS} rows over 2 shards with 2 tables each. {@code val} has every number below {@link #ROWS} once, in no order;
 * {@code grp} every number below {@link #GROUPS} as often as the others; neither is indexed.
 */
final class BigRows {
    /** Made a multiple of what the tables and the groups need. */
    static final long ROWS = Math.max(1, Long.getLong("big.rows", 200_000) / 40) * 40;

    static final long GROUPS = ROWS / 10;

    static final String RULES =
            """
            table('big') {
                key 'id'
                shards 's0', 's1'
                tables 'big_0', 'big_1'
                modulo()
            }
            """;

    private static final int PRIME = 7919;
    private static final int STEP = 100_000;
    private static final int OUT_OF_RESOURCES = 1041;

    private BigRows() {}

    /** What is asked, and what must come of it. */
    enum Question {
        ORDER_BY("SELECT val, id FROM big ORDER BY val, id", ROWS, sum(ROWS), sum(ROWS)),
        GROUP_BY("SELECT grp, COUNT(*) FROM big GROUP BY grp ORDER BY grp", GROUPS, sum(GROUPS), ROWS),
        GROUPS_SORTED("SELECT COUNT(*) c, grp FROM big GROUP BY grp ORDER BY c, grp", GROUPS, ROWS, sum(GROUPS)),
        DISTINCT("SELECT DISTINCT grp, 0 FROM big ORDER BY grp", GROUPS, sum(GROUPS), 0),
        FIRST_GROUPS(
                "SELECT SUM(val) s, grp FROM big GROUP BY grp ORDER BY s, grp LIMIT 10",
                10,
                IntSums.firstGroups(),
                sum(10)),
        JOIN("SELECT a.id, b.val FROM big a JOIN big b ON a.id = b.id ORDER BY a.id", ROWS, sum(ROWS), sum(ROWS)),
        JOIN_ELSEWHERE("SELECT COUNT(*), SUM(b.val) FROM big a JOIN big b ON a.id = b.val", 1, ROWS, sum(ROWS));

        final String sql;
        final Read expected;

        Question(String sql, long rows, long first, long second) {
            this.sql = sql;
            this.expected = new Read(rows, first, second, 0);
        }
    }

    /** Sums over numbers that are evenly spread. */
    private static final class IntSums {
        /** Group g has g, g + GROUPS, g + 2 GROUPS …: the first ten groups have the smallest sums. */
        static long firstGroups() {
            long times = ROWS / GROUPS;
            return times * sum(10) + 10 * GROUPS * sum(times);
        }
    }

    private static long sum(long below) {
        return below * (below - 1) / 2;
    }

    /**
     * What came of reading a result of two columns.
     *
     * @param descents rows that do not come after the row before
     */
    record Read(long rows, long first, long second, long descents) {
        /** Whether it is what was asked for; an error of a limit is an answer too. */
        static String of(Connection connection, Question question, boolean stream) throws SQLException {
            long started = System.nanoTime();
            String how;
            try (Statement statement = connection.createStatement()) {
                if (stream) {
                    statement.setFetchSize(Integer.MIN_VALUE);
                }
                try (ResultSet rows = statement.executeQuery(question.sql)) {
                    Read read = read(rows);
                    how = read.equals(question.expected) ? "right" : "WRONG: " + read;
                }
            } catch (SQLException e) {
                if (e.getErrorCode() != OUT_OF_RESOURCES) {
                    throw e;
                }
                how = "refused: " + e.getMessage();
            }
            return question + " after " + (System.nanoTime() - started) / 1_000_000 + " ms " + how;
        }

        private static Read read(ResultSet rows) throws SQLException {
            long count = 0;
            long first = 0;
            long second = 0;
            long descents = 0;
            long before = Long.MIN_VALUE;
            long beforeThat = Long.MIN_VALUE;
            while (rows.next()) {
                long one = rows.getLong(1);
                long other = rows.getLong(2);
                descents += one > before || one == before && other > beforeThat ? 0 : 1;
                before = one;
                beforeThat = other;
                count++;
                first += one;
                second += other;
            }
            return new Read(count, first, second, descents);
        }
    }

    static void make(TestServers servers) {
        List.of(0, 1).parallelStream().forEach(shard -> make(servers, shard));
    }

    /** The servers make the rows themselves, a hundred thousand with each statement. */
    private static void make(TestServers servers, int shard) {
        String digits = "INSERT INTO ten VALUES (0), (1), (2), (3), (4), (5), (6), (7), (8), (9)";
        StringBuilder sql =
                new StringBuilder("SET SESSION sql_log_bin = 0; CREATE TABLE ten (n INT NOT NULL); " + digits
                        + "; CREATE TABLE nums (i INT NOT NULL PRIMARY KEY); INSERT INTO nums SELECT a.n + 10 * b.n + 100 * c.n"
                        + " + 1000 * d.n + 10000 * e.n FROM ten a, ten b, ten c, ten d, ten e");
        for (int table = 0; table < 2; table++) {
            String name = "big_" + table;
            sql.append(
                    "; CREATE TABLE " + name + " (id BIGINT NOT NULL PRIMARY KEY, val INT NOT NULL, grp INT NOT NULL)");
            for (long from = 0; from < ROWS / 4; from += STEP) {
                String id = "((" + from + " + i) * 4 + " + (shard * 2 + table) + ")";
                String val = "(" + id + " * " + PRIME + " % " + ROWS + ")";
                sql.append("; INSERT INTO " + name + " SELECT " + id + ", " + val + ", " + val + " % " + GROUPS
                        + " FROM nums WHERE i < " + (ROWS / 4 - from) + " ORDER BY i");
            }
        }
        servers.shard(shard).primary().run(servers.schema(), sql.toString());
    }
}
