# Transactions by SQL. Each section is a session of its own; afterwards all tables are compared from outside.

== committed on one shard
BEGIN;
UPDATE orders SET total = 1 WHERE user_id = {7};
SELECT id, total FROM orders WHERE user_id = {7} ORDER BY id;
COMMIT;
SELECT COUNT(*) FROM orders WHERE user_id = {7} AND total = 1;

== committed on two shards
START TRANSACTION;
UPDATE orders SET status = {'T'} WHERE user_id IN ({1}, {2}, {3}, {4});
INSERT INTO orders (id, user_id, city, created_at) VALUES (9001, {1}, 'T', '2025-01-01'), (9002, {2}, 'T', '2025-01-01');
SELECT id, user_id FROM orders WHERE status = {'T'} OR city = 'T' ORDER BY id;
SELECT COUNT(*), SUM(total) FROM orders;
COMMIT;

== rolled back on two shards
START TRANSACTION;
UPDATE orders SET total = {0};
DELETE FROM order_items;
INSERT INTO countries VALUES ('ZZ', 'Nowhere');
INSERT INTO audit_log (id, at, message) VALUES (900, '2026-01-01', 'gone');
SELECT COUNT(*) FROM order_items;
SELECT COUNT(*) FROM countries;
ROLLBACK;
SELECT COUNT(*) FROM order_items;
SELECT SUM(total) FROM orders;

== savepoints
BEGIN;
UPDATE orders SET total = 11 WHERE user_id = {1};
SAVEPOINT a;
UPDATE orders SET total = 12 WHERE user_id IN ({1}, {2}, {3});
SAVEPOINT b;
DELETE FROM orders WHERE user_id = {3};
ROLLBACK TO SAVEPOINT b;
SELECT COUNT(*) FROM orders WHERE user_id = {3};
ROLLBACK TO a;
SELECT id, total FROM orders WHERE user_id IN ({1}, {2}, {3}) ORDER BY id;
RELEASE SAVEPOINT a;
ROLLBACK TO SAVEPOINT a;
COMMIT;

== a savepoint before a shard is met
BEGIN;
SAVEPOINT early;
UPDATE orders SET total = 21 WHERE user_id = {2};
UPDATE orders SET total = 21 WHERE user_id = {5};
ROLLBACK TO SAVEPOINT early;
SELECT COUNT(*) FROM orders WHERE total = 21;
COMMIT;

== unknown savepoints
BEGIN;
ROLLBACK TO SAVEPOINT nosuch;
RELEASE SAVEPOINT nosuch;
ROLLBACK;
ROLLBACK TO SAVEPOINT nosuch;

== autocommit off
SET autocommit = 0;
UPDATE orders SET total = 31 WHERE user_id IN ({1}, {2}, {3});
SELECT COUNT(*) FROM orders WHERE total = 31;
ROLLBACK;
SELECT COUNT(*) FROM orders WHERE total = 31;
UPDATE orders SET total = 32 WHERE user_id IN ({1}, {6});
COMMIT;
UPDATE orders SET total = 33 WHERE user_id IN ({1}, {6});
SET autocommit = 1;
SELECT COUNT(*) FROM orders WHERE total = 33;

== with autocommit off a savepoint may stand before all else
SET autocommit = 0;
SAVEPOINT s;
UPDATE orders SET total = 34 WHERE user_id IN ({1}, {2});
ROLLBACK TO SAVEPOINT s;
SELECT COUNT(*) FROM orders WHERE total = 34;
ROLLBACK;
SAVEPOINT s;
SET autocommit = 1;
ROLLBACK TO SAVEPOINT s;
SET autocommit = 0;
ROLLBACK TO SAVEPOINT s;
SET autocommit = 1;

== a begin commits what was open
BEGIN;
UPDATE orders SET total = 41 WHERE user_id IN ({2}, {3});
BEGIN;
ROLLBACK;
SELECT COUNT(*) FROM orders WHERE total = 41;

== ddl commits what was open
BEGIN;
UPDATE orders SET total = 51 WHERE user_id IN ({2}, {3});
CREATE TABLE extra (id INT PRIMARY KEY);
ROLLBACK;
SELECT COUNT(*) FROM orders WHERE total = 51;
DROP TABLE extra;

== an error of a statement leaves the transaction open
BEGIN;
UPDATE orders SET total = 61 WHERE user_id = {2};
INSERT INTO orders (id, user_id, city, created_at) VALUES (6, {2}, 'x', '2025-01-01');
UPDATE orders SET nosuch = 1;
SELECT COUNT(*) FROM orders WHERE total = 61;
COMMIT;
SELECT COUNT(*) FROM orders WHERE total = 61;

