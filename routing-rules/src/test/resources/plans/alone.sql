CREATE TABLE orders (id BIGINT NOT NULL AUTO_INCREMENT, user_id BIGINT NOT NULL, city VARCHAR(64), total DECIMAL(12, 2), PRIMARY KEY (id)) COLLATE = utf8mb4_general_ci;
CREATE TABLE order_items (id BIGINT NOT NULL AUTO_INCREMENT, user_id BIGINT NOT NULL, order_id BIGINT, price DECIMAL(12, 2), PRIMARY KEY (id)) COLLATE = utf8mb4_general_ci;
CREATE TABLE parts (id BIGINT NOT NULL, name VARCHAR(64), PRIMARY KEY (id)) COLLATE = utf8mb4_general_ci;
CREATE TABLE tickets (id BIGINT NOT NULL, user_id BIGINT NOT NULL, text VARCHAR(64), PRIMARY KEY (id)) COLLATE = utf8mb4_general_ci;
CREATE TABLE countries (code CHAR(2) NOT NULL, name VARCHAR(64), PRIMARY KEY (code)) COLLATE = utf8mb4_general_ci;
CREATE TABLE audit_log (id BIGINT NOT NULL AUTO_INCREMENT, message VARCHAR(255), PRIMARY KEY (id)) COLLATE = utf8mb4_general_ci;
