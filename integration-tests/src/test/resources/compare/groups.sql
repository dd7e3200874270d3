# Statements whose merged groups are gathered, and what they make of them is one server's work. Braces are parameters.

== expressions of aggregates
SELECT SUM(total) / COUNT(*) FROM orders;
SELECT MAX(total) - MIN(total), COUNT(*) * {2} FROM orders;
SELECT n, SUM(d) / COUNT(*) * 100 AS x FROM facts GROUP BY n ORDER BY n;
SELECT n, ROUND(SUM(d) / COUNT(*), 2) AS x, COUNT(*), SUM(d), MIN(u), MAX(born) FROM facts GROUP BY n ORDER BY n;
SELECT n, SUM(IF(small > 0, d, 0)) / SUM(d) AS part, SUM(CASE WHEN u > 5 THEN 1 ELSE 0 END) / COUNT(*) AS y FROM facts GROUP BY n ORDER BY n;
SELECT n, SUM(CASE WHEN small > 1 THEN d ELSE 0 END) / COUNT(*) AS x, SUM(CASE WHEN small > 1 THEN d ELSE 0 END) * 2 AS y FROM facts GROUP BY n ORDER BY n;
SELECT n, SUM(CASE WHEN small > 1 THEN d ELSE 1 END) / COUNT(*) AS x FROM facts GROUP BY n ORDER BY n;
SELECT country, MAX(u) - MIN(u) AS s, BIT_OR(small) | 1 AS b, COUNT(DISTINCT n) / COUNT(*) AS q FROM facts GROUP BY country ORDER BY country;
SELECT country, CONCAT(SUM(d), '/', COUNT(*)) AS words, FORMAT(SUM(d), 1) AS f, -COUNT(n) AS m FROM facts GROUP BY country ORDER BY country;
SELECT country, COALESCE(SUM(d), 0) AS s, IF(COUNT(*) > 3, MAX(d), MIN(d)) AS m, NULLIF(COUNT(u), 0) AS z FROM facts GROUP BY country ORDER BY country;
SELECT country, CASE WHEN COUNT(*) > 5 THEN 'many' WHEN SUM(n) > 3 THEN 'some' ELSE 'few' END AS w FROM facts GROUP BY country ORDER BY country;
SELECT DATEDIFF(MAX(born), MIN(born)) AS days, MAX(seen) - INTERVAL 1 DAY AS before_ FROM facts;
SELECT SUM(n) DIV COUNT(*) AS a, SUM(n) % 7 AS b, SUM(n) > 3 AS c, SUM(n) IS NULL AS e, NOT COUNT(u) AS g FROM facts;
SELECT SUM(d) / COUNT(*) FROM facts WHERE id < {0};
SELECT n, SUM(d) / COUNT(*) AS x FROM facts WHERE id < {0} GROUP BY n;
SELECT SUM(small * d) / SUM(small) AS w FROM facts WHERE n > {1};
SELECT SUM(d * 2.5) / COUNT(d) AS w, SUM(d * 2.5) + 1 AS v, SUM(d * 1.5) + 1 AS u FROM facts;
SELECT n, SUM(n) * 1.0000 / COUNT(*) AS x FROM facts GROUP BY n ORDER BY n;
SELECT COUNT(*) / 7, SUM(n) / 7, 7 / COUNT(*), 100 * COUNT(n) / COUNT(*) FROM facts;
SELECT AVG(d) AS a, SUM(d) / COUNT(d) AS b FROM facts;
SELECT n, ROUND(AVG(d), 2) AS a, AVG(d) * 3 AS b, AVG(n) / 3 AS c FROM facts GROUP BY n ORDER BY n;

