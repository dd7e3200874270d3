# The forms of INSERT, REPLACE, UPDATE and DELETE that writes.sql does not have. What one of the two servers does not read is a
# syntax error there, through Sluice too.

== insert
INSERT LOW_PRIORITY INTO orders (id, user_id, city, created_at) VALUE ({4001}, {7}, 'v', '2025-01-01');
INSERT HIGH_PRIORITY orders (orders.id, orders.user_id, city, created_at) VALUES (4002, {8}, 'v', '2025-01-01');
INSERT orders SET id = 4003, user_id := {9}, city = CONCAT('a', 'b'), created_at = '2025-01-01', total = id + 1;
INSERT INTO orders (id, user_id, total, city, created_at) VALUES (4004, {10}, user_id * 2, UPPER('x'), '2025-01-01'), (4014, {11}, id / 2, 'x', '2025-01-01');
INSERT INTO orders (id, user_id, city, created_at, status) VALUES (4005, {11}, 'd', '2025-01-01', DEFAULT), (4006, {12}, 'd', '2025-01-01', DEFAULT(status));
INSERT INTO orders (id, user_id, city, created_at) VALUES ROW(4007, {13}, 'r', '2025-01-01'), ROW(4008, {14}, 'r', '2025-01-01');
INSERT INTO orders () VALUES ();
INSERT INTO orders VALUES ();
INSERT INTO orders (id, user_id, city, created_at) VALUES (4001, {7}, 'new', '2025-01-01') AS new ON DUPLICATE KEY UPDATE city = new.city, user_id = new.user_id;
INSERT INTO orders (id, user_id, city, created_at) VALUES (4001, {7}, 'n', '2025-01-01'), (4002, {8}, 'n', '2025-01-01') AS n (a, b, c, d) ON DUPLICATE KEY UPDATE city = CONCAT(n.c, a), orders.total = orders.total + b;
@refused
INSERT INTO orders (id, user_id, city, created_at) VALUES (4001, {7}, 'n', '2025-01-01') AS n (user_id, id, c, d) ON DUPLICATE KEY UPDATE user_id = n.user_id;
INSERT INTO orders (id, user_id, city, total, created_at) VALUES (4001, {7}, 'x', 5, '2025-01-01'), (4040, {8}, 'x', 6, '2025-01-01') ON DUPLICATE KEY UPDATE user_id = VALUES(user_id), total = orders.total + VALUES(total), city = IF(VALUES(total) > 5, 'big', 'small');
INSERT IGNORE INTO orders (id, user_id, city, created_at) VALUES (4001, {7}, 'i', '2025-01-01'), (4002, {8}, 'i', '2025-01-01'), (4041, {9}, 'i', '2025-01-01');
INSERT INTO orders (id, user_id, city, created_at) SELECT 4020, {7}, 's', '2025-01-01';
INSERT INTO orders (id, user_id, city, created_at) SELECT id + 6000, user_id, city, created_at FROM orders WHERE user_id = {7};
INSERT INTO orders (id, user_id, city, created_at) (SELECT 4021, {7}, 's', '2025-01-01' FROM DUAL WHERE NOT EXISTS (SELECT 1 FROM orders WHERE user_id = {7} AND id = 4021));
INSERT INTO order_items (id, order_id, user_id, product, price) SELECT id + 6000, id, user_id, 'copied', total FROM orders;
INSERT INTO order_items (id, order_id, user_id, product, price) SELECT id + 6000, id, user_id, 'again', 1 FROM orders WHERE user_id = {7} ON DUPLICATE KEY UPDATE product = VALUES(product), price = orders.total;
INSERT INTO audit_log (at, message) SELECT '2026-01-01', city FROM orders WHERE user_id = {1} ORDER BY id;
INSERT INTO audit_log (at, message) SELECT '2026-01-01', city FROM orders ORDER BY id;
INSERT INTO countries SELECT 'XX', 'x' ON DUPLICATE KEY UPDATE name = 'y';
INSERT INTO countries TABLE countries;
INSERT INTO orders TABLE orders;
INSERT INTO members (email, name) VALUES ({'new@x.org'}, 'a') ON DUPLICATE KEY UPDATE points = points + 1;
INSERT INTO orders (id, user_id, city, created_at) VALUES (4030, {7}, 'ret', '2025-01-01') RETURNING id, city, total * 2 AS twice;
INSERT INTO orders (id, user_id, city, created_at) WITH c AS (SELECT 4031 AS i) SELECT i, {7}, 'w', '2025-01-01' FROM c;
WITH c AS (SELECT 1) INSERT INTO countries SELECT 'YY', 'y';

