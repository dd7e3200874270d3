table('orders') {
    key 'user_id'
    shards 's0', 's1'
    tables 'orders_0', 'orders_1'
    modulo()
    id 'id', snowflake()
}
