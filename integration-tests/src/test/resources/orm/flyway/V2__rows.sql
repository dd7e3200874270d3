INSERT INTO countries VALUES ('de', 'Germany'), ('pl', 'Poland');
INSERT INTO orders (id, user_id, city, total) VALUES (1, 1, 'Riga', 1.5), (2, 2, 'Oslo', 2.5), (3, 3, 'Riga', 3.5), (4, 4, 'Oslo', 4.5);
INSERT INTO audit_log (message) VALUES ('filled');
