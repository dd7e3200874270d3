package io.sluice.it.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sluice.it.doors.ClusterFolder;
import io.sluice.it.servers.TestServers;
import io.sluice.it.servers.WithServers;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** A million rows in an application of 256 MiB, with {@code setFetchSize(Integer.MIN_VALUE)}. */
@WithServers
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DriverMemoryTest {
    private ClusterFolder cluster;

    @BeforeAll
    void start(TestServers servers, @TempDir Path folder) {
        servers.freshSchema();
        LongTables.make(servers);
        cluster = ClusterFolder.write(folder, servers, LongTables.RULES, false);
    }

    @Test
    void ofOneShard() throws IOException {
        long rows = LongTables.LONE * LongTables.LONE;
        String read = read(LongTables.ONE_SHARD, "fast");
        String begin = rows + " rows, sum " + rows * (rows - 1) / 2 + ", ";
        assertEquals(begin, read.substring(0, Math.min(begin.length(), read.length())));
    }

    @Test
    void mergedInOrder() throws IOException {
        mergedInOrder("fast");
    }

    @Test
    void mergedInOrderForASlowReader() throws IOException {
        mergedInOrder("slow");
    }

    private void mergedInOrder(String speed) throws IOException {
        long rows = LongTables.ROWS;
        LongRead wanted = new LongRead(rows, rows * (rows - 1) / 2, 0, LongTables.PAD);
        assertEquals(wanted.text(), "read: " + read(LongTables.MERGED, speed));
    }

    private String read(String sql, String speed) throws IOException {
        try (Child child = Child.start(DriverChild.class, cluster.sluiceUrl(), sql, speed)) {
            String read = child.line("read: ");
            System.out.println("[memory] driver, " + speed + ", " + sql + ": peak " + child.line("peak:"));
            return read;
        }
    }
}
