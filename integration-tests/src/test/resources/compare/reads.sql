# Reads by hand. What stands in braces is a parameter where statements are prepared.

== one slot
SELECT id, total FROM orders WHERE user_id = {7} ORDER BY id;
SELECT * FROM orders WHERE user_id = {7};
SELECT * FROM orders WHERE user_id = {-1} AND id > {3} ORDER BY total DESC, id LIMIT {3};
SELECT o.id AS number, o.city town FROM orders AS o WHERE o.user_id = {2} AND o.status = {'PAID'} ORDER BY number;
SELECT `id`, `Total` FROM `orders` WHERE `user_id` = {3} ORDER BY `id`;
SELECT orders.id, orders.city FROM orders WHERE orders.user_id = {5} ORDER BY orders.id;
SELECT COUNT(*) FROM orders WHERE user_id = {7};
SELECT id FROM orders WHERE user_id = 3 + {4} ORDER BY id;
SELECT id FROM orders WHERE user_id = 2 * 4 - 1 ORDER BY id;
SELECT id FROM orders WHERE {7} = user_id ORDER BY id;
SELECT id FROM orders WHERE user_id = {'7'} ORDER BY id;
SELECT id FROM orders WHERE user_id = {7.0} ORDER BY id;
SELECT id FROM orders WHERE user_id = {7.5} ORDER BY id;
SELECT id FROM orders WHERE user_id = {NULL};
SELECT id FROM orders WHERE user_id <=> {7} ORDER BY id;
SELECT id FROM orders WHERE user_id = {7} AND user_id = {8};
SELECT id, total FROM orders WHERE user_id = {7} AND city IN ({'paris'}, {'oslo'}) ORDER BY id;
SELECT id FROM orders WHERE (user_id, id) = ({7}, {11});
SELECT id FROM orders WHERE (user_id, id) IN (({7}, {11}), ({8}, {12}), (9, 13)) ORDER BY id;
SELECT city, COUNT(DISTINCT status) AS n FROM orders WHERE user_id = {4} GROUP BY city ORDER BY n, MIN(id);
SELECT id, (SELECT COUNT(*) FROM order_items i WHERE i.user_id = 7 AND i.order_id = o.id) AS n FROM orders o WHERE o.user_id = 7 ORDER BY id;
SELECT id, total FROM orders WHERE user_id = {7} UNION ALL SELECT id, price FROM order_items WHERE user_id = {7} ORDER BY 1, 2;
SELECT id, RANK() OVER (ORDER BY total, id) AS place FROM orders WHERE user_id = {7} ORDER BY place;
SELECT /* a comment */ id FROM orders -- the rest
 WHERE user_id = {7} # of the line
 ORDER BY id;
SELECT GROUP_CONCAT(id ORDER BY id SEPARATOR '-') AS ids FROM orders WHERE user_id = {7};
SELECT id FROM orders WHERE user_id = {7} FOR UPDATE;
SELECT id FROM orders WHERE user_id = {7} AND EXISTS (SELECT 1 FROM order_items i WHERE i.user_id = orders.user_id AND i.order_id = orders.id) ORDER BY id;

