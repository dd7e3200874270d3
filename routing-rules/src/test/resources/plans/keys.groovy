// One table for each type of key, four slots each: two on each of two shards.
table('big')   { key 'k'; shards 's0', 's1'; tables 'big_0', 'big_1'; modulo() }
table('ubig')  { key 'k'; shards 's0', 's1'; tables 'ubig_0', 'ubig_1'; modulo() }
table('sbig')  { like 'ubig'; tables 'sbig_0', 'sbig_1' }
table('tiny')  { key 'k'; shards 's0', 's1'; tables 'tiny_0', 'tiny_1'; modulo() }
table('price') { key 'k', BigDecimal; shards 's0', 's1'; tables 'price_0', 'price_1'; hash() }
table('name')  { key 'k', String; shards 's0', 's1'; tables 'name_0', 'name_1'; hash() }
table('code')  { key 'k', String; shards 's0', 's1'; tables 'code_0', 'code_1'; hash() }
table('colour') { key 'k', String; shards 's0', 's1'; tables 'colour_0', 'colour_1'; hash() }
table('uuid')  { key 'k', byte[]; shards 's0', 's1'; tables 'uuid_0', 'uuid_1'; hash() }
table('day')   { key 'k', LocalDate; shards 's0', 's1'; tables 'day_0', 'day_1'; hash() }
table('moment') { key 'k', LocalDateTime; shards 's0', 's1'; tables 'moment_0', 'moment_1'; hash() }
table('yr')    { key 'k'; shards 's0', 's1'; tables 'yr_0', 'yr_1'; modulo() }
table('stamp') { key 'k', LocalDateTime; shards 's0', 's1'; tables 'stamp_0', 'stamp_1'; hash() }
