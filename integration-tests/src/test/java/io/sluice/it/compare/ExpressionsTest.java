package io.sluice.it.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.examples.servers.Flavour;
import io.sluice.it.servers.TestServers;
import io.sluice.it.servers.WithServers;
import io.sluice.sql.Dialect;
import io.sluice.sql.Expr;
import io.sluice.sql.QueryBlock;
import io.sluice.sql.SqlParser;
import io.sluice.sql.Statement;
import io.sluice.sql.lex.Fingerprint;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Random expressions mean to the server what they mean to the parser: with parentheses where the parser's tree has them each
 * gives the same values, and the routing view of it loses no row for which it is true. {@code -Dexpressions.count} tries
 * more, {@code -Dexpressions.seed} others.
 */
@WithServers
class ExpressionsTest {
    private static final int COUNT = Integer.getInteger("expressions.count", 500);
    private static final long SEED = Long.getLong("expressions.seed", 20_260_131);
    private static final int ROWS = 60;
    private static final String[] VALUES = {"NULL", "0", "1", "2", "-1", "3"};

    @ParameterizedTest
    @ValueSource(strings = {"", "PIPES_AS_CONCAT", "HIGH_NOT_PRECEDENCE"})
    void operatorsBindAsTheServersDo(String mode, TestServers servers) throws SQLException {
        Dialect dialect = dialect(servers.flavour(), mode);
        RandomExpression expressions = new RandomExpression(SEED);
        List<String> otherwise = new ArrayList<>();
        int tried = 0;
        try (Connection connection = servers.plain().connect(servers.schema());
                java.sql.Statement statement = connection.createStatement()) {
            fill(statement, mode);
            for (int i = 0; i < COUNT; i++) {
                String expression = expressions.next();
                try {
                    String wrong = wrong(statement, expression, dialect);
                    tried++;
                    if (wrong != null) {
                        otherwise.add(wrong);
                    }
                } catch (SQLException e) {
                    // Not every chain of operators is one to the server, and some sums are too large.
                }
            }
        }
        assertEquals(List.of(), otherwise);
        assertTrue(tried > COUNT / 2, "the server took only " + tried + " of " + COUNT);
    }

    private static String wrong(java.sql.Statement statement, String expression, Dialect dialect) throws SQLException {
        String sql = "SELECT " + expression + " FROM t WHERE " + expression;
        statement.executeQuery("SELECT " + expression + " FROM t LIMIT 0").close();
        Fingerprint fingerprint = Fingerprint.of(sql, dialect);
        Statement.Query query = assertInstanceOf(Statement.Query.class, SqlParser.parse(fingerprint), expression);
        QueryBlock block = query.scope().blocks().get(0);
        Understood understood = new Understood(fingerprint);
        Expr tree = block.items().get(0).expr();
        String parenthesised = understood.text(tree);
        try (ResultSet rows = statement.executeQuery("SELECT " + expression + ", " + parenthesised + " FROM t")) {
            while (rows.next()) {
                if (!Objects.equals(rows.getString(1), rows.getString(2))) {
                    return expression + " is not " + parenthesised;
                }
            }
        }
        String condition = understood.text(block.where());
        String lost = "SELECT COUNT(*) FROM t WHERE (" + expression + ") AND (" + condition + ") IS NOT TRUE";
        try (ResultSet rows = statement.executeQuery(lost)) {
            rows.next();
            return rows.getInt(1) == 0 ? null : expression + " holds where " + condition + " does not";
        }
    }

    private static void fill(java.sql.Statement statement, String mode) throws SQLException {
        statement.execute("DROP TABLE IF EXISTS t");
        statement.execute("SET NAMES utf8mb4");
        statement.execute("CREATE TABLE t (a INT, b INT, c VARCHAR(10) CHARACTER SET utf8mb4, d INT)");
        Random random = new Random(SEED);
        for (int i = 0; i < ROWS; i++) {
            statement.execute("INSERT INTO t VALUES (" + any(random) + ", " + any(random) + ", " + any(random) + ", "
                    + any(random) + ")");
        }
        statement.execute("SET sql_mode = 'NO_UNSIGNED_SUBTRACTION" + (mode.isEmpty() ? "" : ",") + mode + "'");
    }

    private static String any(Random random) {
        return VALUES[random.nextInt(VALUES.length)];
    }

    private static Dialect dialect(Flavour flavour, String mode) {
        Dialect base = flavour == Flavour.MARIADB ? Dialect.MARIADB : Dialect.MYSQL;
        boolean pipes = mode.equals("PIPES_AS_CONCAT");
        boolean not = mode.equals("HIGH_NOT_PRECEDENCE");
        return new Dialect(base.mariaDb(), base.version(), false, false, pipes, not, false);
    }
}
