# One statement of our own for each shape that Vitess' list of unsupported cases and its documentation name.
# The rows of this file are those of a survey of peers; "of" says how many cases of theirs a row stands for.

source Vitess: window function not partitioned by a unique key (10)
== rank over all rows
SELECT id, RANK() OVER (ORDER BY salary DESC, id) AS place FROM staff ORDER BY place;
== row_number within another column
SELECT id, dept, ROW_NUMBER() OVER (PARTITION BY dept ORDER BY hired, id) AS nr FROM staff ORDER BY dept, nr;
== a running sum
SELECT id, SUM(total) OVER (ORDER BY id, customer_id) AS so_far FROM orders ORDER BY id, customer_id;
== lag and lead
SELECT id, LAG(salary) OVER (ORDER BY id) AS before_it, LEAD(salary, 2) OVER (ORDER BY id) AS after_it FROM staff ORDER BY id;
== a window in a UNION branch
SELECT id, ROW_NUMBER() OVER (ORDER BY id) AS nr FROM staff UNION ALL SELECT id, 0 FROM products ORDER BY 1, 2;
== a window in a derived table
SELECT x.id FROM (SELECT id, RANK() OVER (PARTITION BY kind ORDER BY price, id) AS place FROM products) x WHERE x.place <= 2 ORDER BY x.id;
== a window partitioned by part of a composite key
SELECT order_id, nr, SUM(qty) OVER (PARTITION BY nr) AS s FROM order_lines ORDER BY order_id, nr;
== cume_dist and ntile over a named window
SELECT id, CUME_DIST() OVER w AS c, NTILE(3) OVER w AS t FROM staff WINDOW w AS (ORDER BY hired, id) ORDER BY id;
== a window over groups
SELECT dept, COUNT(*) AS n, RANK() OVER (ORDER BY COUNT(*) DESC, dept) AS place FROM staff GROUP BY dept ORDER BY place;
== a frame of rows
SELECT id, AVG(n) OVER (ORDER BY id ROWS BETWEEN 2 PRECEDING AND CURRENT ROW) AS a FROM facts ORDER BY id;

source Vitess: REPLACE INTO a sharded table (9)
== one row that is new
REPLACE INTO products (id, name, kind, price, stock) VALUES ({901}, {'lamp'}, {'home'}, {12.50}, {3});
SELECT * FROM products ORDER BY id;
== one row that is there
REPLACE INTO products (id, name, kind, price, stock) VALUES (3, 'lamp', 'home', 12.50, 3);
SELECT * FROM products ORDER BY id;
== several rows on several shards
REPLACE INTO products (id, name, kind, price, stock) VALUES (1, 'a', 'x', 1, 1), (2, 'b', 'x', 2, 2), (77, 'c', 'x', 3, 3);
SELECT * FROM products ORDER BY id;
== REPLACE … SET
REPLACE INTO products SET id = 4, name = 'set', kind = 'x', price = 9, stock = 9;
SELECT * FROM products ORDER BY id;
== REPLACE without a column list
REPLACE INTO notes VALUES (1, 1, 'new body'), (2, 99, 'more');
SELECT * FROM notes ORDER BY customer_id, nr;
== REPLACE … SELECT of the same layout
REPLACE INTO moved_orders SELECT * FROM orders;
SELECT * FROM moved_orders ORDER BY customer_id, id;
== REPLACE … SELECT across shards
REPLACE INTO old_orders SELECT id, customer_id, status, total, placed FROM orders WHERE total > 100;
SELECT * FROM old_orders ORDER BY id;
== REPLACE with the default of a column
REPLACE INTO customers (id, name, joined) VALUES (5, 'fresh', '2026-01-01');
SELECT * FROM customers ORDER BY id;
== REPLACE into a broadcast table
REPLACE INTO countries VALUES ('DE', 'Germania', 20), ('XX', 'Nowhere', 0);
SELECT * FROM countries ORDER BY code;

