# State that one server keeps for a session, by SQL. Each section is a session of its own. user_id 7 and 3 live on s1, 1 and 4 on s0.

== SELECT INTO
SELECT COUNT(*), MAX(total), MIN(city) INTO @n, @max, @`city` FROM orders WHERE user_id = {7};
SELECT ROW_COUNT();
SELECT @n, @max, @city;
SELECT @N + 1, @max * 2, HEX(@city), COLLATION(@city), COERCIBILITY(@city);
SELECT id, @n, @max FROM orders WHERE user_id = {1} AND total < @max ORDER BY id;
SELECT 1 INTO @none FROM orders WHERE user_id = {7} AND 1 = 0;
SELECT @none, @NONE IS NULL;
SELECT id, total INTO @id, @total FROM orders WHERE user_id IN ({7}) ORDER BY id;
SELECT @id, @total;
SELECT 5 INTO @id;
SELECT nosuch INTO @id FROM orders WHERE user_id = {7};
SELECT @id;
SELECT NULL, 'x' INTO @id, @total;
SELECT @id IS NULL, @total;
SELECT COUNT(*) INTO @n FROM orders;
SELECT ROW_COUNT();
SELECT @n;

== SELECT INTO and SET over several shards
SELECT COUNT(*), MAX(total), MIN(status), AVG(total), SUM(user_id) INTO @n, @max, @`least`, @mean, @sum FROM orders;
SELECT ROW_COUNT();
SELECT @n, @max, @least, @mean, @sum;
SELECT @n / 3, @max * 2, HEX(@least), COLLATION(@least), COERCIBILITY(@least), @mean / 7, @sum / 3;
SELECT id, total FROM orders WHERE total = @max ORDER BY id;
SELECT id INTO @id FROM orders WHERE total < {0};
SELECT @id IS NULL;
SELECT id INTO @id FROM orders;
SELECT @id IS NULL;
SELECT o.id, f.name FROM orders o JOIN facts f ON f.id = o.id ORDER BY o.id LIMIT 1 INTO @id, @name;
SELECT @id, @name, COLLATION(@name);
SET @n = (SELECT COUNT(*) FROM orders WHERE total > {50});
SELECT ROW_COUNT();
SELECT @n, @n + 1;
SET @a := (SELECT MAX(total) FROM orders), @b = {5} + (SELECT MIN(quantity) FROM order_items), @c = {'x'};
SELECT @a, @b, @c, @a / 3, @b / 3, COLLATION(@c);
SET @k = (SELECT MIN(id) FROM orders WHERE user_id = {7});
SELECT @k, id FROM orders WHERE user_id = {7} AND id = @k;
SET @many = (SELECT id FROM orders);
SELECT @many IS NULL;
SET @n = 7;
SET @n = (SELECT id FROM orders);
SELECT @n;
SET @none = (SELECT id FROM orders WHERE total < {0});
SELECT @none IS NULL;
SET @e = EXISTS (SELECT 1 FROM orders WHERE total > {50}), @f = (SELECT f FROM facts ORDER BY id LIMIT 1), @u = (SELECT MAX(u) FROM facts), @s = (SELECT MAX(seen) FROM facts);
SELECT @e, @f, @u, @s, @u - 1;
BEGIN;
INSERT INTO orders (id, user_id, city, total, created_at) VALUES (770001, 7, 'X', 1, '2026-01-01');
SET @n = (SELECT COUNT(*) FROM orders WHERE id = 770001 OR total < 0);
SELECT @n;
SELECT COUNT(*) + 1 INTO @n FROM orders WHERE id = 770001 OR total < 0;
ROLLBACK;
SELECT @n;
SET @n = (SELECT COUNT(*) FROM orders WHERE id = 770001 OR total < 0);
SELECT @n;

== types of variables
SET collation_connection = 'utf8mb4_unicode_ci';
SELECT 1, -1, 18446744073709551615, CAST(7 AS UNSIGNED), 9223372036854775807, -9223372036854775807
  INTO @i1, @i2, @i3, @i4, @i5, @i6;
SELECT @i1, @i2, @i3, @i4, @i5, @i6;
SELECT @i4 - 6, @i3 - 1, @i6 - 1;
SELECT 1.50, CAST(3 AS DECIMAL(10, 0)), -0.001, 12345678901234567890123.5, CAST(8 AS DECIMAL(20, 5)) INTO @d1, @d2, @d3, @d4, @d5;
SELECT @d1, @d2, @d3, @d4, @d5;
SELECT @d1 / 3, @d2 / 3, @d5 * 1;
SELECT 1e3, 0.1e0 + 0.2e0, 1.7976931348623157e308, -2.5e-10, 0e0, 123456789012345678e0 INTO @r1, @r2, @r3, @r4, @r5, @r6;
SELECT @r1, @r2, @r3, @r4, @r5, @r6;
SELECT @r2 = 0.1e0 + 0.2e0, @r1 / 3;
SELECT 'abc', _latin1 X'E9', X'00FF', '', 'it''s', 'ü€😀', _utf8mb4'a' COLLATE utf8mb4_bin, CAST('x' AS BINARY)
  INTO @s1, @s2, @s3, @s4, @s5, @s6, @s7, @s8;
