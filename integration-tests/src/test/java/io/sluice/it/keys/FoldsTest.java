package io.sluice.it.keys;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.sluice.examples.servers.Flavour;
import io.sluice.it.servers.TestServers;
import io.sluice.it.servers.WithServers;
import io.sluice.routing.keys.Operands;
import io.sluice.sql.Condition;
import io.sluice.sql.Dialect;
import io.sluice.sql.SqlParser;
import io.sluice.sql.SqlValue;
import io.sluice.sql.Statement;
import io.sluice.sql.lex.Fingerprint;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Constant expressions are worth here what they are worth on a server, or nothing is said of them. */
@WithServers
class FoldsTest {
    private static final List<String> FOLDED = List.of(
            "-(-5)",
            "-(5)",
            "(5)",
            "+5",
            "- - 5",
            "2 + 3",
            "7 - 9",
            "3 * -4",
            "17 DIV 3",
            "-17 DIV 3",
            "17 MOD 3",
            "-17 % 3",
            "6 / 2",
            "1.5 + 1.5",
            "1.5 * 2",
            "7.5 % 2",
            "9223372036854775807 - 1",
            "CAST(5 AS SIGNED)",
            "CAST(5 AS UNSIGNED)",
            "CAST('5' AS SIGNED)",
            "CAST('5' AS UNSIGNED INTEGER)",
            "CAST('-5' AS SIGNED INTEGER)",
            "CAST('007' AS SIGNED)",
            "CAST(-(-5) AS SIGNED)",
            "CAST(2 + 3 AS UNSIGNED)",
            "CONVERT('5', SIGNED)",
            "CONVERT(5, UNSIGNED)",
            "CAST(18446744073709551615 AS UNSIGNED)",
            "CAST(-9223372036854775808 AS SIGNED)",
            "CAST(999999999999999999 AS SIGNED)",
            "DATE '2026-01-31'",
            "DATE '2026-01-31' + INTERVAL 1 DAY",
            "DATE '2026-01-31' + INTERVAL -31 DAY",
            "DATE '2026-03-01' - INTERVAL 1 DAY",
            "DATE '1998-12-01' - INTERVAL '90' DAY",
            "DATE '2024-03-01' - INTERVAL 1 DAY",
            "DATE '2026-12-31' + INTERVAL 1 DAY + INTERVAL 2 DAY",
            "{d '2026-01-31'} + INTERVAL 366 DAY",
            "DATE '1582-10-04' + INTERVAL 11 DAY",
            "DATE '1000-01-01' + INTERVAL 100000 DAY");

    /** What a server rounds, cuts, warns of, or answers by sql_mode. */
    private static final List<String> OPEN = List.of(
            "CAST('5x' AS SIGNED)",
            "CAST(' 5' AS SIGNED)",
            "CAST('' AS SIGNED)",
            "CAST(7.5 AS SIGNED)",
            "CAST(1e1 AS SIGNED)",
            "CAST(-1 AS UNSIGNED)",
            "CAST('-1' AS UNSIGNED)",
            "CAST(18446744073709551615 AS SIGNED)",
            "CAST('99999999999999999999' AS UNSIGNED)",
            "CAST(5 AS UNSIGNED) - 7",
            "-CAST(5 AS UNSIGNED)",
            "CAST('5' AS CHAR)",
            "CAST(5 AS DECIMAL)",
            "CAST(0x35 AS SIGNED)",
            "CAST(_utf16'55' AS SIGNED)",
            "5 DIV 0",
            "5 MOD 0",
            "7 / 2",
            "'7' + 1",
            "'2026-01-31' + INTERVAL 1 DAY",
            "DATE '2026-01-31' + INTERVAL 1 MONTH",
            "DATE '2026-01-31' + INTERVAL 1.5 DAY",
            "DATE '9999-12-31' + INTERVAL 1 DAY",
            "TIMESTAMP '2026-01-31 10:00:00' + INTERVAL 1 DAY",
            "DATE '2026-01-31' + 1");

    private static SqlValue folded(String expression, Dialect dialect) {
        Fingerprint text = Fingerprint.of("SELECT 1 FROM t WHERE k = " + expression, dialect);
        Statement statement = SqlParser.parse(text);
        Condition where = statement.scope().blocks().get(0).where();
        assertTrue(statement instanceof Statement.Query, expression);
        return where instanceof Condition.Equals equals
                ? Operands.fold(equals.value(), text::value)
                : new SqlValue.Unreadable();
    }

    private static String shown(SqlValue value) {
        if (value instanceof SqlValue.Whole whole) {
            return whole.value().toString();
        }
        return value instanceof SqlValue.Decimal decimal
                ? decimal.value().stripTrailingZeros().toPlainString()
                : value instanceof SqlValue.Temporal temporal ? temporal.value() : value.toString();
    }

    @TestFactory
    Stream<DynamicTest> asTheServersDo(TestServers servers) {
        Dialect dialect = servers.flavour() == Flavour.MYSQL ? Dialect.MYSQL : Dialect.MARIADB;
        return FOLDED.stream()
                .map(each -> dynamicTest(each, () -> {
                    SqlValue value = folded(each, dialect);
                    assertFalse(value instanceof SqlValue.Unreadable, each);
                    String server = asked(each, servers);
                    String exact = value instanceof SqlValue.Temporal
                            ? server
                            : new BigDecimal(server).stripTrailingZeros().toPlainString();
                    assertEquals(exact, shown(value).replaceFirst("^-0$", "0"));
                }));
    }

    @TestFactory
    Stream<DynamicTest> orNotAtAll(TestServers servers) {
        Dialect dialect = servers.flavour() == Flavour.MYSQL ? Dialect.MYSQL : Dialect.MARIADB;
        return OPEN.stream()
                .map(each -> dynamicTest(
                        each, () -> assertTrue(folded(each, dialect) instanceof SqlValue.Unreadable, each)));
    }

    private static String asked(String expression, TestServers servers) throws SQLException {
        try (Connection connection = servers.plain().connect(servers.schema());
                ResultSet row = connection.createStatement().executeQuery("SELECT " + expression)) {
            row.next();
            return row.getString(1);
        }
    }
}
