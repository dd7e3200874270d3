# What Gaea's compatibility page and its own end-to-end test of unsupported statements name, and kingshard's list.

source Gaea: joins across shards
== cross join
SELECT s.id, w.id FROM staff s CROSS JOIN words w ORDER BY s.id, w.id;
== comma join without a condition
SELECT COUNT(*) FROM customers, products;
== join with USING of another column
SELECT name FROM staff JOIN products USING (name) ORDER BY name;
== join of a derived table
SELECT x.kind, s.name FROM (SELECT kind, MIN(id) AS first_id FROM products GROUP BY kind) x JOIN staff s ON s.id = x.first_id ORDER BY x.kind;
== join of two derived tables
SELECT a.n, b.n FROM (SELECT COUNT(*) AS n FROM staff) a, (SELECT COUNT(*) AS n FROM products) b;
== left join with a condition on the right in WHERE
SELECT s.id, p.price FROM staff s LEFT JOIN products p ON p.id = s.id WHERE p.price > 10 OR p.price IS NULL ORDER BY s.id;
== right join with groups
SELECT p.kind, COUNT(l.nr) AS n FROM order_lines l RIGHT JOIN products p ON p.id = l.product_id GROUP BY p.kind ORDER BY p.kind;
== join on an expression
SELECT s.id, p.id FROM staff s JOIN products p ON s.id + 1 = p.id ORDER BY s.id;
== join with OR
SELECT s.id, p.id FROM staff s JOIN products p ON s.id = p.id OR s.salary = p.stock ORDER BY s.id, p.id;
== self join on another column
SELECT a.id, b.id FROM staff a JOIN staff b ON a.dept = b.dept AND a.id < b.id ORDER BY a.id, b.id;

source Gaea: subqueries
== derived table
SELECT AVG(x.total) FROM (SELECT total FROM orders WHERE status = 'paid') x;
== derived table with a limit
SELECT x.id FROM (SELECT id, price FROM products ORDER BY price DESC, id LIMIT 5) x ORDER BY x.id;
== derived table in a derived table
SELECT COUNT(*) FROM (SELECT y.kind FROM (SELECT kind, SUM(stock) AS s FROM products GROUP BY kind) y WHERE y.s > 5) x;
== HAVING with a subquery
SELECT dept, AVG(salary) AS a FROM staff GROUP BY dept HAVING a > (SELECT AVG(salary) FROM staff) ORDER BY dept;
== scalar subquery compared
SELECT id FROM staff WHERE salary = (SELECT MIN(salary) FROM staff) ORDER BY id;
== scalar subquery that gives two rows
@error
SELECT id FROM staff WHERE salary = (SELECT salary FROM staff WHERE id < 4);
== scalar subquery that gives no row
SELECT id FROM staff WHERE salary = (SELECT salary FROM staff WHERE id < 0) ORDER BY id;
== row subquery with IN
SELECT order_id, nr FROM order_lines WHERE (order_id, product_id) IN (SELECT id, customer_id FROM orders) ORDER BY order_id, nr;
== ALL
SELECT id FROM products WHERE price > ALL (SELECT total FROM orders WHERE status = 'new') ORDER BY id;
== <> ALL
SELECT id FROM products WHERE id <> ALL (SELECT product_id FROM order_lines) ORDER BY id;
== SOME
SELECT id FROM customers WHERE rating <> SOME (SELECT rating FROM customers WHERE rating IS NOT NULL) ORDER BY id;
== = ANY with the sharding key
SELECT id FROM customers WHERE id = ANY (SELECT customer_id FROM orders WHERE status = 'paid') ORDER BY id;
== EXISTS
SELECT kind FROM products p WHERE EXISTS (SELECT 1 FROM staff s WHERE s.salary = p.stock) ORDER BY kind, p.id;
== NOT EXISTS within NOT EXISTS
SELECT c.id FROM customers c WHERE NOT EXISTS (SELECT 1 FROM products p WHERE p.kind = 'toy' AND NOT EXISTS (SELECT 1 FROM orders o JOIN order_lines l ON l.order_id = o.id WHERE o.customer_id = c.id AND l.product_id = p.id)) ORDER BY c.id;
== subquery in ORDER BY
SELECT o.id FROM orders o ORDER BY (SELECT c.name FROM customers c WHERE c.id = o.customer_id), o.id;
== subquery with its own ORDER BY and LIMIT
SELECT id, name FROM staff WHERE salary = (SELECT salary FROM staff WHERE salary IS NOT NULL ORDER BY hired, id LIMIT 1) ORDER BY id;
== IN with UNION inside
SELECT id FROM customers WHERE id IN (SELECT boss_id FROM staff UNION SELECT product_id FROM order_lines) ORDER BY id;

