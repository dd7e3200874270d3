
CREATE TABLE facts (
    id      BIGINT          NOT NULL,
    k       BIGINT          NOT NULL,
    n       INT             NULL,
    u       BIGINT UNSIGNED NULL,
    d       DECIMAL(10, 3)  NULL,
    f       DOUBLE          NULL,
    name    VARCHAR(40)     NULL,
    code    VARCHAR(20)     CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NULL,
    country CHAR(2)         NULL,
    born    DATE            NULL,
    seen    DATETIME(3)     NULL,
    small   TINYINT         NULL,
    colour  ENUM('red', 'green', 'blue') NULL,
    PRIMARY KEY (id),
    KEY by_k (k)
) DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_general_ci;

CREATE TABLE fact_notes (
    id      BIGINT          NOT NULL,
    k       BIGINT          NOT NULL,
    fact_id BIGINT          NOT NULL,
    note    VARCHAR(60)     NULL,
    PRIMARY KEY (id),
    KEY by_k (k)
) DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_general_ci;

CREATE TABLE members (
    email   VARCHAR(60)     NOT NULL,
    name    VARCHAR(40)     NULL,
    points  INT             NOT NULL DEFAULT 0,
    PRIMARY KEY (email)
) DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_general_ci;

CREATE TABLE visits (
    id      BIGINT          NOT NULL,
    at      DATETIME        NOT NULL,
    page    VARCHAR(20)     NULL,
    PRIMARY KEY (id)
) DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_general_ci;
