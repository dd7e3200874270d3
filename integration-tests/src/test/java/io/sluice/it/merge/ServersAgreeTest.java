package io.sluice.it.merge;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sluice.examples.servers.Flavour;
import io.sluice.it.servers.TestServers;
import io.sluice.it.servers.WithServers;
import io.sluice.routing.merge.ColumnMeta;
import io.sluice.routing.merge.ComputedRow;
import io.sluice.routing.merge.Merge;
import io.sluice.routing.merge.MergeLimits;
import io.sluice.routing.merge.Merger;
import io.sluice.routing.merge.Mergers;
import io.sluice.routing.merge.MySqlDouble;
import io.sluice.routing.merge.SortKey;
import io.sluice.routing.schema.Collation;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the mergers do by themselves is what the server does. */
@WithServers
class ServersAgreeTest {
    private static final List<ColumnMeta> METAS =
            List.of(new ColumnMeta(253, false, 45, 31, 0), new ColumnMeta(253, false, 63, 31, 0));

    private final TestServers servers;

    ServersAgreeTest(TestServers servers) {
        this.servers = servers;
    }

    @BeforeEach
    void empty() {
        servers.freshSchema();
    }

    @Test
    void aDoubleIsPrintedInTheServersDigits() throws SQLException {
        boolean mariaDb = servers.flavour() == Flavour.MARIADB;
        Random random = new Random(7);
        List<Double> values = new ArrayList<>(List.of(
                0.1,
                1e14,
                1e15,
                1e16,
                1e-14,
                1e-15,
                1e-16,
                123456789012345678.0,
                1234567890123456.0,
                4567890123456789.0));
        for (int i = 0; i < 1000; i++) {
            values.add(Double.longBitsToDouble(random.nextLong()));
            values.add(random.nextInt(1_000_000) / 1000.0);
            values.add(random.nextGaussian() * Math.pow(10, random.nextInt(40) - 20));
        }
        values.removeIf(value -> value.isNaN() || value.isInfinite());
        try (Connection connection = servers.plain().connect(servers.schema());
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE d (id INT PRIMARY KEY, x DOUBLE)");
            for (int i = 0; i < values.size(); i++) {
                statement.addBatch("INSERT INTO d VALUES (" + i + ", " + values.get(i) + ")");
            }
            statement.executeBatch();
            try (ResultSet rows = statement.executeQuery("SELECT id, CONCAT(x) FROM d ORDER BY id")) {
                while (rows.next()) {
                    double value = values.get(rows.getInt(1));
                    assertEquals(
                            rows.getString(2), MySqlDouble.format(value, MySqlDouble.NOT_FIXED, mariaDb), "" + value);
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "utf8mb4_general_ci",
                "utf8mb4_unicode_ci",
                "utf8mb4_bin",
                "utf8mb4_unicode_520_ci",
                "latin1_swedish_ci",
                "latin1_bin"
            })
    void textIsInTheCollationsOrder(String collation) throws SQLException {
        String charset = collation.substring(0, collation.indexOf('_'));
        Random random = new Random(11);
        try (Connection connection = servers.plain().connect(servers.schema());
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE w (id INT PRIMARY KEY, part INT, name VARCHAR(20) CHARACTER SET " + charset
                    + " COLLATE " + collation + ")");
            try (PreparedStatement insert = connection.prepareStatement("INSERT INTO w VALUES (?, ?, ?)")) {
                for (int i = 0; i < 600; i++) {
                    insert.setInt(1, i);
                    insert.setInt(2, i % 2);
                    insert.setString(3, i % 20 == 0 ? null : word(random));
                    insert.addBatch();
                }
                insert.executeBatch();
            }
            List<ComputedRow> whole = rows(statement, "");
            List<List<ComputedRow>> parts =
                    List.of(rows(statement, "WHERE part = 0"), rows(statement, "WHERE part = 1"));
            byte[] space = space(statement, charset, collation);
            SortKey key = new SortKey(0, 1, false, "name", new Collation(collation, true, false, space));
            assertEquals(ranks(whole), ranks(merge(key, parts)));
        }
    }

    private static List<ComputedRow> rows(Statement statement, String where) throws SQLException {
        List<ComputedRow> rows = new ArrayList<>();
        // DENSE_RANK says which rows are equal for the server.
        String sql =
                "SELECT * FROM (SELECT name, WEIGHT_STRING(name) g, DENSE_RANK() OVER (ORDER BY name) r, part FROM w) t "
                        + where + " ORDER BY r";
        try (ResultSet result = statement.executeQuery(sql)) {
            while (result.next()) {
                rows.add(new ComputedRow(new Object[] {result.getBytes(1), result.getBytes(2), result.getLong(3)}));
            }
        }
        return rows;
    }

    private static byte[] space(Statement statement, String charset, String collation) throws SQLException {
        String sql = "SELECT WEIGHT_STRING(CONVERT(' ' USING " + charset + ") COLLATE " + collation + ")";
        try (ResultSet result = statement.executeQuery(sql)) {
            result.next();
            return result.getBytes(1);
        }
    }

    private static List<Long> ranks(List<ComputedRow> rows) {
        return rows.stream().map(row -> row.asLong(2)).toList();
    }

    private static List<ComputedRow> merge(SortKey key, List<List<ComputedRow>> parts) {
        Merger merger =
                Mergers.open(new Merge.Sorted(List.of(key)), parts.size(), METAS, slot -> null, MergeLimits.DEFAULT);
        int[] at = new int[parts.size()];
        List<ComputedRow> answer = new ArrayList<>();
        for (Merger.Step step = merger.next(); !(step instanceof Merger.Step.Done); step = merger.next()) {
            if (step instanceof Merger.Step.Emit emit) {
                answer.add((ComputedRow) emit.row());
            } else if (step instanceof Merger.Step.Need need) {
                List<ComputedRow> part = parts.get(need.stream());
                if (at[need.stream()] < part.size()) {
                    merger.offer(need.stream(), part.get(at[need.stream()]++));
                } else {
                    merger.end(need.stream());
                }
            }
        }
        return answer;
    }

    private static String word(Random random) {
        StringBuilder word = new StringBuilder();
        int length = random.nextInt(4);
        for (int i = 0; i < length; i++) {
            word.append("aAbBäÄéßz \t-".charAt(random.nextInt(12)));
        }
        return word.toString();
    }
}
