# A cluster of one shard: every statement answers what the plain server answers.

== tables
CREATE TABLE orders (id BIGINT NOT NULL AUTO_INCREMENT, user_id BIGINT NOT NULL, city VARCHAR(64), total DECIMAL(12, 2), PRIMARY KEY (id)) COLLATE = utf8mb4_general_ci;
CREATE TABLE order_items (id BIGINT NOT NULL AUTO_INCREMENT, user_id BIGINT NOT NULL, order_id BIGINT, price DECIMAL(12, 2), PRIMARY KEY (id)) COLLATE = utf8mb4_general_ci;
CREATE TABLE tickets (id BIGINT NOT NULL AUTO_INCREMENT, user_id BIGINT NOT NULL, text VARCHAR(64), PRIMARY KEY (id)) COLLATE = utf8mb4_general_ci;
CREATE TABLE countries (code CHAR(2) NOT NULL, name VARCHAR(64), PRIMARY KEY (code)) COLLATE = utf8mb4_general_ci;
CREATE TABLE audit_log (id BIGINT NOT NULL AUTO_INCREMENT, message VARCHAR(255), PRIMARY KEY (id)) COLLATE = utf8mb4_general_ci;

== rows come in
INSERT INTO orders (user_id, city, total) VALUES (7, 'rome', 1.5), (8, 'oslo', 2), (1 + 8, 'rome', 3);
INSERT INTO orders SET user_id = (SELECT MAX(code) IS NULL FROM countries), city = 'none';
INSERT INTO orders () VALUES ();
INSERT IGNORE INTO orders () VALUES ();
INSERT INTO order_items (user_id, order_id, price) SELECT user_id, id, total FROM orders;
INSERT INTO order_items (user_id) VALUES (DEFAULT(user_id));
INSERT INTO countries VALUES ('DE', CONCAT('de', 'utschland')), ('IT', 'italia') ON DUPLICATE KEY UPDATE name = VALUES(name);
INSERT INTO tickets (user_id, text) VALUES (7, 'a'), (8, 'b') ON DUPLICATE KEY UPDATE user_id = user_id + 1;
REPLACE INTO tickets (id, user_id, text) SELECT id, user_id + 1, UPPER(text) FROM tickets;
INSERT INTO audit_log (message) SELECT CONCAT(o.city, t.text) FROM orders o JOIN tickets t ON t.user_id = o.user_id;

== rows change
UPDATE orders SET user_id = user_id + 1, total = total * 2 ORDER BY id LIMIT 2;
UPDATE countries c JOIN orders o ON o.city <> c.name SET c.name = 'x', o.total = 0 WHERE c.code = 'DE';
UPDATE tickets, orders SET tickets.text = orders.city WHERE orders.id = tickets.id;
DELETE FROM order_items ORDER BY price DESC LIMIT 1;
DELETE o, i FROM orders o JOIN order_items i ON i.order_id = o.id WHERE o.user_id = 9;
DELETE FROM tickets USING tickets LEFT JOIN orders ON orders.id = tickets.id WHERE orders.id IS NULL;
SELECT * FROM orders ORDER BY id;
SELECT * FROM order_items ORDER BY id;
SELECT id, user_id, text FROM tickets ORDER BY id;
SELECT * FROM countries ORDER BY code;
SELECT * FROM audit_log ORDER BY id;

== SET with what the session and the tables have
INSERT INTO audit_log (message) VALUES ('one'), ('two');
SET @id = LAST_INSERT_ID(), @rows = ROW_COUNT();
SELECT @id, @rows;
SET @twice = LAST_INSERT_ID() * 2 + (SELECT COUNT(*) FROM orders), @old = @@autocommit, @db = DATABASE() IS NULL;
SELECT @twice, @old, @db;
SET @last = (SELECT MAX(id) FROM order_items WHERE user_id IN (SELECT user_id FROM orders));
SELECT @last;
DO @last := @last + 1;
SELECT @last;

== queries of every kind
SELECT city, COUNT(*) n, SUM(total) FROM orders GROUP BY city WITH ROLLUP;
SELECT id FROM orders UNION SELECT id FROM order_items ORDER BY id;
WITH c AS (SELECT user_id, MAX(id) m FROM order_items GROUP BY user_id) SELECT o.id, c.m FROM orders o JOIN c ON c.m >= o.id ORDER BY o.id, c.m;
SELECT id, ROW_NUMBER() OVER (ORDER BY id DESC) r FROM orders ORDER BY id;

