# Aggregates that look at the rows of a group in an order, or at each value once. Braces are parameters.

== texts joined in an order
SELECT GROUP_CONCAT(id ORDER BY id) AS ids FROM orders;
SELECT GROUP_CONCAT(id ORDER BY id DESC SEPARATOR '; ') FROM orders WHERE total > {200};
SELECT GROUP_CONCAT(city ORDER BY id) AS cities FROM orders WHERE status = {'new'};
SELECT GROUP_CONCAT(total ORDER BY total DESC, id SEPARATOR '') AS t FROM orders WHERE user_id < {3};
@any_of_equals
SELECT city, GROUP_CONCAT(id ORDER BY id SEPARATOR '/') AS ids FROM orders GROUP BY city ORDER BY city;
@any_of_equals
SELECT city, GROUP_CONCAT(id ORDER BY total, id) AS ids, COUNT(*) AS n, SUM(total) AS s, AVG(total) AS a, MIN(city) FROM orders GROUP BY city ORDER BY city;
SELECT user_id % 3 AS third, GROUP_CONCAT(id, ':', status ORDER BY status, id) AS words FROM orders GROUP BY user_id % 3 ORDER BY third;
SELECT n, GROUP_CONCAT(name ORDER BY id) AS names FROM facts GROUP BY n ORDER BY n;
SELECT n, GROUP_CONCAT(name ORDER BY name DESC, id) AS names FROM facts GROUP BY n ORDER BY n DESC LIMIT {7};
SELECT country, GROUP_CONCAT(code ORDER BY code, id) AS codes, MAX(u) FROM facts GROUP BY country ORDER BY country;
SELECT country, GROUP_CONCAT(u ORDER BY u, id) AS us, GROUP_CONCAT(d ORDER BY u DESC, id DESC) AS ds FROM facts GROUP BY country ORDER BY country;
SELECT country, GROUP_CONCAT(f ORDER BY f, id) AS fs, GROUP_CONCAT(seen ORDER BY seen, id) AS ss FROM facts GROUP BY country ORDER BY country;
SELECT colour, GROUP_CONCAT(born ORDER BY born, id) AS bs, GROUP_CONCAT(small ORDER BY id) AS smalls FROM facts GROUP BY colour ORDER BY colour;
SELECT small, GROUP_CONCAT(colour ORDER BY colour, id) AS colours FROM facts GROUP BY small ORDER BY small;
SELECT GROUP_CONCAT(id ORDER BY colour, id) AS ids, GROUP_CONCAT(id ORDER BY f DESC, id) AS other FROM facts;
SELECT GROUP_CONCAT(id ORDER BY UPPER(name), id) AS ids, GROUP_CONCAT(UPPER(name) ORDER BY id) AS names FROM facts;
SELECT GROUP_CONCAT(id ORDER BY n + u, id) AS ids FROM facts WHERE u < {100};
SELECT GROUP_CONCAT(id ORDER BY id) AS ids FROM orders WHERE id < {0};
@any_of_equals
SELECT city, GROUP_CONCAT(id ORDER BY id) AS ids FROM orders WHERE id < {0} GROUP BY city;
@any_of_equals
SELECT city, GROUP_CONCAT(id ORDER BY id) AS ids FROM orders GROUP BY city HAVING COUNT(*) > {8} ORDER BY COUNT(*) DESC, city LIMIT 3;
SELECT user_id, GROUP_CONCAT(id ORDER BY id) AS ids FROM orders GROUP BY user_id ORDER BY user_id;
@any_of_equals
SELECT o.city, GROUP_CONCAT(i.id ORDER BY i.id) AS items FROM orders o JOIN order_items i ON i.user_id = o.user_id AND i.order_id = o.id GROUP BY o.city ORDER BY o.city;
SELECT c.name, GROUP_CONCAT(f.id ORDER BY f.id) AS facts FROM facts f JOIN countries c ON c.code = f.country GROUP BY c.name ORDER BY c.name;
SELECT status, GROUP_CONCAT(id ORDER BY id) AS ids FROM orders GROUP BY status ORDER BY MIN(id);
SELECT status, GROUP_CONCAT(id ORDER BY id) AS ids FROM orders GROUP BY status ORDER BY ids;
SELECT status, LENGTH(GROUP_CONCAT(id ORDER BY id)) AS l FROM orders GROUP BY status ORDER BY status;
SELECT GROUP_CONCAT(id ORDER BY 1) AS ids FROM orders;
SELECT GROUP_CONCAT(id ORDER BY id SEPARATOR 'é') AS ids FROM orders WHERE user_id < 3;

== texts joined in no order
@any_of_equals
SELECT GROUP_CONCAT(status) AS s FROM orders WHERE status = {'paid'} AND city = {'lyon'};
@any_of_equals
SELECT city, GROUP_CONCAT(5) AS fives, COUNT(*) AS n FROM orders GROUP BY city ORDER BY city;
SELECT LENGTH(city) AS l, GROUP_CONCAT(LENGTH(city)) AS ls FROM orders GROUP BY LENGTH(city) ORDER BY l;
SELECT GROUP_CONCAT(n) AS none FROM facts WHERE n IS NULL;

