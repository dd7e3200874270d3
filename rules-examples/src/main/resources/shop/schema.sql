-- The shop's tables by their logical names. Run through Sluice, each statement reaches every table and shard it concerns.

CREATE TABLE orders (
    id          BIGINT         NOT NULL,
    user_id     BIGINT         NOT NULL,
    city        VARCHAR(64)    NOT NULL,
    status      VARCHAR(16)    NOT NULL DEFAULT 'new',
    total       DECIMAL(12, 2) NOT NULL DEFAULT 0,
    created_at  DATETIME       NOT NULL DEFAULT CURRENT_TIMESTAMP,
    PRIMARY KEY (id),
    KEY by_user (user_id, created_at)
) DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_general_ci;

CREATE TABLE order_items (
    id          BIGINT         NOT NULL,
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
