ALTER TABLE orders ADD COLUMN status VARCHAR(16) NOT NULL DEFAULT 'NEW' AFTER city, ADD KEY by_status (status, total);
UPDATE orders SET status = 'PAID' WHERE total > 3;
CREATE INDEX by_city ON orders (city);
