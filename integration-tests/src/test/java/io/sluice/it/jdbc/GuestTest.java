package io.sluice.it.jdbc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.it.servers.TestServers;
import io.sluice.it.servers.WithServers;
import io.sluice.jdbc.SluiceDataSource;
import io.sluice.jdbc.SluiceDriver;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.management.ObjectName;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The driver is a guest in somebody's process: it leaves nothing behind. {@code -Dguest.cycles=100}: the long form. */
@WithServers
class GuestTest {
    private static Twin twin;

    @BeforeAll
    static void start(TestServers servers) throws Exception {
        twin = Twin.start(servers).with("\nCREATE TABLE kinds (id BIGINT NOT NULL PRIMARY KEY, n INT);\n");
    }

    @AfterAll
    static void stop() {
        twin.close();
    }

    private static void use(SluiceDataSource source) throws SQLException {
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement()) {
            for (String sql : new String[] {
                "SELECT COUNT(*) FROM kinds", "SELECT COUNT(*) FROM kinds a JOIN kinds b ON a.n = b.n WHERE a.id = 1"
            }) {
                try (ResultSet rows = statement.executeQuery(sql)) {
                    rows.next();
                }
            }
        }
    }

    /** Threads that live as long as a data source: not those that end after some time without work. */
    private static List<String> ours() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.startsWith("sluice"))
                .filter(name -> !name.endsWith(":connection-adder")
                        && !name.startsWith("sluice-shards")
                        && !name.startsWith("sluice-schema"))
                .map(name -> name.replaceAll("[0-9]+", "N"))
                .sorted()
                .toList();
    }

    @Test
    void closingFreesEverything() throws Exception {
        use(twin.source());
        List<String> before = ours();
        int cycles = Integer.getInteger("guest.cycles", 8);
        for (int i = 0; i < 4; i++) {
            cycle();
        }
        long unloaded = unloaded();
        Map<String, Integer> alive = alive();
        assertTrue(alive.getOrDefault("io.sluice.jdbc.exec.Embedded", 0) > 0, "the twin's own is there: " + alive);
        long metaspace = metaspace();
        for (int i = 0; i < cycles; i++) {
            cycle();
        }
        assertEquals(before, settled(before));
        // A rules file makes classes of its own.
        assertTrue(unloaded() - unloaded >= cycles, "unloaded: " + unloaded + ", then " + unloaded());
        assertEquals(alive, alive());
        // A JVM that has just begun keeps counters of the methods that it meets, for a while, some 100 KB for each
        // cycle.
        assertTrue(
                metaspace() - metaspace < 2_000_000L + 50_000L * cycles,
                "metaspace: " + metaspace + ", then " + metaspace());
    }

    /** How many there are of what a data source has: its class loaders of rules, pools and threads' work. */
    private static Map<String, Integer> alive() throws Exception {
        collect();
        String histogram = (String) ManagementFactory.getPlatformMBeanServer()
                .invoke(
                        new ObjectName("com.sun.management:type=DiagnosticCommand"),
                        "gcClassHistogram",
                        new Object[] {new String[0]},
                        new String[] {String[].class.getName()});
        Map<String, Integer> alive = new TreeMap<>();
        for (String name : List.of(
                "groovy.lang.GroovyClassLoader",
                "com.zaxxer.hikari.pool.HikariPool",
                "io.sluice.jdbc.exec.Embedded",
                "io.sluice.routing.control.ControlPlane")) {
            Matcher line = Pattern.compile("\\s(\\d+)\\s+\\d+\\s+" + Pattern.quote(name) + "(\\s|$)")
                    .matcher(histogram);
            alive.put(name, line.find() ? Integer.parseInt(line.group(1)) : 0);
        }
        return alive;
    }

    private static void cycle() throws Exception {
        try (SluiceDataSource source = twin.another("")) {
            use(source);
        }
    }

    /** Threads end a moment after they were told to. */
    private static List<String> settled(List<String> wanted) throws InterruptedException {
        List<String> now = ours();
        for (int i = 0; i < 100 && !now.equals(wanted); i++) {
            Thread.sleep(50);
            now = ours();
        }
        return now;
    }

    private static long unloaded() throws InterruptedException {
        collect();
        return ManagementFactory.getClassLoadingMXBean().getUnloadedClassCount();
    }

    private static long metaspace() {
        for (MemoryPoolMXBean pool : ManagementFactory.getMemoryPoolMXBeans()) {
            if (pool.getName().equals("Metaspace")) {
                return pool.getUsage().getUsed();
            }
        }
        return 0;
    }

    private static void collect() throws InterruptedException {
        for (int i = 0; i < 3; i++) {
            System.gc();
            Thread.sleep(50);
        }
    }

    @Test
    void allThreadsAreDaemons() throws Exception {
        try (SluiceDataSource source = twin.another("")) {
            use(source);
            List<String> left = Thread.getAllStackTraces().keySet().stream()
                    .filter(thread -> !thread.isDaemon())
                    .map(Thread::getName)
                    .filter(name -> name.contains("sluice") || name.contains("Hikari") || name.contains("mysql-cj"))
                    .toList();
            assertEquals(List.of(), left);
        }
    }

    @Test
    void deregisteringEndsWhatWasOpenedThroughDriverManager() throws Exception {
        String url = twin.source().getUrl() + "&applicationName=guest";
        Connection open = DriverManager.getConnection(url);
        open.createStatement().executeQuery("SELECT COUNT(*) FROM kinds");
        Driver driver = DriverManager.getDriver(url);
        assertTrue(driver instanceof SluiceDriver);
        DriverManager.deregisterDriver(driver);
        try {
            assertThrows(SQLException.class, () -> open.createStatement().executeQuery("SELECT COUNT(*) FROM kinds"));
            assertThrows(SQLException.class, () -> DriverManager.getConnection(url));
        } finally {
            DriverManager.registerDriver(driver, (SluiceDriver) driver);
        }
        try (Connection again = DriverManager.getConnection(url)) {
            assertTrue(again.isValid(5));
        }
    }
}