source Vitess: correlated subquery other than EXISTS (7)
== in the select list, a count of another table's rows
SELECT o.id, (SELECT COUNT(*) FROM order_lines l WHERE l.order_id = o.id) AS n FROM orders o ORDER BY o.id;
== in the select list, on the common key
SELECT c.id, (SELECT MAX(o.total) FROM orders o WHERE o.customer_id = c.id) AS best FROM customers c ORDER BY c.id;
== in WHERE against an aggregate
SELECT p.id FROM products p WHERE p.price > (SELECT AVG(q.price) FROM products q WHERE q.kind = p.kind) ORDER BY p.id;
== correlated IN
SELECT c.id FROM customers c WHERE 5 IN (SELECT l.qty FROM order_lines l WHERE l.product_id = c.id) ORDER BY c.id;
== the outer table is on another shard than the inner
SELECT s.id, (SELECT c.name FROM customers c WHERE c.id = s.salary % 10) AS who FROM staff s ORDER BY s.id;
== an aggregate of the outer row inside
SELECT c.id, (SELECT SUM(l.qty * c.rating) FROM order_lines l WHERE l.product_id = c.id) AS s FROM customers c ORDER BY c.id;
== correlated through two levels
SELECT c.id FROM customers c WHERE c.id IN (SELECT o.customer_id FROM orders o WHERE o.id IN (SELECT l.order_id FROM order_lines l WHERE l.qty > c.rating)) ORDER BY c.id;

source Vitess: @v := expr (6)
== in a SELECT from a table
SELECT id, @last := id FROM staff WHERE id = 3;
SELECT @last;
== a row number by a variable
SET @row = 0;
SELECT @row := @row + 1 AS nr, x.id FROM (SELECT id FROM staff ORDER BY id) x;
== in a UNION
SELECT @u := 1 UNION SELECT @u := 2;
SELECT @u;
== in an INSERT
INSERT INTO notes (customer_id, nr, body) VALUES (1, 50, @b := 'kept');
SELECT * FROM notes WHERE customer_id = 1 ORDER BY nr;
SELECT @b;
== in an UPDATE
UPDATE notes SET body = (@c := 'changed') WHERE customer_id = 1 AND nr = 1;
SELECT * FROM notes WHERE customer_id = 1 ORDER BY nr;
SELECT @c;
== in a DELETE
DELETE FROM notes WHERE customer_id = 1 AND nr = (@d := 1);
SELECT COUNT(*), @d FROM notes WHERE customer_id = 1;

# Servers call the table of a view's column as their plan has it: the columns are computed.
source Vitess: CREATE VIEW over joins, limits, subqueries and other keyspaces (6)
== over a join of what lies together
CREATE VIEW v_join AS SELECT c.id, o.total FROM customers c JOIN orders o ON o.customer_id = c.id;
SELECT COUNT(*), SUM(total) FROM v_join;
after DROP VIEW v_join;
== over a join of what does not
CREATE VIEW v_cross AS SELECT o.id, l.qty FROM orders o JOIN order_lines l ON l.order_id = o.id;
SELECT id + 0 AS id, qty + 0 AS qty FROM v_cross ORDER BY id, qty;
after DROP VIEW v_cross;
== with a limit
CREATE VIEW v_limit AS SELECT id, name FROM staff ORDER BY id LIMIT 3;
SELECT id + 0 AS id, CONCAT(name) AS name FROM v_limit ORDER BY id;
after DROP VIEW v_limit;
== over a subquery
CREATE VIEW v_sub AS SELECT id FROM customers WHERE id IN (SELECT customer_id FROM orders WHERE total > 50);
SELECT id + 0 AS id FROM v_sub ORDER BY id;
after DROP VIEW v_sub;
== over a broadcast and a sharded table
CREATE VIEW v_land AS SELECT c.id, k.name FROM customers c JOIN countries k ON k.code = c.country;
SELECT id + 0 AS id, CONCAT(name) AS name FROM v_land ORDER BY id;
after DROP VIEW v_land;
== over groups
CREATE VIEW v_group AS SELECT kind, COUNT(*) AS n, MAX(price) AS top FROM products GROUP BY kind;
SELECT CONCAT(kind) AS kind, n + 0 AS n, top + 0 AS top FROM v_group ORDER BY kind;
after DROP VIEW v_group;

