package io.sluice.examples.kit;

import io.sluice.testkit.ShardingTest;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/** Each of these passes on one MySQL; the kit lets none pass. */
@ShardingTest(rules = "classpath:kit/rules.groovy", schema = "classpath:kit/schema.sql", shards = 2)
class MistakesExample {
    @Test
    void scatters(DataSource database) throws Exception {
        new Orders(database).in("Riga");
    }

    @Test
    void writesWithoutKey(DataSource database) throws Exception {
        Orders orders = new Orders(database);
        orders.payById(orders.buy(5, "Riga", "1.50"));
    }

    @Test
    void isRefused(DataSource database) throws Exception {
        try {
            new Orders(database).like(1, 2);
        } catch (java.sql.SQLException e) {
            return; // nobody looks into the log
        }
    }

    /** The order of rows is left to chance, which is another on shards. */
    @Test
    void differs(DataSource database) throws Exception {
        Orders orders = new Orders(database);
        for (int user = 10; user < 18; user++) {
            orders.buy(user, "city" + user, user + ".00");
        }
        orders.anyTwo();
    }
}