== several slots in order
SELECT id, user_id FROM orders ORDER BY id;
SELECT id, user_id, city FROM orders ORDER BY city, id;
SELECT id, city FROM orders ORDER BY city DESC, id DESC LIMIT {10};
SELECT id, total FROM orders ORDER BY total DESC, id LIMIT {5} OFFSET {20};
SELECT id FROM orders ORDER BY user_id, id LIMIT 3, 7;
SELECT city, total FROM orders ORDER BY created_at, id LIMIT {12};
SELECT id AS x, total AS y FROM orders ORDER BY y DESC, x;
SELECT id, total FROM orders ORDER BY 2, 1;
SELECT id FROM orders WHERE user_id IN ({1}, {2}, {3}, {7}, {NULL}) ORDER BY id;
SELECT id FROM orders WHERE user_id BETWEEN {-2} AND {5} ORDER BY id;
SELECT id FROM orders WHERE user_id > {17} OR user_id = {-3} ORDER BY id;
SELECT id FROM orders WHERE user_id >= {5} AND user_id < {5};
SELECT id FROM orders WHERE NOT (user_id = {7}) AND total > {100} ORDER BY id;
SELECT id FROM orders WHERE user_id + 1 = {8} ORDER BY id;
SELECT id FROM orders WHERE total BETWEEN {-10.50} AND {100} ORDER BY total, id;
SELECT id, total * 2 AS t FROM orders ORDER BY total * 2, id LIMIT {4};
SELECT id FROM facts ORDER BY n % 3, id;
SELECT id FROM facts ORDER BY n IS NULL, n, id;
SELECT id, name FROM facts ORDER BY LOWER(name), id;
SELECT id, colour FROM facts ORDER BY colour, id;
SELECT id, u FROM facts ORDER BY u DESC, id;
SELECT id, f FROM facts ORDER BY f, id;
SELECT id, seen FROM facts ORDER BY seen DESC, id LIMIT {20};
SELECT id, code FROM facts ORDER BY code, id;
SELECT id FROM facts ORDER BY id LIMIT 0;
SELECT id FROM facts ORDER BY id LIMIT {1000} OFFSET {150};
SELECT * FROM facts ORDER BY k, id;
SELECT f.*, f.n + 1 AS m FROM facts f ORDER BY f.id LIMIT {9};
# The type of a CASE is not known before a server has been asked.
SELECT id, CASE colour WHEN 'red' THEN 1 ELSE 0 END AS r FROM facts ORDER BY r DESC, id;
@ties
SELECT city FROM orders ORDER BY city;
@ties
SELECT n FROM facts ORDER BY n;
SELECT id FROM facts;
SELECT id, NOW() > '2020-01-01' AS later FROM facts;
SELECT DISTINCT user_id FROM orders ORDER BY user_id DESC LIMIT {4};
SELECT DISTINCT n FROM facts ORDER BY n;
SELECT DISTINCT colour, small % 2 FROM facts;
@any_of_equals
SELECT DISTINCT city FROM orders ORDER BY city;
@any_of_equals
SELECT DISTINCT name FROM facts;

== groups
SELECT user_id, COUNT(*) FROM orders GROUP BY user_id ORDER BY user_id;
SELECT user_id, SUM(total) AS s, AVG(total) AS a, MIN(total), MAX(total) FROM orders GROUP BY user_id ORDER BY s DESC, user_id;
@any_of_equals
SELECT city, COUNT(*) AS n FROM orders GROUP BY city ORDER BY n DESC, city;
@any_of_equals
SELECT city, AVG(total) AS a FROM orders GROUP BY city ORDER BY a DESC, city LIMIT {2}, {3};
@any_of_equals
SELECT city, status, COUNT(*) FROM orders GROUP BY city, status;
@any_of_equals
SELECT city, SUM(total) AS s FROM orders GROUP BY city HAVING s > {100} ORDER BY city;
@any_of_equals
SELECT city FROM orders GROUP BY city HAVING COUNT(*) > {10} ORDER BY city;
@any_of_equals
SELECT name, COUNT(*), COUNT(name), COUNT(n) FROM facts GROUP BY name ORDER BY name;
SELECT n, COUNT(*) FROM facts GROUP BY n ORDER BY n DESC;
SELECT YEAR(created_at) AS y, MONTH(created_at) AS m, COUNT(*) FROM orders GROUP BY y, m ORDER BY y, m;
SELECT n % 3 AS r, MAX(d) FROM facts GROUP BY n % 3 ORDER BY r;
SELECT COUNT(*) + 1 AS more FROM orders WHERE user_id = {7};
SELECT COUNT(*) FROM orders;
SELECT COUNT(*) AS n, SUM(total), AVG(total), MIN(city) IS NULL AS x FROM orders WHERE user_id = 1;
SELECT SUM(n), AVG(n), MIN(n), MAX(n), COUNT(n), COUNT(*) FROM facts;
SELECT SUM(d), AVG(d), MIN(d), MAX(d) FROM facts;
SELECT MIN(f), MAX(f), COUNT(f) FROM facts;
# Sums of doubles depend on the order of addition.
SELECT SUM(f) FROM facts;
SELECT k % 2, AVG(f) FROM facts GROUP BY k % 2;
SELECT SUM(u), MIN(u), MAX(u) FROM facts WHERE u < 100;
SELECT MIN(born), MAX(born), MIN(seen), MAX(seen) FROM facts;
SELECT SUM(n), COUNT(*), MAX(name) FROM facts WHERE id < 0;
SELECT COUNT(*) FROM orders HAVING COUNT(*) > {100000};
SELECT AVG(small), AVG(k), SUM(k * n) FROM facts;
SELECT user_id, MAX(total) - MIN(total) AS spread FROM orders WHERE user_id = {5} GROUP BY user_id;