source Vitess: UPDATE of the sharding key (5)
== to a constant
UPDATE customers SET id = 500 WHERE id = 1;
SELECT * FROM customers ORDER BY id;
== by an expression
UPDATE products SET id = id + 1000 WHERE id = 2;
SELECT * FROM products ORDER BY id;
== with a limit
UPDATE customers SET id = 501 WHERE id = 2 LIMIT 1;
SELECT * FROM customers ORDER BY id;
== together with other columns
UPDATE products SET id = 777, name = 'moved', stock = stock + 1 WHERE id = 5;
SELECT * FROM products ORDER BY id;
== of every row
UPDATE order_lines SET order_id = order_id + 100;
SELECT * FROM order_lines ORDER BY order_id, nr;

source Vitess: ON DUPLICATE KEY UPDATE that changes the key (3)
== by VALUES()
INSERT INTO products (id, name, kind, price, stock) VALUES (1, 'x', 'y', 1, 1) ON DUPLICATE KEY UPDATE id = VALUES(id) + 800;
SELECT * FROM products ORDER BY id;
== to the value it has
INSERT INTO products (id, name, kind, price, stock) VALUES (1, 'x', 'y', 1, 1) ON DUPLICATE KEY UPDATE id = 1, name = 'twice';
SELECT * FROM products ORDER BY id;
== in INSERT … SELECT
INSERT INTO old_orders SELECT id, customer_id, status, total, placed FROM orders WHERE id < 5 ON DUPLICATE KEY UPDATE total = VALUES(total) + 1;
SELECT * FROM old_orders ORDER BY id;

source Vitess: NATURAL JOIN (3)
== natural join on the common key
SELECT * FROM orders NATURAL JOIN notes ORDER BY id, nr;
== natural left join of tables that do not lie together
SELECT id, o.name, s.dept FROM products o NATURAL LEFT JOIN staff s ORDER BY id;
== natural right join
SELECT * FROM notes NATURAL RIGHT JOIN moved_orders ORDER BY 1, 2;

source Vitess: ANY, SOME, ALL (3)
== > ANY
SELECT id FROM products WHERE price > ANY (SELECT salary / 10 FROM staff WHERE salary IS NOT NULL) ORDER BY id;
== = SOME
SELECT id FROM customers WHERE rating = SOME (SELECT qty FROM order_lines) ORDER BY id;
== >= ALL
SELECT id FROM staff WHERE salary >= ALL (SELECT salary FROM staff WHERE salary IS NOT NULL) ORDER BY id;

source Vitess: several DISTINCT aggregates (3)
== two of them
SELECT COUNT(DISTINCT city), SUM(DISTINCT rating) FROM customers;
== COUNT(DISTINCT a, b)
SELECT COUNT(DISTINCT kind, stock) FROM products;
== in groups
SELECT dept, COUNT(DISTINCT boss_id) AS b, COUNT(DISTINCT YEAR(hired)) AS y FROM staff GROUP BY dept ORDER BY dept;

source Vitess: GROUP_CONCAT at the gate (2)
== with ORDER BY
SELECT kind, GROUP_CONCAT(id ORDER BY price DESC, id SEPARATOR '-') AS ids FROM products GROUP BY kind ORDER BY kind;
== of several columns
SELECT GROUP_CONCAT(DISTINCT kind, ':', stock ORDER BY kind, stock) AS all_of_them FROM products;

source Vitess: GET_LOCK and IS_FREE_LOCK (3)
== beside another expression
SELECT GET_LOCK('shapes', 0) AS got, 1 + 1 AS two;
SELECT RELEASE_LOCK('shapes');
== of two locks
SELECT GET_LOCK('shapes1', 0) AS a, GET_LOCK('shapes2', 0) AS b;
SELECT RELEASE_ALL_LOCKS();
== beside a table's rows
SELECT id, IS_FREE_LOCK('shapes3') AS free FROM staff WHERE id < 4 ORDER BY id;

source Vitess: subquery in the ON of an outer join (2)
== uncorrelated
SELECT c.id, o.id FROM customers c LEFT JOIN orders o ON o.customer_id = c.id AND o.total > (SELECT AVG(total) FROM orders) ORDER BY c.id, o.id;
== with IN
SELECT o.id, l.nr FROM orders o LEFT JOIN order_lines l ON l.order_id = o.id AND l.product_id IN (SELECT id FROM products WHERE kind = 'toy') ORDER BY o.id, l.nr;