== distinct values joined
SELECT GROUP_CONCAT(DISTINCT user_id ORDER BY user_id) AS users FROM orders;
@any_of_equals
SELECT city, GROUP_CONCAT(DISTINCT total ORDER BY total DESC) AS totals FROM orders GROUP BY city ORDER BY city;
@any_of_equals
SELECT GROUP_CONCAT(DISTINCT TRIM(city) ORDER BY TRIM(city) SEPARATOR '|') AS cities FROM orders;
@any_of_equals
SELECT n, GROUP_CONCAT(DISTINCT TRIM(name) ORDER BY TRIM(name) DESC) AS names, COUNT(DISTINCT name) AS d, COUNT(name) AS c FROM facts GROUP BY n ORDER BY n;
SELECT n, GROUP_CONCAT(DISTINCT code ORDER BY code) AS codes, COUNT(DISTINCT u) AS d, SUM(small) AS s FROM facts GROUP BY n ORDER BY n;
SELECT country, GROUP_CONCAT(DISTINCT u, '-', small ORDER BY u DESC, small) AS pairs FROM facts GROUP BY country ORDER BY country;
SELECT GROUP_CONCAT(DISTINCT born ORDER BY born), GROUP_CONCAT(DISTINCT seen ORDER BY seen DESC) FROM facts;
SELECT country, GROUP_CONCAT(DISTINCT colour ORDER BY colour) AS colours FROM facts GROUP BY country ORDER BY country;
SELECT GROUP_CONCAT(DISTINCT status ORDER BY status) AS one FROM orders WHERE status = {'new'};
SELECT GROUP_CONCAT(DISTINCT n) AS one FROM facts WHERE n = {3};

== several kinds of distinct values
SELECT COUNT(DISTINCT city) AS a, COUNT(DISTINCT status) AS b FROM orders;
SELECT COUNT(DISTINCT city) AS a, COUNT(DISTINCT status) AS b, SUM(total) AS s, COUNT(*) AS c, AVG(DISTINCT total) AS d FROM orders;
@any_of_equals
SELECT city, COUNT(DISTINCT status) AS a, COUNT(DISTINCT user_id) AS b, SUM(DISTINCT total) AS c, MAX(id) AS d FROM orders GROUP BY city ORDER BY city;
SELECT COUNT(DISTINCT n) AS a, COUNT(DISTINCT u) AS b, COUNT(DISTINCT d) AS c, COUNT(DISTINCT name) AS e, COUNT(DISTINCT code) AS g, COUNT(DISTINCT country) AS h FROM facts;
SELECT country, COUNT(DISTINCT n) AS a, COUNT(DISTINCT n, u) AS b, COUNT(DISTINCT name, code) AS c, AVG(DISTINCT n) AS d, SUM(DISTINCT u) AS e FROM facts GROUP BY country ORDER BY country;
@any_of_equals
SELECT colour, COUNT(DISTINCT born) AS a, COUNT(DISTINCT seen) AS b, MIN(DISTINCT d) AS c, MAX(DISTINCT name) AS e FROM facts GROUP BY colour ORDER BY colour;
SELECT COUNT(DISTINCT small) AS a, COUNT(DISTINCT colour) AS b, BIT_OR(small) AS c FROM facts WHERE n > {0};
SELECT COUNT(DISTINCT city) AS a, COUNT(DISTINCT status) AS b FROM orders WHERE id < {0};
@any_of_equals
SELECT city, COUNT(DISTINCT status) AS a, COUNT(DISTINCT total) AS b FROM orders GROUP BY city HAVING COUNT(DISTINCT total) > {5} AND COUNT(DISTINCT status) > 1 ORDER BY b DESC, city;
SELECT COUNT(DISTINCT user_id) AS a, COUNT(DISTINCT status) AS b, GROUP_CONCAT(id ORDER BY total, id) AS c, GROUP_CONCAT(DISTINCT user_id ORDER BY user_id DESC) AS d FROM orders;
SELECT country, GROUP_CONCAT(id ORDER BY u DESC, id) AS a, COUNT(DISTINCT n) AS b, AVG(DISTINCT small) AS c, AVG(d) AS e FROM facts GROUP BY country ORDER BY country DESC;
SELECT COUNT(DISTINCT f) AS a, COUNT(DISTINCT n) AS b FROM facts;

== distinct values of expressions
SELECT COUNT(DISTINCT n + 1) AS a, COUNT(DISTINCT n % 3) AS b, SUM(DISTINCT n * 2) AS c FROM facts;
SELECT country, COUNT(DISTINCT UPPER(name)) AS a, COUNT(DISTINCT LEFT(code, 1)) AS b FROM facts GROUP BY country ORDER BY country;
SELECT COUNT(DISTINCT YEAR(born)) AS a, COUNT(DISTINCT DATE(seen)) AS b, COUNT(DISTINCT LENGTH(name)) AS c FROM facts;
SELECT COUNT(DISTINCT n + {1}) AS a, COUNT(DISTINCT u) AS b FROM facts;
@any_of_equals
SELECT city, COUNT(DISTINCT total > 100) AS a, AVG(DISTINCT FLOOR(total)) AS b FROM orders GROUP BY city ORDER BY city;
SELECT COUNT(DISTINCT IFNULL(n, 0)) AS a, COUNT(DISTINCT COALESCE(u, 0)) AS b FROM facts;

