package io.sluice.examples.kit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import io.sluice.examples.servers.Progress;
import io.sluice.examples.servers.RunningServer;
import io.sluice.examples.servers.ServerLayout;
import io.sluice.examples.servers.ServerSet;
import io.sluice.examples.servers.ServerSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.junit.platform.launcher.listeners.TestExecutionSummary;

/** The kit passes what is right and finds each planted mistake. */
class TestKitTest {
    private static ServerSet servers;

    @BeforeAll
    static void start() {
        servers = ServerSet.start(ServerLayout.shards(1, 0), ServerSettings.standard(), new Progress(line -> {}));
        RunningServer server = servers.shards().get(0).primary();
        System.setProperty("sluice.testkit.server", server.address().toString());
        System.setProperty("sluice.testkit.user", server.user());
        System.setProperty("sluice.testkit.password", server.password());
    }

    @AfterAll
    static void stop() {
        servers.close();
    }

    private static TestExecutionSummary run(Class<?> test) {
        LauncherDiscoveryRequest request = LauncherDiscoveryRequestBuilder.request()
                .selectors(selectClass(test))
                .build();
        SummaryGeneratingListener listener = new SummaryGeneratingListener();
        LauncherFactory.create().execute(request, listener);
        return listener.getSummary();
    }

    @Test
    void whatIsRightPasses() throws Exception {
        TestExecutionSummary summary = run(OrdersExample.class);
        assertEquals(Map.of(), messages(summary));
        assertEquals(2, summary.getTestsSucceededCount());
        String report = Files.readString(Path.of("target", "sluice-testkit", OrdersExample.class.getName() + ".txt"));
        assertTrue(
                report.contains(
                        "5 × one, primary (write)\n        INSERT INTO orders (user_id, city, total) VALUES (?, …)"),
                report);
        assertTrue(report.contains("[SCATTER]"), report);
    }

    @Test
    void eachMistakeIsFound() {
        Map<String, String> messages = messages(run(MistakesExample.class));
        assertEquals(
                "[differs, isRefused, scatters, writesWithoutKey]",
                messages.keySet().toString());
        found(messages.get("scatters"), "SCATTER: the statement goes to all slots", "WHERE city = ? ORDER BY total");
        found(messages.get("writesWithoutKey"), "KEYLESS_WRITE: the statement writes", "UPDATE orders SET status = ?");
        found(messages.get("isRefused"), "REFUSED: the statement is refused", "MATCH (city) AGAINST (?)");
        found(messages.get("differs"), "DIFFERENCE: the statement is answered otherwise", "LIMIT ?");
    }

    private static void found(String message, String... parts) {
        for (String each : parts) {
            assertTrue(message.contains(each), message);
        }
    }

    private static Map<String, String> messages(TestExecutionSummary summary) {
        Map<String, String> messages = new TreeMap<>();
        summary.getFailures()
                .forEach(each -> messages.put(
                        each.getTestIdentifier().getDisplayName().replaceAll("\\(.*", ""),
                        String.valueOf(each.getException().getMessage())));
        return messages;
    }
}
