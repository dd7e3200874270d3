# What PolarDB-X 2 and its ancestors list.

source PolarDB-X: DDL
== CREATE TABLE LIKE of a sharded table
CREATE TABLE like_words LIKE words;
SELECT COUNT(*) FROM like_words;
after DROP TABLE IF EXISTS like_words;
== CREATE TABLE … SELECT from a sharded table
CREATE TABLE from_words AS SELECT id, word FROM words;
SELECT * FROM from_words ORDER BY id;
after DROP TABLE IF EXISTS from_words;
== RENAME of several tables, crosswise
RENAME TABLE words TO words_tmp, pages TO words_b;
SELECT COUNT(*) FROM words_tmp;
after RENAME TABLE words_tmp TO words, words_b TO pages;
== change of the key's type
@known
ALTER TABLE words MODIFY id INT NOT NULL;
SELECT id FROM words ORDER BY id;
after ALTER TABLE words MODIFY id BIGINT NOT NULL;
== SHOW INDEX
SHOW INDEX FROM settings;

source PolarDB-X: joins and subqueries
== STRAIGHT_JOIN as an option
SELECT STRAIGHT_JOIN c.id, o.id FROM customers c JOIN orders o ON o.customer_id = c.id ORDER BY c.id, o.id;
== NATURAL JOIN with a broadcast table
SELECT * FROM countries NATURAL JOIN settings ORDER BY 1;
== subquery in HAVING
SELECT status, COUNT(*) AS n FROM orders GROUP BY status HAVING n > (SELECT COUNT(*) FROM settings) ORDER BY status;
== subquery in the ON of a join
SELECT c.id, o.id FROM customers c JOIN orders o ON o.customer_id = c.id AND o.total >= (SELECT AVG(t.total) FROM orders t) ORDER BY c.id, o.id;
== ROW scalar subquery
SELECT id FROM customers WHERE ROW(rating, country) = (SELECT rating, country FROM customers WHERE id = 4) ORDER BY id;
== subquery in a function
SELECT COALESCE((SELECT MAX(salary) FROM staff WHERE dept = 'none'), -1) AS m;
== subquery as an operand
SELECT (SELECT COUNT(*) FROM staff) + (SELECT COUNT(*) FROM products) AS both_of_them;
== IN with a subquery with LIMIT in a derived table
SELECT id FROM staff WHERE id IN (SELECT id FROM (SELECT id FROM products ORDER BY price DESC, id LIMIT 3) x) ORDER BY id;
== EXISTS without correlation
SELECT id FROM staff WHERE EXISTS (SELECT 1 FROM products WHERE price > 1000) ORDER BY id;
== full text of two joins with USING
SELECT customer_id, COUNT(*) AS n FROM orders JOIN notes USING (customer_id) GROUP BY customer_id ORDER BY customer_id;
== LEFT JOIN and IS NULL across shards
SELECT p.id FROM products p LEFT JOIN order_lines l ON l.product_id = p.id WHERE l.order_id IS NULL ORDER BY p.id;
== nested joins
SELECT c.id, o.id, n.nr FROM customers c LEFT JOIN (orders o JOIN notes n ON n.customer_id = o.customer_id) ON o.customer_id = c.id ORDER BY c.id, o.id, n.nr;

source PolarDB-X: variables and statements
== INSERT DELAYED
@mariadb
INSERT INTO settings VALUES ('late', '1');
SELECT * FROM settings ORDER BY name;
== user variables in a condition
SET @k = 'toy';
SELECT COUNT(*) FROM products WHERE kind COLLATE utf8mb4_general_ci = @k;
== SHOW WARNINGS
SELECT id FROM staff WHERE name = 12 AND id = 1;
SHOW WARNINGS LIMIT 1;
== SHOW COUNT(*) WARNINGS
SELECT 1;
SHOW COUNT(*) WARNINGS;
== MATCH … AGAINST of a single table
@error
SELECT * FROM settings WHERE MATCH (value) AGAINST ('x');
== XML functions
SELECT EXTRACTVALUE('<a><b>x</b></a>', '/a/b') AS b;
== spatial functions
SELECT ST_AsText(ST_GeomFromText('POINT(1 2)')) AS p;
== spatial functions of columns
SELECT id, ST_X(ST_GeomFromText(CONCAT('POINT(', id, ' 1)'))) AS x FROM staff ORDER BY id;
== UPDATE SET with a subquery of another table
UPDATE products SET price = (SELECT MAX(total) FROM orders) WHERE id = 2;
SELECT id, price FROM products ORDER BY id;
== CALL of a procedure that is not there
@error
CALL nosuch_procedure();
== LOAD XML
@error
LOAD XML INFILE '/nonexistent.xml' INTO TABLE settings;
== savepoints over shards
START TRANSACTION;
UPDATE products SET stock = 100 WHERE id IN (1, 2, 3);
SAVEPOINT a;
UPDATE products SET stock = 200 WHERE id IN (1, 2, 3, 4);
ROLLBACK TO SAVEPOINT a;
COMMIT;
SELECT id, stock FROM products ORDER BY id;
