# What ShardingSphere sends to its experimental engine, documents as unsupported, or throws an exception for.

source ShardingSphere: subqueries without equal sharding keys
== scalar subquery in WHERE
SELECT id, total FROM orders WHERE total = (SELECT MAX(total) FROM orders) ORDER BY id;
== IN over another table
SELECT id FROM products WHERE id IN (SELECT product_id FROM order_lines WHERE qty > 3) ORDER BY id;
== NOT IN with NULLs
SELECT id FROM staff WHERE id NOT IN (SELECT boss_id FROM staff) ORDER BY id;
== NOT IN without NULLs
SELECT id FROM staff WHERE id NOT IN (SELECT boss_id FROM staff WHERE boss_id IS NOT NULL) ORDER BY id;
== a derived table over all shards
SELECT MAX(x.s) FROM (SELECT customer_id, SUM(total) AS s FROM orders GROUP BY customer_id) x;
== a derived table in groups of another column
SELECT x.kind, x.n FROM (SELECT kind, COUNT(*) AS n FROM products GROUP BY kind) x WHERE x.n > 2 ORDER BY x.kind;
== count of groups
SELECT COUNT(*) FROM (SELECT status, MAX(total) AS m FROM orders GROUP BY status) x;
== count of distinct rows
SELECT COUNT(*) FROM (SELECT DISTINCT city FROM customers) x;
== scalar subquery in the select list
SELECT id, (SELECT COUNT(*) FROM staff) AS all_staff FROM products WHERE id < 4 ORDER BY id;
== row subquery
SELECT id FROM order_lines l JOIN products p ON p.id = l.product_id WHERE (l.order_id, l.nr) = (SELECT order_id, nr FROM order_lines ORDER BY qty DESC, order_id, nr LIMIT 1) ORDER BY id;
== subquery with another key's constant
SELECT id FROM customers WHERE id = {3} AND rating < (SELECT MAX(qty) FROM order_lines WHERE order_id = {4});

source ShardingSphere: HAVING
== of an aggregate
SELECT customer_id FROM orders GROUP BY customer_id HAVING SUM(total) > 200 ORDER BY customer_id;
== of an alias
SELECT kind, SUM(stock) AS s FROM products GROUP BY kind HAVING s > {10} ORDER BY kind;
== of an aggregate that is not selected
SELECT dept FROM staff GROUP BY dept HAVING MAX(salary) > 500 AND COUNT(*) > 1 ORDER BY dept;
== of a group's column
SELECT status, COUNT(*) AS n FROM orders GROUP BY status HAVING status <> 'new' ORDER BY status;
== without groups
SELECT COUNT(*) AS n FROM orders HAVING n > 3;
== with a subquery
SELECT kind FROM products GROUP BY kind HAVING COUNT(*) >= (SELECT COUNT(*) FROM countries) ORDER BY kind;

source ShardingSphere: UNION
== of two tables
SELECT id FROM staff WHERE id < 5 UNION SELECT id FROM products WHERE id < 5 ORDER BY id;
== ALL
SELECT id, 'staff' AS src FROM staff UNION ALL SELECT id, 'product' FROM products ORDER BY id, src;
== of one table twice
SELECT city FROM customers WHERE rating = 1 UNION SELECT city FROM customers WHERE rating = 2 ORDER BY city;
== with different types
SELECT id, price FROM products UNION SELECT id, salary FROM staff ORDER BY 1, 2;
== with a limit over all
SELECT id FROM staff UNION ALL SELECT id FROM products ORDER BY id DESC LIMIT 5;
== INTERSECT
SELECT id FROM staff INTERSECT SELECT product_id FROM order_lines ORDER BY id;
== EXCEPT
SELECT id FROM products EXCEPT SELECT product_id FROM order_lines ORDER BY id;

source ShardingSphere: DISTINCT inside aggregates
== COUNT(DISTINCT) in groups of another column
SELECT status, COUNT(DISTINCT customer_id) AS n FROM orders GROUP BY status ORDER BY status;
== SUM(DISTINCT)
SELECT SUM(DISTINCT stock) FROM products;
== beside plain aggregates
SELECT kind, COUNT(*), COUNT(DISTINCT stock), SUM(price) FROM products GROUP BY kind ORDER BY kind;