== averages of whole groups of nine digits
SELECT n, AVG(d * 0.01) AS a FROM facts GROUP BY n ORDER BY n;
SELECT country, AVG(DISTINCT d * 0.01) AS a, COUNT(DISTINCT n) AS b FROM facts GROUP BY country ORDER BY country;
SELECT AVG(d * 0.01) AS a, AVG(d * 0.001) AS b, AVG(d * 0.1) AS c FROM facts;
SELECT n, AVG(d * 0.01) AS c FROM facts GROUP BY n WITH ROLLUP;

== rollups
SELECT user_id, COUNT(*) AS n FROM orders GROUP BY user_id WITH ROLLUP;
SELECT n, COUNT(*) AS c, SUM(d) AS s, AVG(d) AS a, MIN(u) AS l, MAX(born) AS m FROM facts GROUP BY n WITH ROLLUP;
SELECT country, n, COUNT(*) AS c, AVG(small) AS a FROM facts GROUP BY country, n WITH ROLLUP;
SELECT n, small % 2 AS p, COUNT(*) AS c FROM facts GROUP BY n, small % 2 WITH ROLLUP;
SELECT n, k, country, COUNT(u) AS c, BIT_XOR(small) AS x FROM facts WHERE small > {0} GROUP BY n, k, country WITH ROLLUP;
SELECT COUNT(*) AS c, born, SUM(n) AS s, 5 AS five FROM facts GROUP BY born, n WITH ROLLUP;
SELECT n, n AS again, COUNT(*) AS c FROM facts GROUP BY n WITH ROLLUP LIMIT {4};
SELECT country, n, MAX(d) AS m FROM facts GROUP BY country, n WITH ROLLUP LIMIT {3}, 40;
SELECT n, COUNT(*) AS c FROM facts WHERE n IS NULL GROUP BY n WITH ROLLUP;
SELECT n, u, COUNT(*) AS c FROM facts WHERE n IS NULL AND u IS NULL GROUP BY n, u WITH ROLLUP;
SELECT n, u, COUNT(*) AS c FROM facts WHERE n IS NULL GROUP BY n, u WITH ROLLUP;
SELECT n, COUNT(*) AS c FROM facts WHERE id < {0} GROUP BY n WITH ROLLUP;
SELECT code, COUNT(*) AS c, MIN(code) AS l, MAX(code) AS m FROM facts GROUP BY code WITH ROLLUP;
@any_of_equals
SELECT city, status, COUNT(*) AS c, MAX(city) AS m FROM orders GROUP BY city, status WITH ROLLUP;
SELECT o.user_id, i.quantity, SUM(i.price) AS s FROM orders o JOIN order_items i ON i.user_id = o.user_id AND i.order_id = o.id GROUP BY o.user_id, i.quantity WITH ROLLUP;
SELECT n, COUNT(*) AS c FROM facts GROUP BY n WITH ROLLUP HAVING c > {3};
SELECT n, COUNT(DISTINCT u) AS c FROM facts GROUP BY n WITH ROLLUP;
SELECT n, COUNT(DISTINCT k) AS c FROM facts GROUP BY n WITH ROLLUP;
SELECT country, n, COUNT(DISTINCT k, u) AS c, MIN(DISTINCT d) AS l FROM facts GROUP BY country, n WITH ROLLUP;
SELECT n, n, COUNT(*) AS c FROM facts GROUP BY n, n WITH ROLLUP;
SELECT n AS a, n AS b, COUNT(*) AS c FROM facts GROUP BY a, b WITH ROLLUP;
SELECT COUNT(*) AS c FROM facts GROUP BY n, facts.n WITH ROLLUP;
SELECT n AS c, COUNT(*) AS n FROM facts GROUP BY c HAVING n > {4} ORDER BY n DESC, c;
SELECT n + 1 AS m, COUNT(*) AS c FROM facts GROUP BY n WITH ROLLUP;
SELECT u, COUNT(*) AS c FROM facts GROUP BY u WITH ROLLUP;
SELECT colour, COUNT(*) AS c FROM facts GROUP BY colour WITH ROLLUP;
SELECT id, COUNT(*) AS c FROM facts WHERE id < {30} GROUP BY id WITH ROLLUP;
SELECT k, id, COUNT(*) AS c FROM facts WHERE id < {30} GROUP BY k, id WITH ROLLUP;

== what a quotient is compared with has more digits than it shows
SELECT n, SUM(d) AS s FROM facts GROUP BY n HAVING SUM(d) > 100 / 3 ORDER BY n;
SELECT n, AVG(d) AS a FROM facts GROUP BY n HAVING a <= {1} / 7 OR -(1 / 3) < a ORDER BY n;
