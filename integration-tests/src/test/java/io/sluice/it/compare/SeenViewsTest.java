package io.sluice.it.compare;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.examples.servers.RunningServer;
import io.sluice.it.servers.TestServers;
import io.sluice.it.servers.WithServers;
import io.sluice.jdbc.SluiceDataSource;
import io.sluice.proxy.ProxyServer;
import io.sluice.routing.config.Configuration;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Views over sharded tables, made through Sluice, answer what the same views answer on the plain server. */
@WithServers
class SeenViewsTest {
    private static final String RULES =
            """
            table('accounts') { key 'id'; shards 's0', 's1'; modulo() }
            table('entries')  { key 'account_id'; shards 's0', 's1'; modulo() }
            colocate accounts: 'id', entries: 'account_id'
            table('parts')    { key 'id'; ranges 's0.parts_a': below(1_000), 's1.parts_b': from(1_000) }
            broadcast 'countries'
            """;

    /** Several slots on each shard, and a group of its own for parts. */
    private static final String SLOTS =
            """
            table('accounts') { key 'id'; shards 's0', 's1'; tables 'accounts_{0..2}'; modulo() }
            table('entries')  { key 'account_id'; shards 's0', 's1'; tables 'entries_{0..2}'; modulo() }
            colocate accounts: 'id', entries: 'account_id'
            table('parts')    { key 'id'; shards 's0', 's1'; tables 'parts_{0..1}'; hash() }
            broadcast 'countries'
            """;

    private static final List<String> DATA = List.of(
            "CREATE TABLE accounts (id BIGINT NOT NULL PRIMARY KEY, owner VARCHAR(64), country CHAR(2))",
            "CREATE TABLE entries (account_id BIGINT NOT NULL, amount INT, open INT, note VARCHAR(20))",
            "CREATE TABLE parts (id BIGINT NOT NULL PRIMARY KEY, n INT)",
            "CREATE TABLE countries (code CHAR(2) NOT NULL PRIMARY KEY, name VARCHAR(64) NOT NULL)",
            "INSERT INTO accounts VALUES (1, 'ann', 'DE'), (2, 'bob', 'FR'), (3, 'cid', NULL), (4, 'dan', 'DE'),"
                    + " (5, 'eva', 'FR'), (6, 'fay', 'US'), (7, 'gus', 'DE'), (8, 'hal', 'XX'), (9, 'ivy', 'DE')",
            "INSERT INTO entries VALUES (1, 2, 1, 'a'), (2, 2, 0, 'b'), (3, 5, 1, 'c'), (3, 6, 1, 'd'), (4, NULL, 1, 'e'),"
                    + " (5, 1, 0, 'f'), (6, 9, 1, 'g'), (7, 3, 1, 'h'), (7, 4, 0, 'i'), (7, 8, 1, NULL), (9, 9, 1, 'k')",
            "INSERT INTO parts VALUES (1, 1), (2, 3), (900, 4), (1000, 2), (1500, 5), (1501, 6)",
            "INSERT INTO countries VALUES ('DE', 'Germany'), ('FR', 'France'), ('US', 'States')");

    @ParameterizedTest
    @EnumSource
    void answerAsOnOneServer(Door door, TestServers servers, @TempDir Path folder) throws Exception {
        answer(door, servers, cluster(folder, servers, RULES));
    }

    @ParameterizedTest
    @EnumSource(names = {"PROXY_PREPARED", "DRIVER_TEXT"})
    void answerWithSeveralSlotsOnAShard(Door door, TestServers servers, @TempDir Path folder) throws Exception {
        answer(door, servers, cluster(folder, servers, SLOTS));
    }

    private static void answer(Door door, TestServers servers, Path file) throws Exception {
        servers.freshSchema();
        List<String> differences = new ArrayList<>();
        try (Connection plain = servers.plain().connect(servers.schema());
                AutoCloseable open = door.isDriver()
                        ? new SluiceDataSource("jdbc:sluice:" + file + "?sslMode=DISABLED" + door.options())
                        : ProxyServer.start(Configuration.read(file));
                Connection sluice = sluice(open, servers, door)) {
            for (String each : DATA) {
                Example example = Example.of(each);
                compare(plain, sluice, example, false, differences);
            }
            for (List<Example> section : ExampleFile.sections("views.sql").values()) {
                for (Example example : section) {
                    compare(plain, sluice, example, door.prepared(), differences);
                }
            }
        }
        assertTrue(differences.isEmpty(), () -> String.join("\n", differences));
    }

    private static void compare(
            Connection plain, Connection sluice, Example example, boolean prepared, List<String> differences) {
        Answer first = Asked.by(sluice, example, prepared);
        // MySQL does not prepare every statement about views: what it does not (1295) is asked as text.
        Answer answer = prepared && first instanceof Answer.Failure unprepared && unprepared.errno() == 1295
                ? Asked.by(sluice, example, false)
                : first;
        if (example.is(Example.Mark.REFUSED)) {
            if (!(answer instanceof Answer.Failure failure && failure.refusal())) {
                differences.add(example.text() + "\n    is not refused: " + answer);
            }
            return;
        }
        String difference = Comparison.difference(
                example, withoutOrigins(Asked.by(plain, example, prepared)), withoutOrigins(answer));
        if (!difference.isEmpty()) {
            differences.add(example.text() + "\n    " + difference);
        }
    }

    /** MySQL calls the table of a view's column as its plan has it: the view, or the table behind it, or none. */
    private static Answer withoutOrigins(Answer answer) {
        return answer instanceof Answer.Rows rows
                ? new Answer.Rows(
                        rows.columns().stream()
                                .map(SeenViewsTest::withoutOrigin)
                                .toList(),
                        rows.rows())
                : answer;
    }

    private static Answer.Column withoutOrigin(Answer.Column column) {
        return new Answer.Column(
                column.label(),
                "",
                column.type(),
                column.typeName(),
                column.className(),
                column.precision(),
                column.scale(),
                column.signed());
    }

    private static Connection sluice(AutoCloseable open, TestServers servers, Door door) throws SQLException {
        if (open instanceof SluiceDataSource driver) {
            return driver.getConnection();
        }
        String url = "jdbc:mysql://127.0.0.1:" + ((ProxyServer) open).port() + "/" + servers.schema();
        return DriverManager.getConnection(
                url + "?sslMode=DISABLED&allowPublicKeyRetrieval=true" + door.options(), "shop", "shop");
    }

    /** Primaries only, so that no replica needs to have the rows; schemas of one name, so that nothing may differ by it. */
    private static Path cluster(Path folder, TestServers servers, String rules) throws IOException {
        Files.writeString(folder.resolve("rules.groovy"), rules);
        RunningServer any = servers.plain();
        return Files.writeString(
                folder.resolve("cluster.yaml"),
                """
                schema: %1$s
                shards:
                  s0: { servers: ["%2$s"], schema: %1$s }
                  s1: { servers: ["%3$s"], schema: %1$s }
                backend: { user: %4$s, password: "%5$s" }
                proxy:
                  listen: 127.0.0.1:0
                  users:
                    - { name: shop, password: shop }
                probe: { interval: 300ms, timeout: 2s }
                """
                        .formatted(
                                servers.schema(),
                                servers.shard(0).primary().address(),
                                servers.shard(1).primary().address(),
                                any.user(),
                                any.password()));
    }
}
