# What Mycat2 lists, and what a proxy built on Calcite has to be expected to get wrong.

source Mycat2: joins and locks
== STRAIGHT_JOIN
SELECT c.id, o.id FROM customers c STRAIGHT_JOIN orders o ON o.customer_id = c.id ORDER BY c.id, o.id;
== STRAIGHT_JOIN across shards
SELECT o.id, l.nr FROM orders o STRAIGHT_JOIN order_lines l ON l.order_id = o.id ORDER BY o.id, l.nr;
== NATURAL JOIN of three
SELECT * FROM orders NATURAL JOIN notes NATURAL JOIN moved_orders ORDER BY 1, 2;
== FOR UPDATE
SELECT id FROM products WHERE stock > 5 ORDER BY id FOR UPDATE;
== FOR UPDATE in a subquery
SELECT id FROM customers WHERE id IN (SELECT customer_id FROM orders WHERE total > 100 FOR UPDATE) ORDER BY id;
== LOCK IN SHARE MODE across shards
SELECT o.id FROM orders o JOIN order_lines l ON l.order_id = o.id WHERE l.qty > 4 ORDER BY o.id LOCK IN SHARE MODE;

source Mycat2: writes
== UPDATE with a join across shards
UPDATE orders o JOIN order_lines l ON l.order_id = o.id SET o.status = 'join' WHERE l.qty > 4;
SELECT customer_id, id, status FROM orders ORDER BY customer_id, id;
== DELETE with a join across shards
DELETE l FROM order_lines l JOIN products p ON p.id = l.product_id WHERE p.kind = 'toy';
SELECT * FROM order_lines ORDER BY order_id, nr;
== DML with a subquery over the same table
DELETE FROM staff WHERE id IN (SELECT x.id FROM (SELECT id FROM staff WHERE salary < 300) x);
SELECT id FROM staff ORDER BY id;
== INSERT … SELECT from a join across shards
INSERT INTO old_orders SELECT o.id + 2000, o.customer_id, 'x', SUM(l.qty * l.price), o.placed FROM orders o JOIN order_lines l ON l.order_id = o.id GROUP BY o.id, o.customer_id, o.placed;
SELECT * FROM old_orders ORDER BY id;
== INSERT … SELECT of the same table
INSERT INTO order_lines SELECT order_id, nr + 50, product_id, qty, price FROM order_lines;
SELECT * FROM order_lines ORDER BY order_id, nr;

source Mycat2: variables and types
== SELECT … INTO
SELECT name INTO @n FROM products WHERE id = 3;
SELECT @n;
== a user variable keeps its type
SET @x = 1.50;
SELECT @x, @x + 1;
== system variables can be read
SELECT @@autocommit, @@session.auto_increment_increment;
== dates and times in SELECT *
SELECT * FROM facts ORDER BY id;
== a date compared with text
SELECT id FROM customers WHERE joined >= '2024-06-01' ORDER BY id;
== date arithmetic
SELECT id, DATE_ADD(placed, INTERVAL 1 DAY) AS d, TIMESTAMPDIFF(DAY, placed, '2026-01-01') AS n FROM orders ORDER BY customer_id, id;
== grouping by a formatted date
SELECT DATE_FORMAT(placed, '%Y-%m') AS m, COUNT(*) FROM orders GROUP BY m ORDER BY m;
== integer division, modulo, bits
SELECT id, n DIV 3, n % 3, n & 3, n << 1, ~id & 255 FROM facts ORDER BY id;
== text functions
SELECT id, CONCAT_WS('-', name, dept), LPAD(name, 8, '*'), REVERSE(name), ELT(id % 3, 'a', 'b') FROM staff ORDER BY id;
== implicit conversions
SELECT id FROM staff WHERE salary = '500' OR name = 0 ORDER BY id;
== a boolean as a number
SELECT SUM(salary > 400), COUNT(salary > 400 OR NULL) FROM staff;
== regular expressions
SELECT id FROM products WHERE name REGEXP '^[a-h]' ORDER BY id;
== JSON paths
SELECT id, JSON_EXTRACT(doc, '$.a') AS a FROM facts WHERE JSON_EXTRACT(doc, '$.a') > 2 ORDER BY id;