== CALL, DO, routines, triggers, views
CREATE PROCEDURE p (a INT) SELECT COUNT(*) AS n FROM orders WHERE user_id > a;
CALL p(7);
CREATE PROCEDURE q (a INT) UPDATE orders SET total = total + a;
CALL q(5);
DROP PROCEDURE p;
DROP PROCEDURE q;
CREATE FUNCTION f (a INT) RETURNS INT DETERMINISTIC NO SQL RETURN a * 2;
SELECT f(4) AS x, f(user_id) AS y FROM orders ORDER BY id;
DO f(1), 2 + 3;
DO nosuch(1);
DROP FUNCTION f;
CREATE TRIGGER t AFTER DELETE ON orders FOR EACH ROW INSERT INTO audit_log (message) VALUES (CONCAT('gone ', OLD.id));
DELETE FROM orders WHERE city = 'oslo';
SELECT message FROM audit_log ORDER BY id;
DROP TRIGGER t;
CREATE VIEW v AS SELECT o.id, o.city, c.name FROM orders o LEFT JOIN countries c ON c.code = 'DE';
SELECT * FROM v ORDER BY id;
DROP VIEW v;
CREATE EVENT e ON SCHEDULE EVERY 1 DAY STARTS '2099-01-01 00:00:00' DO DELETE FROM audit_log;
DROP EVENT e;

== statements of several statements, which MariaDB has
BEGIN NOT ATOMIC DECLARE n INT DEFAULT 0; SELECT COUNT(*) INTO n FROM countries; INSERT INTO countries VALUES ('ZZ', n); SET @n = n; END;
SELECT @n, name FROM countries WHERE code = 'ZZ';
IF (SELECT COUNT(*) FROM countries) > 0 THEN DELETE FROM countries WHERE code = 'ZZ'; ELSE SELECT 'none'; END IF;
SELECT COUNT(*) FROM countries;
EXPLAIN FORMAT = 'JSON' SELECT nosuch FROM countries;

== definitions
CREATE TABLE copy AS SELECT * FROM orders;
SELECT * FROM copy ORDER BY id;
CREATE TABLE another LIKE copy;
RENAME TABLE another TO third, copy TO another;
INSERT INTO third SELECT * FROM another;
ALTER TABLE third ADD COLUMN note VARCHAR(10), ADD INDEX (city);
ANALYZE TABLE nosuch;
CHECKSUM TABLE third;
TRUNCATE TABLE third;
DROP TABLE third, another;
DROP TABLE nosuch;
ALTER TABLE orders ADD COLUMN note VARCHAR(10) DEFAULT 'n';
CREATE INDEX by_city ON orders (city);
SELECT note FROM orders ORDER BY id;

== a server's own affairs
CREATE USER 'one_shard'@'localhost' IDENTIFIED BY 'Str0ng-enough';
GRANT SELECT ON *.* TO 'one_shard'@'localhost';
REVOKE SELECT ON *.* FROM 'one_shard'@'localhost';
DROP USER 'one_shard'@'localhost';
FLUSH PRIVILEGES;
FLUSH TABLES orders;
SET GLOBAL slow_launch_time = 3;
SELECT @@GLOBAL.slow_launch_time;
SET GLOBAL slow_launch_time = DEFAULT;
SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'no', MYSQL_ERRNO = 1644;
HELP 'nosuch topic';
CREATE DATABASE one_shard_other;
DROP DATABASE one_shard_other;

== an implicit commit ends the transaction here too
START TRANSACTION;
INSERT INTO countries VALUES ('NO', 'norge');
FLUSH TABLES audit_log;
ROLLBACK;
SELECT code FROM countries ORDER BY code;

== state of the connection
SELECT COUNT(*), MAX(city) INTO @n, @city FROM orders;
SELECT @n, @city;
CREATE TEMPORARY TABLE some AS SELECT id, city FROM orders;
SELECT COUNT(*) FROM some JOIN orders ON orders.id = some.id;
DROP TEMPORARY TABLE some;
LOCK TABLES orders WRITE, countries READ;
INSERT INTO orders (user_id, city) VALUES (70, 'locked');
SELECT COUNT(*) FROM countries;
SELECT COUNT(*) FROM audit_log;
UNLOCK TABLES;
SELECT COUNT(*) FROM audit_log;
HANDLER orders OPEN;
HANDLER orders READ FIRST;
HANDLER orders CLOSE;
SELECT GET_LOCK('one_shard', 0) FROM countries LIMIT 1;
SELECT IS_FREE_LOCK('one_shard');
SELECT RELEASE_ALL_LOCKS();
FLUSH TABLES WITH READ LOCK;
INSERT INTO audit_log (message) VALUES ('no');
UNLOCK TABLES;
XA START 'one_shard';
INSERT INTO countries VALUES ('XA', 'x');
XA END 'one_shard';
SELECT code FROM countries ORDER BY code;
XA PREPARE 'one_shard';
XA COMMIT 'one_shard';
SELECT code FROM countries ORDER BY code;
XA START 'one_shard';
DELETE FROM countries;
XA END 'one_shard';
XA ROLLBACK 'one_shard';
SELECT code FROM countries ORDER BY code;
PREPARE s FROM 'SELECT COUNT(*) FROM orders WHERE user_id = ?';
SET @u = 70;
EXECUTE s USING @u;

== what would break the session
@refused
SET ROLE NONE;
@refused
SET PASSWORD FOR 'nosuch'@'nosuch' = 'x';
@refused
GET DIAGNOSTICS @n = NUMBER;
@refused
LOCK INSTANCE FOR BACKUP;
@refused
EXPLAIN FOR CONNECTION 1;
