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

== DISTINCT and GROUP BY in a WITH or a derived table that reads another WITH are over all slots
-- table('v') { key 'k'; shards 's0', 's1'; tables 'v_0', 'v_1'; modulo() }
CREATE TABLE v (id INT NOT NULL PRIMARY KEY, k INT NOT NULL, c INT)
INSERT INTO v VALUES (1, 1, 7), (2, 2, 7), (3, 3, 8), (4, 4, 8), (5, 5, 7), (6, 6, NULL), (7, 7, NULL)
ask in order WITH c1 AS (SELECT id, k, c FROM v WHERE id < {9}), c2 AS (SELECT DISTINCT c AS x FROM c1) SELECT x FROM c2 ORDER BY x
ask in order WITH c1 AS (SELECT id, k, c FROM v), c2 AS (SELECT c AS x, COUNT(*) AS n FROM c1 GROUP BY c) SELECT x, n FROM c2 WHERE n > {1} ORDER BY x
ask in order WITH c1 AS (SELECT id, k, c FROM v) SELECT x FROM (SELECT DISTINCT c AS x FROM c1) d ORDER BY x
ask in order WITH c1 AS (SELECT id, k, c FROM v), c2 AS (SELECT k, c FROM c1), c3 AS (SELECT c, MIN(k) AS m FROM c2 GROUP BY c) SELECT * FROM c3 ORDER BY c
ask in order WITH c1 AS (SELECT id, k, c FROM v), c2 AS (SELECT DISTINCT k, c FROM c1) SELECT k, c FROM c2 ORDER BY k
ask in order WITH c1 AS (SELECT id, k, c FROM v), c2 AS (SELECT c FROM c1 ORDER BY id LIMIT 3) SELECT c FROM c2 ORDER BY c
ask WITH c1 AS (SELECT id, k, c FROM v), c2 AS (SELECT COUNT(*) AS n FROM c1) SELECT n FROM c2
ask WITH c1 AS (SELECT id, k, c FROM v), c2 AS (SELECT MAX(c) AS n FROM c1) SELECT id FROM v WHERE c = (SELECT n FROM c2)

== what an UPDATE of several tables assigns of a column that it has assigned before is the old value or the new one: refused
-- table('v') { key 'k'; shards 's0', 's1'; tables 'v_0', 'v_1'; modulo() }
-- single 's', on: 's0'
CREATE TABLE v (id INT NOT NULL PRIMARY KEY, k INT NOT NULL, c INT)
CREATE TABLE s (id INT NOT NULL PRIMARY KEY, k INT, c INT)
INSERT INTO v VALUES (1, 1, 7), (2, 2, 7), (3, 3, 8), (4, 4, 8), (5, 5, 7), (6, 6, NULL), (7, 7, NULL)
INSERT INTO s VALUES (1, 1, 7), (2, 2, 7), (3, 3, 8), (4, 4, 8), (5, 5, 7), (6, 6, NULL), (7, 7, NULL)
ask UPDATE s one JOIN v two ON one.k = two.k SET one.k = -1, one.c = one.k

== GROUP BY names a column of a derived table before it names an alias
-- table('v') { key 'k'; shards 's0', 's1'; tables 'v_0', 'v_1'; modulo() }
-- broadcast 'b'
CREATE TABLE v (id INT NOT NULL PRIMARY KEY, k INT NOT NULL, c INT)
CREATE TABLE b (id INT NOT NULL PRIMARY KEY, c INT)
INSERT INTO v VALUES (1, 1, 7), (2, 2, 7), (3, 3, 8), (4, 4, 8), (5, 5, 7), (6, 6, NULL), (7, 7, NULL)
INSERT INTO b VALUES (1, 7), (2, 7), (3, 8), (4, NULL)
ask SELECT MIN(v.k) AS x, COUNT(*) AS n FROM v JOIN (SELECT id AS k1, c AS y FROM b) d ON v.c = d.y GROUP BY y
ask SELECT v.k AS x, COUNT(*) AS n FROM v JOIN (SELECT DISTINCT c, id % 2 AS x FROM b) d ON v.c = d.c WHERE v.k < {100} GROUP BY x
ask SELECT COUNT(*) AS n, v.c + 1 AS x FROM v JOIN (SELECT DISTINCT c, id % 2 AS x FROM b) d ON v.c = d.c GROUP BY x
ask WITH d AS (SELECT c, 1 AS x FROM b) SELECT v.k AS x, COUNT(*) AS n FROM v JOIN d ON v.c = d.c GROUP BY x
ask WITH d AS (SELECT c, id AS x FROM b) SELECT d.x AS x, COUNT(*) AS n FROM v JOIN d ON v.c = d.c GROUP BY x

