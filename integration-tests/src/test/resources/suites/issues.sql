# Every thread in which a peer's users were given wrong rows, rebuilt over our tables. The title says whose thread it is.

source ShardingSphere
== #29841 COUNT(DISTINCT) in groups must not change with the limit
SELECT status, COUNT(DISTINCT customer_id) AS n FROM orders GROUP BY status ORDER BY status LIMIT 1;
SELECT status, COUNT(DISTINCT customer_id) AS n FROM orders GROUP BY status ORDER BY status LIMIT 2;
SELECT status, COUNT(DISTINCT customer_id) AS n FROM orders GROUP BY status ORDER BY status;
== #26688 groups that are equal under the collation are one group
@any_of_equals
SELECT word, COUNT(*) AS n, SUM(n) AS s FROM words GROUP BY word ORDER BY word;
== #26688 the same without showing the text
SELECT COUNT(*) AS n, MIN(id), MAX(id) FROM words GROUP BY word ORDER BY MIN(id);
== #26688 DISTINCT under the collation
SELECT COUNT(DISTINCT word) AS n FROM words;
== #14341 COUNT(DISTINCT) and SUM(DISTINCT) of another column than the group's
SELECT COUNT(DISTINCT product_id), SUM(DISTINCT product_id), qty FROM order_lines GROUP BY qty ORDER BY qty;
== #5492 COUNT(DISTINCT b) in groups of a
SELECT kind AS name, COUNT(DISTINCT stock) AS num FROM products GROUP BY kind ORDER BY kind;
== #2094 groups and order differ
SELECT dept, COUNT(*) AS n FROM staff GROUP BY dept ORDER BY n DESC, dept;
== #32469 groups of an expression, aggregated over shards
SELECT YEAR(placed) * 100 + MONTH(placed) AS ym, SUM(total), COUNT(*) FROM orders GROUP BY ym ORDER BY ym DESC;
== #14432 AVG(DISTINCT)
SELECT AVG(DISTINCT stock), AVG(stock) FROM products;
== #31920 an aggregate in a derived table is merged before it is used
SELECT x.s FROM (SELECT SUM(total) AS s FROM orders) x;
== #31920 and compared with
SELECT x.n, x.s / x.n FROM (SELECT COUNT(total) AS n, SUM(total) AS s FROM orders) x WHERE x.n > 5;
== #10806 LIMIT when GROUP BY and ORDER BY differ
SELECT kind, COUNT(*) AS n FROM products GROUP BY kind ORDER BY n DESC, kind LIMIT 1, 1;
== #2062 LIMIT with groups, ordered by the sum
SELECT customer_id, SUM(total) AS s FROM orders GROUP BY customer_id ORDER BY s DESC, customer_id LIMIT 3;
== #37857 SELECT DISTINCT is distinct over all shards
SELECT DISTINCT country FROM customers ORDER BY country;
SELECT DISTINCT rating, country FROM customers ORDER BY rating, country;
== #37389 conditions on the key, joined by AND
SELECT id FROM customers WHERE id IN (1, 2, 3, 4) AND id IN (3, 4, 5) ORDER BY id;
SELECT id FROM customers WHERE id > 3 AND id IN (1, 4, 8) AND id < 8 ORDER BY id;
== #37528 conditions on the key, joined by OR
SELECT id FROM customers WHERE id = 1 OR (id = 2 AND rating > 100) OR id BETWEEN 6 AND 7 ORDER BY id;
== #38327 a key is the same whatever type it is written in
SELECT id FROM customers WHERE id = '7';
SELECT id FROM customers WHERE id = 7.0;
SELECT id FROM customers WHERE id = {7};
== #38363 SUM(a) - SUM(b)
SELECT SUM(CASE WHEN status = 'paid' THEN total ELSE 0 END) - SUM(CASE WHEN status = 'new' THEN total ELSE 0 END) AS delta FROM orders;
== #1590, #5586, #18949, #28914 COUNT(*) of groups in a derived table
SELECT COUNT(1) FROM (SELECT product_id, SUM(qty) FROM order_lines GROUP BY product_id) total;
SELECT COUNT(*) FROM (SELECT * FROM orders o) t;
== #12553 a scalar subquery must not lose rows of other shards
SELECT id, grp FROM facts WHERE grp = (SELECT grp FROM facts WHERE id = 5) ORDER BY id;
== #1058 groups of a derived table
SELECT a.status, a.m, COUNT(a.id) FROM (SELECT id, status, MONTH(placed) AS m FROM orders) a GROUP BY a.status, a.m ORDER BY a.status, a.m;
== #27600, #15451 generated keys are those of the rows
INSERT INTO tickets (customer_id, subject) VALUES (1, 'k1'), (2, 'k2'), (3, 'k3');
SELECT COUNT(*), COUNT(DISTINCT id), MIN(id > 0) FROM tickets WHERE subject LIKE 'k%';

