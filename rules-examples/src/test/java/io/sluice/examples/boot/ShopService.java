package io.sluice.examples.boot;

import java.math.BigDecimal;
import java.util.List;
import org.springframework.data.domain.PageRequest;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** What the shop does, in transactions as Spring's annotations say. */
@Service
class ShopService {
    private final Purchases purchases;
    private final JdbcTemplate jdbc;

    ShopService(Purchases purchases, JdbcTemplate jdbc) {
        this.purchases = purchases;
        this.jdbc = jdbc;
    }

    @Transactional
    public void buy(long userId, String city, String total) {
        purchases.save(new Purchase(userId, city, total));
        jdbc.update("INSERT INTO audit_log (message) VALUES (?)", "user " + userId + " bought for " + total);
    }

    /** Both purchases, or none: the second fails. */
    @Transactional
    public void buyTwiceAndFail(long userId) {
        buy(userId, "gone", "1.00");
        buy(userId + 1, "gone", "2.00");
        purchases.flush();
        throw new IllegalStateException("the card is refused");
    }

    @Transactional
    public int raise(String city, String more) {
        return purchases.raise(city, new BigDecimal(more));
    }

    @Transactional
    public void move(long userId, String city) {
        purchases.findByUserIdOrderByTotalDesc(userId).get(0).city = city;
    }

    @Transactional
    public void forget(long userId) {
        purchases.deleteAll(purchases.findByUserIdOrderByTotalDesc(userId));
    }

    @Transactional(readOnly = true)
    public List<Purchase> of(long userId) {
        return purchases.findByUserIdOrderByTotalDesc(userId);
    }

    @Transactional(readOnly = true)
    public String page(String city, int page) {
        var found = purchases.findByCityOrderByTotalDesc(city, PageRequest.of(page, 2));
        return found.getTotalElements() + " " + found.getContent();
    }

    @Transactional(readOnly = true)
    public List<String> byCity() {
        return purchases.byCity().stream()
                .map(row -> row[0] + " " + row[1] + " " + row[2])
                .toList();
    }

    /** A join of a sharded table with a broadcast one, without JPA. */
    @Transactional(readOnly = true)
    public List<String> countries() {
        return jdbc.queryForList(
                "SELECT CONCAT(c.name, ' ', COUNT(*)) FROM orders o JOIN cities c ON c.city = o.city"
                        + " GROUP BY c.name ORDER BY c.name",
                String.class);
    }

    public void fill(List<Object[]> rows) {
        jdbc.batchUpdate("INSERT INTO orders (user_id, city, total) VALUES (?, ?, ?)", rows);
    }

    public int audits() {
        return Integer.parseInt(String.valueOf(jdbc.queryForObject("SELECT COUNT(*) FROM audit_log", String.class)));
    }

    /** The port of the server that answers in a transaction that only reads. */
    @Transactional(readOnly = true)
    public int readingPort(long userId) {
        return port(userId);
    }

    @Transactional
    public int writingPort(long userId) {
        return port(userId);
    }

    private int port(long userId) {
        return jdbc.queryForList("SELECT @@port FROM orders WHERE user_id = ?", Integer.class, userId)
                .get(0);
    }
}
