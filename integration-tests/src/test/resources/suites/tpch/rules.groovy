// The two large tables lie together by the order's number; the others are sharded by their own keys.
table('orders')   { key 'o_orderkey'; tables 'orders_0', 'orders_1'; modulo() }
colocate orders: 'o_orderkey', lineitem: 'l_orderkey'
table('customer') { key 'c_custkey'; tables 'customer_0', 'customer_1'; modulo() }
table('part')     { key 'p_partkey'; tables 'part_0', 'part_1'; modulo() }
colocate part: 'p_partkey', partsupp: 'ps_partkey'
table('supplier') { key 's_suppkey'; tables 'supplier_0', 'supplier_1'; modulo() }
broadcast 'nation', 'region'
