package io.sluice.routing.merge;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** The client's names in what SHOW CREATE tells, and nothing else changed. */
class ShownNamesTest {
    private static final ShownNames NAMES =
            new ShownNames(Map.of("orders_0", "orders", "users_0", "users", "a`b", "c`d"), "shop_p0", "shop");

    private static void shown(String expected, String text) {
        assertEquals(expected, NAMES.ddl(text));
    }

    @Test
    void ofATable() {
        shown(
                """
                CREATE TABLE `orders` (
                  `orders_0` int(11) DEFAULT NULL COMMENT 'REFERENCES `users_0` it''s',
                  KEY `users_0` (`orders_0`),
                  CONSTRAINT `orders_ibfk_1` FOREIGN KEY (`orders_0`) REFERENCES `users` (`users_0`),
                  CONSTRAINT `mine` FOREIGN KEY (`x`) REFERENCES `shop`.`users` (`id`),
                  CONSTRAINT `orders_chk_1` CHECK (`orders_0` > 'shop_p0')
                ) ENGINE=InnoDB COMMENT='CREATE TABLE `orders_0`'""",
                """
                CREATE TABLE `orders_0` (
                  `orders_0` int(11) DEFAULT NULL COMMENT 'REFERENCES `users_0` it''s',
                  KEY `users_0` (`orders_0`),
                  CONSTRAINT `orders_0_ibfk_1` FOREIGN KEY (`orders_0`) REFERENCES `users_0` (`users_0`),
                  CONSTRAINT `mine` FOREIGN KEY (`x`) REFERENCES `shop_p0`.`users_0` (`id`),
                  CONSTRAINT `orders_0_chk_1` CHECK (`orders_0` > 'shop_p0')
                ) ENGINE=InnoDB COMMENT='CREATE TABLE `orders_0`'""");
        shown("CREATE TABLE \"orders\" (\"a\" int)", "CREATE TABLE \"orders_0\" (\"a\" int)");
        shown("CREATE TABLE orders (a int)", "CREATE TABLE orders_0 (a int)");
        shown("CREATE TABLE `c``d` (`a``b` int)", "CREATE TABLE `a``b` (`a``b` int)");
    }

    @Test
    void ofAView() {
        shown(
                "CREATE ALGORITHM=UNDEFINED DEFINER=`a`@`%` SQL SECURITY DEFINER VIEW `shop`.`v` AS select `orders`.`id` AS `id`,'orders_0' AS `x`"
                        + " from `shop`.`orders`",
                "CREATE ALGORITHM=UNDEFINED DEFINER=`a`@`%` SQL SECURITY DEFINER VIEW `shop_p0`.`v` AS select `orders_0`.`id` AS `id`,'orders_0' AS `x`"
                        + " from `shop_p0`.`orders_0`");
    }

    @Test
    void ofADatabase() {
        shown(
                "CREATE DATABASE `shop` /*!40100 DEFAULT CHARACTER SET utf8mb4 */",
                "CREATE DATABASE `shop_p0` /*!40100 DEFAULT CHARACTER SET utf8mb4 */");
        shown("CREATE DATABASE /*!32312 IF NOT EXISTS*/ `shop`", "CREATE DATABASE /*!32312 IF NOT EXISTS*/ `shop_p0`");
    }
}
