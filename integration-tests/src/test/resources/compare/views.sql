# Views over sharded tables of which each shard has one: accounts and entries under their own names, parts as parts_a and
# parts_b. What stands in braces is a parameter where statements are prepared.

== made
CREATE VIEW open_entries AS SELECT account_id, amount, note FROM entries WHERE open = 1;
CREATE VIEW swapped (account_id, amount) AS SELECT amount, account_id FROM entries;
CREATE VIEW balances AS SELECT a.id, a.owner AS who, e.amount FROM accounts a JOIN entries e ON e.account_id = a.id;
CREATE VIEW spent AS SELECT accounts.id, COUNT(entries.amount), MAX(amount) AS most FROM accounts LEFT JOIN entries ON entries.account_id = accounts.id GROUP BY accounts.id;
CREATE VIEW named AS SELECT a.id, a.owner, c.name, 'it''s' AS word FROM accounts a LEFT JOIN countries c ON c.code = a.country;
CREATE VIEW large AS SELECT parts.id, parts.n + 1 AS m, n FROM parts WHERE n > 2;
CREATE VIEW germanic AS SELECT id FROM accounts WHERE country = 'DE';
CREATE VIEW counts AS SELECT COUNT(*) AS n FROM entries;
CREATE VIEW few AS SELECT account_id, amount FROM entries ORDER BY amount, account_id LIMIT 3;
CREATE VIEW busy AS SELECT id, owner FROM accounts a WHERE EXISTS (SELECT 1 FROM entries e WHERE e.account_id = a.id AND e.open = 1);

== read
SELECT amount FROM open_entries WHERE account_id = {7} ORDER BY amount;
SELECT * FROM open_entries WHERE account_id = {7};
SELECT e.* FROM open_entries AS e WHERE e.account_id IN ({7}, {8});
SELECT open_entries.note FROM open_entries WHERE open_entries.account_id = {3} AND amount > {2} ORDER BY note;
SELECT note FROM open_entries WHERE amount > {3};
SELECT account_id, amount FROM open_entries ORDER BY amount DESC, account_id, note LIMIT 4;
SELECT account_id, SUM(amount) AS s FROM open_entries GROUP BY account_id;
SELECT COUNT(*), SUM(amount), MIN(note) FROM open_entries;
SELECT account_id, amount FROM swapped WHERE amount = {7} ORDER BY account_id;
SELECT account_id, amount FROM swapped WHERE account_id = {2};
SELECT who, SUM(amount) FROM balances WHERE id = {6} GROUP BY who;
SELECT who, amount FROM balances WHERE id BETWEEN {3} AND {5};
SELECT * FROM spent WHERE id = {7};
SELECT * FROM spent WHERE id IN ({1}, {2}, {3});
SELECT most FROM spent WHERE most > {4};
SELECT * FROM named WHERE id = {4};
SELECT name, COUNT(*) FROM named GROUP BY name;
SELECT m FROM large WHERE id = {1500};
SELECT * FROM large WHERE id = {900};
SELECT id, m + 1 FROM large WHERE m > {4} ORDER BY id;
SELECT owner FROM busy WHERE id = {7};
SELECT id, owner FROM busy;
SELECT v.amount, a.owner FROM accounts a JOIN open_entries v ON v.account_id = a.id WHERE a.id = {7} ORDER BY v.amount;
SELECT a.owner, v.amount FROM accounts a LEFT JOIN open_entries v ON v.account_id = a.id WHERE a.id IN ({2}, {7}, {9});
SELECT a.owner, v.amount FROM accounts a LEFT JOIN open_entries v ON v.account_id = a.id;
SELECT owner FROM accounts WHERE id IN (SELECT account_id FROM open_entries);
SELECT owner FROM accounts a WHERE NOT EXISTS (SELECT 1 FROM open_entries v WHERE v.account_id = a.id);
SELECT (SELECT SUM(amount) FROM open_entries WHERE account_id = 7);
SELECT a.id, (SELECT SUM(v.amount) FROM open_entries v WHERE v.account_id = a.id) FROM accounts a;
SELECT x.who, y.amount FROM balances x JOIN open_entries y ON y.account_id = x.id WHERE x.id = {5} ORDER BY 2, 1;
WITH entries AS (SELECT 1 AS account_id, 1 AS open) SELECT amount FROM open_entries WHERE account_id = {7} ORDER BY amount;
SELECT amount FROM open_entries WHERE account_id = {7} UNION ALL SELECT amount FROM swapped WHERE amount = {7} ORDER BY 1;
SELECT n + 0 AS n FROM counts;
SELECT * FROM few;
SELECT nosuch FROM open_entries WHERE account_id = {7};

== written with
INSERT INTO entries (account_id, amount, open, note) SELECT account_id, amount + 100, 0, note FROM open_entries WHERE account_id = {7};
UPDATE accounts SET owner = CONCAT(owner, '!') WHERE id IN (SELECT account_id FROM open_entries);
DELETE FROM entries WHERE account_id = {9} AND account_id IN (SELECT id FROM germanic);
SELECT * FROM accounts ORDER BY id;
SELECT * FROM entries ORDER BY account_id, amount, note;

