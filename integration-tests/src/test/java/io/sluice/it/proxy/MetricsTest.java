package io.sluice.it.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.it.servers.TestServers;
import io.sluice.it.servers.WithServers;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What a scrape tells of statements that clients have sent, through real servers. */
@WithServers
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MetricsTest {
    private TestProxy proxy;

    @BeforeAll
    void start(TestServers servers) throws SQLException, IOException {
        servers.freshSchema();
        proxy = TestProxy.start(servers, "  metrics: { listen: 127.0.0.1:0 }\n").withShop();
    }

    @AfterAll
    void stop() {
        proxy.close();
    }

    @Test
    void textAndPreparedStatementsAreCountedByKindRouteAndShard() throws Exception {
        try (Connection connection = proxy.connect("app", "secret", "&useServerPrepStmts=true");
                Statement statement = connection.createStatement();
                PreparedStatement point = connection.prepareStatement("SELECT city FROM orders WHERE user_id = ?")) {
            statement.executeUpdate("INSERT INTO orders (id, user_id, city) VALUES (1, 1, 'a'), (2, 2, 'b')");
            point.setLong(1, 1);
            point.executeQuery().close();
            String before = scrape();
            for (int i = 0; i < 10; i++) {
                point.executeQuery().close();
            }
            statement.executeQuery("SELECT id FROM orders ORDER BY id").close();
            assertThrows(
                    SQLException.class, () -> statement.executeQuery("SELECT nothing FROM orders WHERE user_id = 1"));
            assertThrows(SQLException.class, () -> statement.executeUpdate("RENAME TABLE orders TO others"));
            String after = scrape();

            assertEquals(12, grown(before, after, "sluice_statements_total{kind=\"select\"}"));
            assertEquals(1, grown(before, after, "sluice_statement_errors_total{kind=\"select\"}"));
            assertEquals(1, grown(before, after, "sluice_statement_errors_total{kind=\"ddl\"}"));
            assertEquals(12, grown(before, after, "sluice_statement_duration_seconds_count{kind=\"select\"}"));
            assertEquals(1, grown(before, after, "sluice_routes_total{path=\"many\"}"));
            assertEquals(11, grown(before, after, "sluice_route_shards_bucket{le=\"1.0\"}"));
            assertEquals(1, grown(before, after, "sluice_server_errors_total"));
            assertEquals(12, grown(before, after, "sluice_rows_total"));
            assertTrue(grown(before, after, "sluice_plan_cache_hits_total") >= 10);
            assertTrue(grown(before, after, "sluice_plan_cache_misses_total") >= 2);
            assertTrue(grown(before, after, "sluice_client_received_bytes_total") > 100);
            assertTrue(grown(before, after, "sluice_client_sent_bytes_total") > 500);
            assertTrue(number(after, "sluice_client_connections") >= 1);
            assertTrue(after.contains("sluice_shard_duration_seconds_count{access=\"read\",shard=\"s1\"}"), after);
            assertTrue(after.contains("state=\"idle\",use=\"statements\"}"), after);
            assertTrue(after.contains("role=\"primary\""), after);
            assertFalse(after.contains("secret") || after.contains("SELECT"), "no user's word is a label");
        }
    }

    @Test
    void gatheredRowsAreCounted() throws Exception {
        try (Connection connection = proxy.connect();
                Statement statement = connection.createStatement()) {
            String before = scrape();
            try (ResultSet rows = statement.executeQuery(
                    "SELECT COUNT(*) FROM orders a JOIN orders b ON a.id < b.id + 1 AND a.city >= b.city")) {
                rows.next();
            }
            String after = scrape();
            assertEquals(1, grown(before, after, "sluice_routes_total{path=\"gathered\"}"));
            assertTrue(grown(before, after, "sluice_gathered_rows_total") >= 0);
        }
    }

    @Test
    void aLoginThatFailsIsCounted() throws Exception {
        String before = scrape();
        assertThrows(SQLException.class, () -> proxy.connect("app", "wrong", ""));
        assertEquals(1, grown(before, scrape(), "sluice_client_logins_failed_total"));
    }

    private static double grown(String before, String after, String metric) {
        return number(after, metric) - number(before, metric);
    }

    private static double number(String page, String metric) {
        Matcher line =
                Pattern.compile("(?m)^" + Pattern.quote(metric) + " (.+)$").matcher(page);
        assertTrue(line.find(), () -> metric + " is not in\n" + page);
        return Double.parseDouble(line.group(1));
    }

    private String scrape() throws IOException, InterruptedException {
        URI uri = URI.create("http://127.0.0.1:" + proxy.metricsPort() + "/metrics");
        HttpResponse<String> answer = HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
        assertEquals(200, answer.statusCode());
        return answer.body();
    }
}
