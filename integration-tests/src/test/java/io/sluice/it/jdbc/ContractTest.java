package io.sluice.it.jdbc;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sluice.it.servers.TestServers;
import io.sluice.it.servers.WithServers;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Every method of {@code java.sql}, on our objects and on Connector/J's: the same answers, errors and changes. */
@WithServers
class ContractTest {
    /** Where ours is another driver, or its answer is the better one. */
    private static final Pattern KNOWN = Pattern.compile(String.join(
            "|",
            // another driver, at another address
            "facts\\.(getDriver.*|getURL)\\(",
            // MariaDB has no such list, and Connector/J fails
            "facts\\.getSQLKeywords\\(",
            // Connector/J looks at a text's first word: ours says what is wrong with the text
            "(open|with rows)\\.executeQuery\\(String SELEC\\)",
            // Connector/J breaks the connection off
            "(open|in transaction)\\.isValid\\(int -.*",
            // a value that cannot be sent is refused when it would be sent
            "open\\.setObject\\(.*",
            // an estimate of InnoDB
            "facts\\.getIndexInfo\\(.*kinds.*",
            // JDBC does not speak of such calls
            ".*\\((Class|Savepoint) null\\)",
            "open\\.execute[a-zA-Z]*\\((String null)?\\)",
            // Connector/J has a NullPointerException
            "closed\\.(isSimpleIdentifier|enquote[a-zA-Z]*|nativeSQL)\\("));

    private static Twin twin;

    @BeforeAll
    static void start(TestServers servers) throws Exception {
        FactSamples.Catalogs.OWN = servers.schema();
        twin = Twin.start(servers)
                .with(
                        """

                        CREATE TABLE kinds (id BIGINT NOT NULL PRIMARY KEY, word VARCHAR(20), n INT, d DECIMAL(10,3), f DOUBLE,
                          b BLOB, t TEXT, at DATETIME(3), ts TIMESTAMP NULL, day DATE, clock TIME, y YEAR, bi BIT(1), e ENUM('x','y'),
                          tiny TINYINT(1), big BIGINT UNSIGNED);
                        INSERT INTO kinds VALUES (1, 'one', 1, 1.5, 1.25, x'0102', '10', '2024-02-03 10:11:12.5', '2024-02-03 10:11:12',
                          '2024-02-03', '10:11:12', 2024, b'1', 'x', 1, 18446744073709551615),
                          (2, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL),
                          (3, 'three', 3, -3, -3.5, x'', '', '2024-02-03', NULL, '2024-12-31', '-30:00:00', 1999, b'0', 'y', 0, 0);
                        """);
    }

    @AfterAll
    static void stop() {
        twin.close();
    }

    /** Calls to be made on both sides. */
    private interface Calls {
        void on(Contract contract) throws Exception;
    }

    private static void same(Calls calls) throws Exception {
        Contract plain = new Contract(twin::plain);
        calls.on(plain);
        Contract ours = new Contract(twin::sluice);
        calls.on(ours);
        StringBuilder expected = new StringBuilder();
        StringBuilder actual = new StringBuilder();
        for (Map.Entry<String, String> call : plain.told().entrySet()) {
            String other = ours.told().get(call.getKey());
            if (!call.getValue().equals(other) && !KNOWN.matcher(call.getKey()).lookingAt()) {
                expected.append(call.getKey())
                        .append("\n   ")
                        .append(call.getValue())
                        .append('\n');
                actual.append(call.getKey()).append("\n   ").append(other).append('\n');
            }
        }
        assertEquals(expected.toString(), actual.toString());
    }

    @Test
    void connections() throws Exception {
        same(contract -> contract.all("open", Connection.class, connection -> connection)
                .all("closed", Connection.class, connection -> {
                    connection.close();
                    return connection;
                })
                .all("in transaction", Connection.class, connection -> {
                    connection.setAutoCommit(false);
                    return connection;
                }));
    }

    @Test
    void statements() throws Exception {
        same(contract -> contract.all("open", Statement.class, Connection::createStatement)
                .all("with rows", Statement.class, connection -> {
                    Statement statement = connection.createStatement();
                    statement.execute("SELECT id FROM kinds ORDER BY id");
                    return statement;
                })
                .all("closed", Statement.class, connection -> {
                    Statement statement = connection.createStatement();
                    statement.close();
                    return statement;
                }));
    }

    @Test
    void preparedStatements() throws Exception {
        same(contract -> contract.all(
                "open", java.sql.PreparedStatement.class, connection -> connection.prepareStatement("SELECT ?")));
    }

    private static Contract.Maker<ResultSet> rows(int type, String where, int on) {
        return connection -> {
            Statement statement = connection.createStatement(type, ResultSet.CONCUR_READ_ONLY);
            statement.closeOnCompletion();
            ResultSet rows = statement.executeQuery("SELECT * FROM kinds " + where + " ORDER BY id");
            for (int i = 0; i < on; i++) {
                rows.next();
            }
            return rows;
        };
    }

    @Test
    void rowsOfOneShard() throws Exception {
        same(contract -> contract.all("one", ResultSet.class, rows(ResultSet.TYPE_FORWARD_ONLY, "WHERE id = 1", 1)));
    }

    @Test
    void rowsOfTwoShards() throws Exception {
        same(contract -> contract.all("first", ResultSet.class, rows(ResultSet.TYPE_FORWARD_ONLY, "", 1))
                .all("second", ResultSet.class, rows(ResultSet.TYPE_SCROLL_INSENSITIVE, "", 2)));
    }

    @Test
    void rowsThatAreClosed() throws Exception {
        same(contract -> contract.all("closed", ResultSet.class, connection -> {
            ResultSet rows = rows(ResultSet.TYPE_FORWARD_ONLY, "", 1).make(connection);
            rows.close();
            return rows;
        }));
    }

    @Test
    void rowsThatCanBeChanged() throws Exception {
        same(contract -> contract.all("updatable", ResultSet.class, connection -> {
            connection.setAutoCommit(false);
            connection.rollback();
            Statement statement =
                    connection.createStatement(ResultSet.TYPE_SCROLL_INSENSITIVE, ResultSet.CONCUR_UPDATABLE);
            statement.closeOnCompletion();
            ResultSet rows = statement.executeQuery("SELECT * FROM kinds WHERE id = 1");
            rows.next();
            return rows;
        }));
    }

    @Test
    void facts() throws Exception {
        same(contract -> contract.all("facts", DatabaseMetaData.class, Connection::getMetaData));
    }

    @Test
    void columns() throws Exception {
        same(contract -> contract.all("columns", java.sql.ResultSetMetaData.class, connection -> connection
                        .createStatement()
                        .executeQuery("SELECT * FROM kinds WHERE id = 1")
                        .getMetaData())
                .all("prepared", java.sql.ResultSetMetaData.class, connection -> connection
                        .prepareStatement("SELECT * FROM kinds")
                        .getMetaData())
                .all("merged", java.sql.ResultSetMetaData.class, connection -> connection
                        .createStatement()
                        .executeQuery("SELECT * FROM kinds ORDER BY id")
                        .getMetaData()));
    }
}