source Vitess
== #15625 AVG in groups whose column is not selected
SELECT AVG(stock) FROM products GROUP BY kind ORDER BY kind;
== #13179 the same aggregate twice
SELECT COUNT(*), COUNT(*) FROM orders GROUP BY customer_id ORDER BY customer_id;
== #13180 LIMIT over the groups of a cross join
SELECT COUNT(s.id) FROM staff s, countries k GROUP BY k.tax ORDER BY k.tax LIMIT 3;
== #13180 of two sharded tables
SELECT COUNT(s.id) FROM staff s, products p GROUP BY p.kind ORDER BY p.kind LIMIT 2;
== #12540 an aggregate where some shards have no row
SELECT COUNT(*), SUM(balance), MIN(name), MAX(name), AVG(rating) FROM customers WHERE id = 1 OR id = 5;
SELECT MIN(joined), MAX(joined), SUM(balance) FROM customers WHERE name = 'Ann';
== #12540 an aggregate where no shard has a row
SELECT COUNT(*), SUM(balance), MIN(name), AVG(rating) FROM customers WHERE name = 'nobody';
== #10144 EXISTS gives the same each time
SELECT EXISTS (SELECT 1 FROM customers WHERE rating = 4) AS e;
SELECT EXISTS (SELECT 1 FROM customers WHERE rating = 400) AS e;
SELECT id FROM staff WHERE EXISTS (SELECT 1 FROM customers WHERE rating = 4) ORDER BY id;
== #10713, #8813 joins with conditions on both sides
SELECT c.id, o.id FROM customers c JOIN orders o ON o.customer_id = c.id WHERE c.rating > 1 AND o.total > 50 ORDER BY c.id, o.id;
SELECT s.id, p.id FROM staff s JOIN products p ON p.id = s.boss_id WHERE s.salary > 200 AND p.stock > 2 ORDER BY s.id;
== #19530 a window function hidden in a derived table or an expression
SELECT x.id FROM (SELECT id, SUM(salary) OVER () AS s FROM staff) x WHERE x.s > 0 ORDER BY x.id;
SELECT id, 1 + ROW_NUMBER() OVER (ORDER BY id) AS nr FROM staff ORDER BY id;
== #12654, #16262 a limit must not be pushed under groups
SELECT qty, COUNT(*) FROM order_lines GROUP BY qty ORDER BY COUNT(*), qty LIMIT 3;
== #18070 a window partitioned by the sharding key
SELECT customer_id, id, RANK() OVER (PARTITION BY customer_id ORDER BY total DESC, id) AS place FROM orders ORDER BY customer_id, place;
== #11093 a limit in a derived table that is joined
SELECT o.id FROM orders o JOIN (SELECT id, name FROM customers ORDER BY id LIMIT 2) d ON o.customer_id = d.id ORDER BY o.id;
== #11093 an aggregate in a derived table that is joined
SELECT d.a FROM orders o JOIN (SELECT id, COUNT(*) AS a FROM customers GROUP BY id) d ON o.customer_id = d.id GROUP BY d.a ORDER BY d.a;
== #12798 HAVING on a derived table's aggregate
SELECT x.kind FROM (SELECT kind, COUNT(*) AS n FROM products GROUP BY kind) x WHERE x.n > 4 ORDER BY x.kind;
== #7700 LEFT JOIN … WHERE the right key IS NULL
SELECT s.id, c.id FROM staff s LEFT JOIN customers c ON s.boss_id = c.id WHERE c.id IS NULL ORDER BY s.id;
== #11275, #16471 a condition in ON is not one in WHERE
SELECT c.id, o.id FROM customers c LEFT JOIN orders o ON c.rating = 2 AND o.customer_id = c.id ORDER BY c.id, o.id;
== #15778 ON with a condition on the left table only
SELECT c.id, n.nr FROM customers c LEFT JOIN notes n ON c.id <> 1 AND n.customer_id = c.id ORDER BY c.id, n.nr;
== #19545 an outer join that preserves a broadcast table
SELECT k.code, c.id FROM customers c RIGHT JOIN countries k ON c.country = k.code AND c.rating = 1 ORDER BY k.code, c.id;
== #15958 a constant row, left joined
SELECT t.title, c.name FROM (SELECT 'hello' AS title) AS t LEFT JOIN customers c ON c.id = 1;
SELECT t.title, c.name FROM (SELECT 'hello' AS title) AS t LEFT JOIN customers c ON c.id = -1;
== #14993 DISTINCT inside a derived table over a join
SELECT COUNT(*) FROM (SELECT DISTINCT c.country FROM customers c JOIN orders o ON o.customer_id = c.id JOIN notes n ON n.customer_id = c.id) dt;
== #12649 a derived table of one row, joined
SELECT s.name FROM staff s JOIN (SELECT name FROM settings WHERE name = 'sales' LIMIT 1) AS t ON t.name = s.dept ORDER BY s.name;
== #18850 a subquery's limit is its own
SELECT id FROM staff WHERE id IN (SELECT x.id FROM (SELECT id FROM staff ORDER BY id DESC LIMIT 4) x) ORDER BY id LIMIT 3;

