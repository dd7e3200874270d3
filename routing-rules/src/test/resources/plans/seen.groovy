// Tables of which each shard has one, by the same name or by another; remarks with a key that may be NULL.
table('accounts') { key 'id'; shards 's0', 's1'; modulo() }
table('entries')  { key 'account_id'; shards 's0', 's1'; modulo() }
table('remarks')  { key 'account_id'; shards 's0', 's1'; modulo() }
colocate accounts: 'id', entries: 'account_id', remarks: 'account_id'
table('parts')    { key 'id'; ranges 's0.parts_a': below(1_000), 's1.parts_b': from(1_000) }
table('big')      { key 'id'; shards 's0', 's1'; tables 'big_{0..3}'; modulo() }
broadcast 'countries'
