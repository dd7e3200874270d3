// Every kind of rule, once. Copy the one you need; the shop example shows a whole application.

// Whole numbers in turn over shards × tables. Without 'shards' all shards of the cluster file are used, without 'tables'
// one table of the logical name on each.
table('accounts') {
    key 'id'
    modulo()
}

// Any key, spread evenly. Keys other than whole numbers say their type: String, BigDecimal, LocalDate, LocalDateTime, byte[].
table('sessions') {
    key 'token', String
    hash()
}

// Many virtual buckets over few shards.
table('carts') {
    key 'user_id'
    buckets 1024, over: ['s0', 's1']
}

// Ranges of numbers or dates; they may not overlap. A key that no range holds is refused with error 1526.
table('customers') {
    key 'id'
    ranges s0: below(1_000_000), s1: 1_000_000..<2_000_000, 's0.customers_late': from(2_000_000)
}

// Named keys. Upper and lower case live together.
table('shops') {
    key 'country'
    list s0: ['DE', 'AT', 'CH'], s1: ['FR', 'IT'], otherwise: 's1'
}

// A table for each month; shards in turn. A read of one week asks one table, or two.
table('events') {
    key 'created_at'
    byMonth shards: ['s0', 's1'], tables: 'events_{yyyyMM}', from: '2026-01', to: '2027-12'
}

// Days in turn over the shards, without an end.
table('clicks') {
    key 'at'
    byDay shards: ['s0', 's1']
}

// Your own expression: it answers a name, or an index into the declared names. It is tried on thousands of keys when the
// file is read. Conditions with =, IN and narrow ranges go only where it says. Negative user ids have no place here.
table('orders') {
    key 'user_id'
    shards { long userId -> "s${userId % 2}" }
    tables { long userId -> "orders_${userId % 4}" }
    id 'id', snowflake()
}

// Shards by one column, tables by another: a condition on both finds one table, on either of them some.
table('messages') {
    key 'tenant_id'
    shards('s0', 's1') { long tenant -> tenant < 1000 ? 0 : 1 }
    tables('messages_{0..3}', by: 'thread_id') { long thread -> thread % 4 }
}

// Equal keys side by side, so that joins on them stay on one shard. Tables that are not declared lie as the first one does.
colocate 'orders', 'order_items', 'order_notes', on: 'user_id'

// The same where the key has another name in each table.
colocate accounts: 'id', addresses: 'account_id'

broadcast 'countries', 'currencies'
single 'audit_log', 'job_queue', on: 's0'