SELECT @s1, @s2, HEX(@s3), @s4, @s5, @s6, @s7, @s8;
SELECT CHARSET(@s1), COLLATION(@s2), COLLATION(@s3), COLLATION(@s4), COLLATION(@s6), COLLATION(@s7), COLLATION(@s8);
SELECT @s1 = 'ABC', @s7 = 'A', CONCAT(@s1, @s6), LENGTH(@s3), HEX(@s2), HEX(@s6);
SELECT DATE'2024-02-29', TIME'10:11:12', TIMESTAMP'2024-02-29 10:11:12.5', JSON_OBJECT('a', 1) INTO @t1, @t2, @t3, @t4;
SELECT @t1, @t2, @t3, @t4, COLLATION(@t1), COLLATION(@t4);
SELECT @t1 + INTERVAL 1 DAY, JSON_EXTRACT(@t4, '$.a');
SET @x = @s7, @y = @d2, @z = @i4;
SELECT @x, @y, @z, COLLATION(@x), @y / 3, @z - 6;

== assignments in expressions
SET @r = 0;
SELECT id, @r := @r + 1 AS r FROM orders WHERE user_id = {7} ORDER BY id;
SELECT @r;
SELECT id, @r := @r + 1 AS r FROM orders WHERE user_id = {1} ORDER BY id;
SELECT @r;
UPDATE orders SET total = (@t := 99.5) WHERE user_id = {7} ORDER BY id LIMIT 1;
SELECT @t;
INSERT INTO audit_log (id, at, message) VALUES (800, '2026-01-01', @m := 'hey');
SELECT @m;
@refused
UPDATE orders SET total = (@t := 1);
SELECT @a := 1, @b := @a + 1;
SELECT @a, @b, @c := @b;
DO @d := 7;
SELECT @d;

== variables that choose rows on several shards
SET collation_connection = 'utf8mb4_general_ci';
SELECT AVG(total), MIN(city) INTO @mean, @first FROM orders WHERE user_id = {7};
SELECT id, total FROM orders WHERE total > @mean ORDER BY id;
SELECT COUNT(*), SUM(total) FROM orders WHERE total < @mean AND city >= @first;
SELECT user_id, COUNT(*) FROM orders WHERE total < @mean GROUP BY user_id ORDER BY user_id;
SET @who = 7, @state = 'var';
SELECT id FROM orders WHERE user_id = @who ORDER BY id;
UPDATE orders SET status = @state, total = total + @mean WHERE total > @mean;
SELECT COUNT(*), SUM(total) FROM orders WHERE status = @state;
SELECT id FROM orders WHERE total > @nosuch ORDER BY id;
DELETE FROM orders WHERE status = @state AND user_id > @who;
SELECT COUNT(*) FROM orders;
SELECT id, @who FROM orders ORDER BY id;

== variables inside a transaction over two shards
BEGIN;
SELECT MAX(id) INTO @one FROM orders WHERE user_id = {1} FOR UPDATE;
SELECT MAX(id) INTO @three FROM orders WHERE user_id = {3} FOR UPDATE;
UPDATE orders SET total = @one WHERE user_id = {3} AND id = @three;
UPDATE orders SET total = @three WHERE user_id = {1} AND id = @one;
SELECT total = @one FROM orders WHERE user_id = {3} AND id = @three;
SELECT @one := NULL;
SELECT @one, @three;
COMMIT;
SELECT @one, @three;

== found rows
SELECT SQL_CALC_FOUND_ROWS id FROM orders WHERE user_id = {7} ORDER BY id LIMIT 1;
SELECT FOUND_ROWS();
SELECT FOUND_ROWS();
SELECT id FROM orders WHERE user_id = {7} ORDER BY id LIMIT 1;
SELECT FOUND_ROWS();
SELECT SQL_CALC_FOUND_ROWS id FROM orders ORDER BY id LIMIT 1;
SELECT FOUND_ROWS();
SELECT SQL_CALC_FOUND_ROWS code FROM countries ORDER BY code LIMIT 2;
SELECT FOUND_ROWS();

== the insert id of an expression
SELECT LAST_INSERT_ID({55});
SELECT LAST_INSERT_ID();
UPDATE audit_log SET message = LAST_INSERT_ID(77) WHERE id = {1};
SELECT LAST_INSERT_ID();
SELECT LAST_INSERT_ID(18446744073709551615) IS NULL;
SELECT LAST_INSERT_ID(), @@last_insert_id;