== replace
REPLACE orders SET id = 4001, user_id = {7}, city = 're', created_at = '2025-01-01';
REPLACE LOW_PRIORITY INTO orders VALUES (4002, {8}, 're', 'new', 1, '2025-01-01 00:00:00'), (4003, {9}, 're', DEFAULT, 1, '2025-01-01 00:00:00');
REPLACE INTO order_items (id, order_id, user_id, product, price) SELECT id + 6000, id, user_id, 'replaced', 0 FROM orders WHERE user_id = {7};
REPLACE INTO countries VALUE ('XX', 'z');

== update
UPDATE LOW_PRIORITY IGNORE orders SET city = 'l' WHERE user_id = {7};
UPDATE orders AS o, order_items AS i SET o.total = 1, i.price = 2 WHERE o.user_id = i.user_id AND o.id = i.order_id AND o.user_id = {7};
UPDATE orders o STRAIGHT_JOIN order_items i USING (user_id) SET o.city = 'sj' WHERE i.product <> 'zz';
UPDATE (orders o, order_items i) SET i.quantity = 9 WHERE o.user_id = i.user_id AND o.id = i.order_id;
UPDATE orders o LEFT JOIN order_items i ON i.user_id = o.user_id AND i.order_id = o.id SET o.status = 'none' WHERE i.id IS NULL;
UPDATE order_items i RIGHT JOIN orders o ON i.user_id = o.user_id SET o.status = 'right' WHERE i.id IS NULL;
UPDATE orders a JOIN orders b ON a.user_id = b.user_id AND a.id > b.id SET a.city = 'later' WHERE a.user_id = {7};
UPDATE orders SET total = (SELECT SUM(price) FROM order_items i WHERE i.user_id = orders.user_id AND i.order_id = orders.id) WHERE user_id IN ({1}, {2}) AND id IN (SELECT order_id FROM order_items j WHERE j.user_id = orders.user_id);
UPDATE orders SET city = CASE user_id WHEN 7 THEN 'seven' ELSE city END WHERE user_id IN ({7}, {8});
UPDATE orders SET city = 'rows' WHERE (user_id, id) IN (({7}, 4001), ({8}, 4002));
UPDATE orders SET city = 'not' WHERE NOT (user_id <> {7});
UPDATE orders SET city = 'safe' WHERE user_id <=> 8;
UPDATE orders SET city = 'or' WHERE user_id = {7} OR user_id = {8} AND id > 3;
UPDATE orders SET city = 'xor' WHERE user_id = {7} XOR user_id = {8};
UPDATE orders SET city = 'and' WHERE user_id = {7} && id > 0 || user_id = {9};
UPDATE orders FORCE INDEX (by_user) SET city = 'forced' WHERE user_id = {7};
UPDATE orders SET status = DEFAULT, city = 'default' WHERE user_id = {7};
WITH c AS (SELECT id FROM orders WHERE user_id = {7}) UPDATE orders SET city = 'cte' WHERE user_id = {7} AND id IN (SELECT id FROM c);
UPDATE orders o JOIN countries c ON c.code = 'DE' SET o.city = c.name WHERE o.user_id = {7};
@refused
UPDATE orders o JOIN countries c ON c.code = 'DE' SET o.city = c.name, c.name = 'x' WHERE o.user_id = {7};

== delete
DELETE QUICK FROM order_items WHERE user_id = {7} AND product = 'replaced';
DELETE LOW_PRIORITY IGNORE FROM orders WHERE user_id = {7} ORDER BY id LIMIT 1;
DELETE FROM orders AS o WHERE o.user_id = {7} ORDER BY o.id LIMIT 1;
DELETE o FROM orders o WHERE o.user_id = {7} AND o.id = 4020;
DELETE orders.* FROM orders WHERE orders.user_id = {7} AND id = 4021;
DELETE FROM o, i USING orders o JOIN order_items i ON o.user_id = i.user_id AND o.id = i.order_id WHERE o.user_id = {8};
DELETE orders, order_items FROM orders LEFT JOIN order_items ON order_items.user_id = orders.user_id AND order_items.order_id = orders.id WHERE orders.total < 2;
DELETE i FROM orders o JOIN order_items i USING (user_id) WHERE o.city = 'paris';
DELETE a FROM facts a JOIN facts b ON a.k = b.k AND a.id > b.id;
DELETE FROM facts WHERE NOT EXISTS (SELECT 1 FROM fact_notes n WHERE n.k = facts.k AND n.fact_id = facts.id) AND k > {3};
DELETE FROM members WHERE email IN ({'new@x.org'}, {'U2@X.ORG'}) OR email = {'u3@x.org'};
DELETE FROM orders WHERE user_id = {9} RETURNING id;
WITH c AS (SELECT id FROM orders WHERE user_id = {10}) DELETE FROM orders WHERE user_id = {10} AND id IN (SELECT id FROM c);
@refused
DELETE FROM nosuch USING orders WHERE user_id = 7;
@refused
DELETE orders FROM orders o WHERE o.user_id = 7;

== other verbs
@text-only
DO 1 + 1, CONCAT('a', 'b');
@text-only
DO nosuch(1);