source ShardingSphere: joins of tables that are not bound
== inner
SELECT o.id, l.nr, l.qty FROM orders o JOIN order_lines l ON l.order_id = o.id ORDER BY o.id, l.nr;
== left
SELECT p.id, l.order_id FROM products p LEFT JOIN order_lines l ON l.product_id = p.id ORDER BY p.id, l.order_id;
== right
SELECT l.order_id, l.nr, p.name FROM order_lines l RIGHT JOIN products p ON p.id = l.product_id ORDER BY p.id, l.order_id, l.nr;
== three tables
SELECT c.name, p.name, l.qty FROM customers c JOIN orders o ON o.customer_id = c.id JOIN order_lines l ON l.order_id = o.id JOIN products p ON p.id = l.product_id ORDER BY o.id, l.nr;
== in groups
SELECT p.kind, SUM(l.qty * l.price) AS s FROM order_lines l JOIN products p ON p.id = l.product_id GROUP BY p.kind ORDER BY s DESC, p.kind;
== by commas
SELECT s.id, p.id FROM staff s, products p WHERE s.salary = p.price * 10 ORDER BY s.id, p.id;
== of a table with itself
SELECT a.id, b.name FROM staff a JOIN staff b ON a.boss_id = b.id ORDER BY a.id;
== without a condition
SELECT COUNT(*) FROM staff CROSS JOIN products;
== sharded with single
SELECT s.id, t.value FROM staff s JOIN settings t ON t.name = s.dept ORDER BY s.id;
== by a range
SELECT a.id, b.id FROM products a JOIN products b ON b.price > a.price AND b.kind = a.kind ORDER BY a.id, b.id;

source ShardingSphere: CASE WHEN with a subquery or with table names
== a subquery
SELECT id, CASE WHEN salary > (SELECT AVG(salary) FROM staff) THEN 'more' ELSE 'less' END AS what FROM staff ORDER BY id;
== table names
SELECT staff.id, CASE WHEN staff.salary > 500 THEN staff.name ELSE staff.dept END AS x FROM staff ORDER BY staff.id;
== in an aggregate
SELECT SUM(CASE WHEN orders.status = 'paid' THEN orders.total ELSE 0 END) AS paid FROM orders;

source ShardingSphere: the sharding key inside an expression
== a sum
SELECT id FROM customers WHERE id + 1 = 5;
== a function
SELECT id FROM customers WHERE ABS(id) = 4;
== a cast
SELECT id FROM customers WHERE CAST(id AS CHAR) = '4';

source ShardingSphere: views outside a binding group
== made and altered
CREATE VIEW v_one AS SELECT id, kind FROM products;
ALTER VIEW v_one AS SELECT id, kind, stock FROM products;
SELECT SUM(stock) FROM v_one;
DROP VIEW v_one;
after DROP VIEW IF EXISTS v_one;
== over two of them
CREATE VIEW v_two AS SELECT s.id, p.name FROM staff s JOIN products p ON p.id = s.id;
SELECT id + 0 AS id, CONCAT(name) AS name FROM v_two ORDER BY id;
DROP VIEW v_two;
after DROP VIEW IF EXISTS v_two;

