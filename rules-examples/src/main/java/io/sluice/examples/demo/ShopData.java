package io.sluice.examples.demo;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.StringJoiner;
import java.util.regex.Pattern;

/** Fills the shop through any connection to it, sharded or not. The same rows each time, but for generated ids. */
final class ShopData {
    static final int USERS = 20;
    static final int ORDERS_PER_USER = 15;

    private static final List<String> CITIES =
            List.of("Berlin", "Kraków", "Lyon", "Porto", "Utrecht", "Wien", "Zürich", "Århus");
    private static final List<String> PRODUCTS = List.of("apples", "bread", "cheese", "honey", "tea ☕", "wine");
    private static final List<String> STATES = List.of("new", "paid", "sent");
    private static final Pattern COMMENT_LINE = Pattern.compile("(?m)^\\s*--.*$");

    private final Connection connection;
    private final Random random = new Random(7);

    private ShopData(Connection connection) {
        this.connection = connection;
    }

    /** Makes the tables, then fills them. */
    static void load(Connection connection, String schema) throws SQLException {
        ShopData data = new ShopData(connection);
        data.tables(schema);
        data.countries();
        data.orders();
        data.items();
        data.audit();
    }

    private void tables(String schema) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String each : COMMENT_LINE.matcher(schema).replaceAll("").split(";")) {
                if (!each.isBlank()) {
                    statement.execute(each.strip());
                }
            }
        }
    }

    private void countries() throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("INSERT INTO countries (code, name) VALUES ('AT', 'Österreich'), ('CH', 'Schweiz'),"
                    + " ('DE', 'Deutschland'), ('DK', 'Danmark'), ('FR', 'France'), ('NL', 'Nederland'),"
                    + " ('PL', 'Polska'), ('PT', 'Portugal')");
        }
    }

    /** One INSERT per day, with the rows of all users: Sluice splits it, and makes the ids. */
    private void orders() throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (int day = 1; day <= ORDERS_PER_USER; day++) {
                StringJoiner rows = new StringJoiner(", ");
                for (int user = 1; user <= USERS; user++) {
                    rows.add("(%d, '%s', '%s', %s, '2026-03-%02d %02d:%02d:00')"
                            .formatted(
                                    user,
                                    any(CITIES),
                                    any(STATES),
                                    amount(20_000),
                                    day,
                                    8 + random.nextInt(12),
                                    random.nextInt(60)));
                }
                statement.execute("INSERT INTO orders (user_id, city, status, total, created_at) VALUES " + rows);
            }
        }
    }

    private record Order(long id, long user) {}

    private void items() throws SQLException {
        try (PreparedStatement insert =
                connection.prepareStatement("INSERT INTO order_items (order_id, user_id, product, quantity, price)"
                        + " VALUES (?, ?, ?, ?, ?), (?, ?, ?, ?, ?)")) {
            for (Order order : allOrders()) {
                for (int item = 0; item < 2; item++) {
                    insert.setLong(item * 5 + 1, order.id());
                    insert.setLong(item * 5 + 2, order.user());
                    insert.setString(item * 5 + 3, any(PRODUCTS));
                    insert.setInt(item * 5 + 4, 1 + random.nextInt(5));
                    insert.setBigDecimal(item * 5 + 5, amount(3_000));
                }
                insert.executeUpdate();
            }
        }
    }

    private List<Order> allOrders() throws SQLException {
        List<Order> orders = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows =
                        statement.executeQuery("SELECT id, user_id FROM orders ORDER BY user_id, created_at")) {
            while (rows.next()) {
                orders.add(new Order(rows.getLong(1), rows.getLong(2)));
            }
        }
        return orders;
    }

    private void audit() throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("INSERT INTO audit_log (message) VALUES ('the shop opened')");
        }
    }

    private String any(List<String> of) {
        return of.get(random.nextInt(of.size()));
    }

    private BigDecimal amount(int maxCents) {
        return BigDecimal.valueOf(100 + random.nextInt(maxCents), 2);
    }
}