== by expressions
SELECT n % 3 AS r, SUM(d) / COUNT(*) AS x FROM facts GROUP BY r ORDER BY r;
SELECT n % 3, SUM(d) / COUNT(*) AS x FROM facts GROUP BY n % 3 ORDER BY 1;
SELECT n % 3 + 1 AS m, SUM(d) / COUNT(*) AS x FROM facts GROUP BY n % 3 ORDER BY m;
SELECT YEAR(born) AS y, COUNT(*) / 2 AS x FROM facts GROUP BY YEAR(born) ORDER BY y;
SELECT YEAR(born) + 1 AS y, COUNT(*) / 2 AS x FROM facts GROUP BY YEAR(born) ORDER BY y;
SELECT DATE(seen) AS y, COUNT(*) / 2 AS x FROM facts GROUP BY y ORDER BY y;
SELECT LAST_DAY(born) AS l, COUNT(*) * 2 AS x FROM facts GROUP BY 1 ORDER BY 1;
SELECT d + 1 AS p, COUNT(*) * 2 AS x FROM facts GROUP BY d + 1 ORDER BY p;
SELECT COUNT(*) * 2 AS x FROM facts GROUP BY n, small ORDER BY n, small;
SELECT n, small, n * 10 + small AS both_, COUNT(*) + 0.5 AS x FROM facts GROUP BY n, small ORDER BY n, small;
SELECT f, COUNT(*) + 1 AS x FROM facts GROUP BY f ORDER BY f;
SELECT colour, COUNT(*) + 1 AS x, CONCAT(colour, '!') AS c FROM facts GROUP BY colour ORDER BY colour;
SELECT seen, COUNT(*) + 1 AS x FROM facts GROUP BY seen ORDER BY seen;
SELECT code, COUNT(*) + 1 AS x, CONCAT(code, '-') AS c, UPPER(code) AS u, code = 'a' AS e FROM facts GROUP BY code ORDER BY code;
@any_of_equals
SELECT city, SUM(total) / COUNT(*) AS x FROM orders GROUP BY city ORDER BY city;
@any_of_equals
SELECT city AS town, SUM(total) / COUNT(*) AS x FROM orders GROUP BY town ORDER BY town;
@any_of_equals
SELECT orders.city, SUM(orders.total) / COUNT(*) FROM orders GROUP BY orders.city ORDER BY orders.city;
SELECT o.user_id % 5 AS r, i.quantity, SUM(i.price * i.quantity) / SUM(i.quantity) AS x FROM orders o JOIN order_items i ON i.user_id = o.user_id AND i.order_id = o.id GROUP BY r, i.quantity ORDER BY r, i.quantity;
@any_of_equals
SELECT i.quantity, o.status, SUM(i.price) / COUNT(DISTINCT o.id) AS x FROM orders o JOIN order_items i ON i.user_id = o.user_id AND i.order_id = o.id GROUP BY i.quantity, o.status ORDER BY i.quantity, o.status;
SELECT c.name, COUNT(*) / 2 AS h FROM facts f JOIN countries c ON c.code = f.country GROUP BY c.name ORDER BY c.name;

SELECT MAX(small) + 1 AS a, MIN(n) * 2 AS b, MAX(k) - 1 AS c, MAX(small) AS e, MIN(n) AS g, MAX(YEAR(born)) AS h, SUM(n) + 1 AS i FROM facts;
SELECT n, MAX(small) + 1 AS a, MIN(YEAR(born)) + 1 AS b, MAX(YEAR(born)) AS h, MAX(d) AS m, MIN(seen) AS s, SUM(n) + 1 AS i FROM facts GROUP BY n ORDER BY n;
SELECT n > 3 AS many, n IS NULL AS none, COUNT(*) + 1 AS c FROM facts GROUP BY n > 3, n IS NULL ORDER BY many, none;
SELECT MONTH(born) AS m, LENGTH(name) AS l, COUNT(*) + 1 AS c FROM facts GROUP BY m, l ORDER BY m, l;
SELECT small, CONCAT(small, '!') AS s, COUNT(*) + 1 AS c FROM facts GROUP BY small ORDER BY small;