== joins
SELECT o.id, i.id, i.product FROM orders o JOIN order_items i ON i.user_id = o.user_id AND i.order_id = o.id ORDER BY o.id, i.id;
SELECT o.id, i.id FROM orders o, order_items i WHERE i.user_id = o.user_id AND i.order_id = o.id AND o.user_id = {7} ORDER BY o.id, i.id;
SELECT o.id, i.id FROM orders o JOIN order_items i USING (user_id) WHERE o.id = i.order_id ORDER BY o.id, i.id LIMIT {15};
SELECT o.id, i.product FROM orders o LEFT JOIN order_items i ON i.user_id = o.user_id AND i.order_id = o.id WHERE i.id IS NULL ORDER BY o.id;
SELECT o.id, i.id FROM order_items i RIGHT JOIN orders o ON i.user_id = o.user_id AND i.order_id = o.id ORDER BY o.id, i.id LIMIT {40};
SELECT o.user_id, SUM(i.quantity * i.price) AS spent FROM orders o JOIN order_items i ON i.user_id = o.user_id AND i.order_id = o.id GROUP BY o.user_id ORDER BY spent DESC, o.user_id LIMIT {6};
SELECT i.product, COUNT(*) AS n FROM orders o JOIN order_items i ON i.user_id = o.user_id AND i.order_id = o.id WHERE o.user_id IN ({1}, {2}) AND i.product = 'ink' GROUP BY i.product;
SELECT f.id, c.name FROM facts f JOIN countries c ON c.code = f.country ORDER BY f.id;
SELECT c.name, COUNT(*) AS n FROM facts f JOIN countries c ON c.code = f.country GROUP BY c.name ORDER BY n DESC, c.name;
SELECT c.code, n.id FROM countries c JOIN facts f ON f.country = c.code JOIN fact_notes n ON n.k = f.k AND n.fact_id = f.id ORDER BY n.id;
SELECT f.id, n.note FROM facts f INNER JOIN fact_notes n ON n.k = f.k AND n.fact_id = f.id WHERE f.k = {3} ORDER BY n.id;
SELECT a.id, b.id FROM orders a JOIN orders b ON a.user_id = b.user_id AND a.id < b.id WHERE a.total > {300} ORDER BY a.id, b.id;
SELECT o.id, f.id FROM orders o JOIN facts f ON f.n = o.id;
SELECT a.id, b.id FROM orders a JOIN orders b ON a.city = b.city;

== broadcast, single, none
SELECT * FROM countries ORDER BY code;
SELECT COUNT(*) FROM countries;
SELECT name FROM countries WHERE code = {'de'};
SELECT * FROM audit_log ORDER BY id DESC LIMIT {3};
SELECT message, COUNT(*) FROM audit_log GROUP BY message ORDER BY message;
SELECT a.id, c.code FROM audit_log a, countries c ORDER BY a.id, c.code LIMIT {8};
SELECT 1;
SELECT 1 + 1 AS two, 'x' AS letter, NULL AS nothing, 1.50 AS price;
SELECT {5} AS five, {'text'} AS words, {2.75} AS number;
SELECT DATABASE() IS NOT NULL AS some;
SELECT 'it''s' AS a, "double" AS b, 'tab\t' AS c, _utf8mb4'é' AS d, x'4142' AS e, 0x41 AS f, b'101' + 0 AS g;
SELECT VERSION() = @@version AS same;

== text keys and months
SELECT * FROM members WHERE email = {'u1@x.org'};
SELECT * FROM members WHERE email = {'U1@X.ORG'};
SELECT * FROM members WHERE email = {'u0@x.org  '};
SELECT email FROM members WHERE email IN ({'U3@x.org'}, {'u4@x.org'}, {'nobody'}) ORDER BY email;
SELECT email FROM members WHERE email LIKE {'u1%'} ORDER BY email;
SELECT email, points FROM members ORDER BY points DESC, email LIMIT {7};
SELECT id FROM visits WHERE at >= {'2026-02-01'} AND at < {'2026-03-01'} ORDER BY id;
SELECT id FROM visits WHERE at BETWEEN '2026-01-15' AND '2026-02-15 12:00:00' ORDER BY at, id;
SELECT MONTH(at) AS m, COUNT(*) FROM visits GROUP BY MONTH(at) ORDER BY m;
SELECT id, at FROM visits WHERE at = {'2026-03-11 10:03:00'} ORDER BY id;
SELECT page, COUNT(*) FROM visits WHERE at > {'2026-02-20'} AND page = 'a1' GROUP BY page;