source ShardingSphere: writes that throw
== update of a sharding value
UPDATE orders SET customer_id = 4 WHERE customer_id = 3;
SELECT customer_id, id, status FROM orders ORDER BY customer_id, id;
== INSERT … SELECT of tables that are not bound
INSERT INTO old_orders (id, customer_id, status, total, placed) SELECT id + 1000, customer_id, status, total, placed FROM orders;
SELECT * FROM old_orders ORDER BY id;
== INSERT … SELECT of bound tables
INSERT INTO moved_orders SELECT * FROM orders WHERE status = 'paid';
SELECT * FROM moved_orders ORDER BY customer_id, id;
== INSERT … SELECT that needs generated keys
INSERT INTO tickets (customer_id, subject) SELECT id, name FROM customers WHERE rating > 2;
SELECT customer_id, subject FROM tickets ORDER BY customer_id, subject;
== UPDATE … LIMIT
UPDATE products SET stock = 0 ORDER BY price DESC, id LIMIT 4;
SELECT id, stock FROM products ORDER BY id;
== DELETE … LIMIT
DELETE FROM order_lines ORDER BY price, order_id, nr LIMIT 3;
SELECT * FROM order_lines ORDER BY order_id, nr;
== UPDATE of two tables
UPDATE customers c, orders o SET c.rating = 9, o.status = 'nine' WHERE o.customer_id = c.id AND o.total > 100;
SELECT id, rating FROM customers ORDER BY id;
SELECT customer_id, id, status FROM orders ORDER BY customer_id, id;
== DELETE of two tables
DELETE c, o FROM customers c JOIN orders o ON o.customer_id = c.id WHERE c.id = 2;
SELECT COUNT(*) FROM customers;
SELECT COUNT(*) FROM orders;
== ON DUPLICATE KEY UPDATE of the key
INSERT INTO customers (id, name, joined) VALUES (1, 'x', '2026-01-01') ON DUPLICATE KEY UPDATE id = 900;
SELECT * FROM customers ORDER BY id;
== rows of one INSERT for several nodes
INSERT INTO products (id, name, kind, price, stock) VALUES ({701}, {'a'}, 'm', 1, 1), ({702}, {'b'}, 'm', 2, 2), ({703}, {'c'}, 'm', 3, 3), ({704}, {'d'}, 'm', 4, 4);
SELECT * FROM products WHERE kind = 'm' ORDER BY id;
== the same row twice
@error
INSERT INTO products (id, name, kind, price, stock) VALUES (705, 'a', 'm', 1, 1), (705, 'b', 'm', 2, 2);
== NULL as a sharding value in a condition
SELECT id FROM customers WHERE id = NULL;
== NULL as a sharding value to store
@error
INSERT INTO customers (id, name, joined) VALUES (NULL, 'nobody', '2026-01-01');

source ShardingSphere: DDL that throws
== ALTER TABLE … RENAME
ALTER TABLE pages RENAME TO pages_2;
SELECT COUNT(*) FROM pages_2;
after ALTER TABLE pages_2 RENAME TO pages;
== RENAME TABLE of two
RENAME TABLE pages TO pages_3, words TO words_3;
SELECT COUNT(*) FROM pages_3;
after RENAME TABLE pages_3 TO pages, words_3 TO words;
== DROP TABLE … CASCADE
CREATE TABLE IF NOT EXISTS cascaded (id INT PRIMARY KEY);
DROP TABLE cascaded CASCADE;
== ALTER TABLE ADD and DROP COLUMN
ALTER TABLE words ADD COLUMN extra INT NULL;
UPDATE words SET extra = id * 2;
SELECT id, extra FROM words ORDER BY id;
ALTER TABLE words DROP COLUMN extra;
after ALTER TABLE words DROP COLUMN extra;
== CREATE and DROP INDEX
CREATE INDEX by_word ON words (word);
SELECT id FROM words FORCE INDEX (by_word) WHERE word = 'Tree' ORDER BY id;
DROP INDEX by_word ON words;
after DROP INDEX by_word ON words;
== TRUNCATE
TRUNCATE TABLE words;
SELECT COUNT(*) FROM words;

source ShardingSphere: other aggregates
== STDDEV and VARIANCE
SELECT kind, STDDEV_POP(stock), VAR_SAMP(price) FROM products GROUP BY kind ORDER BY kind;
== BIT_AND, BIT_OR
SELECT BIT_AND(stock), BIT_OR(stock), BIT_XOR(stock) FROM products;
== ANY_VALUE
@mysql
SELECT kind, ANY_VALUE(kind) AS k FROM products GROUP BY kind ORDER BY kind;
== JSON_OBJECTAGG
SELECT JSON_LENGTH(JSON_OBJECTAGG(id, name)) FROM products;
== GROUP_CONCAT DISTINCT
SELECT GROUP_CONCAT(DISTINCT kind ORDER BY kind DESC) FROM products;
