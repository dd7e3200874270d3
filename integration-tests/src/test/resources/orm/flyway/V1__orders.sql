CREATE TABLE orders (
    id          BIGINT         NOT NULL AUTO_INCREMENT,
    user_id     BIGINT         NOT NULL,
    city        VARCHAR(64)    NOT NULL,
    total       DECIMAL(12, 2) NOT NULL DEFAULT 0,
    PRIMARY KEY (id),
    KEY by_user (user_id)
) DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_general_ci;

CREATE TABLE countries (
    code        CHAR(2)        NOT NULL PRIMARY KEY,
    name        VARCHAR(64)    NOT NULL
) DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_general_ci;

CREATE TABLE audit_log (
    id          BIGINT         NOT NULL AUTO_INCREMENT PRIMARY KEY,
    message     VARCHAR(255)   NOT NULL
) DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_general_ci;