source Vitess: UNION nested on the right (2)
== union of a union
SELECT id FROM staff UNION (SELECT id FROM products UNION ALL SELECT id FROM customers) ORDER BY id;
== with a limit inside
(SELECT id, name FROM staff ORDER BY id LIMIT 2) UNION ALL (SELECT id, name FROM products ORDER BY id DESC LIMIT 2) ORDER BY id, name;

source Vitess: CTE named like a table, WITH in UPDATE and DELETE (4)
== CTE with a table's name
WITH staff AS (SELECT id, name FROM products WHERE id < 6) SELECT * FROM staff ORDER BY id;
== CTE that hides the table it reads
WITH customers AS (SELECT id, rating FROM customers WHERE rating > 2) SELECT COUNT(*), SUM(rating) FROM customers;
== WITH … UPDATE
@mysql
WITH big AS (SELECT order_id FROM order_lines WHERE qty > 5) UPDATE orders SET status = 'big' WHERE id IN (SELECT order_id FROM big);
SELECT id, status FROM orders ORDER BY id;
== WITH … DELETE
@mysql
WITH few AS (SELECT id FROM products WHERE stock < 3) DELETE FROM order_lines WHERE product_id IN (SELECT id FROM few);
SELECT * FROM order_lines ORDER BY order_id, nr;

source Vitess: EXPLAIN, DROP TABLE, DROP VIEW and RENAME across keyspaces (4)
== DROP of several tables
CREATE TABLE IF NOT EXISTS drop_1 (id INT PRIMARY KEY);
DROP TABLE IF EXISTS drop_1, drop_2;
== RENAME of a sharded table
RENAME TABLE pages TO pages_new;
SELECT COUNT(*) FROM pages_new;
after RENAME TABLE pages_new TO pages;
== a table is swapped for another, as online schema changes do it
CREATE TABLE pages_new LIKE pages;
ALTER TABLE pages_new ADD COLUMN size INT NOT NULL DEFAULT 7;
RENAME TABLE pages TO pages_2, pages_new TO pages;
SELECT * FROM pages;
INSERT INTO pages SELECT p.*, 1 FROM pages_2 p;
SELECT * FROM pages ORDER BY name;
after RENAME TABLE pages TO pages_new, pages_2 TO pages;
after DROP TABLE pages_new;
== DROP VIEW IF EXISTS of several
DROP VIEW IF EXISTS nosuch_1, nosuch_2;
== a prepared EXPLAIN of a join across shards says something
EXPLAIN SELECT 1;

source Vitess: UPDATE and DELETE of a reference table with a join (2)
== update
UPDATE countries k JOIN customers c ON c.country = k.code SET k.tax = 99 WHERE c.id = 3;
SELECT * FROM countries ORDER BY code;
== delete
DELETE k FROM countries k LEFT JOIN customers c ON c.country = k.code WHERE c.id IS NULL;
SELECT * FROM countries ORDER BY code;

source Vitess: subquery in GROUP BY, in ORDER BY, inside OR, in INSERT VALUES (4)
== in GROUP BY
SELECT COUNT(*) AS n FROM orders o GROUP BY (SELECT c.city FROM customers c WHERE c.id = o.customer_id) ORDER BY n;
== in ORDER BY, with an aggregate
SELECT id FROM products p ORDER BY (SELECT SUM(l.qty) FROM order_lines l WHERE l.product_id = p.id) DESC, id;
== inside OR
SELECT id FROM customers WHERE rating = 1 OR id IN (SELECT product_id FROM order_lines WHERE qty > 6) ORDER BY id;
== in INSERT VALUES
INSERT INTO products (id, name, kind, price, stock) VALUES (600, 'max', 'x', (SELECT MAX(total) FROM orders), 1);
SELECT * FROM products WHERE id = 600;

