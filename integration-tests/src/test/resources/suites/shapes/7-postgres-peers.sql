# What PgDog, Neki and Citus list, as MySQL writes it; and the session states that trip ProxySQL and MaxScale.

source PgDog: across shards
== join
SELECT o.id, p.name FROM orders o JOIN products p ON p.id = o.id ORDER BY o.id;
== CTE with an aggregate
WITH s AS (SELECT customer_id, COUNT(*) AS n FROM orders GROUP BY customer_id) SELECT MAX(n), MIN(n) FROM s;
== CTE over a CTE
WITH a AS (SELECT kind, price FROM products), b AS (SELECT kind, MAX(price) AS m FROM a GROUP BY kind) SELECT * FROM b ORDER BY kind;
== subquery in FROM with a join
SELECT c.id, x.n FROM customers c JOIN (SELECT customer_id, COUNT(*) AS n FROM orders GROUP BY customer_id) x ON x.customer_id = c.id ORDER BY c.id;
== HAVING with two aggregates
SELECT customer_id, COUNT(*) AS n FROM orders GROUP BY customer_id HAVING COUNT(*) > 1 AND SUM(total) < 500 ORDER BY customer_id;
== a window with first_value
SELECT id, FIRST_VALUE(name) OVER (PARTITION BY kind ORDER BY price DESC, id) AS dearest FROM products ORDER BY id;
== an aggregate to an array
SELECT GROUP_CONCAT(id ORDER BY id) AS ids FROM staff;
== ORDER BY an expression that is not selected
SELECT id FROM products ORDER BY price * stock DESC, id;
== ORDER BY a function of text
SELECT id FROM staff ORDER BY LOWER(name), id;
== a large offset
SELECT id FROM facts ORDER BY id LIMIT 3 OFFSET 15;
== update of one row's key
UPDATE customers SET id = 950, name = 'moved' WHERE id = 6;
SELECT * FROM customers ORDER BY id;
== IN with several keys
SELECT id, name FROM customers WHERE id IN ({1}, {2}, {3}, {4}, {5}) ORDER BY id;
== IN with several keys and an aggregate
SELECT COUNT(*), SUM(balance) FROM customers WHERE id IN ({1}, {4}, {7}, {99});

source Neki: preview list
== SELECT INTO
CREATE TABLE IF NOT EXISTS picked_ids (id BIGINT PRIMARY KEY);
INSERT INTO picked_ids SELECT id FROM staff WHERE id < 4;
SELECT * FROM picked_ids ORDER BY id;
after DROP TABLE IF EXISTS picked_ids;
== INTERSECT ALL
SELECT stock FROM products INTERSECT ALL SELECT qty FROM order_lines ORDER BY 1;
== EXCEPT ALL
SELECT qty FROM order_lines EXCEPT ALL SELECT stock FROM products ORDER BY 1;
== COMMIT AND CHAIN
START TRANSACTION;
UPDATE products SET stock = stock + 1 WHERE id IN (1, 2);
COMMIT AND CHAIN;
UPDATE products SET stock = stock + 1 WHERE id IN (1, 2);
ROLLBACK;
SELECT id, stock FROM products ORDER BY id;
== ROLLBACK AND CHAIN
START TRANSACTION;
UPDATE products SET stock = 0;
ROLLBACK AND CHAIN;
UPDATE products SET stock = stock + 5 WHERE id = 3;
COMMIT;
SELECT id, stock FROM products ORDER BY id;

