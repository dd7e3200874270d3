// A cluster of one shard: nothing is spread but what lives in two tables of it.
table('orders')      { key 'user_id'; shards 's0'; modulo() }
table('order_items') { like 'orders' }
table('parts')       { key 'id'; shards 's0'; tables 'parts_0', 'parts_1'; modulo() }
table('tickets')     { key 'user_id'; shards 's0'; tables 'tickets_now'; modulo(); id 'id', snowflake() }
broadcast 'countries'
single 'audit_log', on: 's0'
