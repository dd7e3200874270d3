CREATE TABLE orders (
    id       BIGINT         NOT NULL AUTO_INCREMENT PRIMARY KEY,
    user_id  BIGINT         NOT NULL,
    city     VARCHAR(255)   NOT NULL,
    total    DECIMAL(38, 2) NOT NULL
);

CREATE TABLE cities (
    city     VARCHAR(255)   NOT NULL PRIMARY KEY,
    name     VARCHAR(255)   NOT NULL
);

CREATE TABLE audit_log (
    id       BIGINT         NOT NULL AUTO_INCREMENT PRIMARY KEY,
    message  VARCHAR(255)   NOT NULL
);
