package io.sluice.routing.rules.groovy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.routing.rules.KeyNotPlaced;
import io.sluice.routing.rules.KeyType;
import io.sluice.routing.rules.Rules;
import io.sluice.routing.rules.TableRule;
import java.time.LocalDateTime;
import java.util.BitSet;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class GroovyRulesTest {
    private static Rules rules(String text) {
        return GroovyRules.load("rules.groovy", text, List.of("s0", "s1"));
    }

    private static TableRule.Sharded table(String text, String name) {
        return assertInstanceOf(TableRule.Sharded.class, rules(text).table(name));
    }

    private static String where(TableRule.Sharded rule, Object... keys) {
        BitSet slots = new BitSet();
        slots.set(0, rule.slots().size());
        for (int i = 0; i < keys.length; i++) {
            slots.and(rule.levels().get(i).rule().locate(keys[i]));
        }
        return names(rule, slots);
    }

    private static String range(TableRule.Sharded rule, Object low, Object high) {
        return names(rule, rule.levels().get(0).rule().locateRange(low, true, high, true));
    }

    /** Slots of the keys before {@code high}. */
    private static String until(TableRule.Sharded rule, Object high) {
        return names(rule, rule.levels().get(0).rule().locateRange(null, true, high, false));
    }

    private static String names(TableRule.Sharded rule, BitSet slots) {
        return slots.stream().mapToObj(i -> rule.slots().get(i).toString()).collect(Collectors.joining(" "));
    }

    @Test
    void moduloSpreadsOverShardsAndTables() {
        TableRule.Sharded orders = table(
                """
                table('orders') {
                    key 'user_id'
                    shards 's{0..1}'
                    tables 'orders_{0..1}'
                    modulo()
                    id 'id', snowflake()
                }
                """,
                "orders");
        assertEquals(
                "[s0.orders_0, s0.orders_1, s1.orders_0, s1.orders_1]",
                orders.slots().toString());
        assertEquals("s1.orders_1", where(orders, 7L));
        assertEquals("s1.orders_1", where(orders, -1L));
        assertEquals("s0.orders_0 s0.orders_1", range(orders, 4L, 5L));
        assertEquals(4, range(orders, null, 5L).split(" ").length);
        assertTrue(orders.id().generator().next() > 0);
    }

    @Test
    void closuresOfOneKeyNameTheirTargets() {
        TableRule.Sharded orders = table(
                """
                table('orders') {
                    key 'user_id'
                    shards { long userId -> "s${userId % 2}" }
                    tables { long userId -> "orders_${userId % 4}" }
                }
                """,
                "orders");
        assertEquals(
                "[s0.orders_0, s0.orders_2, s1.orders_1, s1.orders_3]",
                orders.slots().toString());
        assertEquals("s1.orders_3", where(orders, 7L));
        assertEquals("s0.orders_2 s1.orders_3", range(orders, 2L, 3L));
        assertThrows(KeyNotPlaced.class, () -> where(orders, -1L));
        assertEquals("s0.orders_0 s1.orders_1", range(orders, -5L, 1L));
    }

    @Test
    void twoLevelsWithDifferentKeys() {
        TableRule.Sharded orders = table(
                """
                table('orders') {
                    key 'user_id'
                    shards { long userId -> userId % 2 }
                    tables('order_id') { long id -> "orders_${id % 2}" }
                }
                table('lines') {
                    key 'user_id'
                    shards { long userId -> userId % 2 }
                    tables('lines_{0..2}', by: 'order_id') { long id -> id % 3 }
                }
                """,
                "orders");
        assertEquals("user_id", orders.levels().get(0).column());
        assertEquals("order_id", orders.levels().get(1).column());
        assertEquals("s1.orders_0 s1.orders_1", where(orders, 7L));
        assertEquals("s1.orders_0", where(orders, 7L, 4L));
    }

    @Test
    void rangesListsAndMonths() {
        String text =
                """
                table('users')  { key 'id'; ranges s0: below(1_000), s1: 1_000..<2_000, 's0.users_new': from(2_000) }
                table('cities') { key 'country'; list s0: ['DE', 'FR'], s1: 'US', otherwise: 's1' }
                table('events') { key 'at'; byMonth shards: ['s0', 's1'], tables: 'events_{yyyyMM}', from: '2026-01', to: '2026-03' }
                table('clicks') { key 'at'; byDay shards: ['s0', 's1'] }
                table('carts')  { key 'email', String; buckets 1024, over: ['s0', 's1'] }
                """;
        TableRule.Sharded users = table(text, "users");
        assertEquals("s0.users", where(users, -7L));
        assertEquals("s1.users", where(users, 1_999L));
        assertEquals("s0.users_new", where(users, 2_000L));
        assertEquals("s1.users s0.users_new", range(users, 1_000L, 5_000L));
        TableRule.Sharded cities = table(text, "cities");
        assertEquals(KeyType.TEXT, cities.levels().get(0).type());
        assertEquals("s0.cities", where(cities, "de"));
        assertEquals("s1.cities", where(cities, "at"));
        TableRule.Sharded events = table(text, "events");
        assertEquals("s1.events_202602", where(events, LocalDateTime.of(2026, 2, 28, 23, 59)));
        assertThrows(KeyNotPlaced.class, () -> where(events, LocalDateTime.of(2027, 1, 1, 0, 0)));
        assertEquals("s1.events_202602 s0.events_202603", range(events, LocalDateTime.of(2026, 2, 1, 0, 0), null));
        LocalDateTime march = LocalDateTime.of(2026, 3, 1, 0, 0);
        assertEquals("s0.events_202601 s1.events_202602", until(events, march));
        assertEquals("s0.events_202601 s1.events_202602 s0.events_202603", until(events, march.plusSeconds(1)));
        assertEquals(2, table(text, "clicks").slots().size());
        assertEquals(1, where(table(text, "carts"), "a@b.c").split(" ").length);
    }

    @Test
    void colocatedTablesLieAlike() {
        Rules rules = rules(
                """
                table('orders') { key 'user_id'; tables 'orders_{0..1}'; modulo(); id 'id', snowflake() }
                table('order_items') { like 'orders'; id 'id', snowflake() }
                colocate 'orders', 'order_items', 'order_notes', on: 'user_id'
                broadcast 'countries', 'currencies'
                single 'audit_log', on: 's0'
                """);
        TableRule.Sharded items = assertInstanceOf(TableRule.Sharded.class, rules.table("order_items"));
        TableRule.Sharded notes = assertInstanceOf(TableRule.Sharded.class, rules.table("ORDER_NOTES"));
        assertEquals("orders", items.group());
        assertEquals("orders", notes.group());
        assertEquals("s1.order_items_1", where(items, 7L));
        assertEquals("s1.order_notes_1", where(notes, 7L));
        assertInstanceOf(TableRule.Broadcast.class, rules.table("currencies"));
        assertEquals(
                "s0",
                assertInstanceOf(TableRule.Single.class, rules.table("audit_log"))
                        .shard());
    }

    @Test
    void closuresAreTriedOnTheConstantsOfTheFile() {
        TableRule.Sharded people = table(
                """
                table('people') {
                    key 'city'
                    shards { String city -> city == 'berlin' ? 's0' : 's1' }
                }
                """,
                "people");
        assertEquals("s0.people", where(people, "berlin"));
        assertEquals("s1.people", where(people, "paris"));
        assertEquals(2, range(people, "a", "b").split(" ").length);
    }
}