source Vitess: ROLLUP, LATERAL, JSON_TABLE and others (10)
== WITH ROLLUP
SELECT kind, stock, COUNT(*) AS n, SUM(price) AS s FROM products GROUP BY kind, stock WITH ROLLUP;
== LATERAL
@mysql
SELECT c.id, t.id AS newest FROM customers c, LATERAL (SELECT o.id FROM orders o WHERE o.customer_id = c.id ORDER BY o.placed DESC, o.id LIMIT 1) t ORDER BY c.id;
== JSON_TABLE
SELECT f.id, j.v FROM facts f, JSON_TABLE(f.doc, '$.list[*]' COLUMNS (v INT PATH '$')) j ORDER BY f.id, j.v;
== SQL_CALC_FOUND_ROWS in a UNION
SELECT SQL_CALC_FOUND_ROWS id FROM staff UNION ALL SELECT id FROM products ORDER BY 1 LIMIT 3;
SELECT FOUND_ROWS();
== SQL_CALC_FOUND_ROWS
SELECT SQL_CALC_FOUND_ROWS id FROM staff ORDER BY id LIMIT 3;
SELECT FOUND_ROWS();
== INTO variables
SELECT COUNT(*), MAX(salary) FROM staff INTO @count, @most;
SELECT @count, @most;
== SET x = DEFAULT
SET SESSION group_concat_max_len = 2000;
SET SESSION group_concat_max_len = DEFAULT;
SELECT @@group_concat_max_len > 0;
== SET x = DEFAULT, of several
SET SESSION max_sort_length = DEFAULT, group_concat_max_len = 4096;
SELECT @@group_concat_max_len;
== multi-table UPDATE whose columns depend on each other
UPDATE customers c JOIN orders o ON o.customer_id = c.id SET c.balance = c.balance + 1, o.total = c.rating WHERE c.id = 2;
SELECT id, balance FROM customers ORDER BY id;
SELECT customer_id, id, total FROM orders ORDER BY customer_id, id;
== an aggregate's function in HAVING
SELECT dept FROM staff GROUP BY dept HAVING ABS(SUM(salary) - 1000) > 100 ORDER BY dept;

source Vitess: a plain negative (1)
== column counts differ in a UNION
@error
SELECT id, name FROM staff UNION SELECT id FROM products;

source Vitess: documented besides
== AVG(DISTINCT)
SELECT kind, AVG(DISTINCT stock) AS a FROM products GROUP BY kind ORDER BY kind;
== UPDATE … LIMIT over several shards
UPDATE staff SET salary = 1 ORDER BY id LIMIT 5;
SELECT id, salary FROM staff ORDER BY id;
== a complex aggregate expression
SELECT dept, (MAX(salary) - MIN(salary)) / COUNT(*) AS spread FROM staff GROUP BY dept ORDER BY dept;
== JSON_ARRAYAGG
SELECT kind, JSON_LENGTH(JSON_ARRAYAGG(id)) AS n FROM products GROUP BY kind ORDER BY kind;
== a temporary table beside sharded ones
CREATE TEMPORARY TABLE picked (id BIGINT PRIMARY KEY);
INSERT INTO picked VALUES (1), (3), (5);
SELECT id FROM picked ORDER BY id;
DROP TEMPORARY TABLE picked;
== a temporary table joined with a sharded one
CREATE TEMPORARY TABLE picked (id BIGINT PRIMARY KEY);
INSERT INTO picked VALUES (1), (3), (5);
SELECT p.id, s.name FROM picked p JOIN staff s ON s.id = p.id ORDER BY p.id;
DROP TEMPORARY TABLE picked;
== EXISTS, correlated, across shards
SELECT o.id FROM orders o WHERE EXISTS (SELECT 1 FROM order_lines l WHERE l.order_id = o.id AND l.qty > 4) ORDER BY o.id;
== NOT EXISTS, correlated, across shards
SELECT p.id FROM products p WHERE NOT EXISTS (SELECT 1 FROM order_lines l WHERE l.product_id = p.id) ORDER BY p.id;
== a recursive CTE over a sharded table
WITH RECURSIVE chain AS (SELECT id, boss_id, 1 AS depth FROM staff WHERE boss_id IS NULL UNION ALL SELECT s.id, s.boss_id, c.depth + 1 FROM staff s JOIN chain c ON s.boss_id = c.id) SELECT * FROM chain ORDER BY id;
== a CTE used twice
WITH t AS (SELECT dept, SUM(salary) AS s FROM staff GROUP BY dept) SELECT a.dept FROM t a WHERE a.s >= (SELECT MAX(b.s) FROM t b) ORDER BY a.dept;
