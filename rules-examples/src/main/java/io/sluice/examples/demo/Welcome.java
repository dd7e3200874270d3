package io.sluice.examples.demo;

import io.sluice.examples.servers.MariaDbJar;
import io.sluice.examples.servers.ServerProvider;

/** What the demo prints when it is ready. */
final class Welcome {
    /** The statements worth trying, as printed. */
    static final String POINT_READ = "SELECT id, city, total FROM orders WHERE user_id = 7 ORDER BY created_at LIMIT 3";

    static final String ALL_SHARDS =
            "SELECT city, COUNT(*) n, AVG(total) mean FROM orders GROUP BY city ORDER BY mean DESC";

    static final String EXPLAIN = "EXPLAIN ROUTE " + ALL_SHARDS;

    private Welcome() {}

    static String text(DemoShop shop) {
        return """

                The shop is open: %d users, %d orders, on two shards with two tables each.

                  mysql -h127.0.0.1 -P%d -u%s -p%s %s
                %s
                  Through the proxy:     %s
                  With Sluice's driver:  %s

                Three statements worth trying:

                  %s;
                      One shard has user 7's orders: its answer comes through as it is.

                  %s;
                      Every shard answers for its cities; sums and counts are brought together and sorted here.

                  %s;
                      Says what each shard was sent for it, and how the answers were merged.

                The rules may be edited while the demo runs: %s
                Ctrl-C ends it and removes everything."""
                .formatted(
                        ShopData.USERS,
                        ShopData.USERS * ShopData.ORDERS_PER_USER,
                        shop.port(),
                        DemoShop.USER,
                        DemoShop.PASSWORD,
                        DemoShop.SCHEMA,
                        ownClient(shop),
                        shop.mySqlUrl(),
                        shop.sluiceUrl(),
                        POINT_READ,
                        ALL_SHARDS,
                        EXPLAIN,
                        shop.clusterFile().resolveSibling("rules.groovy"));
    }

    /** The client that comes with MariaDB's jar: a fresh machine may have no other. */
    private static String ownClient(DemoShop shop) {
        if (!System.getProperty(ServerProvider.PROPERTY, "mariadb").equals("mariadb")) {
            return "";
        }
        return "  (MariaDB's client from 11.4 on also wants --skip-ssl. No client at hand? This one came along:\n"
                + "  %s --no-defaults --skip-ssl -h127.0.0.1 -P%d -u%s -p%s %s)\n"
                        .formatted(
                                MariaDbJar.commandLine(),
                                shop.port(),
                                DemoShop.USER,
                                DemoShop.PASSWORD,
                                DemoShop.SCHEMA);
    }
}