== prepare by text
PREPARE s FROM 'SELECT id FROM orders WHERE user_id = 7 ORDER BY id';
EXECUTE s;
PREPARE many FROM 'SELECT id, total FROM orders WHERE total >= ? AND city <> ? ORDER BY id LIMIT ?';
SET @min = 1.5, @city = 'O''slo\\', @n = 4;
EXECUTE many USING @min, @city, @n;
SET @n = 2;
EXECUTE Many USING @min, @city, @n;
EXECUTE many USING @min;
EXECUTE many;
SET @sql = CONCAT('UPDATE orders SET status = ?', ' WHERE user_id IN (?, ?)');
PREPARE u FROM @sql;
SET @a = 3, @b = 4, @s = 'ü€';
EXECUTE u USING @s, @a, @b;
SELECT ROW_COUNT();
SELECT COUNT(*), status FROM orders WHERE status = 'ü€' GROUP BY status;
EXECUTE u USING @nosuch, @a, @b;
# what a question mark makes of a heading, in columns that come from within, too
PREPARE h FROM 'SELECT * FROM (SELECT id, city = ? FROM orders WHERE user_id = 7 AND total > ?) d ORDER BY id';
SET @two = 2, @bang = '!';
EXECUTE h USING @bang, @two;
PREPARE h FROM 'WITH c AS (SELECT id, ? <> city FROM orders WHERE user_id = 7) SELECT c.*, /* a */ id > ? /* b */ FROM c ORDER BY id';
EXECUTE h USING @bang, @two;
PREPARE h FROM 'SELECT * FROM (SELECT code, code <> ? FROM countries) d UNION SELECT ''x'', 0 ORDER BY 1';
EXECUTE h USING @bang;
PREPARE h FROM 'SELECT (SELECT MAX(id) FROM orders WHERE user_id = 7 AND total > ?), (SELECT e FROM (SELECT ? = 1 AS e) f) FROM countries';
EXECUTE h USING @two, @two;
DEALLOCATE PREPARE h;
DEALLOCATE PREPARE s;
EXECUTE s;
DEALLOCATE PREPARE s;
DROP PREPARE u;
PREPARE s FROM 'SELECT FROM WHERE';
PREPARE s FROM 'SELECT nosuch FROM orders';
PREPARE s FROM 'SELECT 1 FROM nosuch';
PREPARE s FROM 'PREPARE t FROM ''SELECT 1''';
PREPARE s FROM @nosuch;
PREPARE s FROM 'SELECT 1; SELECT 2';
EXECUTE s;
PREPARE many FROM 'SELECT nosuch FROM orders';
EXECUTE many USING @min, @city, @n;
PREPARE i FROM 'INSERT INTO audit_log (id, at, message) VALUES (?, ?, ?)';
SET @i = 801, @at = '2026-02-01', @m = 'by name';
EXECUTE i USING @i, @at, @m;
SELECT * FROM audit_log WHERE id = {801};
PREPARE c FROM 'COMMIT';
EXECUTE c;
PREPARE v FROM 'SELECT COUNT(*) INTO @counted FROM orders WHERE user_id = ?';
EXECUTE v USING @a;
SELECT @counted;
PREPARE h FROM 'SELECT city = ?, `city` FROM orders WHERE user_id = 7 ORDER BY id LIMIT 1';
@any_of_equals
EXECUTE h USING @city;

== locks by name
SELECT GET_LOCK({'sluice_a'}, 1);
SELECT IS_FREE_LOCK('sluice_a'), IS_USED_LOCK('sluice_a') IS NOT NULL;
SELECT GET_LOCK('sluice_b', 1), GET_LOCK('sluice_b', 1);
SELECT id FROM orders WHERE user_id = {7} ORDER BY id;
SELECT COUNT(*) FROM orders;
UPDATE orders SET total = 5 WHERE user_id IN ({1}, {3});
SELECT RELEASE_LOCK('sluice_b');
SELECT IS_FREE_LOCK('sluice_b');
SELECT RELEASE_LOCK('sluice_b'), IS_FREE_LOCK('sluice_b');
BEGIN;
UPDATE orders SET total = 6 WHERE user_id IN ({1}, {3});
SELECT IS_FREE_LOCK('sluice_a');
ROLLBACK;
SELECT IS_FREE_LOCK('sluice_a');
SELECT RELEASE_LOCK({'sluice_a'});
SELECT RELEASE_LOCK('sluice_a');
SELECT RELEASE_LOCK('sluice_nosuch');
SELECT GET_LOCK(CONCAT('sluice', '_c'), 0);
SELECT IS_FREE_LOCK('sluice_c');
SELECT RELEASE_ALL_LOCKS();
SELECT IS_FREE_LOCK('sluice_c');
SELECT GET_LOCK('sluice_d', 0);

