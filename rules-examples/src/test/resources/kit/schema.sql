-- The unsharded schema makes ids by AUTO_INCREMENT where the shards have snowflakes: the kit knows which are the same row's.
CREATE TABLE orders (
    id       BIGINT         NOT NULL AUTO_INCREMENT PRIMARY KEY,
    user_id  BIGINT         NOT NULL,
    city     VARCHAR(64)    NOT NULL,
    status   VARCHAR(16)    NOT NULL DEFAULT 'new',
    total    DECIMAL(12, 2) NOT NULL,
    KEY by_user (user_id),
    FULLTEXT KEY words (city)
);
