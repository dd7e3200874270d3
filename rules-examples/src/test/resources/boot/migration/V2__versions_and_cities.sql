ALTER TABLE orders ADD COLUMN version INT NOT NULL DEFAULT 0, ADD KEY by_user (user_id);
INSERT INTO cities VALUES ('Riga', 'Latvia'), ('Oslo', 'Norway'), ('Bonn', 'Germany');
