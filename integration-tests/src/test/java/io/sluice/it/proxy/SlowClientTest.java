package io.sluice.it.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.util.internal.PlatformDependent;
import io.sluice.it.servers.TestServers;
import io.sluice.it.servers.WithServers;
import io.sluice.proxy.protocol.Commands;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Results of 64 MB for a client that does not read: nothing piles up in the proxy, and all of it comes in the end. */
@WithServers
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SlowClientTest {
    private static final int ROWS = 4096;
    private static final int WIDTH = 16 * 1024;
    private static final long BOUND = 24 << 20;

    private TestProxy proxy;

    @BeforeAll
    void startProxy(TestServers servers) throws SQLException, IOException {
        servers.freshSchema();
        proxy = TestProxy.start(servers).withShop();
        try (Connection connection = proxy.connect();
                Statement statement = connection.createStatement()) {
            for (int i = 0; i < ROWS; i += 512) {
                StringBuilder rows = new StringBuilder();
                for (int j = i + 1; j <= i + 512; j++) {
                    rows.append(rows.isEmpty() ? "" : ", ").append(String.format("(%d, %d, 'c')", j, j));
                }
                statement.executeUpdate("INSERT INTO orders (id, user_id, city) VALUES " + rows);
            }
        }
        servers.awaitReplicas();
    }

    @AfterAll
    void stopProxy() {
        proxy.close();
    }

    @Test
    void mergedFromAllShardsInOrder() throws Exception {
        slowly("SELECT user_id, REPEAT('x', " + WIDTH + ") FROM orders ORDER BY user_id", ROWS);
    }

    @Test
    void fromOneShard() throws Exception {
        slowly(
                "SELECT 1, REPEAT('x', " + WIDTH
                        + ") FROM information_schema.columns a, information_schema.columns b LIMIT " + ROWS,
                ROWS);
    }

    private void slowly(String sql, int expected) throws Exception {
        try (RawClient client = RawClient.loggedIn(proxy.port())) {
            long before = PlatformDependent.usedDirectMemory();
            client.command(Commands.query(sql));
            Thread.sleep(2000);
            long held = PlatformDependent.usedDirectMemory() - before;
            assertTrue(held < BOUND, "holds " + held);
            int packets = 0;
            byte[] last = client.read();
            while (packets < 3 || !(last[0] == (byte) 0xFE && last.length < 20)) {
                last = client.read();
                packets++;
            }
            assertEquals(expected, packets - 3);
        }
    }
}
