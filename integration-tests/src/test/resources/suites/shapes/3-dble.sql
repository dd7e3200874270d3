# What dble's documentation says it cannot do.

source dble: queries
== CTE
WITH rich AS (SELECT id, name FROM customers WHERE balance > 50) SELECT * FROM rich ORDER BY id;
== CTE joined with another table
WITH paid AS (SELECT customer_id, SUM(total) AS s FROM orders WHERE status = 'paid' GROUP BY customer_id) SELECT c.id, p.s FROM customers c LEFT JOIN paid p ON p.customer_id = c.id ORDER BY c.id;
== recursive CTE without a table
WITH RECURSIVE n AS (SELECT 1 AS i UNION ALL SELECT i + 1 FROM n WHERE i < 5) SELECT i FROM n;
== recursive CTE joined with a sharded table
WITH RECURSIVE n AS (SELECT 1 AS i UNION ALL SELECT i + 1 FROM n WHERE i < 5) SELECT n.i, s.name FROM n LEFT JOIN staff s ON s.id = n.i ORDER BY n.i;
== INTERSECT of three
SELECT customer_id FROM orders INTERSECT SELECT id FROM customers INTERSECT SELECT id FROM staff ORDER BY 1;
== EXCEPT of the same table
SELECT dept FROM staff EXCEPT SELECT dept FROM staff WHERE salary > 600 ORDER BY 1;
== a window function in ORDER BY
SELECT id FROM staff ORDER BY ROW_NUMBER() OVER (ORDER BY salary DESC, id);
== a correlated subquery
SELECT s.id FROM staff s WHERE s.salary > (SELECT AVG(t.salary) FROM staff t WHERE t.dept = s.dept) ORDER BY s.id;
== a row subquery
SELECT id FROM products WHERE (kind, stock) IN (SELECT kind, MAX(stock) FROM products GROUP BY kind) ORDER BY id;
== LATERAL over groups
@mysql
SELECT p.kind, t.top FROM (SELECT DISTINCT kind FROM products) p JOIN LATERAL (SELECT MAX(price) AS top FROM products q WHERE q.kind = p.kind) t ORDER BY p.kind;
== JSON_TABLE of a constant
SELECT j.a FROM JSON_TABLE('[1, 2, 3]', '$[*]' COLUMNS (a INT PATH '$')) j ORDER BY j.a;
== WITH ROLLUP of an expression
SELECT YEAR(placed) AS y, COUNT(*) AS n FROM orders GROUP BY YEAR(placed) WITH ROLLUP;
== GROUP BY position
SELECT status, COUNT(*) FROM orders GROUP BY 1 ORDER BY 1;
== ORDER BY position and alias
SELECT status AS s, SUM(total) FROM orders GROUP BY s ORDER BY 2 DESC, s;
== a parenthesised query
(SELECT id, name FROM staff WHERE id < 5) ORDER BY id DESC LIMIT 2;
== a derived column list
@mysql
SELECT x.a, x.b FROM (SELECT id, price FROM products) AS x (a, b) ORDER BY x.a;
== a CTE's column list
WITH x (a, b) AS (SELECT id, price FROM products) SELECT a, b FROM x ORDER BY a;
== VALUES as a statement
@mysql
VALUES ROW(1, 'a'), ROW(2, 'b');
== VALUES as a statement, MariaDB's form
@mariadb
VALUES (1, 'a'), (2, 'b');
== TABLE as a statement
@mysql
TABLE products ORDER BY id LIMIT 3;
== DO
DO 1 + 1;
== SELECT … INTO a variable from all shards
SELECT SUM(stock) INTO @stock FROM products;
SELECT @stock;
== HANDLER
HANDLER settings OPEN;
HANDLER settings READ FIRST;
HANDLER settings CLOSE;
== SELECT without FROM but with WHERE
SELECT 1 WHERE 1 = 0;
== SELECT … FROM DUAL
SELECT 1 AS one FROM DUAL;