source Citus: only on one shard, or not at all
== FOR UPDATE over several shards
SELECT id, stock FROM products ORDER BY id FOR UPDATE;
== recursive CTE down a tree
WITH RECURSIVE below AS (SELECT id FROM staff WHERE id = 1 UNION ALL SELECT s.id FROM staff s JOIN below b ON s.boss_id = b.id) SELECT COUNT(*) FROM below;
== grouping sets: rollup of two, with HAVING
SELECT dept, YEAR(hired) AS y, COUNT(*) AS n FROM staff GROUP BY dept, YEAR(hired) WITH ROLLUP HAVING n > 1;
== correlated subquery not on the key
SELECT a.id FROM facts a WHERE a.n >= (SELECT MAX(b.n) FROM facts b WHERE b.grp = a.grp) ORDER BY a.id;
== correlated subquery on the key
SELECT c.id FROM customers c WHERE 2 <= (SELECT COUNT(*) FROM orders o WHERE o.customer_id = c.id) ORDER BY c.id;
== subquery in an INSERT
INSERT INTO settings (name, value) VALUES ('staff', (SELECT COUNT(*) FROM staff));
SELECT * FROM settings ORDER BY name;
== volatile function in an UPDATE
UPDATE facts SET n = n + 0 * RAND() WHERE n IS NOT NULL;
SELECT id, n FROM facts ORDER BY id;
== INSERT … ON DUPLICATE KEY UPDATE over shards (MERGE)
INSERT INTO products (id, name, kind, price, stock) VALUES (1, 'n1', 'up', 1, 1), (2, 'n2', 'up', 1, 1), (850, 'n3', 'up', 1, 1) ON DUPLICATE KEY UPDATE stock = stock + VALUES(stock);
SELECT id, name, stock FROM products ORDER BY id;
== a unique constraint without the key, on one table
CREATE TABLE IF NOT EXISTS uniques (id INT PRIMARY KEY, code INT UNIQUE);
INSERT INTO uniques VALUES (1, 10), (2, 20);
INSERT IGNORE INTO uniques VALUES (3, 10);
SELECT * FROM uniques ORDER BY id;
after DROP TABLE IF EXISTS uniques;
== ORDER BY a changed aggregate
SELECT kind, COUNT(*) + 1 AS n FROM products GROUP BY kind ORDER BY COUNT(*) DESC, kind;
== GROUP BY a text under its collation
SELECT COUNT(*) AS n FROM words GROUP BY word ORDER BY n;
== DISTINCT ON the joined rows
SELECT DISTINCT c.country FROM customers c JOIN orders o ON o.customer_id = c.id ORDER BY c.country;
== outer join of a reference table on the left
SELECT k.code, COUNT(c.id) AS n FROM countries k LEFT JOIN customers c ON c.country = k.code GROUP BY k.code ORDER BY k.code;
== outer join of a reference table on the left, its rows
SELECT k.code, c.id FROM countries k LEFT JOIN customers c ON c.country = k.code ORDER BY k.code, c.id;

source ProxySQL and MaxScale: session state
== a temporary table is still there
CREATE TEMPORARY TABLE seen (id INT);
INSERT INTO seen VALUES (1), (2);
SELECT COUNT(*) FROM settings;
SELECT * FROM seen ORDER BY id;
DROP TEMPORARY TABLE seen;
== FOR UPDATE on the next line
SELECT id FROM products WHERE id = 3
 FOR UPDATE;
== autocommit off, then a write
SET autocommit = 0;
UPDATE products SET stock = 55 WHERE id = 3;
ROLLBACK;
SET autocommit = 1;
SELECT stock FROM products WHERE id = 3;
== LAST_INSERT_ID(expr)
SELECT LAST_INSERT_ID(77);
SELECT LAST_INSERT_ID();
== a user variable across statements
SET @a = 5, @b = 'x';
SELECT id FROM staff WHERE id = @a;
SELECT @a, @b;
== SET STATEMENT
@mariadb
SET STATEMENT max_statement_time = 10 FOR SELECT id FROM staff ORDER BY id;
== PREPARE hides a SET
PREPARE p FROM 'SET @hidden = 7';
EXECUTE p;
SELECT @hidden;
DEALLOCATE PREPARE p;
== PREPARE and EXECUTE over shards
PREPARE q FROM 'SELECT COUNT(*) FROM staff WHERE salary > ?';
SET @s = 300;
EXECUTE q USING @s;
DEALLOCATE PREPARE q;
== sql_mode changes the meaning of quotes
SET sql_mode = 'ANSI_QUOTES';
SELECT "id" FROM staff WHERE "id" < 3 ORDER BY "id";
SET sql_mode = DEFAULT;
== ROW_COUNT after a write over shards
UPDATE products SET stock = stock + 1 WHERE kind = 'toy';
SELECT ROW_COUNT();
== FOUND_ROWS after a read over shards
SELECT id FROM staff ORDER BY id;
SELECT FOUND_ROWS();
