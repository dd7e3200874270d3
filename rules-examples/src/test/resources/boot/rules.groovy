table('orders') {
    key 'user_id'
    shards 's0', 's1'
    tables 'orders_0', 'orders_1'
    modulo()
    id 'id', snowflake()
}
broadcast 'cities'
single 'audit_log', 'flyway_schema_history', on: 's0'    // Flyway's own table is an ordinary one, of one shard