source ProxySQL
== #1670 FOR UPDATE on the next line is a locking read
START TRANSACTION;
SELECT stock FROM products WHERE id = 2
FOR UPDATE;
ROLLBACK;
== #1755 autocommit=0 and a read after a write
SET autocommit = 0;
UPDATE products SET stock = 66 WHERE id = 2;
SELECT stock FROM products WHERE id = 2;
ROLLBACK;
SELECT stock FROM products WHERE id = 2;
SET autocommit = 1;
== #1828 LAST_INSERT_ID after other statements
INSERT INTO settings VALUES ('last', 'x');
SELECT LAST_INSERT_ID();
SELECT COUNT(*) FROM products;
SELECT LAST_INSERT_ID();
== #939, #1014, #917 a temporary table does not vanish
CREATE TEMPORARY TABLE vanishing (id INT);
INSERT INTO vanishing VALUES (1);
SELECT COUNT(*) FROM products;
UPDATE settings SET value = 'slow' WHERE name = 'mode';
SELECT * FROM vanishing;
DROP TEMPORARY TABLE vanishing;
== #1249 a row just inserted is there
INSERT INTO products (id, name, kind, price, stock) VALUES (910, 'new', 'x', 1, 1);
SELECT * FROM products WHERE id = 910;
DELETE FROM products WHERE id = 910;
SELECT * FROM products WHERE id = 910;

source dble
== #414 a natural join ordered by two columns
SELECT * FROM orders a NATURAL LEFT JOIN notes b ORDER BY a.id, b.nr;
== #525 the columns' order of a natural right join
SELECT * FROM orders NATURAL RIGHT JOIN notes ORDER BY customer_id, nr, id;
== #1074, #563 a natural join of a broadcast table
SELECT k.name, s.value FROM settings s NATURAL RIGHT JOIN countries k ORDER BY k.name;
== #1449 grouping by an alias of an aggregate is the server's error
@error
SELECT COUNT(id) AS c FROM products GROUP BY c;
== #379 VALUE for VALUES
INSERT INTO notes (customer_id, nr, body) VALUE (1, 90, 'value');
SELECT * FROM notes WHERE nr = 90;
== #730 a join in a subquery, ordered outside
SELECT id FROM customers WHERE id IN (SELECT o.customer_id FROM orders o JOIN notes n ON n.customer_id = o.customer_id WHERE o.total > 20) ORDER BY id DESC;
== #85 an update of every row and a multi-row insert
UPDATE products SET stock = stock + 1;
INSERT INTO products (id, name, kind, price, stock) VALUES (921, 'a', 'x', 1, 1), (922, 'b', 'x', 1, 1), (923, 'c', 'x', 1, 1);
SELECT COUNT(*), SUM(stock) FROM products;

source Mycat and Mycat-Server
== #1451 a misspelt WHERE must not delete a table
@error
DELETE FROM products wher id = 1;
== #1451 nor update it
@error
UPDATE products SET stock = 0 wher id = 1;
== #1451 a read after a write in a transaction sees it
START TRANSACTION;
INSERT INTO products (id, name, kind, price, stock) VALUES (930, 'tx', 'x', 1, 1);
SELECT COUNT(*) FROM products;
SELECT name FROM products WHERE id = 930;
ROLLBACK;
SELECT COUNT(*) FROM products;
== #150 groups without an aggregate are one group over the shards
SELECT kind FROM products GROUP BY kind ORDER BY kind;
== #2597 a comment is not a condition
SELECT id FROM products /* WHERE id = 1 */ WHERE id IN (2, 3) -- AND id = 2
 ORDER BY id;
== #1489, #2667 after an error in a transaction ROLLBACK works
START TRANSACTION;
UPDATE products SET stock = 1 WHERE id = 1;
ROLLBACK;
SELECT stock FROM products WHERE id = 1;

