# What the oracle found. One statement on a line; values in braces are bound where it is prepared.

== preparing asks a shard that has all tables, and where none has them it is refused and not a missing table
-- table('a') { key 'k'; shards 's1'; tables 'a_0'; modulo() }
-- table('v') { key 'k'; shards 's0', 's1'; tables 'v_0', 'v_1'; modulo() }
-- table('w') { key 'k'; shards 's0'; tables 'w_0'; modulo() }
CREATE TABLE a (id INT NOT NULL PRIMARY KEY, k INT NOT NULL, c INT)
CREATE TABLE v (id INT NOT NULL PRIMARY KEY, k INT NOT NULL, c INT)
CREATE TABLE w (id INT NOT NULL PRIMARY KEY, k INT NOT NULL, c INT)
INSERT INTO a VALUES (1, 1, 7), (2, 2, 8)
INSERT INTO v VALUES (1, 1, 7), (2, 2, 8), (3, 3, 7)
INSERT INTO w VALUES (1, 1, 7), (2, 3, NULL)
ask in order SELECT v.id, a.id FROM v JOIN a ON v.c = a.c WHERE a.id > {0} ORDER BY v.id, a.id
ask in order SELECT v.id, a.id FROM v JOIN a ON v.c = a.c WHERE v.k = {2} ORDER BY v.id, a.id
ask in order SELECT a.id FROM a JOIN w ON a.c = w.c WHERE a.id > {0} ORDER BY a.id

== IGNORE stores a default in place of a NULL key: refused, and no error of the rows
-- table('v') { key 'k'; shards 's0', 's1'; tables 'v_0', 'v_1'; modulo() }
CREATE TABLE v (id INT NOT NULL PRIMARY KEY, k INT NOT NULL, c INT)
INSERT INTO v VALUES (1, 1, 7), (2, 2, 8)
ask SELECT COUNT(*) FROM v WHERE k = 0
ask INSERT IGNORE INTO v (id, k, c) VALUES (1, 1, 1), (3, NULL, 2)

== a connection that was reset compares texts of no column as a new one does
-- table('a') { key 'k'; shards 's0', 's1'; tables 'a_0', 'a_1'; modulo() }
-- table('v') { key 'k'; shards 's0', 's1'; tables 'v_0', 'v_1'; modulo() }
CREATE TABLE a (id INT NOT NULL PRIMARY KEY, k INT NOT NULL, c INT)
CREATE TABLE v (id INT NOT NULL PRIMARY KEY, k INT NOT NULL, c INT)
INSERT INTO a VALUES (1, 1, 7), (2, 2, 8), (3, 3, 9), (4, 4, 7)
INSERT INTO v VALUES (1, 1, 7), (2, 2, 8), (3, 3, 7), (4, 4, 7)
ask in order SELECT a.id, v.id FROM a JOIN v ON a.c = v.c ORDER BY a.id, v.id
ask in order SELECT a.id, COLLATION(CONCAT(a.c, 1)) FROM a ORDER BY a.id
ask in order SELECT a.id, COLLATION(CONCAT(v.c, 1)) FROM a JOIN v ON a.c = v.c ORDER BY a.id, v.id
ask in order SELECT a.id FROM a WHERE CONCAT(a.c, '') < '😀' ORDER BY a.id

== preparing a write to a broadcast table asks the shard of the single table that it reads
-- table('v') { key 'k'; shards 's0', 's1'; tables 'v_0', 'v_1'; modulo() }
-- broadcast 'b'
-- single 's', on: 's1'
CREATE TABLE v (id INT NOT NULL PRIMARY KEY, k INT NOT NULL, c INT)
CREATE TABLE b (id INT NOT NULL PRIMARY KEY, k INT, c INT)
CREATE TABLE s (id INT NOT NULL PRIMARY KEY, k INT, c INT)
INSERT INTO b VALUES (1, 1, 7), (2, 2, 8)
INSERT INTO s VALUES (1, 9, 7), (2, 9, 8)
ask DELETE one, two FROM b one JOIN s two ON one.k = two.k WHERE two.c < {5}
ask INSERT IGNORE INTO b (id, k, c) SELECT x.id, x.k, {5} FROM s x WHERE x.c IS NOT NULL
ask REPLACE INTO b (id, k, c) SELECT x.id, 7, x.c FROM v x WHERE NOT EXISTS (SELECT * FROM s WHERE s.c = x.id) AND x.c > {0}
