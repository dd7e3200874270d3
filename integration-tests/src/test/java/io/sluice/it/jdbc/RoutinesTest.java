package io.sluice.it.jdbc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.it.doors.ClusterFolder;
import io.sluice.it.servers.TestServers;
import io.sluice.it.servers.WithServers;
import io.sluice.jdbc.SluiceDataSource;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Stored routines with JDBC's parameters: as Connector/J, where one shard has the routine. */
@WithServers
class RoutinesTest {
    private static TestServers servers;
    private static Path folder;
    private static SluiceDataSource one;
    private static SluiceDataSource two;

    @BeforeAll
    static void start(TestServers given) throws Exception {
        servers = given;
        String script =
                """
                CREATE TABLE notes (id INT NOT NULL PRIMARY KEY, note VARCHAR(20));
                CREATE PROCEDURE twice(IN a INT, OUT b INT, INOUT c VARCHAR(20)) SET b = a * 2, c = CONCAT(c, '!');
                CREATE PROCEDURE sets() BEGIN SELECT 1 x; UPDATE notes SET note = 'b'; SELECT 2 y, 'z' z; END;
                CREATE PROCEDURE fails() SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'no', MYSQL_ERRNO = 1644;
                CREATE FUNCTION plus(a INT, b INT) RETURNS INT DETERMINISTIC RETURN a + b;
                INSERT INTO notes VALUES (1, 'a'), (2, 'a');
                """;
        for (String each : script.split(";\\n")) {
            for (var server : new io.sluice.examples.servers.RunningServer[] {
                servers.shard(0).primary(), servers.plain()
            }) {
                try (Connection connection = server.connectAsAdmin();
                        Statement statement = connection.createStatement()) {
                    statement.execute("USE " + servers.schema());
                    statement.execute(each);
                }
            }
        }
        servers.awaitReplicas();
        folder = Files.createTempDirectory("sluice-routines");
        one = source("one", 1);
        two = source("two", 2);
    }

    private static SluiceDataSource source(String name, int shards) throws Exception {
        Path own = Files.createDirectory(folder.resolve(name));
        StringBuilder yaml = new StringBuilder("schema: " + servers.schema() + "\nshards:\n");
        for (int i = 0; i < shards; i++) {
            yaml.append("  s%d: { servers: [\"%s\"] }\n"
                    .formatted(i, servers.shard(i).primary().address()));
        }
        var any = servers.plain();
        yaml.append("backend: { user: \"%s\", password: \"%s\" }\n".formatted(any.user(), any.password()));
        Files.writeString(own.resolve("cluster.yaml"), yaml);
        Files.writeString(own.resolve("rules.groovy"), "single 'notes', on: 's0'\n");
        return new SluiceDataSource("jdbc:sluice:" + own.resolve("cluster.yaml") + "?sslMode=DISABLED");
    }

    @AfterAll
    static void stop() {
        one.close();
        two.close();
        ClusterFolder.delete(folder);
    }

    private static Connection plain() throws SQLException {
        return DriverManager.getConnection(
                servers.plain().jdbcUrl(servers.schema()),
                servers.plain().user(),
                servers.plain().password());
    }

    /** A script gives the same on both. */
    private static void same(Twin.Script script) throws Exception {
        Transcript expected = new Transcript();
        try (Connection connection = plain()) {
            script.run(connection, expected);
        }
        Transcript actual = new Transcript();
        try (Connection connection = one.getConnection()) {
            script.run(connection, actual);
        }
        assertEquals(expected.text(), actual.text());
    }

    @Test
    void parametersComeAndGo() throws Exception {
        same((connection, transcript) -> {
            try (CallableStatement call = connection.prepareCall("{call twice(?, ?, ?)}")) {
                for (int i = 1; i < 3; i++) {
                    call.setInt(1, i);
                    call.registerOutParameter(2, Types.INTEGER);
                    call.setString(3, "c" + i);
                    call.registerOutParameter(3, Types.VARCHAR);
                    transcript.tell("execute", call::execute);
                    transcript.tell("b", () -> call.getInt(2));
                    transcript.tell("b as text", () -> call.getString("b"));
                    transcript.tell("b as object", () -> call.getObject(2));
                    transcript.tell("c", () -> call.getString(3));
                    transcript.tell("null", call::wasNull);
                    transcript.tell(
                            "parameters", () -> call.getParameterMetaData().getParameterCount());
                }
                call.setInt("a", 9);
                call.setString("c", "named");
                transcript.tell("named", call::executeUpdate);
                transcript.tell("c", () -> call.getString("c"));
                transcript.tell("connection", () -> call.getConnection() == connection);
                transcript.tell("wrapper", () -> call.isWrapperFor(CallableStatement.class));
            }
        });
    }

    @Test
    void functionsAndErrors() throws Exception {
        same((connection, transcript) -> {
            try (CallableStatement call = connection.prepareCall("{? = call plus(?, ?)}")) {
                call.registerOutParameter(1, Types.INTEGER);
                call.setInt(2, 3);
                call.setInt(3, 4);
                transcript.tell("execute", call::execute);
                transcript.tell("sum", () -> call.getLong(1));
            }
            for (String sql : new String[] {"{call fails()}", "CALL nothing()", "{call twice(?)}"}) {
                transcript.tell(sql, () -> {
                    try (CallableStatement call = connection.prepareCall(sql)) {
                        return call.execute();
                    }
                });
            }
        });
    }

    @Test
    void severalResults() throws Exception {
        same((connection, transcript) -> {
            try (CallableStatement call = connection.prepareCall("{call sets()}");
                    Statement statement = connection.createStatement()) {
                results(call, call.execute(), transcript);
                results(statement, statement.execute("CALL sets()"), transcript);
            }
        });
    }

    private static void results(Statement statement, boolean first, Transcript transcript) throws SQLException {
        boolean rows = first;
        while (rows || statement.getUpdateCount() >= 0) {
            if (rows) {
                try (ResultSet set = statement.getResultSet()) {
                    transcript.rows("set", set);
                }
            } else {
                transcript.say("count", statement.getUpdateCount());
            }
            rows = statement.getMoreResults();
        }
    }

    @Test
    void ofSeveralShardsAHintSaysWhich() throws Exception {
        try (Connection connection = two.getConnection()) {
            try (CallableStatement call = connection.prepareCall("{call twice(1, ?, ?)}")) {
                SQLException refused = assertThrows(SQLException.class, call::execute);
                assertTrue(refused.getMessage().contains("several shards"), refused.getMessage());
            }
            try (CallableStatement call = connection.prepareCall("/* sluice: shard=s0 */ {call twice(4, ?, ?)}")) {
                call.registerOutParameter(1, Types.INTEGER);
                call.setString(2, "x");
                call.registerOutParameter(2, Types.VARCHAR);
                call.execute();
                assertEquals(8, call.getInt(1));
                assertEquals("x!", call.getString(2));
            }
        }
    }
}