source dble: writes
== INSERT IGNORE
INSERT IGNORE INTO products (id, name, kind, price, stock) VALUES (1, 'x', 'i', 1, 1), (801, 'y', 'i', 1, 1);
SELECT * FROM products ORDER BY id;
== INSERT IGNORE … SELECT
INSERT IGNORE INTO moved_orders SELECT * FROM orders;
INSERT IGNORE INTO moved_orders SELECT * FROM orders;
SELECT COUNT(*) FROM moved_orders;
== UPDATE … ORDER BY … LIMIT with a key
UPDATE orders SET status = 'old' WHERE customer_id = 3 ORDER BY placed, id LIMIT 1;
SELECT customer_id, id, status FROM orders ORDER BY customer_id, id;
== DELETE … ORDER BY … LIMIT over shards
DELETE FROM staff ORDER BY salary DESC, id LIMIT 2;
SELECT id FROM staff ORDER BY id;
== UPDATE of the sharding key to the same value
UPDATE products SET id = id, stock = stock + 1 WHERE id IN (1, 2, 3);
SELECT id, stock FROM products ORDER BY id;
== UPDATE with a subquery in WHERE
UPDATE products SET stock = stock + 1 WHERE id IN (SELECT product_id FROM order_lines WHERE qty > 4);
SELECT id, stock FROM products ORDER BY id;
== UPDATE with a subquery in SET
UPDATE orders SET total = (SELECT SUM(l.qty * l.price) FROM order_lines l WHERE l.order_id = orders.id);
SELECT customer_id, id, total FROM orders ORDER BY customer_id, id;
== DELETE with a subquery
DELETE FROM customers WHERE id NOT IN (SELECT customer_id FROM orders);
SELECT id FROM customers ORDER BY id;
== DELETE with a correlated EXISTS on the common key
DELETE FROM customers WHERE NOT EXISTS (SELECT 1 FROM orders o WHERE o.customer_id = customers.id);
SELECT id FROM customers ORDER BY id;
== INSERT … SELECT into another layout
INSERT INTO order_lines (order_id, nr, product_id, qty, price) SELECT id, 90, id, stock, price FROM products;
SELECT * FROM order_lines ORDER BY order_id, nr;
== INSERT … SELECT of groups
INSERT INTO pages (name, hits) SELECT kind, COUNT(*) FROM products GROUP BY kind;
SELECT * FROM pages ORDER BY name;
== REPLACE … SELECT of a constant
REPLACE INTO products (id, name, kind, price, stock) SELECT 1, 'one', 'k', 1, 1;
SELECT * FROM products ORDER BY id;
== a primary key that is taken
@error
INSERT INTO products (id, name, kind, price, stock) VALUES (3, 'dup', 'k', 1, 1);
== after an error the transaction goes on
START TRANSACTION;
INSERT INTO products (id, name, kind, price, stock) VALUES (811, 'kept', 'k', 1, 1);
UPDATE products SET stock = 5 WHERE id = 2;
COMMIT;
SELECT id, stock FROM products ORDER BY id;

source dble: DDL and the rest
== CREATE TABLE … SELECT
CREATE TABLE ctas AS SELECT code, name FROM countries;
SELECT * FROM ctas ORDER BY code;
after DROP TABLE IF EXISTS ctas;
== CREATE TABLE LIKE
CREATE TABLE like_settings LIKE settings;
SELECT COUNT(*) FROM like_settings;
after DROP TABLE IF EXISTS like_settings;
== temporary table from a sharded one
CREATE TEMPORARY TABLE tmp_staff SELECT id, name FROM staff;
SELECT * FROM tmp_staff ORDER BY id;
after DROP TEMPORARY TABLE IF EXISTS tmp_staff;
== a session variable's value in a later condition
SET @limit_of_price = 20;
SELECT id FROM products WHERE price > @limit_of_price ORDER BY id;
== SHOW COLUMNS
SHOW COLUMNS FROM products;
== DESCRIBE
DESCRIBE staff;
