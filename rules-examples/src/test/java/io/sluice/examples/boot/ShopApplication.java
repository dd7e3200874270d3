package io.sluice.examples.boot;

import com.zaxxer.hikari.HikariDataSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.ConfigurableApplicationContext;

/** The application; its settings are {@code application.yaml}'s. */
@SpringBootApplication
public class ShopApplication {
    /** Which servers answered, and what was seen. */
    public record Day(List<String> seen, List<Integer> readingPorts, List<Integer> writingPorts) {}

    /** Starts on the database of that URL, which Flyway migrates first, does a day's work, and ends. */
    public static Day day(String url, String driver, String user, String password, Runnable beforeReading)
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
            beforeReading.run();
            // New connections, for a session that has written may go on to read where it has.
            running.getBean(HikariDataSource.class).getHikariPoolMXBean().softEvictConnections();
            List<Integer> reading = new ArrayList<>();
            List<Integer> writing = new ArrayList<>();
            for (long userId = 1; userId <= 4; userId++) {
                reading.add(shop.readingPort(userId));
            }
            for (long userId = 1; userId <= 4; userId++) {
                writing.add(shop.writingPort(userId));
            }
            return new Day(seen, reading, writing);
        }
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
