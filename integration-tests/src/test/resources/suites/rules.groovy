// Everything is sharded but for the two small tables at the end; what belongs together lies together, the rest does not.
table('customers') { key 'id'; tables 'customers_0', 'customers_1'; modulo() }
colocate customers: 'id', orders: 'customer_id', moved_orders: 'customer_id', notes: 'customer_id'

table('order_lines') { key 'order_id'; tables 'order_lines_0', 'order_lines_1'; modulo() }
table('products')   { key 'id'; tables 'products_0', 'products_1'; hash() }
table('staff')      { key 'id'; tables 'staff_0', 'staff_1'; modulo() }
table('facts')      { key 'id'; tables 'facts_0', 'facts_1'; modulo() }
table('old_orders') { key 'id'; tables 'old_orders_0', 'old_orders_1'; modulo() }
table('words')      { key 'id'; tables 'words_0', 'words_1'; modulo() }
table('tickets')    { key 'customer_id'; tables 'tickets_0', 'tickets_1'; modulo(); id 'id', snowflake() }
table('pages')      { key 'name', String; tables 'pages_0', 'pages_1'; hash() }

broadcast 'countries'
single 'settings', on: 's0'

// What tables are renamed to.
table('pages_new')  { like 'pages' }
table('pages_2')    { like 'pages' }
table('pages_3')    { like 'pages' }
table('words_3')    { like 'words' }
table('words_tmp')  { like 'words' }
table('words_b')    { key 'name', String; tables 'words_b_0', 'words_b_1'; hash() }