== written through
CREATE VIEW germans AS SELECT id, owner AS who, country FROM accounts WHERE country = 'DE';
CREATE VIEW shouted AS SELECT id, UPPER(owner) AS loud, owner FROM accounts;
CREATE VIEW strict_ones AS SELECT id, owner, country FROM accounts WHERE country = 'FR' WITH CHECK OPTION;
CREATE VIEW of_view AS SELECT id FROM germans;
UPDATE open_entries SET note = {'x'} WHERE account_id = {7};
UPDATE open_entries SET note = CONCAT(note, {'y'}), amount = amount + {1} WHERE note IS NOT NULL OR amount > {5};
UPDATE open_entries AS o SET o.amount = o.amount * {2} WHERE o.account_id IN ({3}, {7});
UPDATE open_entries SET open_entries.amount = {0};
UPDATE germans SET who = CONCAT(who, '-', country) WHERE id = {7} AND who <> {'x'};
UPDATE germans SET germans.who = {'g'} WHERE germans.who LIKE {'d%'} OR id = {2};
UPDATE shouted SET owner = {'low'} WHERE id = {2};
DELETE FROM open_entries WHERE account_id = {3} AND amount >= {0};
DELETE FROM germans WHERE who = {'g'};
INSERT INTO germans (id, who, country) VALUES ({21}, {'uma'}, 'DE'), ({22}, 'vic', {'FR'});
INSERT INTO germans VALUES ({23}, 'wim', NULL);
INSERT INTO germans SET id = {24}, who = 'xen';
@refused
INSERT INTO germans (id, who) VALUES ({7}, 'dup') ON DUPLICATE KEY UPDATE who = CONCAT(who, VALUES(who));
INSERT IGNORE INTO germans (id, who) VALUES ({7}, 'dup'), ({25}, 'yan');
@refused
REPLACE INTO germans (id, who, country) VALUES ({25}, 'zoe', 'DE');
REPLACE INTO swapped VALUES ({3}, {33});
INSERT INTO open_entries (account_id, amount, note) SELECT id, 5, who FROM germans WHERE id IN ({21}, {25});
DELETE FROM strict_ones WHERE id = {5};
@refused
UPDATE strict_ones SET country = 'DE' WHERE id = 2;
@refused
INSERT INTO strict_ones VALUES (40, 'a', 'FR');
@refused
UPDATE germans SET owner = 'x' WHERE id = 7;
@refused
UPDATE open_entries SET amount = 1 WHERE open = 1;
@refused
UPDATE shouted SET loud = 'x' WHERE id = 2;
@refused
INSERT INTO shouted (id, owner) VALUES (50, 'x');
@refused
DELETE FROM balances WHERE id = 7;
@refused
UPDATE of_view SET id = 3 WHERE id = 7;
@refused
UPDATE counts SET n = 1;
SELECT * FROM accounts ORDER BY id;
SELECT * FROM entries ORDER BY account_id, amount, note;
SELECT * FROM of_view ORDER BY id;
ALTER VIEW germans AS SELECT id, owner FROM accounts WHERE country = 'FR';
SELECT * FROM germans ORDER BY id;
SELECT * FROM of_view ORDER BY id;
DESCRIBE germans;
SHOW COLUMNS FROM open_entries;

== seen otherwise
SELECT 1 + (SELECT MAX(amount) FROM open_entries WHERE account_id = 7);
SELECT (SELECT COUNT(*) FROM counts), EXISTS (SELECT 1 FROM large WHERE id = 900);
SELECT a.id, (SELECT n FROM counts) + 1 FROM accounts a WHERE a.id < 4 ORDER BY a.id;
SELECT l.id, e.amount FROM large l JOIN open_entries e ON e.amount = l.n ORDER BY l.id, e.amount;
SELECT * FROM large l JOIN large r ON l.id = r.id ORDER BY l.id;
SELECT account_id FROM open_entries WHERE account_id IN (SELECT id FROM large) UNION SELECT id FROM large ORDER BY 1;
WITH w AS (SELECT * FROM open_entries) SELECT w.account_id, COUNT(*) FROM w GROUP BY w.account_id ORDER BY 1;
SELECT account_id, ROW_NUMBER() OVER (ORDER BY account_id, amount, note) AS r FROM open_entries ORDER BY r;
CREATE VIEW wide AS SELECT p.id, e.note FROM parts p LEFT JOIN entries e ON e.amount = p.n;
SELECT * FROM wide ORDER BY id, note;
SELECT COUNT(*) FROM wide WHERE id = {900};
CREATE VIEW both_kinds AS SELECT id FROM accounts UNION SELECT id FROM parts;
SELECT COUNT(*) FROM both_kinds;
CREATE VIEW upon AS SELECT id FROM both_kinds WHERE id > 5;
SELECT * FROM upon ORDER BY id;
DROP VIEW wide, both_kinds;
DROP VIEW IF EXISTS wide, strict_ones;

== dropped
DROP VIEW large;
SELECT * FROM large;
CREATE VIEW large AS SELECT id FROM parts;
SELECT id FROM large ORDER BY id;
CREATE OR REPLACE VIEW open_entries AS SELECT account_id, amount FROM entries WHERE open = 0;
SELECT * FROM open_entries WHERE account_id = 7 ORDER BY amount;
DROP VIEW large, open_entries;