source PolarDB-X
== #280 LEFT JOIN … ON FALSE
SELECT s.id, p.id FROM staff s LEFT JOIN products p ON FALSE WHERE p.stock < 100 OR p.id > 0 ORDER BY s.id;
SELECT s.id, p.id FROM staff s LEFT JOIN products p ON 1 = 0 WHERE p.id IS NULL ORDER BY s.id;
SELECT c.id, o.id FROM customers c LEFT JOIN orders o ON FALSE ORDER BY c.id;
== #281 LATERAL with DISTINCT and CASE
@mysql
SELECT COUNT(*) FROM orders r1, LATERAL (SELECT DISTINCT CASE WHEN r0.id <= r0.id THEN r2.kind ELSE r2.name END AS c FROM products r2, staff r0 WHERE r1.customer_id <> (SELECT id FROM customers ORDER BY id LIMIT 1 OFFSET 3)) l;
== #283 VARCHAR IN (SELECT YEAR)
SELECT id FROM words WHERE word IN (SELECT made FROM products) ORDER BY id;
SELECT p.id FROM products p WHERE p.name IN (SELECT q.made FROM products q WHERE q.id = p.id) ORDER BY p.id;
== #284 an invalid date under INSERT IGNORE
SET sql_mode = '';
INSERT IGNORE INTO pages (name, hits, seen) VALUES ('bad', 1, 'not-a-date'), ('bad2', 2, '2025-02-30');
SELECT name, seen, seen IS NULL, CAST(seen AS CHAR) FROM pages WHERE name LIKE 'bad%' ORDER BY name;
SELECT COUNT(*) FROM pages WHERE seen IS NULL;
SELECT COUNT(*) FROM pages WHERE seen = '0000-00-00';
DELETE FROM pages WHERE name LIKE 'bad%';
SET sql_mode = DEFAULT;
== #270 LATERAL with REGEXP_INSTR
@mysql
SELECT s.id, l.at FROM staff s, LATERAL (SELECT MAX(REGEXP_INSTR(p.name, '[aeiou]')) AS at FROM products p WHERE p.id <= s.id) l ORDER BY s.id;
== #258 groups by a function of a date and by it shifted
SELECT YEAR(joined + INTERVAL 1 YEAR) - 1 AS y FROM customers GROUP BY YEAR(joined), YEAR(joined + INTERVAL 1 YEAR) - 1 ORDER BY y;
== #246, #251 a comparison with NULL in a derived table
SELECT x.id, x.b IS NULL, x.b = x.b FROM (SELECT id, boss_id AS b FROM staff) x WHERE NOT (x.b > 3) OR x.b IS NULL ORDER BY x.id;

source Gaea and kingshard
== kingshard #93 LAST_INSERT_ID is that of the session's own insert
@known
INSERT INTO tickets (id, customer_id, subject) VALUES (501, 1, 'one');
INSERT INTO tickets (id, customer_id, subject) VALUES (502, 2, 'two');
SELECT LAST_INSERT_ID();
== kingshard #74, #88 COUNT(*) in groups is each group's own
SELECT id, COUNT(*) FROM products WHERE 1 = 1 GROUP BY id ORDER BY id;
== kingshard #191, #411 a join counts each row once
SELECT COUNT(*) FROM orders o JOIN order_lines l ON l.order_id = o.id;

source PgDog
== #639 IN with several keys
SELECT id FROM customers WHERE id IN (1, 2, 3, 4, 11, 12) ORDER BY id;
SELECT COUNT(*) FROM customers WHERE id IN (1, 2, 3, 4, 11, 12);
UPDATE customers SET rating = 7 WHERE id IN (1, 2, 3, 4);
SELECT id, rating FROM customers ORDER BY id;
== #638 IN with prepared keys
SELECT id FROM customers WHERE id IN ({1}, {2}, {9}) AND rating > {0} ORDER BY id;
== #823 a read after a write is not stale
UPDATE products SET stock = 4711 WHERE id = 4;
SELECT stock FROM products WHERE id = 4;

source Citus
== #2021 ORDER BY an aggregate that is changed in the select list
SELECT kind, SUM(stock) / 2 AS half FROM products GROUP BY kind ORDER BY SUM(stock) DESC, kind;
SELECT kind, -COUNT(*) AS c FROM products GROUP BY kind ORDER BY COUNT(*), kind;
== #1086, #577 a join in an aggregate is not multiplied
SELECT COUNT(DISTINCT o.id), COUNT(*) FROM orders o LEFT JOIN order_lines l ON l.order_id = o.id;
== #4160 a CTE used in two places
WITH t AS (SELECT id, stock FROM products) SELECT a.id FROM t a JOIN t b ON b.stock = a.id ORDER BY a.id, b.id;
== #6521, #4656, #720 a unique key that is the sharding key holds everywhere
@error
INSERT INTO pages (name, hits) VALUES ('fresh', 1), ('home', 2);
