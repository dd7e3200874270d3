package io.sluice.examples.kit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sluice.testkit.Finding;
import io.sluice.testkit.ShardingAllows;
import io.sluice.testkit.ShardingTest;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/** An application's tests, which now also say what it costs to shard it. */
@ShardingTest(rules = "classpath:kit/rules.groovy", schema = "classpath:kit/schema.sql", shards = 2)
class OrdersExample {
    @Test
    void aUsersOrders(DataSource database) throws Exception {
        Orders orders = new Orders(database);
        long first = orders.buy(1, "Riga", "1.50");
        orders.buy(1, "Oslo", "2.50");
        orders.buy(2, "Riga", "3.50");
        assertEquals(List.of("Riga 1.50", "Oslo 2.50"), orders.of(1));
        assertEquals("Riga 1.50", orders.one(1, first));
        assertEquals(1, orders.pay(1, first));
    }

    @Test
    @ShardingAllows(value = Finding.SCATTER, because = "the monthly report asks every shard")
    void theMonthlyReport(DataSource database) throws Exception {
        Orders orders = new Orders(database);
        orders.buy(3, "Bonn", "1.50");
        orders.buy(4, "Bonn", "2.50");
        assertEquals(List.of("Bonn 1.50", "Bonn 2.50"), orders.in("Bonn"));
    }
}
