// A rules file with one table of every sort, for plans only.
table('users')   { key 'id'; ranges s0: below(1_000), s1: 1_000..<2_000, 's0.users_new': from(2_000) }
table('posts')   { key 'author_id'; like 'users' }
colocate users: 'id', posts: 'author_id'
table('cities')  { key 'country'; list s0: ['DE', 'FR'], s1: 'US', otherwise: 's1' }
table('events')  { key 'at'; byMonth shards: ['s0', 's1'], tables: 'events_{yyyyMM}', from: '2026-01', to: '2026-04' }
table('carts')   { key 'email', String; buckets 1024, over: ['s0', 's1'] }
table('invoices') {
    key 'tenant'
    shards { long tenant -> "s${tenant % 2}" }
    tables('number') { long number -> "invoices_${number % 2}" }
    id 'number', snowflake()
}
table('big')     { key 'id'; shards 's0', 's1'; tables 'big_{0..7}'; modulo() }
broadcast 'countries', 'rates'
single 'notes', on: 's1'
single 'settings', on: 's0'
table('big_new') { like 'big' }
table('big_old') { like 'big' }
broadcast 'rates_old'
