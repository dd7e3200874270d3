# Reads that no merger can put together: rows are brought to one server, which answers them. Braces are parameters.

== joins of tables that are not colocated
SELECT o.id, f.id AS fact FROM orders o JOIN facts f ON f.id = o.id ORDER BY o.id, fact;
SELECT o.id, o.city, f.name FROM orders o JOIN facts f ON f.n = o.user_id AND f.small > {0} ORDER BY o.id, f.id;
SELECT o.id, f.id AS fact FROM orders o LEFT JOIN facts f ON f.id = o.id + {100} ORDER BY o.id, fact;
SELECT f.id, o.total FROM orders o RIGHT JOIN facts f ON f.id = o.id AND o.total > {500} ORDER BY f.id;
SELECT a.id, b.id AS other FROM orders a JOIN orders b ON b.id = a.id + 1 WHERE a.user_id < {5} ORDER BY a.id;
SELECT COUNT(*) AS n, MAX(o.total) AS most FROM orders o, facts f WHERE o.id = f.id AND f.colour = {'red'};
SELECT o.city, COUNT(*) AS n, AVG(f.d) AS a FROM orders o JOIN facts f ON f.id = o.id GROUP BY o.city ORDER BY n DESC, a, MIN(o.id);
SELECT m.email, v.page FROM members m JOIN visits v ON v.id = m.points ORDER BY m.email, v.id;
SELECT i.id, l.message FROM order_items i JOIN audit_log l ON l.id = i.quantity ORDER BY i.id;
SELECT o.id, c.name, f.code FROM orders o JOIN facts f ON f.id = o.id JOIN countries c ON c.code = f.country ORDER BY o.id;
SELECT * FROM orders o JOIN facts f ON f.id = o.id WHERE o.user_id = {7} ORDER BY o.id;

== subqueries
SELECT id FROM orders WHERE id IN (SELECT id FROM facts WHERE n > {3}) ORDER BY id;
SELECT id FROM orders WHERE id NOT IN (SELECT fact_id FROM fact_notes WHERE note = {'a'}) ORDER BY id;
SELECT id FROM orders o WHERE EXISTS (SELECT 1 FROM facts f WHERE f.k = o.id AND f.small < {50}) ORDER BY id;
SELECT id, total FROM orders WHERE total = (SELECT MAX(total) FROM orders) ORDER BY id;
SELECT id, (SELECT COUNT(*) FROM order_items i WHERE i.quantity = o.user_id) AS n FROM orders o ORDER BY id;
SELECT id FROM orders WHERE total > ALL (SELECT price FROM order_items WHERE quantity = {5}) ORDER BY id;
SELECT id FROM orders WHERE (city, status) = (SELECT city, status FROM orders WHERE id = {11}) ORDER BY id;
SELECT t.city > '' AS named, t.n FROM (SELECT city, COUNT(DISTINCT status) AS n FROM orders GROUP BY city) t WHERE t.n > {1} ORDER BY t.n, t.city;
WITH big AS (SELECT id, total FROM orders WHERE total > {300}) SELECT b.id, x.total FROM big b JOIN big x ON x.id > b.id ORDER BY b.id, x.id;
WITH big AS (SELECT id, total FROM orders WHERE total > {300}), f AS (SELECT id FROM facts) SELECT b.id + 0 AS id FROM big b WHERE b.total > (SELECT AVG(total) FROM big) AND b.id IN (SELECT id FROM f) AND b.id IN (SELECT id + 1 FROM f) ORDER BY id;

== windows
SELECT id, RANK() OVER (ORDER BY total, id) AS place FROM orders ORDER BY place;
SELECT id, SUM(total) OVER (PARTITION BY city ORDER BY id ROWS BETWEEN 1 PRECEDING AND CURRENT ROW) AS s FROM orders ORDER BY id;
SELECT id, LAG(f) OVER (ORDER BY id) AS before_it FROM facts WHERE small > {0} ORDER BY id;

== unions
SELECT id FROM orders WHERE user_id < {3} UNION SELECT id FROM facts WHERE n > {2} ORDER BY id;
SELECT city AS word FROM orders UNION ALL SELECT name FROM facts;
SELECT id FROM orders EXCEPT SELECT id FROM facts ORDER BY id;
SELECT id FROM orders INTERSECT SELECT id FROM facts WHERE colour = {'blue'} ORDER BY id;

