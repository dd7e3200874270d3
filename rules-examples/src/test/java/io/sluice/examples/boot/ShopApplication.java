package io.sluice.examples.boot;

import com.zaxxer.hikari.HikariDataSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.function.LongToIntFunction;
import java.util.function.Supplier;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.ConfigurableApplicationContext;

/** The application; its settings are {@code application.yaml}'s. */
@SpringBootApplication
public class ShopApplication {
    /** Which servers answered, and what was seen. */
    public record Day(List<String> seen, List<Integer> readingPorts, List<Integer> writingPorts) {}

    /**
     * Starts on the database of that URL, which Flyway migrates first, does a day's work, and ends.
     *
     * @param replicas the ports of all servers that reads shall go to, when they have what was written; empty for no matter which
     */
    public static Day day(String url, String driver, String user, String password, Supplier<Set<Integer>> replicas)
            throws Exception {
        SpringApplication application = new SpringApplication(ShopApplication.class);
        try (ConfigurableApplicationContext running = application.run(
                "--spring.config.name=shop",
                "--spring.config.location=classpath:boot/",
                "--spring.datasource.url=" + url,
                "--spring.datasource.driver-class-name=" + driver,
                "--spring.datasource.username=" + user,
                "--spring.datasource.password=" + password)) {
            ShopService shop = running.getBean(ShopService.class);
            List<String> seen = work(shop);
            Set<Integer> wanted = replicas.get();
            Set<Integer> writing = ports(shop::writingPort);
            Set<Integer> reading = readingPorts(running, shop);
            // That a replica has what was written is known from the next question to it on.
            for (int i = 0; i < 100 && !wanted.isEmpty() && !wanted.containsAll(reading); i++) {
                Thread.sleep(100);
                reading = readingPorts(running, shop);
            }
            return new Day(seen, List.copyOf(reading), List.copyOf(writing));
        }
    }

    /** Of new connections, for a session that has written may go on to read where it has. */
    private static Set<Integer> readingPorts(ConfigurableApplicationContext running, ShopService shop) {
        running.getBean(HikariDataSource.class).getHikariPoolMXBean().softEvictConnections();
        return ports(shop::readingPort);
    }

    private static Set<Integer> ports(LongToIntFunction ofUser) {
        Set<Integer> ports = new TreeSet<>();
        for (long userId = 1; userId <= 4; userId++) {
            ports.add(ofUser.applyAsInt(userId));
        }
        return ports;
    }

    private static List<String> work(ShopService shop) throws Exception {
        List<String> seen = new ArrayList<>();
        shop.fill(List.of(
                new Object[] {1, "Riga", "10.00"},
                new Object[] {2, "Oslo", "20.50"},
                new Object[] {3, "Riga", "30.25"},
                new Object[] {4, "Bonn", "5.00"}));
        for (long userId = 1; userId <= 6; userId++) {
            shop.buy(userId, userId % 2 == 0 ? "Oslo" : "Riga", userId + ".75");
        }
        see(seen, "bought", () -> shop.of(3) + " " + shop.audits());
        see(seen, "rolled back", () -> {
            try {
                shop.buyTwiceAndFail(5);
                return "not refused";
            } catch (IllegalStateException e) {
                return e.getMessage() + " " + shop.of(5) + shop.of(6) + " " + shop.audits();
            }
        });
        see(seen, "pages", () -> shop.page("Riga", 0) + shop.page("Riga", 1));
        see(seen, "by city", shop::byCity);
        see(seen, "countries", shop::countries);
        see(seen, "raised", () -> shop.raise("Oslo", "1.25") + " " + shop.page("Oslo", 0));
        see(seen, "moved", () -> {
            shop.move(3, "Bonn");
            return shop.of(3);
        });
        see(seen, "forgotten", () -> {
            shop.forget(6);
            return shop.of(6) + " " + shop.byCity();
        });
        return seen;
    }

    private static void see(List<String> seen, String what, Callable<?> question) throws Exception {
        seen.add(what + ": " + question.call());
    }
}