== a list of keys of which a slot gets one makes no column a constant
-- table('v') { key 'k'; shards 's0', 's1'; tables 'v_0', 'v_1'; modulo() }
CREATE TABLE v (id INT NOT NULL PRIMARY KEY, k INT NOT NULL, c INT)
INSERT INTO v VALUES (1, 1, 7), (2, 2, 7), (3, 3, 8), (4, 4, 8), (5, 5, 7), (6, 6, NULL), (7, 7, NULL)
ask SELECT k, COUNT(*) FROM v WHERE k IN ({1}, {2}) GROUP BY c HAVING COUNT(*) > 5
ask SELECT DISTINCT (c < 7.5) AS x FROM v WHERE k IN (1, 2) ORDER BY x DESC
ask SELECT k, COUNT(*) FROM v WHERE k IN ({1}, {2}, {3}) GROUP BY k

== names that hide the sharding key, or look like it
-- table('v') { key 'k'; shards 's0', 's1'; tables 'v_0', 'v_1'; modulo() }
-- table('w') { like 'v' }
-- colocate 'v', 'w', on: 'k'
-- broadcast 'b'
CREATE TABLE v (id INT NOT NULL, k INT NOT NULL, c INT, PRIMARY KEY (k, id))
CREATE TABLE w (id INT NOT NULL, k INT NOT NULL, d INT, PRIMARY KEY (k, id))
CREATE TABLE b (id INT NOT NULL PRIMARY KEY, k INT, c INT)
INSERT INTO v VALUES (1, 1, 7), (2, 2, 7), (3, 3, 8), (4, 4, 8), (5, 1, 4), (6, 2, NULL), (7, 7, NULL), (3, 5, 2), (4, 6, 1)
INSERT INTO w VALUES (1, 1, 2), (2, 3, 1), (3, 3, 4), (4, 4, 3), (5, 6, 1), (6, 2, 2), (7, 5, NULL)
INSERT INTO b VALUES (1, 1, 7), (2, 2, 7), (3, 3, 8), (4, 1, NULL), (5, NULL, 2)
ask SELECT * FROM (SELECT id AS k, k AS x, c FROM v) d WHERE d.k = {3}
ask SELECT k, COUNT(*) FROM (SELECT id AS k, c FROM v) d GROUP BY k
ask SELECT d.k, w.k, w.d FROM (SELECT id AS k, c FROM v) d JOIN w ON d.k = w.k
ask SELECT k, d.c, w.d FROM (SELECT id AS k, c FROM v) d JOIN w USING (k)
ask SELECT * FROM (SELECT id AS k, c FROM v) d NATURAL JOIN (SELECT k, d FROM w) e
ask WITH d AS (SELECT c AS k, k AS c, id FROM v) SELECT d.k, COUNT(*), MAX(d.c) FROM d GROUP BY d.k
ask WITH d (k, c) AS (SELECT c, k FROM v) SELECT k, COUNT(DISTINCT c) FROM d GROUP BY k
ask WITH d (k, c) AS (SELECT id, k FROM v) SELECT d.k, w.id FROM d JOIN w ON d.k = w.k WHERE d.k IN ({3}, {4})
ask WITH d (k, c) AS (SELECT id, k FROM v) SELECT d.k, w.id FROM d JOIN w ON d.c = w.k WHERE d.k IN ({3}, {4})
ask SELECT DISTINCT id AS k FROM v
ask SELECT id AS k, COUNT(*) FROM v GROUP BY v.k, v.id
ask SELECT id AS k, MIN(c) FROM v GROUP BY id ORDER BY k
ask SELECT c AS k, SUM(id) FROM v GROUP BY c HAVING k > {3}
ask SELECT DISTINCT k FROM (SELECT c AS k FROM v UNION ALL SELECT d FROM w) d
ask SELECT k, SUM(n) FROM (SELECT c AS k, COUNT(*) AS n FROM v GROUP BY c, v.k) d GROUP BY k
ask SELECT v.id FROM v WHERE v.k IN (SELECT id AS k FROM w WHERE w.id > {2})
ask SELECT v.id FROM v WHERE EXISTS (SELECT 1 FROM (SELECT id AS k, d FROM w) e WHERE e.k = v.k)
ask SELECT v.id, v.k FROM v WHERE v.id = (SELECT MAX(e.k) FROM (SELECT id AS k, k AS z FROM w) e WHERE e.z = v.k)
ask SELECT v.id, v.k FROM v WHERE v.id = (SELECT MAX(e.z) FROM (SELECT id AS k, k AS z FROM w) e WHERE e.k = v.k)
ask SELECT x.k, y.k FROM v x JOIN w y ON x.k = y.id AND y.k = x.id
ask SELECT x.k, y.k FROM v x LEFT JOIN w y ON x.k = y.k AND y.d = x.c WHERE y.k IS NULL OR y.k = {3}
ask SELECT x.k, e.m FROM v x LEFT JOIN (SELECT id AS k, MAX(d) AS m FROM w GROUP BY id) e ON x.k = e.k
ask SELECT x.k, e.m FROM v x JOIN (SELECT k AS id, MAX(d) AS m FROM w GROUP BY k) e ON x.k = e.id
ask SELECT b.k, COUNT(*) FROM b JOIN v ON b.k = v.k GROUP BY b.k
ask SELECT b.k, v.k, COUNT(*) FROM b LEFT JOIN v ON b.k = v.k GROUP BY b.k, v.k
ask SELECT b.c AS k, COUNT(*) FROM v JOIN b ON b.k = v.k GROUP BY b.c
ask SELECT k, COUNT(*) FROM v RIGHT JOIN b USING (k) GROUP BY k
ask SELECT k, COUNT(*) FROM v LEFT JOIN b USING (k) GROUP BY k
ask SELECT k, id FROM v NATURAL JOIN b
ask SELECT DISTINCT k FROM v RIGHT JOIN b USING (k)
ask WITH v AS (SELECT id AS k, k AS id FROM w) SELECT k FROM v WHERE k = {3}
ask WITH w AS (SELECT id AS k, c FROM v), v AS (SELECT k AS id, c AS k FROM w) SELECT k, COUNT(*) FROM v GROUP BY k
ask SELECT a.k FROM (SELECT * FROM (SELECT id AS k FROM v) i) a JOIN w ON w.k = a.k WHERE a.k = {3}
ask SELECT (SELECT COUNT(*) FROM w WHERE w.k = d.k) AS n, d.k FROM (SELECT id AS k FROM v) d
ask SELECT (SELECT COUNT(*) FROM w WHERE w.k = k) AS n, id FROM v
ask SELECT (SELECT MAX(e.k) FROM (SELECT d AS k FROM w WHERE w.k = v.k) e) AS n, id FROM v
ask SELECT MAX(k) FROM (SELECT k, ROW_NUMBER() OVER (PARTITION BY c ORDER BY k, id) AS r FROM v) d WHERE r = 1
ask SELECT k, r FROM (SELECT id AS k, ROW_NUMBER() OVER (PARTITION BY k ORDER BY id) AS r FROM v) d WHERE k = {3}
ask SELECT COUNT(*) FROM (SELECT DISTINCT c FROM v WHERE k IN (1, 2)) d
ask SELECT COUNT(*) FROM (SELECT c, k FROM v GROUP BY k, c) d WHERE c = 7
ask SELECT AVG(n) FROM (SELECT k, COUNT(*) AS n FROM v GROUP BY k) d
ask SELECT AVG(n) FROM (SELECT id, COUNT(*) AS n FROM v GROUP BY id) d
ask SELECT n, COUNT(*) FROM (SELECT k, COUNT(*) AS n FROM v GROUP BY k) d GROUP BY n
ask SELECT x.id FROM v x JOIN v y ON x.k = y.k JOIN w z ON z.k = y.id
ask SELECT k FROM v WHERE k = {1} UNION SELECT id FROM w WHERE k = {3}
ask SELECT k FROM v UNION SELECT k FROM w
ask SELECT k, COUNT(*) AS c FROM v GROUP BY k ORDER BY c DESC, k
ask SELECT k AS c, c AS k FROM v GROUP BY k, c