source Gaea: writes, aggregates, names
== INSERT without columns
INSERT INTO notes VALUES (4, 70, 'no columns');
SELECT * FROM notes ORDER BY customer_id, nr;
== INSERT of rows for several shards
INSERT INTO notes VALUES (1, 71, 'a'), (2, 71, 'b'), (3, 71, 'c'), (4, 71, NULL);
SELECT * FROM notes ORDER BY customer_id, nr;
== INSERT … SELECT with a key
INSERT INTO moved_orders SELECT * FROM orders WHERE customer_id = 3;
SELECT * FROM moved_orders ORDER BY customer_id, id;
== UPDATE of several tables without a key
UPDATE customers c JOIN notes n ON n.customer_id = c.id SET n.body = c.name;
SELECT * FROM notes ORDER BY customer_id, nr;
== AVG
SELECT AVG(price), AVG(stock) FROM products;
== AVG in groups, ordered by it
SELECT kind, AVG(price) AS a FROM products GROUP BY kind ORDER BY a DESC, kind LIMIT 2;
== nested functions around aggregates
SELECT ROUND(SUM(price) / COUNT(*), 1) AS r, IFNULL(MAX(made), 0) AS m FROM products;
== an aggregate in an expression of groups
SELECT dept, SUM(salary) * 2 + 1 AS s FROM staff GROUP BY dept ORDER BY dept;
== an aggregate of an expression
SELECT SUM(qty * price), MAX(qty + nr), MIN(price - qty) FROM order_lines;
== an alias equal to a table's name
SELECT orders.id FROM staff AS orders ORDER BY orders.id;
== an alias equal to another table's name, joined
SELECT products.name FROM staff products JOIN customers staff ON staff.id = products.id ORDER BY products.id;
== SAVEPOINT
START TRANSACTION;
INSERT INTO notes VALUES (1, 80, 'kept');
SAVEPOINT one;
INSERT INTO notes VALUES (2, 80, 'gone');
ROLLBACK TO one;
COMMIT;
SELECT * FROM notes WHERE nr = 80;
== a transaction over shards
START TRANSACTION;
UPDATE customers SET balance = balance - 10 WHERE id = 1;
UPDATE customers SET balance = balance + 10 WHERE id = 2;
COMMIT;
SELECT id, balance FROM customers ORDER BY id;
== a transaction over shards, rolled back
START TRANSACTION;
UPDATE customers SET balance = 0;
DELETE FROM notes;
ROLLBACK;
SELECT SUM(balance) FROM customers;
SELECT COUNT(*) FROM notes;

source kingshard: its list
== a prepared statement over shards
SELECT id, name FROM staff WHERE salary > {300} AND dept = {'sales'} ORDER BY id;
== a function in WHERE
SELECT id FROM staff WHERE UPPER(LEFT(name, 1)) = 'A' OR LENGTH(name) > 5 ORDER BY id;
== COUNT(DISTINCT)
SELECT COUNT(DISTINCT product_id) FROM order_lines;
== DISTINCT over shards
SELECT DISTINCT kind FROM products ORDER BY kind;
== DISTINCT of several columns, with a limit
SELECT DISTINCT kind, stock FROM products ORDER BY kind, stock LIMIT 4;
== DDL without a hint
CREATE TABLE IF NOT EXISTS plain_ddl (id INT PRIMARY KEY);
DROP TABLE plain_ddl;
== SHOW TABLES LIKE
@known
SHOW TABLES LIKE 'custom%';
== deep page
SELECT id FROM order_lines l JOIN products p ON p.id = l.product_id ORDER BY l.order_id, l.nr LIMIT 5 OFFSET 10;
== offset without a join
SELECT order_id, nr FROM order_lines ORDER BY price DESC, order_id, nr LIMIT 10, 5;
== ORDER BY a column that is not selected
SELECT name FROM staff ORDER BY salary, id;
== ORDER BY an expression
SELECT id FROM staff ORDER BY salary % 7 DESC, id;
== ORDER BY FIELD
SELECT id FROM orders ORDER BY FIELD(status, 'paid', 'new'), customer_id, id;
== ORDER BY a CASE
SELECT id FROM staff ORDER BY CASE WHEN dept = 'sales' THEN 0 ELSE 1 END, id;