== aggregates that cannot be split
SELECT COUNT(DISTINCT city) AS n FROM orders;
SELECT COUNT(DISTINCT status, user_id) AS n FROM orders WHERE total > {0};
@any_of_equals
SELECT status, GROUP_CONCAT(DISTINCT user_id ORDER BY user_id DESC SEPARATOR '/') AS users FROM orders GROUP BY status ORDER BY MIN(id);
SELECT user_id, SUM(DISTINCT total) AS s FROM orders GROUP BY user_id WITH ROLLUP;
SELECT STD(total) AS s, VARIANCE(f.d) AS v FROM orders o JOIN facts f ON f.id = o.id;

== every type
SELECT f.*, n.* FROM facts f JOIN fact_notes n ON n.id = f.id ORDER BY f.id;
SELECT f.id, f.u, f.f, f.seen, f.colour FROM facts f WHERE f.u = (SELECT MAX(u) FROM facts) ORDER BY f.id;

== bound by what was read before
SELECT o.id, i.id AS item FROM order_items i JOIN orders o ON o.id = i.order_id WHERE o.user_id = {7} ORDER BY o.id, item;
SELECT f.id, g.id AS other FROM facts f JOIN facts g ON g.n = f.n WHERE f.small > {0} ORDER BY f.id, other;
SELECT f.id, g.id AS other FROM facts f JOIN facts g ON g.u = f.u WHERE f.id < {20} ORDER BY f.id, other;
SELECT f.id, g.id AS other FROM facts f JOIN facts g ON g.n = f.u WHERE f.id < {20} ORDER BY f.id, other;
SELECT f.id, g.id AS other FROM facts f JOIN facts g ON g.d = f.d WHERE f.id < {20} ORDER BY f.id, other;
SELECT f.id, g.id AS other FROM facts f JOIN facts g ON g.d = f.n WHERE f.id < {20} ORDER BY f.id, other;
SELECT f.id, g.id AS other FROM facts f JOIN facts g ON g.name = f.name WHERE f.colour = {'red'} ORDER BY f.id, other;
SELECT f.id, g.id AS other FROM facts f JOIN facts g ON g.code = f.code WHERE f.colour = {'red'} ORDER BY f.id, other;
SELECT f.id, g.id AS other FROM facts f JOIN facts g ON g.code = f.name WHERE f.colour = {'red'} ORDER BY f.id, other;
SELECT f.id, g.id AS other FROM facts f JOIN facts g ON g.country = f.country AND g.born = f.born WHERE f.id < {30} ORDER BY f.id, other;
SELECT f.id, g.id AS other FROM facts f JOIN facts g ON g.seen = f.seen WHERE f.id < {30} ORDER BY f.id, other;
SELECT f.id, g.id AS other FROM facts f JOIN facts g ON g.colour = f.colour AND g.f = f.f WHERE f.id < {30} ORDER BY f.id, other;
SELECT o.id, f.id AS fact FROM orders o JOIN facts f ON f.name = o.city WHERE o.user_id < {5} ORDER BY o.id, fact;
SELECT o.id, n.id AS note FROM orders o JOIN facts f ON f.n = o.user_id JOIN fact_notes n ON n.fact_id = f.id WHERE o.id = {3} ORDER BY o.id, note;
SELECT m.email, f.id FROM facts f JOIN members m ON m.name = f.name WHERE f.id = {3} ORDER BY m.email, f.id;
SELECT a.email, b.name FROM members a JOIN members b ON b.email = a.email JOIN orders o ON o.id = a.points WHERE o.id < {9} ORDER BY a.email;
SELECT o.id, f.name FROM orders o LEFT JOIN facts f ON f.n = o.user_id WHERE o.id < {30} ORDER BY o.id, f.id;
SELECT o.id FROM orders o LEFT JOIN facts f ON f.n = o.user_id AND f.small > {0} WHERE o.id < {60} AND f.id IS NULL ORDER BY o.id;
SELECT o.id, f.id AS fact FROM orders o LEFT JOIN facts f ON f.n = o.user_id AND f.id = {3} ORDER BY o.id, fact;
SELECT f.id, o.id AS ord FROM facts f RIGHT JOIN orders o ON f.n = o.user_id WHERE o.status = {'paid'} ORDER BY o.id, f.id;
SELECT o.id, f.id AS fact FROM orders o LEFT JOIN (facts f JOIN fact_notes n ON n.fact_id = f.id AND n.note = {'a'}) ON f.n = o.user_id WHERE o.id < {40} ORDER BY o.id, fact, n.id;
SELECT o.id, f.id AS fact FROM orders o JOIN facts f ON f.n = o.user_id OR f.id = o.id WHERE o.id < {10} ORDER BY o.id, fact;
SELECT id, o.city, f.name FROM orders o JOIN facts f USING (id) WHERE o.user_id < {6} ORDER BY id;
SELECT id, page FROM facts f NATURAL JOIN visits v WHERE f.small > {10} ORDER BY id;
SELECT f.id FROM facts f WHERE f.n IN (SELECT user_id FROM orders WHERE city = {'Paris'}) ORDER BY f.id;
SELECT f.id FROM facts f WHERE f.id = {3} AND f.n IN (SELECT user_id FROM orders) ORDER BY f.id;
SELECT f.id, f.n IN (SELECT user_id FROM orders WHERE id < {4}) AS here FROM facts f WHERE f.id < {20} ORDER BY f.id;
SELECT f.id FROM facts f WHERE f.id < {60} AND f.n NOT IN (SELECT n FROM facts) ORDER BY f.id;
SELECT f.id FROM facts f WHERE f.id < {60} AND f.n NOT IN (SELECT user_id FROM orders WHERE total > {900}) ORDER BY f.id;
SELECT f.id FROM facts f WHERE f.id < {60} AND f.n IN (SELECT quantity FROM order_items GROUP BY quantity HAVING COUNT(*) > {2}) ORDER BY f.id;
SELECT f.id FROM facts f WHERE EXISTS (SELECT 1 FROM orders o WHERE o.user_id = f.n AND o.city = {'Oslo'}) ORDER BY f.id;
SELECT f.id FROM facts f WHERE EXISTS (SELECT COUNT(*) FROM orders o WHERE o.user_id = f.n AND o.city = {'Oslo'}) ORDER BY f.id;
SELECT f.id FROM facts f WHERE f.id < {60} AND NOT EXISTS (SELECT 1 FROM orders o WHERE o.user_id = f.n) ORDER BY f.id;
SELECT f.id, (SELECT COUNT(*) FROM orders o WHERE o.user_id = f.n) AS c, (SELECT MAX(total) FROM orders p WHERE p.user_id = f.n) AS m FROM facts f WHERE f.id < {60} ORDER BY f.id;
SELECT f.n, COUNT(*) AS c FROM facts f JOIN orders o ON o.user_id = f.n WHERE f.small > {0} GROUP BY f.n WITH ROLLUP HAVING EXISTS (SELECT 1 FROM order_items i WHERE i.quantity = f.n) ORDER BY f.n;
SELECT f.n AS total, (SELECT COUNT(*) FROM order_items i WHERE i.quantity = total) AS c FROM facts f WHERE f.id < {30} ORDER BY f.id;
SELECT d.n, i.id FROM (SELECT n, COUNT(*) AS c FROM facts WHERE small > {0} GROUP BY n) d JOIN order_items i ON i.quantity = d.n ORDER BY d.n, i.id;
SELECT o.id, f.id AS fact FROM orders o JOIN facts f ON f.n = o.user_id WHERE o.id = {-1} ORDER BY o.id, fact;
SELECT COUNT(*) AS n, MAX(f.id) AS m FROM orders o JOIN facts f ON f.n = o.user_id WHERE o.id = {-1};
SELECT nosuch FROM orders o JOIN facts f ON f.n = o.user_id WHERE o.id = {-1};
SELECT f.id, g.id AS other FROM facts f JOIN facts g ON g.u = f.n WHERE f.id < {30} ORDER BY f.id, other;
SELECT f.id FROM facts f WHERE f.id < {60} AND NOT (f.n IN (SELECT user_id FROM orders)) ORDER BY f.id;
SELECT f.id FROM facts f WHERE f.id < {60} AND NOT (f.n NOT IN (SELECT user_id FROM orders)) ORDER BY f.id;
SELECT f.id FROM facts f WHERE f.id < {60} AND (f.n IN (SELECT user_id FROM orders)) IS NOT TRUE ORDER BY f.id;
SELECT f.n, (SELECT COUNT(*) FROM orders o WHERE o.user_id = f.n) AS c FROM facts f WHERE f.small > {0} GROUP BY f.n WITH ROLLUP;
SELECT o.id, f.id AS fact, n.id AS note FROM (orders o RIGHT JOIN facts f ON f.n = o.user_id AND o.status = {'paid'}) JOIN fact_notes n ON n.fact_id = f.id AND n.note = {'a'} ORDER BY note, o.id;
SELECT o.id FROM orders o WHERE o.user_id < {4} AND NOT EXISTS (SELECT 1 FROM facts f WHERE f.n = o.user_id AND NOT EXISTS (SELECT 1 FROM fact_notes n WHERE n.fact_id = f.id AND n.k = f.k)) ORDER BY o.id;

