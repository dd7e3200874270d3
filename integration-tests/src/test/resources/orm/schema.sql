-- The shop's tables, with ids that a plain server makes too, and a version for optimistic locks.

CREATE TABLE orders (
    id          BIGINT         NOT NULL AUTO_INCREMENT,
    user_id     BIGINT         NOT NULL,
    city        VARCHAR(64)    NOT NULL,
    status      VARCHAR(16)    NOT NULL DEFAULT 'NEW',
    total       DECIMAL(12, 2) NOT NULL DEFAULT 0,
    version     INT            NOT NULL DEFAULT 0,
    created_at  DATETIME       NOT NULL DEFAULT '2026-01-01 10:00:00',
    PRIMARY KEY (id),
    KEY by_user (user_id, created_at)
) DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_general_ci;

CREATE TABLE order_items (
    id          BIGINT         NOT NULL AUTO_INCREMENT,
    order_id    BIGINT         NOT NULL,
    user_id     BIGINT         NOT NULL,
    product     VARCHAR(64)    NOT NULL,
    quantity    INT            NOT NULL DEFAULT 1,
    price       DECIMAL(12, 2) NOT NULL,
    PRIMARY KEY (id),
    KEY by_order (user_id, order_id)
) DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_general_ci;

CREATE TABLE countries (
    code        CHAR(2)        NOT NULL,
    name        VARCHAR(64)    NOT NULL,
    PRIMARY KEY (code)
) DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_general_ci;

CREATE TABLE audit_log (
    id          BIGINT         NOT NULL AUTO_INCREMENT,
    at          DATETIME       NOT NULL DEFAULT CURRENT_TIMESTAMP,
    message     VARCHAR(255)   NOT NULL,
    PRIMARY KEY (id)
) DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_general_ci;
