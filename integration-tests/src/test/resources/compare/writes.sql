# Writes by hand. After each the tables named in it are compared, through Sluice and on the shards.

== insert
INSERT INTO orders (id, user_id, city, total, created_at) VALUES ({1001}, {7}, {'Bern'}, {10.50}, {'2025-01-01'});
INSERT INTO orders (id, user_id, city, total, created_at) VALUES (1002, {1}, 'Bern', 1, '2025-01-01'), (1003, {2}, 'Bern', 2, '2025-01-02'), (1004, {3}, 'Rome', 3, '2025-01-03'), (1005, {4}, {'Oslo'}, {4}, '2025-01-04'), (1006, {-3}, 'Rome', -3, '2025-01-05');
INSERT INTO orders VALUES (1007, {9}, 'Bern', 'new', 7, '2025-02-01 00:00:00'), (1008, {10}, 'Bern', 'new', 8, '2025-02-01 00:00:00');
INSERT INTO orders SET id = 1009, user_id = {11}, city = {'Bern'}, total = 9, created_at = '2025-02-01';
INSERT INTO orders (user_id, city, id, created_at) VALUES (3 + {4}, 'Bern', 1010, '2025-02-01'), (2 * 4, UPPER('oslo'), 1011, '2025-02-01');
INSERT INTO orders (ID, User_Id, CITY, created_at) VALUES (1012, {'13'}, 'Bern', '2025-02-01');
INSERT INTO order_items (id, order_id, user_id, product, price) VALUES (2001, 1001, {7}, 'pen', {1.25}), (2002, 1002, {1}, 'ink', {2.25}), (2003, 1003, 2, {'cup'}, 3);
INSERT INTO facts VALUES (3001, 5, NULL, 18446744073709551615, -1.5, 0.25, 'x', 'y', 'DE', '2020-02-29', '2026-02-01 01:02:03.456', -128, 'green'), (3002, -6, 1, 0, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO facts (id, k, name) VALUES (3003, 1, {'quote '' and \\ backslash'}), (3004, 2, 'semi; colon -- no comment'), (3005, 3, '() ? :a'), (3006, 4, 'ünïcödé 漢字 🙂');
INSERT INTO members (email, name) VALUES ({'New@x.org'}, 'n'), ({'other@x.org'}, {NULL});
INSERT INTO visits (id, at, page) VALUES (501, {'2026-01-01 00:00:00'}, 'a'), (502, {'2026-02-28 23:59:59'}, 'b'), (503, '2026-04-30', 'c');
INSERT INTO countries (code, name) VALUES ({'CH'}, {'Switzerland'}), ('AT', 'Austria');
@keys
INSERT INTO audit_log (at, message) VALUES ('2026-01-01', {'one'});
@keys
INSERT INTO audit_log (at, message) VALUES ('2026-01-01', 'two'), ('2026-01-01', 'three');
INSERT INTO orders (id, user_id, city, created_at) VALUES (1001, {7}, 'again', '2025-02-01');
INSERT INTO orders (id, user_id, city, created_at) VALUES (1020, {7}, 'fits', '2025-02-01'), (1001, {7}, 'again', '2025-02-01');
INSERT INTO orders (id, user_id, city, created_at) VALUES (1021, {NULL}, 'x', '2025-02-01');
INSERT INTO orders (id, user_id, city) VALUES (1022, 1);
INSERT INTO orders (id, city, created_at) VALUES (1023, 'x', '2025-02-01');
INSERT INTO orders (id, user_id, nosuch) VALUES (1024, 1, 2);
INSERT INTO nosuch (id) VALUES (1);
INSERT INTO orders (id, user_id, city, total) VALUES (1025, {7}, 'x', {99999999999999.99});
INSERT INTO orders (id, user_id, city, total) VALUES (1026, {7}, {'a city name that is longer than the sixty-four characters that fit into it'}, 1);
INSERT IGNORE INTO orders (id, user_id, city, created_at) VALUES (1001, {7}, 'ignored', '2025-02-01'), (1030, {7}, 'taken', '2025-02-01');
INSERT INTO orders (id, user_id, city, created_at) VALUES (1001, {7}, 'x', '2025-02-01') ON DUPLICATE KEY UPDATE city = {'changed'};
REPLACE INTO orders (id, user_id, city, created_at) VALUES (1001, {7}, 'replaced', '2025-02-01');
INSERT INTO orders (id, user_id, city, created_at) VALUES (1031, 1 + 1, 'x', '2025-02-01'), (1032, -(1), 'x', '2025-02-01');
INSERT INTO countries (code, name) VALUES ('DE', 'again');
INSERT INTO orders (id, user_id, city, created_at) SELECT id + 5000, n, name, seen FROM facts WHERE n IS NOT NULL;

== update
UPDATE orders SET total = total + {1} WHERE user_id = {7};
UPDATE orders SET status = {'sent'} WHERE user_id IN ({1}, {2}, {3}) AND city = {'paris'};
UPDATE orders SET status = 'old' WHERE created_at < {'2025-03-01'};
UPDATE orders SET city = UPPER(city);
UPDATE orders SET total = {0} WHERE user_id = {NULL};
UPDATE orders SET total = {0} WHERE user_id = 7 AND user_id = 8;
UPDATE orders AS o SET o.total = o.total * {2} WHERE o.user_id BETWEEN {2} AND {4};
UPDATE orders SET total = {1.005} WHERE id = {11};
UPDATE orders SET status = status WHERE user_id = {7};
UPDATE orders SET user_id = {7} WHERE user_id = {7} AND id = {11};
UPDATE orders SET user_id = {9} WHERE user_id = {7};
UPDATE orders SET user_id = user_id + 1;
UPDATE orders SET total = {5} WHERE user_id = {7} ORDER BY id LIMIT {2};
UPDATE orders SET total = {5} ORDER BY id LIMIT {2};
UPDATE facts SET n = n * -1, d = NULL, name = {'p'} WHERE k IN ({1}, {-1}) OR colour = {'red'};
UPDATE facts SET u = u - 1 WHERE u > {0} AND id < 40;
UPDATE members SET points = points + {1} WHERE email = {'U1@X.org'};
UPDATE members SET name = {'all'};
UPDATE visits SET page = {'p'} WHERE at >= {'2026-02-10'} AND at <= {'2026-03-10'};
UPDATE countries SET name = CONCAT(name, {'!'}) WHERE code <> {'FR'};
UPDATE audit_log SET message = {'changed'} WHERE id < {4};
UPDATE orders o JOIN countries c ON c.code = 'DE' SET o.status = c.code WHERE o.user_id = {8};
UPDATE orders SET nosuch = {1};
UPDATE orders SET total = {1} WHERE nosuch = {1};
UPDATE nosuch SET a = {1};
UPDATE orders SET;
UPDATE orders SET city = {NULL} WHERE user_id = {7};

== delete
DELETE FROM orders WHERE user_id = {7} AND id > {100};
DELETE FROM orders WHERE user_id IN ({1}, {5}) OR total < {-400};
DELETE FROM order_items WHERE quantity = {3};
DELETE FROM order_items WHERE user_id = {2} LIMIT 100;
DELETE FROM order_items ORDER BY id LIMIT 1;
DELETE FROM facts WHERE n IS NULL;
DELETE FROM facts WHERE k NOT IN ({1}, {2}, {3}, {4}, {5}, {6}, {7}, {8}, {9}, {10});
DELETE FROM members WHERE email = {'u7@x.org'};
DELETE FROM visits WHERE at < {'2026-02-01'};
DELETE FROM countries WHERE code = {'it'};
DELETE FROM audit_log WHERE id > {6};
DELETE FROM orders WHERE user_id = {7} AND 1 = 0;
DELETE FROM nosuch;
DELETE FROM orders WHERE nosuch = {1};
DELETE orders;
DELETE FROM orders;

== all of a table
TRUNCATE TABLE order_items;
@text_only
INSERT INTO order_items (id, order_id, user_id, product, price) VALUES (1, 1, 1, 'a', 1), (2, 2, 2, 'b', 2);
TRUNCATE order_items;
TRUNCATE countries;

== names in every clause
INSERT INTO orders (orders.id, orders.user_id, orders.city, total, created_at) VALUES (990001, {7}, 'Ré /* no comment */', {5}, '2025-02-01') /* é */ ON DUPLICATE KEY UPDATE orders.total = orders.total + VALUES(orders.total);
INSERT INTO orders (id, user_id, city, total) VALUES (990001, {7}, 'x', {6}) ON DUPLICATE KEY UPDATE orders.total = orders.total + VALUES(orders.total), `orders`.`city` = VALUES(`orders`.`city`);
INSERT orders SET orders.id = 990002, orders.user_id = {7}, orders.city = 'y', orders.created_at = '2025-02-01';
UPDATE orders SET orders.total = orders.total + {1}, orders . city = CONCAT(orders.city, '!') WHERE orders.user_id = {7} AND orders.id >= 990001 ORDER BY orders.id LIMIT 2;
UPDATE orders JOIN order_items ON order_items.user_id = orders.user_id SET orders.city = 'joined', order_items.quantity = order_items.quantity + 1 WHERE orders.user_id = {7};
UPDATE /*+ INDEX(orders by_user) */ orders SET total = 3 WHERE user_id = {7};
DELETE /*+ INDEX(orders by_user) */ FROM orders WHERE orders.user_id = {7} AND orders.id = 990002;
DELETE orders FROM orders JOIN order_items ON order_items.user_id = orders.user_id WHERE orders.user_id = {7} AND orders.id < 20;
DELETE FROM orders, order_items USING orders JOIN order_items ON order_items.user_id = orders.user_id WHERE orders.user_id = {8};
DELETE `orders`.* FROM `orders` JOIN order_items AS i ON i.user_id = `orders`.user_id WHERE i.user_id = {9};
REPLACE INTO orders (orders.id, user_id, city, created_at) VALUES (990003, {7}, 'z', '2025-02-01');
INSERT INTO orders (id, user_id, city, total, created_at) VALUES (990005, {7}, 'r', 2, '2025-02-01') RETURNING orders.id, orders.total + 1, /* c */ UPPER(orders.city), orders.*;
DELETE FROM orders WHERE orders.user_id = {7} AND orders.id = 990005 RETURNING orders.total + 1 , city;
INSERT INTO order_items (id, order_id, user_id, product, price) SELECT orders.id + 700000, orders.id, orders.user_id, CONCAT(orders.city, '/* no */'), (SELECT MAX(orders.total) FROM orders WHERE orders.user_id = {7}) FROM orders WHERE orders.user_id = {7};