== errors
SELECT nosuch FROM orders o JOIN facts f ON f.id = o.id;
SELECT o.id FROM orders o JOIN facts f ON f.id = o.id WHERE (SELECT id FROM facts) = 1;

== queries inside that shards answer in their own right
SELECT o.id, t.s, t.n FROM orders o JOIN (SELECT order_id, SUM(price) AS s, COUNT(*) AS n FROM order_items WHERE quantity > {1} GROUP BY order_id) t ON t.order_id = o.id ORDER BY o.id;
SELECT d.* FROM (SELECT user_id % 3 AS part, COUNT(*) AS n, SUM(total) AS s, AVG(total) AS a, MIN(created_at) AS first, MAX(id) AS last FROM orders GROUP BY user_id % 3) d WHERE d.n > {1} ORDER BY d.s;
SELECT d.* FROM (SELECT total, COUNT(*) AS n, SUM(total) AS s, AVG(total) AS a, MIN(created_at) AS first, MAX(id) AS last FROM orders GROUP BY total) d WHERE d.n > {0} ORDER BY d.total;
SELECT d.* FROM (SELECT colour, COUNT(n), SUM(u), MIN(born), MAX(seen), AVG(d), MIN(small) FROM facts GROUP BY colour) d ORDER BY 1;
SELECT d.*, d.x + 1 AS y FROM (SELECT country, code AS c, MAX(f) AS x, SUM(small) AS s FROM facts WHERE n IS NOT NULL GROUP BY country, code) d ORDER BY 1, 2;
SELECT f.id, d.country FROM facts f JOIN (SELECT DISTINCT user_id, id FROM orders) d ON d.id = f.k JOIN (SELECT born, COUNT(*) AS n, MIN(country) AS country FROM facts GROUP BY born) e ON e.born = f.born ORDER BY f.id;
SELECT f.id, e.born, e.n FROM facts f JOIN (SELECT born, COUNT(*) AS n FROM facts GROUP BY born) e ON e.born = f.born ORDER BY f.id;
SELECT f.id, e.seen, e.n FROM facts f LEFT JOIN (SELECT seen, COUNT(DISTINCT n) AS n FROM facts WHERE small > {0} GROUP BY seen) e ON e.seen = f.seen ORDER BY f.id;
SELECT f.id, e.d, e.n FROM facts f JOIN (SELECT d, COUNT(*) AS n FROM facts GROUP BY d HAVING COUNT(*) > {1}) e ON e.d = f.d ORDER BY f.id;
SELECT e.f, e.n, e.m FROM (SELECT f, n, COUNT(*) AS m FROM facts GROUP BY f, n) e WHERE e.f > {2.5} ORDER BY e.f, e.n;
SELECT id FROM orders WHERE id IN (SELECT fact_id FROM fact_notes GROUP BY fact_id HAVING COUNT(*) > {1}) ORDER BY id;
SELECT id FROM orders WHERE (user_id, id) IN (SELECT user_id, MAX(id) FROM orders GROUP BY user_id) ORDER BY id;
SELECT id FROM orders WHERE id NOT IN (SELECT MIN(fact_id) FROM fact_notes WHERE note > {'b'} GROUP BY k) ORDER BY id;
SELECT id FROM orders WHERE total > (SELECT AVG(price) FROM order_items WHERE quantity > {2}) ORDER BY id;
SELECT id, (SELECT COUNT(*) FROM facts) AS n, (SELECT SUM(total) FROM orders WHERE user_id > {3}), (SELECT MAX(born) FROM facts) AS b FROM orders ORDER BY id LIMIT 5;
SELECT id FROM orders WHERE total >= ALL (SELECT MAX(total) FROM orders GROUP BY status) ORDER BY id;
SELECT id FROM orders WHERE city = (SELECT city FROM orders GROUP BY city ORDER BY COUNT(*) DESC, city LIMIT 1) ORDER BY id;
SELECT id FROM orders WHERE city = (SELECT city FROM orders GROUP BY city) ORDER BY id;
SELECT id FROM orders WHERE EXISTS (SELECT COUNT(*) FROM facts GROUP BY n HAVING COUNT(*) > {100}) ORDER BY id;
WITH t AS (SELECT city, COUNT(*) AS c FROM orders GROUP BY city) SELECT o.id, t.c FROM orders o JOIN t ON t.city = o.city WHERE o.total > {100} ORDER BY o.id;
WITH t (town, c) AS (SELECT code, COUNT(*) FROM facts GROUP BY code) SELECT a.town, b.town AS other FROM t a JOIN t b ON a.c = b.c ORDER BY a.town, b.town;
WITH t AS (SELECT code, COUNT(*) AS c FROM facts GROUP BY code), u AS (SELECT MAX(c) AS m FROM t) SELECT code FROM t JOIN u ON t.c = u.m ORDER BY code;
WITH t AS (SELECT n, COUNT(*) AS c FROM facts GROUP BY n) SELECT AVG(c) AS a, MAX(c) AS m, COUNT(n) AS n FROM t;
SELECT t.id, t.name, f.id AS fact FROM (SELECT id, name, n FROM facts ORDER BY id DESC LIMIT 5) t JOIN facts f ON f.n = t.n ORDER BY t.id, fact;
SELECT t.name, t.colour FROM (SELECT name, colour FROM facts ORDER BY id LIMIT {7}) t ORDER BY 1, 2;
SELECT COUNT(*) AS n, AVG(d.n) AS a FROM (SELECT user_id, COUNT(*) AS n FROM orders GROUP BY user_id HAVING SUM(total) > {50}) d;
SELECT d.n, COUNT(*) AS how_many FROM (SELECT status, COUNT(*) AS n FROM orders GROUP BY status) d GROUP BY d.n ORDER BY d.n;
SELECT o.id FROM orders o WHERE o.total > (SELECT AVG(i.price) FROM order_items i WHERE i.order_id = o.id) ORDER BY o.id;
SELECT o.id FROM orders o WHERE EXISTS (SELECT MAX(price) FROM order_items WHERE order_id = o.id GROUP BY product HAVING MAX(price) > o.total) ORDER BY o.id;
SELECT o.id FROM orders o WHERE o.total > (SELECT d.a FROM (SELECT AVG(price) AS a FROM order_items WHERE quantity > {1}) d) ORDER BY o.id;
SELECT d.country FROM (SELECT country, COUNT(*) FROM facts GROUP BY country) d JOIN countries c ON c.code > d.country ORDER BY d.country, c.code;
SELECT d.id FROM (SELECT a.id, b.id FROM orders a JOIN orders b USING (user_id) LIMIT 3) d JOIN facts f ON f.id = d.id;
SELECT d.c, d.t FROM (SELECT code AS c, COUNT(*) AS t FROM facts GROUP BY c) d ORDER BY d.c;
SELECT d.c FROM (SELECT code AS c, COUNT(*) AS t FROM facts GROUP BY 1 HAVING t > {1}) d ORDER BY d.c;
SELECT d.w FROM (SELECT DISTINCT user_id AS w, status FROM orders) d ORDER BY d.w;
SELECT d.n, d.m FROM (SELECT DISTINCT n, small AS m FROM facts) d JOIN facts f ON f.n = d.n ORDER BY d.n, d.m;
SELECT x.total FROM (SELECT user_id, total FROM orders WHERE user_id > {2} ORDER BY total DESC, id LIMIT 4) x JOIN orders o ON o.total = x.total ORDER BY 1;
SELECT d.* FROM (SELECT YEAR(created_at) AS y, total > {400} AS big, CHAR_LENGTH(status) AS c, COUNT(*) AS n, MIN(id) AS first FROM orders GROUP BY YEAR(created_at), total > {400}, CHAR_LENGTH(status)) d ORDER BY d.y, d.big, d.c;
SELECT d.* FROM (SELECT small, DATE(seen) AS day, COUNT(*) AS n, MAX(d) AS d, MIN(u) AS u, MIN(n) AS m, SUM(small) AS s FROM facts GROUP BY small, DATE(seen)) d ORDER BY d.small, d.day;
SELECT d.* FROM (SELECT SUM(small) AS s, COUNT(*) AS c, AVG(n) AS a, MAX(seen) AS m FROM facts) d JOIN orders o ON o.id = d.c;
