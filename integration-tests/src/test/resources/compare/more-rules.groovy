
// What the shop does not show: NULLs in every type, a text key, a key of months.
table('facts') {
    key 'k'
    shards 's0', 's1'
    tables 'facts_0', 'facts_1'
    modulo()
}
table('fact_notes') { like 'facts' }
colocate 'facts', 'fact_notes', on: 'k'

table('members') { key 'email', String; tables 'members_0', 'members_1'; hash() }
table('visits')  { key 'at'; byMonth shards: ['s0', 's1'], tables: 'visits_{yyyyMM}', from: '2026-01', to: '2026-04' }