== errors
SELECT nosuch FROM orders WHERE user_id = {7};
SELECT nosuch FROM orders;
SELECT id FROM orders WHERE nosuch = {1};
SELECT id FROM orders ORDER BY nosuch;
SELECT nosuch.id FROM orders;
SELECT * FROM nosuch;
SELECT * FROM nosuch.orders;
SELECT o.id FROM orders o JOIN nosuch n ON n.id = o.id;
SELEC id FROM orders;
SELECT id FROM orders WHERE;
SELECT id, FROM orders;
SELECT id FROM orders WHERE user_id = 'unclosed;
SELECT (id FROM orders;
SELECT NOSUCHFUNCTION(id) FROM orders WHERE user_id = 7;
# It could be a stored function, and those may write.
@refused
SELECT NOSUCHFUNCTION(id) FROM orders;
SELECT id FROM orders GROUP;
SELECT COUNT(* FROM orders;
SELECT id FROM orders WHERE user_id IN ();
# A server takes x for a variable of a stored procedure (1327).
@refused
SELECT id FROM orders LIMIT x;

== names and headings
SELECT orders.total + 1, orders.total+{1} , `orders`.`id`*2, orders . id FROM orders WHERE orders.user_id = {7} ORDER BY orders.id;
SELECT COUNT(orders.id), SUM( orders.total ), max(orders.id)  FROM orders WHERE user_id = {7};
SELECT COUNT(orders.id), SUM( orders.total ), max(orders.id)  FROM orders;
SELECT orders.*, order_items.price*order_items.quantity FROM orders JOIN order_items ON order_items.order_id = orders.id AND order_items.user_id = orders.user_id WHERE orders.user_id = {7} ORDER BY orders.id, order_items.id;
SELECT (SELECT COUNT(*) FROM order_items WHERE user_id = 7) FROM countries;
SELECT (SELECT COUNT(*) FROM order_items WHERE user_id = {7}) FROM countries;
SELECT ( /* here */ SELECT MAX(id) FROM `orders` WHERE user_id = 7 ), 'x' FROM countries;
SELECT (SELECT MAX(id) FROM orders WHERE user_id = 7)+1 , code FROM countries ORDER BY code;
SELECT code, -- to the end
  (SELECT MAX(id) FROM orders WHERE user_id = 7), /* a */ /*! (SELECT */ MIN(id) FROM orders WHERE user_id = 7 /*!00000 ) */ FROM countries ORDER BY code;
SELECT DISTINCT /* a */ (SELECT MAX(id) FROM orders WHERE user_id = 7), /* b */ (SELECT MIN(id) FROM orders WHERE user_id = 7) FROM countries;
SELECT 1+(SELECT MAX(id) FROM orders WHERE user_id = 7), - (SELECT MAX(id) FROM orders WHERE user_id = 7);
SELECT EXISTS (SELECT 1 FROM orders WHERE user_id = 7), not exists(select 1 from orders where user_id = 7);
SELECT 7 IN (SELECT user_id FROM orders WHERE user_id = 7) AND 1 , 8 not in (select user_id from orders where user_id = 7);
SELECT (SELECT MAX(id) FROM orders WHERE user_id = 7) /* behind */ , /* before */ (SELECT MIN(id) FROM orders WHERE user_id = 7) FROM countries;
SELECT /* before */ (SELECT MAX(id)
  FROM orders -- to the end
  WHERE user_id = 7) # and this
  FROM countries;
SELECT (SELECT MAX(id) FROM orders WHERE user_id = 7 AND city <> 'ü ß 日本 \'quoted\' "and" `so`') FROM countries;
SELECT (SELECT MAX(id) FROM orders WHERE user_id = 7 AND city <> '😀 smile 😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀') FROM countries;
SELECT (SELECT /*! STRAIGHT_JOIN */ MAX(id) FROM orders WHERE user_id = 7) FROM countries;
SELECT (SELECT MAX(id) FROM /*!99999 never */ orders WHERE user_id = 7) FROM countries;
SELECT (SELECT MAX(id) FROM orders WHERE user_id = 7 AND city <> 'xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx') FROM countries;
SELECT (SELECT MAX(id) FROM orders WHERE user_id = 7 AND city <> 'äöüxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx') FROM countries;
SELECT CASE WHEN (SELECT MAX(id) FROM orders WHERE user_id = 7) > 0 THEN 'a' ELSE 'b' END, IF((SELECT COUNT(*) FROM orders WHERE user_id = 7), 1, 2) FROM countries;
SELECT ((SELECT MAX(id) FROM orders WHERE user_id = 7)) FROM countries;
SELECT * FROM (SELECT (SELECT MAX(id) FROM orders WHERE user_id = 7), code FROM countries) d ORDER BY code;
SELECT (SELECT MAX(id) FROM orders WHERE user_id = 7) UNION ALL SELECT code FROM countries;
SELECT (SELECT MAX(id) FROM orders WHERE user_id = 7) AS m, (SELECT MIN(id) FROM orders WHERE user_id = 7) 'n' FROM countries;
SELECT DATABASE() = 'x', (SELECT city FROM orders WHERE user_id = 7 LIMIT 1) LIKE 'a%' , (SELECT id FROM orders WHERE user_id = 7 ORDER BY id LIMIT 1) BETWEEN 1 AND 9 FROM countries;
SELECT o.city, orders.city FROM orders JOIN orders AS o ON o.id = orders.id AND o.user_id = orders.user_id WHERE orders.user_id = {7} ORDER BY orders.id;
SELECT orders.city, MAX(orders.total) FROM orders USE INDEX (by_user) WHERE orders.user_id = {7} GROUP BY orders.city HAVING MAX(orders.total) > {0} ORDER BY orders.city;
@any-of-equals
SELECT orders.city AS c, MAX( orders.total ) FROM orders FORCE INDEX FOR GROUP BY (by_user) GROUP BY orders.city HAVING MAX( orders.total ) > {0} ORDER BY orders.city;
SELECT `orders` . `id` , orders.city FROM `orders` WHERE `orders`.`user_id` = {7} ORDER BY `orders` . `id` DESC;
SELECT orders.id FROM orders WHERE orders.user_id = {7} ORDER BY orders.id FOR UPDATE OF orders;
SELECT orders.id FROM orders JOIN order_items ON order_items.order_id = orders.id AND order_items.user_id = orders.user_id WHERE orders.user_id = {7} ORDER BY orders.id, order_items.id FOR UPDATE OF order_items, orders;
SELECT /*+ INDEX(orders by_user) JOIN_ORDER(order_items, orders) */ orders.id FROM orders JOIN order_items ON order_items.order_id = orders.id AND order_items.user_id = orders.user_id WHERE orders.user_id = {7} ORDER BY orders.id, order_items.id;
SELECT /*+ NO_INDEX_MERGE(orders@qb1 by_user) QB_NAME(qb1) */ id /* é */ FROM orders/*x*/WHERE user_id={7} ORDER BY id;
SELECT id FROM orders JOIN orders AS orders_1 USING (id, user_id) WHERE orders.user_id = {7} ORDER BY id;
SELECT orders_1.id, orders.city FROM orders AS orders_1, orders WHERE orders_1.id = orders.id AND orders_1.user_id = {7} AND orders.user_id = {7} ORDER BY orders_1.id;
SELECT code, (SELECT MAX(id) FROM orders WHERE user_id = 7 AND city <> 'long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text long text ') /* behind */, /* b */ (SELECT 1 FROM orders WHERE user_id = 7 LIMIT 1), 5 AS five, -- c
  (SELECT MIN(id) FROM orders WHERE user_id = 7) FROM countries;

== keys inside subqueries that must have a row
SELECT id FROM orders o WHERE EXISTS (SELECT 1 FROM order_items i WHERE i.user_id = o.user_id AND i.user_id = {7}) ORDER BY id;
SELECT id FROM orders WHERE user_id IN (SELECT user_id FROM order_items WHERE user_id IN ({7}, {3})) ORDER BY id;
SELECT id FROM orders o WHERE EXISTS (SELECT 1 FROM order_items i WHERE i.user_id = o.user_id AND i.user_id = {7}) OR o.total > {50} ORDER BY id;
SELECT id FROM orders o WHERE NOT EXISTS (SELECT 1 FROM order_items i WHERE i.user_id = o.user_id AND i.user_id = {7}) ORDER BY id;
SELECT id FROM orders o WHERE EXISTS (SELECT COUNT(*) FROM order_items i WHERE i.user_id = o.user_id AND i.user_id = {7}) ORDER BY id;
SELECT id FROM orders o WHERE EXISTS (SELECT 1 FROM order_items i WHERE i.user_id = o.user_id AND i.user_id = {7} GROUP BY i.order_id HAVING COUNT(*) > 1) ORDER BY id;
SELECT id FROM orders o WHERE o.user_id = {8} AND EXISTS (SELECT 1 FROM order_items i WHERE i.user_id = o.user_id AND i.user_id = {7}) ORDER BY id;
SELECT o.id, i.id FROM orders o LEFT JOIN order_items i ON i.user_id = o.user_id AND i.user_id IN (SELECT p.user_id FROM orders p WHERE p.user_id = {7}) ORDER BY o.id, i.id;
SELECT o.id, i.id FROM orders o JOIN order_items i ON i.user_id <=> o.user_id AND i.order_id = o.id ORDER BY o.id, i.id;
SELECT o.id, i.id FROM orders o LEFT JOIN order_items i ON i.user_id <=> o.user_id AND i.order_id = o.id ORDER BY o.id, i.id;

== headings with values bound in them
# The driver's values are written into the text by Connector/J, and so they are in the heading; those that the proxy's clients bind are not.
SELECT (SELECT MAX(id) FROM orders WHERE user_id = {7} AND city <> {'it''s `quoted` "so" ? -- no'}), code FROM countries ORDER BY code;
SELECT (SELECT MAX(id) FROM orders WHERE user_id = {7}), (SELECT MAX(id) FROM orders WHERE user_id = {3}), {5}, 1 + {2} FROM countries;
SELECT (SELECT MAX(id) FROM orders WHERE user_id = {7} AND total > {-1.50} AND city <> {NULL}) FROM countries;
SELECT (SELECT MAX(id) FROM orders WHERE user_id = {7} AND city <> {'ü 日本 😀'}) FROM countries;
SELECT (SELECT MAX(id) FROM orders WHERE user_id = {7} AND city <> {'back\\slash'}) FROM countries;
SELECT (SELECT MAX(id) FROM orders WHERE user_id = {7} AND city <> {'xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx'} AND total > {0}) FROM countries;
SELECT CASE WHEN (SELECT COUNT(*) FROM orders WHERE user_id = {7}) > {2} THEN {'a'} ELSE 'b' END, IFNULL(CONCAT((SELECT MAX(id) FROM orders WHERE user_id = {7}), {'x'}), {'none'}) FROM countries;
SELECT UPPER(CONCAT('a', IF({1} = 1, (SELECT MIN(city) FROM orders WHERE user_id = {7}), {'c'}))) FROM countries;
SELECT EXISTS (SELECT 1 FROM orders WHERE user_id = {7} AND total > {0}), {7} IN (SELECT user_id FROM orders WHERE user_id = {7}) AND {1};
SELECT * FROM (SELECT (SELECT MAX(id) FROM orders WHERE user_id = {7}), code FROM countries) d ORDER BY code;
SELECT * FROM (SELECT (SELECT MAX(id) FROM orders WHERE user_id = {7}), (SELECT MAX(id) FROM orders WHERE user_id = {3}) + {1}, {4} + 1, code FROM countries) d ORDER BY code;
SELECT * FROM (SELECT id, total * {2}, CONCAT(city, {'!'}) FROM orders WHERE user_id = {7}) d ORDER BY id;
WITH c AS (SELECT id, total + {1.5}, (SELECT COUNT(*) FROM order_items WHERE user_id = {7}) FROM orders WHERE user_id = {7}) SELECT * FROM c ORDER BY id;
WITH c (a, b) AS (SELECT id, (SELECT COUNT(*) FROM order_items WHERE user_id = {7}) FROM orders WHERE user_id = {7}) SELECT *, a + {1} FROM c ORDER BY a;
SELECT (SELECT MAX(id) FROM orders WHERE user_id = {7}) UNION ALL SELECT code FROM countries;
SELECT * FROM (SELECT (SELECT MAX(id) FROM orders WHERE user_id = {7}) UNION ALL SELECT {5} FROM countries) u;
(SELECT code, (SELECT MAX(id) FROM orders WHERE user_id = {7}) FROM countries) UNION SELECT 'x', {8} ORDER BY 1;
SELECT id, (SELECT COUNT(*) FROM order_items i WHERE i.user_id = o.user_id AND i.quantity > {1}) FROM orders o ORDER BY id;
SELECT id, total + {1}, CASE WHEN total > {10} THEN {'a'} ELSE 'b' END FROM orders ORDER BY id;
SELECT COUNT(*), COUNT(total > {2}) FROM orders;
SELECT /* a ? */ (SELECT /* b ? */ MAX(id) FROM orders WHERE user_id = {7} /*! AND total > {0} */), /* c */ (SELECT {1} FROM orders WHERE user_id = {7} LIMIT 1) FROM countries;

== distinct values that several slots share, and bits
SELECT COUNT(DISTINCT name) FROM facts;
SELECT COUNT(DISTINCT name) AS n, COUNT(*), COUNT(n), MIN(n), MAX(code), AVG(d), SUM(n) FROM facts;
SELECT COUNT(DISTINCT code), COUNT(DISTINCT code, name) FROM facts;
SELECT COUNT(DISTINCT code, name) c, COUNT(DISTINCT code, name) + 0 FROM facts;
SELECT COUNT(DISTINCT name, small) FROM facts WHERE id > {5};
SELECT SUM(DISTINCT n), COUNT(DISTINCT n), AVG(DISTINCT n) FROM facts;
SELECT SUM(DISTINCT d), AVG(DISTINCT d) AS a FROM facts;
SELECT SUM(DISTINCT u) FROM facts;
SELECT AVG(DISTINCT small) FROM facts WHERE id < 0;
SELECT COUNT(DISTINCT n), SUM(n), MIN(name), AVG(DISTINCT n), BIT_AND(n), BIT_OR(u), BIT_XOR(d) FROM facts WHERE id < {0};
SELECT colour, COUNT(DISTINCT name) FROM facts GROUP BY colour ORDER BY colour;
SELECT colour, COUNT(DISTINCT name) AS n, COUNT(*), SUM(d), AVG(n), MIN(born), MAX(code) FROM facts GROUP BY colour ORDER BY colour DESC;
@any_of_equals
SELECT name, COUNT(DISTINCT colour) AS n FROM facts GROUP BY name HAVING COUNT(DISTINCT colour) > {1} ORDER BY n DESC, name LIMIT 3;
SELECT name, COUNT(DISTINCT colour) AS n FROM facts GROUP BY name HAVING n >= 1 AND COUNT(*) > 1 ORDER BY COUNT(*), name LIMIT {2}, {3};
SELECT country, COUNT(DISTINCT born), COUNT(DISTINCT born) FROM facts GROUP BY country ORDER BY 1;
SELECT small, COUNT(DISTINCT seen) FROM facts GROUP BY small ORDER BY small;
SELECT small, SUM(DISTINCT n) s FROM facts GROUP BY small ORDER BY s, small;
SELECT f.small, COUNT(DISTINCT f.colour, f.name) FROM facts f JOIN fact_notes m ON m.k = f.k GROUP BY f.small ORDER BY f.small;
SELECT 7, COUNT(DISTINCT name) FROM facts;
SELECT small + 1, COUNT(DISTINCT name) FROM facts GROUP BY small ORDER BY small;
SELECT COUNT(DISTINCT name) FROM facts HAVING COUNT(*) > 1000000;
SELECT COUNT(DISTINCT name) FROM facts ORDER BY 1 LIMIT 0;
SELECT COUNT(DISTINCT f) FROM facts;
SELECT name, small, COUNT(DISTINCT small) FROM facts GROUP BY name ORDER BY name;
SELECT COUNT(DISTINCT name) AS small, COUNT(DISTINCT small) FROM facts;
SELECT BIT_AND(n), BIT_OR(n), BIT_XOR(n), BIT_XOR(id), BIT_OR(u), BIT_AND(d) FROM facts;
SELECT colour, BIT_OR(small) AS b, BIT_AND(u), BIT_XOR(n + 1) FROM facts GROUP BY colour ORDER BY colour;
SELECT BIT_OR(name) FROM facts;

== set operations that every slot answers for itself
SELECT id, 'order' AS kind FROM orders UNION ALL SELECT id, 'item' FROM order_items;
SELECT id, 'order' AS kind FROM orders WHERE user_id = {7} UNION ALL SELECT id, 'item' FROM order_items WHERE user_id = {8};
SELECT id FROM orders WHERE user_id IN ({1}, {2}, {3}) UNION ALL SELECT id FROM facts WHERE k = {4} ORDER BY id DESC;
(SELECT id, city FROM orders) UNION ALL (SELECT id, city FROM orders WHERE total > {50}) ORDER BY city DESC, id LIMIT 3, 8;
SELECT city, id FROM orders UNION SELECT city, id FROM orders WHERE total > {20} ORDER BY 2, 1;
SELECT code, name FROM countries UNION SELECT c.code, c.name FROM countries c JOIN facts f ON f.country = c.code;
SELECT total AS x FROM orders UNION SELECT quantity FROM order_items ORDER BY x LIMIT 5 OFFSET 2;
SELECT total FROM orders UNION ALL SELECT id FROM facts ORDER BY total, 1;
SELECT id FROM orders UNION ALL SELECT quantity FROM order_items UNION SELECT {7} ORDER BY id LIMIT 3;
SELECT id FROM orders UNION SELECT quantity FROM order_items UNION ALL SELECT {7} ORDER BY id;
SELECT n, id, name, d FROM facts UNION SELECT n, id, name, d FROM facts WHERE small > {0} ORDER BY 3, 1 DESC, 2;
SELECT born, d FROM facts UNION SELECT created_at, total FROM orders;
SELECT code FROM facts UNION DISTINCT SELECT code FROM facts WHERE n > {3} ORDER BY code DESC LIMIT 4;
SELECT email, points FROM members UNION SELECT email, points FROM members WHERE points > {3} ORDER BY email;
SELECT user_id, COUNT(*) AS n, SUM(total) AS s FROM orders GROUP BY user_id UNION ALL SELECT user_id, COUNT(*), MAX(price) FROM order_items GROUP BY user_id ORDER BY s DESC, user_id, n;
SELECT user_id FROM orders INTERSECT SELECT user_id FROM order_items ORDER BY user_id;
SELECT user_id, id FROM orders EXCEPT SELECT user_id, order_id FROM order_items ORDER BY id;
SELECT user_id FROM orders UNION SELECT user_id FROM order_items UNION ALL SELECT user_id FROM orders WHERE total > {90} ORDER BY user_id;
(SELECT DISTINCT code, n FROM facts) ORDER BY n, code LIMIT 7;
((SELECT id FROM orders) UNION ALL (SELECT id FROM order_items)) ORDER BY id LIMIT 4;
SELECT id, city FROM orders UNION ALL SELECT id FROM orders;
SELECT id FROM orders UNION ALL SELECT id FROM orders ORDER BY nothing;
SELECT id FROM orders UNION ALL SELECT id FROM order_items ORDER BY orders.id;
SELECT colour, small FROM facts UNION SELECT city, user_id FROM orders ORDER BY 1, 2;
SELECT o.id FROM orders o LEFT JOIN order_items i ON i.user_id = o.user_id WHERE i.id IS NULL UNION SELECT i.id FROM order_items i WHERE EXISTS (SELECT 1 FROM orders o WHERE o.user_id = i.user_id AND o.total > {20}) ORDER BY id;
SELECT x.id, x.w FROM (SELECT id, city AS w FROM orders UNION ALL SELECT id, product FROM order_items) x ORDER BY x.id, x.w;
SELECT id FROM orders WHERE user_id = {7} AND user_id = {8} UNION ALL SELECT id FROM order_items WHERE user_id = {9} ORDER BY id LIMIT {2};
SELECT id FROM orders WHERE total > {20} UNION ALL SELECT id FROM order_items ORDER BY id DESC LIMIT {3} OFFSET {2};
SELECT id, city FROM orders WHERE user_id IN ({1}, {2}, {3}) UNION SELECT id, city FROM orders WHERE user_id BETWEEN {2} AND {4} ORDER BY city, id;
SELECT id, code, name FROM facts UNION SELECT id, code, country FROM facts WHERE country IS NOT NULL ORDER BY id, name, code;
SELECT id, u, n FROM facts UNION SELECT id, n, u FROM facts ORDER BY 2, 3, 1;
SELECT NULL AS x, id FROM orders UNION SELECT city, id FROM orders WHERE total > {20} ORDER BY id, x;
SELECT id, NULL FROM orders UNION SELECT id, NULL FROM order_items ORDER BY 1;
(SELECT id FROM orders WHERE user_id = {7}) UNION ALL (SELECT id FROM order_items WHERE user_id = {4}) ORDER BY 1 FOR UPDATE;
SELECT k, COUNT(*) AS n FROM facts GROUP BY k HAVING n > {1} UNION SELECT user_id, total FROM orders ORDER BY k, n;
SELECT DISTINCT user_id, city FROM orders WHERE total > {10} UNION ALL SELECT user_id, product FROM order_items;
SELECT id, RAND() < {2} AS r FROM orders UNION ALL SELECT id, {1} FROM order_items;
