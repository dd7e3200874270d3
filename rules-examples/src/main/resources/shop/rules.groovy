// Which row lives where. Sluice reads this file at start and again whenever it changes; a mistake keeps the old rules.

// Two shards with two tables each: user 7's orders are in s1.orders_1, because 7 modulo 4 is 3, the last of
//     s0.orders_0   s0.orders_1   s1.orders_0   s1.orders_1
table('orders') {
    key 'user_id'
    shards 's0', 's1'
    tables 'orders_0', 'orders_1'
    modulo()
    id 'id', snowflake()                  // an INSERT without an id gets one that no other shard makes
}

// The lines of an order live beside it, in order_items_0 and order_items_1: joins on user_id stay on one shard.
table('order_items') {
    like 'orders'
    id 'id', snowflake()
}
colocate 'orders', 'order_items', on: 'user_id'

broadcast 'countries'                     // small and rarely written: every shard has all of it
single 'audit_log', on: 's0'              // not worth sharding: one shard has all of it