== tables locked on one shard
LOCK TABLES audit_log WRITE;
INSERT INTO audit_log (id, at, message) VALUES (810, '2026-01-01', 'locked');
SELECT COUNT(*) FROM audit_log;
SELECT COUNT(*) FROM orders WHERE user_id = {7};
SELECT COUNT(*) FROM orders WHERE user_id = {4};
SELECT COUNT(*) FROM orders;
SELECT 1;
UNLOCK TABLES;
SELECT COUNT(*) FROM orders WHERE user_id = {7};
LOCK TABLES audit_log READ;
UPDATE audit_log SET message = 'no' WHERE id = 810;
BEGIN;
UPDATE audit_log SET message = 'yes' WHERE id = 810;
COMMIT;
UNLOCK TABLES;
SELECT message FROM audit_log WHERE id = {810};

== tables locked without autocommit
SET autocommit = 0;
UPDATE orders SET total = 8 WHERE user_id IN ({1}, {3});
LOCK TABLES audit_log WRITE;
INSERT INTO audit_log (id, at, message) VALUES (811, '2026-01-01', 'committed');
COMMIT;
INSERT INTO audit_log (id, at, message) VALUES (812, '2026-01-01', 'rolled back');
SELECT COUNT(*) FROM orders WHERE user_id = {7};
ROLLBACK;
INSERT INTO audit_log (id, at, message) VALUES (813, '2026-01-01', 'committed by UNLOCK');
UNLOCK TABLES;
ROLLBACK;
SET autocommit = 1;
SELECT id, message FROM audit_log WHERE id > {800} ORDER BY id;
SELECT COUNT(*) FROM orders WHERE total = 8;

== tables locked and autocommit switched on
SET autocommit = 0;
LOCK TABLES audit_log WRITE;
INSERT INTO audit_log (id, at, message) VALUES (814, '2026-01-01', 'a');
SET autocommit = 1;
INSERT INTO audit_log (id, at, message) VALUES (815, '2026-01-01', 'b');
UNLOCK TABLES;
ROLLBACK;
SELECT id FROM audit_log WHERE id > {800} ORDER BY id;

== temporary tables
CREATE TEMPORARY TABLE sums (n BIGINT, t DECIMAL(12, 2));
INSERT INTO sums VALUES (1, 2.5), (2, 3.5);
SELECT n, t FROM sums ORDER BY n;
INSERT INTO sums SELECT id, total FROM orders WHERE user_id = {4};
SELECT s.n, o.id FROM sums s JOIN orders o ON o.id = s.n WHERE o.user_id = {4} ORDER BY o.id;
UPDATE sums SET t = t + 1 WHERE n < {3};
SELECT SUM(t) FROM sums WHERE n < {3};
CREATE TEMPORARY TABLE sums (n INT);
SELECT COUNT(*) FROM orders;
BEGIN;
UPDATE sums SET t = 0;
INSERT INTO audit_log (id, at, message) SELECT 820, '2026-01-01', COUNT(*) FROM sums;
ROLLBACK;
SELECT COUNT(*) FROM sums WHERE t = {0};
ALTER TABLE sums ADD COLUMN x INT DEFAULT 5;
SELECT x FROM sums WHERE n = {1};
DROP TEMPORARY TABLE sums;
SELECT n FROM sums;
DROP TEMPORARY TABLE IF EXISTS sums;
DROP TEMPORARY TABLE sums;

== a temporary table where the transaction is
BEGIN;
UPDATE orders SET total = 7 WHERE user_id = {7};
CREATE TEMPORARY TABLE picked (id BIGINT PRIMARY KEY);
SELECT COUNT(*) FROM picked;
INSERT INTO picked SELECT id FROM orders WHERE user_id = {7};
COMMIT;
SELECT COUNT(*) FROM picked;
DELETE FROM orders WHERE user_id = {7} AND id IN (SELECT id FROM picked);
SELECT COUNT(*) FROM orders WHERE user_id = {7};
CREATE TEMPORARY TABLE others SELECT code FROM countries;
SELECT COUNT(*) FROM others;
DROP TABLE picked, others;
SELECT COUNT(*) FROM picked;

== handler
HANDLER audit_log OPEN AS h;
HANDLER h READ `PRIMARY` FIRST;
HANDLER h READ `PRIMARY` NEXT;
SELECT COUNT(*) FROM orders;
HANDLER h READ `PRIMARY` = (3);
HANDLER h CLOSE;
HANDLER h READ `PRIMARY` NEXT;