== locking reads
BEGIN;
SELECT id, total FROM orders WHERE user_id = {7} ORDER BY id FOR UPDATE;
SELECT id FROM orders WHERE user_id IN ({1}, {3}) ORDER BY id LOCK IN SHARE MODE;
COMMIT;

== a read only transaction
START TRANSACTION READ ONLY;
SELECT COUNT(*) FROM orders;
UPDATE orders SET total = 71 WHERE user_id = {2};
COMMIT;
UPDATE orders SET total = 72 WHERE user_id = {2};

== isolation
SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED;
START TRANSACTION WITH CONSISTENT SNAPSHOT;
SELECT COUNT(*) FROM orders WHERE user_id = {2};
COMMIT;
SET TRANSACTION ISOLATION LEVEL SERIALIZABLE;
BEGIN;
SET TRANSACTION ISOLATION LEVEL READ COMMITTED;
COMMIT;

== commit and chain
BEGIN;
UPDATE orders SET total = 81 WHERE user_id IN ({2}, {3});
COMMIT AND CHAIN;
UPDATE orders SET total = 82 WHERE user_id IN ({2}, {3});
ROLLBACK;
SELECT COUNT(*) FROM orders WHERE total = 81;

== nothing open
COMMIT;
ROLLBACK;
UPDATE orders SET total = 91 WHERE user_id IN ({2}, {3});
ROLLBACK;
SELECT COUNT(*) FROM orders WHERE total = 91;

== steps inside a transaction
BEGIN;
UPDATE orders SET total = 101 ORDER BY id LIMIT {3};
SELECT ROW_COUNT();
SELECT COUNT(*) FROM orders WHERE total = 101;
DELETE FROM orders ORDER BY id DESC LIMIT 2;
SAVEPOINT a;
DELETE FROM order_items ORDER BY id DESC LIMIT 2;
UPDATE orders SET user_id = user_id + 1;
ROLLBACK TO SAVEPOINT a;
SELECT id, user_id FROM orders ORDER BY id;
UPDATE orders SET user_id = user_id + 1 WHERE total = 101;
COMMIT;
SELECT id, user_id FROM orders ORDER BY id;

== steps rolled back
BEGIN;
UPDATE orders SET user_id = user_id + 1;
INSERT INTO order_items (id, order_id, user_id, product, price) SELECT id + 200000, id, id, city, total FROM orders;
DELETE FROM members ORDER BY email LIMIT 2;
ROLLBACK;
SELECT COUNT(*) FROM order_items WHERE id > 200000;

== steps that fail leave nothing behind
BEGIN;
UPDATE orders SET total = 103 WHERE user_id IN ({2}, {3});
INSERT INTO orders (id, user_id, city, created_at) SELECT 900001, user_id, 'half', '2026-01-01' FROM orders;
SELECT ROW_COUNT();
SELECT COUNT(*) FROM orders WHERE city = 'half';
UPDATE orders SET total = 104 ORDER BY id LIMIT 1;
ROLLBACK TO SAVEPOINT __sluice_steps;
COMMIT;
SELECT COUNT(*) FROM orders WHERE total IN (103, 104);

== steps that fail outside of a transaction
INSERT INTO orders (id, user_id, city, created_at) SELECT id + 900000, user_id, 'half', '2026-01-01' FROM orders UNION ALL SELECT id, user_id, 'again', '2026-01-01' FROM orders;
SELECT ROW_COUNT();
UPDATE orders SET user_id = NULL ORDER BY id LIMIT 2;
ROLLBACK;
SELECT COUNT(*) FROM orders WHERE city = 'half';

== steps with autocommit off
SET autocommit = 0;
DELETE FROM orders ORDER BY id LIMIT 1;
SELECT COUNT(*) FROM orders;
ROLLBACK;
INSERT INTO orders (id, user_id, city, created_at) SELECT 900001, user_id, 'half', '2026-01-01' FROM orders;
UPDATE orders SET total = 105 ORDER BY id LIMIT 2;
COMMIT;
SET autocommit = 1;
SELECT COUNT(*) FROM orders WHERE total = 105;

== what is told of steps
ALTER TABLE audit_log AUTO_INCREMENT = 1;
INSERT INTO audit_log (at, message) SELECT created_at, city FROM orders ORDER BY id LIMIT 5;
SELECT ROW_COUNT(), LAST_INSERT_ID() > 0;
UPDATE orders SET total = 106, city = LAST_INSERT_ID() > 0 ORDER BY id LIMIT 2;
SELECT ROW_COUNT(), LAST_INSERT_ID() > 0;
INSERT IGNORE INTO orders (id, user_id, city, created_at) SELECT id, user_id, 'ignored', '2026-01-01' FROM orders WHERE user_id = {2};
SELECT ROW_COUNT();