== conditions on groups
SELECT n, COUNT(*) AS c FROM facts GROUP BY n HAVING SUM(d) / COUNT(*) > {2} ORDER BY n;
SELECT n, SUM(d) / COUNT(*) AS q FROM facts GROUP BY n HAVING q > {2} AND n IS NOT NULL ORDER BY n;
SELECT n, SUM(d) AS s, COUNT(*) AS c FROM facts GROUP BY n HAVING s / c > {2} OR c = {1} ORDER BY n;
SELECT n, COUNT(*) AS c FROM facts GROUP BY n HAVING MAX(u) - MIN(u) BETWEEN {1} AND {50} ORDER BY n;
SELECT n, COUNT(*) AS c FROM facts GROUP BY n HAVING n % 2 = {1} AND c * 2 > {2} ORDER BY n;
SELECT n, COUNT(*) AS c FROM facts GROUP BY n HAVING MAX(born) > {'2000-01-01'} ORDER BY n;
SELECT n, COUNT(*) AS c FROM facts GROUP BY n HAVING MAX(born) > MIN(seen) OR SUM(d) = MAX(d) ORDER BY n;
SELECT COUNT(*) AS c FROM facts HAVING SUM(n) + 1 > {1};
SELECT COUNT(*) AS c FROM facts HAVING SUM(n) + 1 < {1};
SELECT country, COUNT(*) AS c FROM facts GROUP BY country HAVING COUNT(*) * {2} > 4 AND country > 'b' ORDER BY country;
SELECT n AS c, COUNT(*) AS n FROM facts GROUP BY c HAVING COUNT(*) + n > {4} ORDER BY n DESC, c;
SELECT n, AVG(d) AS a FROM facts GROUP BY n HAVING AVG(d) + 1 > {2} ORDER BY n;

== a constant of another kind is not compared with an aggregate as with a column
SELECT n, COUNT(*) AS c FROM facts GROUP BY n HAVING MAX(seen) > 20200101 ORDER BY n;
SELECT n, MIN(seen) BETWEEN 20000101 AND 20210203 AS b, MAX(born) = 200101 AS e, MAX(born) > {20200101} AS p FROM facts GROUP BY n ORDER BY n;
SELECT n, MAX(u) >= '9007199254740993' AS b, MAX(k) IN ('7', '8') AS e, COUNT(*) + 1 AS c FROM facts GROUP BY n ORDER BY n;
SELECT DATE(seen) AS y, DATE(seen) > 20200101000001 AS l, COUNT(*) + 1 AS x FROM facts GROUP BY DATE(seen) ORDER BY y;
SELECT n, COUNT(*) AS c FROM facts GROUP BY n HAVING MAX(born) < NOW() - INTERVAL 1 DAY ORDER BY n;
SELECT SUM(d) / COUNT(*) AS x FROM facts WHERE n > 1 -- a comment that ends with its line
HAVING COUNT(*) > 0;
SELECT n, SUM(d) / COUNT(*) AS x FROM facts WHERE n > 1 # a comment that ends with its line
GROUP BY n ORDER BY n;

== orders of groups
SELECT n, COUNT(*) AS c FROM facts GROUP BY n ORDER BY SUM(d) / COUNT(*) DESC, n LIMIT {5};
SELECT n, COUNT(*) AS c FROM facts GROUP BY n ORDER BY c % 3, -n;
SELECT n, AVG(d) AS a, COUNT(*) + 1 AS c FROM facts GROUP BY n ORDER BY a, n LIMIT 2, {3};
SELECT n, COUNT(*) + 1 AS c FROM facts GROUP BY n ORDER BY AVG(d) DESC, n;
SELECT country, SUM(d) * 2 AS t FROM facts GROUP BY country ORDER BY ABS(SUM(n)), country;
SELECT DISTINCT COUNT(*) % 2 AS p, SUM(n) IS NULL AS z FROM facts GROUP BY n ORDER BY p, z LIMIT 2;
SELECT SQL_CALC_FOUND_ROWS n, COUNT(*) * 2 AS c FROM facts GROUP BY n ORDER BY n LIMIT 2;

