# Writes that take several steps. After each the tables named in it are compared, through Sluice and on the shards.

== delete
DELETE FROM orders ORDER BY id LIMIT {3};
DELETE FROM orders WHERE total > {1} ORDER BY total DESC, id LIMIT {2};
DELETE FROM orders WHERE user_id IN ({1}, {2}, {3}) ORDER BY id DESC LIMIT {2};
DELETE o FROM orders AS o JOIN order_items i ON i.order_id = o.id WHERE i.price > {5};
DELETE o, i FROM orders o LEFT JOIN order_items i ON i.order_id = o.id WHERE o.total < {2};
DELETE FROM i USING order_items i JOIN members m ON m.points = i.quantity WHERE m.name IS NOT NULL;
DELETE FROM order_items WHERE order_id NOT IN (SELECT id FROM orders) ORDER BY id LIMIT {4};
DELETE FROM order_items WHERE order_id NOT IN (SELECT id FROM orders);
DELETE FROM members WHERE name IN (SELECT name FROM facts) ORDER BY email LIMIT {2};
DELETE FROM visits WHERE page = {'p'} ORDER BY id LIMIT 1;
DELETE FROM visits ORDER BY at DESC, id LIMIT 2;
DELETE FROM orders WHERE id = {-1} ORDER BY id LIMIT 1;
DELETE FROM orders WHERE nosuch = 1 ORDER BY id LIMIT 1;

== update
UPDATE orders SET total = {5} ORDER BY id LIMIT {2};
UPDATE orders SET total = total + {5}, city = CONCAT(city, '!') WHERE total > {2} ORDER BY total, id LIMIT {3};
UPDATE orders AS o SET o.status = {'x'} WHERE o.id IN (SELECT order_id FROM order_items WHERE quantity > {1});
UPDATE orders SET status = 'none' WHERE NOT EXISTS (SELECT 1 FROM order_items i WHERE i.order_id = orders.id);
UPDATE facts SET id = id + {1} WHERE n IS NOT NULL ORDER BY id DESC LIMIT {5};
UPDATE members SET points = points + {1} ORDER BY email LIMIT {3};
UPDATE orders SET total = {999999999999999} ORDER BY id LIMIT {2};
UPDATE orders SET total = (SELECT MAX(price) FROM order_items) WHERE city = {'Paris'};
UPDATE orders SET total = total + (SELECT COALESCE(SUM(i.price), 0) FROM order_items i WHERE i.order_id = orders.id);
UPDATE orders o JOIN order_items i ON i.order_id = o.id SET o.status = i.product WHERE i.id IN (SELECT MIN(id) FROM order_items GROUP BY order_id);
UPDATE orders o JOIN members m ON m.points = o.id SET o.city = m.name, m.points = m.points + {1};
UPDATE facts SET name = (SELECT MIN(city) FROM orders), d = (SELECT SUM(total) FROM orders), seen = (SELECT MAX(created_at) FROM orders), f = (SELECT MAX(price) FROM order_items) WHERE id < {20};
UPDATE facts SET colour = (SELECT 'blue' FROM orders LIMIT 1), n = (SELECT COUNT(*) FROM orders), u = (SELECT COUNT(*) FROM order_items) WHERE k = {3};

== tables that are not sharded
UPDATE audit_log a JOIN orders o ON o.id = a.id SET a.message = o.city;
UPDATE audit_log SET message = (SELECT MAX(city) FROM orders) WHERE id < {5};
DELETE FROM audit_log WHERE id IN (SELECT user_id FROM orders);
UPDATE countries c SET c.name = CONCAT('x', (SELECT COUNT(*) FROM orders));
UPDATE countries SET name = 'y' ORDER BY code LIMIT {2};
DELETE FROM countries WHERE code NOT IN (SELECT country FROM facts WHERE country IS NOT NULL) ORDER BY code LIMIT 1;

== keys that change
UPDATE orders SET user_id = {9} WHERE user_id = {7};
UPDATE orders SET user_id = user_id + 1, total = total + 1;
UPDATE orders SET user_id = user_id * 3 WHERE id IN (SELECT order_id FROM order_items) LIMIT 1000;
UPDATE orders SET total = 1, user_id = {2} WHERE city = {'oslo'} ORDER BY id LIMIT {4};
UPDATE orders AS o SET o.user_id = 5 WHERE o.user_id BETWEEN {1} AND {4};
UPDATE orders SET user_id = NULL WHERE user_id = {5};
UPDATE facts SET k = k + {1} WHERE k > 0;
UPDATE members SET email = CONCAT('x', email) WHERE points >= {0};
UPDATE visits SET at = '2026-03-01 10:00:00' WHERE at < '2026-02-01';
UPDATE visits SET at = at + INTERVAL 1 MONTH WHERE at < '2026-03-15';
UPDATE orders SET user_id = {6} WHERE id = {-5};

== insert from a query
INSERT INTO orders (id, user_id, city, total, created_at) SELECT id + 100000, n, name, 1, '2026-01-01' FROM facts WHERE n IS NOT NULL AND name IS NOT NULL;
INSERT INTO order_items (id, order_id, user_id, product, price) SELECT id + 200000, id, id, city, total FROM orders;
INSERT INTO facts (id, k, n, u, d, f, name, code, country, born, seen, small, colour) SELECT id + 300000, k + 1, n, u, d, f, name, code, country, born, seen, small, colour FROM facts ORDER BY id LIMIT 8;
INSERT INTO members (email, name, points) SELECT CONCAT('m', id, '@x.org'), city, total FROM orders WHERE total < 100 ORDER BY id LIMIT 6;
INSERT INTO visits (id, at, page) SELECT id + 400000, '2026-02-02 02:02:02', city FROM orders WHERE CHAR_LENGTH(city) < 10;
INSERT INTO countries (code, name) SELECT CONCAT('x', MOD(COUNT(*), 10)), CONCAT('n', SUM(total)) FROM orders;
INSERT INTO fact_notes (id, k, fact_id, note) SELECT o.id + 700000, o.user_id, i.id, CONCAT(o.city, '🙂') FROM orders o JOIN order_items i ON i.order_id = o.id WHERE i.id < 100000 ON DUPLICATE KEY UPDATE note = CONCAT(note, '+'), fact_id = VALUES(fact_id);
INSERT IGNORE INTO orders (id, user_id, city, created_at) SELECT id, user_id, 'ignored', '2026-01-01' FROM orders UNION ALL SELECT id + 500000, user_id, 'new', '2026-01-01' FROM orders WHERE total > 5;
REPLACE INTO members (email, name) SELECT email, CONCAT('r', name) FROM members ORDER BY email LIMIT 4;
INSERT INTO orders (id, user_id, city, created_at) SELECT id, user_id, 'again', '2026-01-01' FROM orders LIMIT 3;
INSERT INTO orders (id, user_id, city, created_at) SELECT id + 600000, NULL, 'none', '2026-01-01' FROM orders;
INSERT INTO orders (id, user_id) SELECT id, id, city FROM orders;
@keys
INSERT INTO audit_log (at, message) SELECT created_at, city FROM orders ORDER BY id LIMIT 5;