== what stays as it was
SELECT SUM(f) / COUNT(*) > 0 AS x FROM facts;
SELECT n, MAX(name) IS NULL AS m, COUNT(*) + 1 AS c FROM facts GROUP BY n ORDER BY n;
SELECT n, SUM(d) / COUNT(*) > (SELECT MAX(id) FROM fact_notes) AS m FROM facts GROUP BY n ORDER BY n;
SELECT n, SUM(d) / COUNT(*) AS x, RANK() OVER (ORDER BY SUM(d)) AS r FROM facts GROUP BY n ORDER BY n;
SELECT UPPER(country) AS c, COUNT(*) + 1 AS x FROM facts GROUP BY UPPER(country) ORDER BY c;

== averages that are gone on with
SELECT n, ROUND(AVG(d), 2) AS a, ROUND(AVG(n), 1) AS b, ROUND(AVG(u)) AS c, COUNT(*) FROM facts GROUP BY n ORDER BY n;
SELECT country, TRUNCATE(AVG(d), 3) AS a, FLOOR(AVG(d)) AS b, CEIL(AVG(k)) AS c, AVG(d) AS e, ROUND(AVG(d), 7) AS g FROM facts GROUP BY country ORDER BY country;
SELECT ROUND(AVG(total), 2), ROUND(AVG(total), 6), AVG(total) > 250, ROUND(AVG(total), 2) / 3, ROUND(AVG(total), 1) * COUNT(*) FROM orders;
SELECT ROUND(AVG(total), 2) AS a FROM orders WHERE id < {0};
SELECT n, COUNT(*) AS c FROM facts GROUP BY n HAVING AVG(d) > AVG(small) OR AVG(d) BETWEEN {1} AND {3.5} ORDER BY ROUND(AVG(d), 1), n;
SELECT n, ROUND(AVG(d), 1) AS a FROM facts GROUP BY n HAVING a > {1} ORDER BY a DESC, n LIMIT {5};
SELECT n, AVG(d) AS a FROM facts GROUP BY n HAVING a > {1} OR SUM(d) + 1 < 0 ORDER BY n;
SELECT small, ROUND(AVG(u), 4) AS a, TRUNCATE(AVG(small), 4) AS t FROM facts GROUP BY small ORDER BY small;
SELECT ROUND(AVG(DISTINCT n), 2) AS a, ROUND(AVG(d * 2), 2) AS b, ROUND(AVG(f), 2) AS c FROM facts;

== an average inside a subquery has more digits than it shows
SELECT (SELECT AVG(n) FROM facts) * 3 AS a, (SELECT AVG(d) FROM facts) / 7 AS b FROM orders WHERE id = 1;
SELECT COUNT(*) AS c FROM orders WHERE total * 3 > (SELECT AVG(d) FROM facts) * 3;

== digits of averages that are not shown
SELECT n, COUNT(*) AS c FROM facts GROUP BY n HAVING AVG(k) = SUM(k) / COUNT(k) ORDER BY n;
SELECT n, COUNT(*) AS c FROM facts GROUP BY n HAVING AVG(k) > SUM(k) / COUNT(k) OR AVG(small) < SUM(small) / COUNT(small) ORDER BY n;
SELECT n, AVG(d) = SUM(d) / COUNT(d) AS e, AVG(d) > SUM(d) / COUNT(d) AS g, AVG(d) > {0.333} AS h FROM facts GROUP BY n ORDER BY n;
SELECT user_id, AVG(total) <> SUM(total) / COUNT(*) AS e, AVG(total) > ROUND(AVG(total), 4) AS g, AVG(total) < ROUND(AVG(total), 6) AS h FROM orders GROUP BY user_id % 5, user_id ORDER BY user_id;
SELECT user_id % 5 AS r, AVG(total) <> SUM(total) / COUNT(*) AS e, AVG(total) > ROUND(AVG(total), 4) AS g, AVG(total) < ROUND(AVG(total), 6) AS h FROM orders GROUP BY user_id % 5 ORDER BY r;
SELECT n, AVG(k) > ROUND(AVG(k), 4) AS g, AVG(k) < ROUND(AVG(k), 4) AS h, AVG(k) = TRUNCATE(AVG(k), 4) AS t FROM facts GROUP BY n ORDER BY n;
