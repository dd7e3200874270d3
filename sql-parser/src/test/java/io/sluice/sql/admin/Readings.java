package io.sluice.sql.admin;

/** Statements and what they are read as. */
final class Readings {
    static final String ALL =
            """
            SET autocommit=0  =>  set SESSION autocommit <0> #0
            SET autocommit = ON  =>  set SESSION autocommit <ON> ON
            SET AUTOCOMMIT = TRUE, sql_mode = ''  =>  set SESSION autocommit <TRUE> =1; SESSION sql_mode <''> #0
            SET SESSION wait_timeout := 28800  =>  set SESSION wait_timeout <28800> #0
            SET LOCAL x = -1  =>  set SESSION x <-1> -#0
            SET GLOBAL a = 1, b = 2, SESSION c = 3, d = 4  =>  set GLOBAL a <1> #0; GLOBAL b <2> #1; SESSION c <3> #2; SESSION d <4> #3
            SET PERSIST max_connections = DEFAULT  =>  set GLOBAL max_connections <DEFAULT> DEFAULT
            SET @@session.sql_mode = CONCAT(@@sql_mode, ',STRICT_TRANS_TABLES')  =>  set SESSION sql_mode <CONCAT(@@sql_mode, ',STRICT_TRANS_TABLES')> ?
            SET @@global.x = 1, y = 2  =>  set GLOBAL x <1> #0; SESSION y <2> #1
            SET @@`Wait_Timeout` = 5  =>  set SESSION wait_timeout <5> #0
            SET @@autocommit = 0  =>  set SESSION autocommit <0> #0
            SET @a = 1, @`B c` := 'x', @'d' = NULL  =>  set USER a <1> #0; USER b c <'x'> #1; USER d <NULL> NULL
            SET @OLD_CHARACTER_SET_CLIENT=@@CHARACTER_SET_CLIENT  =>  set USER old_character_set_client <@@CHARACTER_SET_CLIENT> ?
            /*!40101 SET @OLD=@@SQL_MODE, SQL_MODE='A' */  =>  set USER old <@@SQL_MODE> ?; SESSION sql_mode <'A'> #0
            /*!40101 SET NAMES utf8 */;  =>  set NAMES utf8 <> ?
            SET NAMES utf8mb4 COLLATE utf8mb4_bin  =>  set NAMES utf8mb4 <utf8mb4_bin> utf8mb4_bin
            SET NAMES 'UTF8'  =>  set NAMES utf8 <> ?
            SET NAMES DEFAULT  =>  set NAMES default <> ?
            set names binary  =>  set NAMES binary <> ?
            SET CHARACTER SET latin1  =>  set CHARSET latin1 <> ?
            SET CHARSET 'latin1'  =>  set CHARSET latin1 <> ?
            SET NAMES utf8mb4, autocommit=1, @x=2  =>  set NAMES utf8mb4 <> ?; SESSION autocommit <1> #0; USER x <2> #1
            SET character_set_results = NULL  =>  set SESSION character_set_results <NULL> NULL
            SET TRANSACTION ISOLATION LEVEL READ COMMITTED  =>  set TRANSACTION_NEXT ISOLATION LEVEL READ COMMITTED <ISOLATION LEVEL READ COMMITTED> ?
            set session transaction isolation level serializable, read only  =>  set TRANSACTION_SESSION ISOLATION LEVEL SERIALIZABLE, READ ONLY <isolation level serializable, read only> ?
            SET GLOBAL TRANSACTION READ WRITE  =>  set TRANSACTION_GLOBAL READ WRITE <READ WRITE> ?
            SET SESSION transaction_isolation = 'READ-COMMITTED'  =>  set SESSION transaction_isolation <'READ-COMMITTED'> #0
            SET @x = (SELECT MAX(id) FROM orders), @y = 2  =>  set USER x <(SELECT MAX(id) FROM orders)> ?; USER y <2> #0 [orders] +query
            SET @x = ((SELECT 1 FROM orders) + 1)  =>  set USER x <((SELECT 1 FROM orders) + 1)> ? [orders] +query
            SET hot.key_buffer_size = 10  =>  set SESSION hot.key_buffer_size <10> #0
            SET x = f(1, 2), y = 3  =>  set SESSION x <f(1, 2)> ?; SESSION y <3> #2
            SET x = ?  =>  set SESSION x <?> #0
            SET @x = SELECT 1  =>  not understood SET
            SET x  =>  not understood SET
            SET x =  =>  not understood SET
            SET x = 1,  =>  not understood SET
            SET x = (1  =>  not understood SET
            SET STATEMENT max_statement_time=1 FOR SELECT 1  =>  not understood SET
            SET PASSWORD FOR 'a'@'b' = 'c'  =>  other SET PASSWORD
            SET ROLE admin  =>  other SET ROLE
            SET DEFAULT ROLE a FOR b  =>  other SET DEFAULT ROLE
            USE shop  =>  use shop
            use `my shop`;  =>  use my shop
            USE  =>  not understood USE
            USE a b  =>  not understood USE
            BEGIN  =>  BEGIN
            begin work ;  =>  BEGIN
            BEGIN NOT ATOMIC SELECT 1; END  =>  other BEGIN NOT ATOMIC [END] +query
            START TRANSACTION  =>  BEGIN
            START TRANSACTION READ ONLY  =>  BEGIN ro
            START TRANSACTION WITH CONSISTENT SNAPSHOT, READ ONLY  =>  BEGIN ro snapshot
            START TRANSACTION WITH CONSISTENT SNAPSHOT  =>  BEGIN snapshot
            START TRANSACTION READ WRITE  =>  BEGIN
            START TRANSACTION foo  =>  not understood START
            START SLAVE  =>  other START SLAVE
            COMMIT  =>  COMMIT
            COMMIT WORK AND CHAIN NO RELEASE  =>  COMMIT chain
            COMMIT AND NO CHAIN RELEASE  =>  COMMIT release
            COMMIT foo  =>  not understood COMMIT
            ROLLBACK  =>  ROLLBACK
            ROLLBACK WORK RELEASE  =>  ROLLBACK release
            ROLLBACK TO a  =>  ROLLBACK_TO a
            ROLLBACK WORK TO SAVEPOINT `A b`  =>  ROLLBACK_TO A b
            SAVEPOINT a  =>  SAVEPOINT a
            RELEASE SAVEPOINT a  =>  RELEASE_SAVEPOINT a
            SHOW WARNINGS  =>  show WARNINGS
            SHOW WARNINGS LIMIT 1, 10  =>  show WARNINGS
            SHOW COUNT(*) WARNINGS  =>  show COUNT WARNINGS
            show errors  =>  show ERRORS
            SHOW VARIABLES LIKE 'a%'  =>  show VARIABLES
            SHOW GLOBAL VARIABLES WHERE Variable_name = 'x'  =>  show VARIABLES
            SHOW SESSION STATUS  =>  show STATUS
            SHOW TABLES  =>  show TABLES
            SHOW FULL TABLES FROM shop LIKE 'x'  =>  show TABLES
            SHOW DATABASES  =>  show DATABASES
            SHOW SCHEMAS  =>  show DATABASES
            SHOW TABLE STATUS LIKE 'orders'  =>  show TABLE STATUS
            SHOW COLUMNS FROM orders  =>  show COLUMNS [orders]
            SHOW FULL FIELDS IN `orders` IN shop LIKE 'a%'  =>  show COLUMNS [shop.orders]
            SHOW EXTENDED FULL COLUMNS FROM shop.orders  =>  show COLUMNS [shop.orders]
            SHOW KEYS FROM orders FROM shop  =>  show INDEX [shop.orders]
            SHOW INDEX FROM orders WHERE Key_name = 'PRIMARY'  =>  show INDEX [orders]
            SHOW CREATE TABLE `shop`.`orders`  =>  show CREATE TABLE [shop.orders]
            SHOW CREATE VIEW v  =>  show CREATE VIEW [v]
            SHOW CREATE SCHEMA shop  =>  show CREATE DATABASE
            SHOW CREATE PROCEDURE p  =>  show CREATE PROCEDURE
            SHOW FULL PROCESSLIST  =>  show PROCESSLIST
            SHOW ENGINES  =>  show ENGINES
            SHOW STORAGE ENGINES  =>  show ENGINES
            SHOW ENGINE INNODB STATUS  =>  show ENGINE INNODB STATUS
            SHOW COLLATION LIKE 'utf8%'  =>  show COLLATION
            SHOW CHARACTER SET  =>  show CHARACTER SET
            SHOW MASTER STATUS  =>  show MASTER STATUS
            SHOW GRANTS FOR 'a'@'b'  =>  show GRANTS
            SHOW SLUICE SHARDS  =>  show SLUICE SHARDS
            show sluice  =>  show SLUICE
            SHOW 1  =>  not understood SHOW
            DESCRIBE orders  =>  show COLUMNS [orders]
            DESC shop.orders user_id  =>  show COLUMNS [shop.orders]
            EXPLAIN `orders` 'a%'  =>  show COLUMNS [orders]
            EXPLAIN SELECT * FROM orders  =>  explain Query [orders]
            DESC SELECT * FROM orders  =>  explain Query [orders]
            EXPLAIN EXTENDED SELECT * FROM orders  =>  explain Query [orders]
            EXPLAIN FORMAT=JSON (SELECT * FROM orders)  =>  explain Query [orders]
            EXPLAIN ANALYZE FORMAT=TREE SELECT * FROM orders  =>  explain Query [orders]
            EXPLAIN UPDATE orders SET a=1  =>  explain Update
            ANALYZE SELECT * FROM orders  =>  explain Query [orders]
            ANALYZE FORMAT=JSON SELECT * FROM orders  =>  explain Query [orders]
            ANALYZE UPDATE orders SET a=1  =>  explain Update
            EXPLAIN SELECT 1  =>  not understood EXPLAIN
            EXPLAIN EXPLAIN SELECT 1  =>  not understood EXPLAIN
            EXPLAIN FOR CONNECTION 4  =>  other EXPLAIN FOR CONNECTION
            EXPLAIN route  =>  show COLUMNS [route]
            EXPLAIN route id  =>  show COLUMNS [route]
            EXPLAIN ROUTE SELECT * FROM orders WHERE a='x' ;  =>  route <SELECT * FROM orders WHERE a='x'>
            explain route (SELECT 1)  =>  route <(SELECT 1)>
            EXPLAIN ROUTE DROP TABLE x  =>  route <DROP TABLE x>
            KILL 12  =>  kill #0
            KILL QUERY 12  =>  kill query #0
            KILL CONNECTION ?  =>  kill #0
            KILL HARD QUERY 3  =>  kill query #0
            KILL CONNECTION_ID()  =>  kill ?
            KILL USER bob  =>  other KILL USER
            KILL  =>  not understood KILL
            CREATE TABLE orders (id INT PRIMARY KEY)  =>  ddl CREATE TABLE [orders!]
            create table if not exists `shop`.`orders` (a int) engine=innodb  =>  ddl CREATE TABLE [shop.orders!]
            CREATE TEMPORARY TABLE t (a INT)  =>  ddl CREATE TABLE temporary [t!]
            CREATE OR REPLACE TABLE t (a INT)  =>  ddl CREATE TABLE [t!]
            CREATE TABLE a LIKE b  =>  ddl CREATE TABLE [a! b]
            CREATE TABLE IF NOT EXISTS a (LIKE s.b)  =>  ddl CREATE TABLE [a! s.b]
            CREATE TABLE t (a INT, FOREIGN KEY (a) REFERENCES s.users (id) ON DELETE CASCADE, b INT REFERENCES c(d))  =>  ddl CREATE TABLE [t! s.users c]
            CREATE TABLE t (a INT DEFAULT (REPLACE('a','b','c')), b INT GENERATED ALWAYS AS (REPLACE(a,'x','y')) STORED)  =>  ddl CREATE TABLE [t!]
            CREATE TABLE t (a INT) PARTITION BY RANGE (a) (PARTITION p VALUES LESS THAN (10), PARTITION q VALUES LESS THAN MAXVALUE)  =>  ddl CREATE TABLE [t!]
            CREATE TABLE t (a INT) WITH SYSTEM VERSIONING  =>  ddl CREATE TABLE [t!]
            CREATE TABLE t AS SELECT * FROM orders  =>  ddl CREATE TABLE [t! orders] +query
            CREATE TABLE t SELECT * FROM orders  =>  ddl CREATE TABLE [t! orders] +query
            CREATE TABLE t (a INT) IGNORE AS (SELECT * FROM orders)  =>  ddl CREATE TABLE [t! orders] +query
            CREATE TABLE t AS WITH x AS (SELECT * FROM orders) SELECT * FROM x  =>  ddl CREATE TABLE [t! orders] +query
            CREATE TABLE t AS SELECT 1  =>  not understood CREATE
            CREATE TABLE m (a INT) ENGINE=MERGE UNION=(t1, t2) INSERT_METHOD=LAST  =>  ddl CREATE TABLE [m! t1 t2]
            CREATE TABLE select (a INT)  =>  not understood CREATE
            CREATE TABLE  =>  not understood CREATE
            ALTER TABLE orders ADD COLUMN x INT DEFAULT 5, DROP COLUMN y  =>  ddl ALTER TABLE [orders!]
            ALTER TABLE orders RENAME TO o2  =>  ddl ALTER TABLE [orders! o2!]
            ALTER TABLE orders RENAME AS s.o2, ADD x INT  =>  ddl ALTER TABLE [orders! s.o2!]
            ALTER TABLE orders RENAME o2  =>  ddl ALTER TABLE [orders! o2!]
            ALTER TABLE orders RENAME COLUMN a TO b, RENAME INDEX c TO d  =>  ddl ALTER TABLE [orders!]
            ALTER TABLE orders ADD CONSTRAINT fk FOREIGN KEY (u) REFERENCES users (id)  =>  ddl ALTER TABLE [orders! users]
            ALTER TABLE orders EXCHANGE PARTITION p WITH TABLE t  =>  ddl ALTER TABLE [orders! t!]
            ALTER ONLINE IGNORE TABLE IF EXISTS orders FORCE  =>  ddl ALTER TABLE [orders!]
            DROP TABLE orders  =>  ddl DROP TABLE [orders!]
            DROP TABLE IF EXISTS a, s.b, `c` CASCADE  =>  ddl DROP TABLE [a! s.b! c!]
            DROP TEMPORARY TABLE t  =>  ddl DROP TABLE temporary [t!]
            DROP TABLES a  =>  ddl DROP TABLE [a!]
            DROP TABLE a b  =>  not understood DROP
            TRUNCATE orders  =>  ddl TRUNCATE TABLE [orders!]
            TRUNCATE TABLE shop.orders  =>  ddl TRUNCATE TABLE [shop.orders!]
            RENAME TABLE a TO b, s.c TO s.d  =>  ddl RENAME TABLE [a! b! s.c! s.d!]
            RENAME USER a TO b  =>  ddl RENAME USER
            CREATE INDEX i ON orders (a, b(10))  =>  ddl CREATE INDEX [orders!]
            CREATE UNIQUE INDEX IF NOT EXISTS i USING BTREE ON s.orders (a)  =>  ddl CREATE INDEX [s.orders!]
            CREATE FULLTEXT INDEX i ON orders (a)  =>  ddl CREATE INDEX [orders!]
            DROP INDEX `PRIMARY` ON orders  =>  ddl DROP INDEX [orders!]
            CREATE VIEW v AS SELECT * FROM orders  =>  ddl CREATE VIEW [v! orders] +query
            CREATE OR REPLACE ALGORITHM=MERGE DEFINER=`root`@`localhost` SQL SECURITY DEFINER VIEW s.v (a, b) AS SELECT a, b FROM orders WITH CASCADED CHECK OPTION  =>  ddl CREATE VIEW [s.v! orders] +query
            ALTER VIEW v AS SELECT 1 FROM orders  =>  ddl ALTER VIEW [v! orders] +query
            DROP VIEW IF EXISTS v, w  =>  ddl DROP VIEW [v! w!]
            CREATE DATABASE IF NOT EXISTS shop CHARACTER SET utf8mb4  =>  ddl CREATE DATABASE
            DROP SCHEMA shop  =>  ddl DROP DATABASE
            ALTER DATABASE shop COLLATE utf8mb4_bin  =>  ddl ALTER DATABASE
            CREATE SEQUENCE s START WITH 1  =>  ddl CREATE SEQUENCE [s!]
            CREATE TRIGGER tr BEFORE INSERT ON orders FOR EACH ROW SET NEW.a = 1  =>  ddl CREATE TRIGGER [orders! NEW a] +query
            CREATE DEFINER=root@localhost TRIGGER tr AFTER UPDATE ON orders FOR EACH ROW BEGIN DELETE FROM items; END  =>  ddl CREATE TRIGGER [orders! BEGIN items END] +query
            DROP TRIGGER tr  =>  ddl DROP TRIGGER
            CREATE DEFINER = CURRENT_USER() PROCEDURE p(IN a INT) SELECT * FROM shop.orders  =>  ddl CREATE PROCEDURE [a shop orders] +query
            DROP PROCEDURE IF EXISTS p  =>  ddl DROP PROCEDURE
            CREATE FUNCTION f() RETURNS INT RETURN 1  =>  ddl CREATE FUNCTION [RETURNS] +query
            DROP FUNCTION f  =>  ddl DROP FUNCTION
            CREATE USER 'a'@'%' IDENTIFIED BY 'b'  =>  ddl CREATE USER
            ALTER USER a PASSWORD EXPIRE  =>  ddl ALTER USER
            DROP USER a  =>  ddl DROP USER
            GRANT ALL PRIVILEGES ON *.* TO 'a'@'%'  =>  ddl GRANT USER
            GRANT SELECT (a), INSERT ON shop.orders TO a  =>  ddl GRANT USER [shop.orders]
            GRANT SELECT ON TABLE orders TO a  =>  ddl GRANT USER [orders]
            GRANT SELECT ON shop.* TO a  =>  ddl GRANT USER
            GRANT EXECUTE ON PROCEDURE p TO a  =>  ddl GRANT USER
            GRANT role1 TO a  =>  ddl GRANT USER
            REVOKE INSERT ON orders FROM a  =>  ddl REVOKE USER [orders]
            ANALYZE TABLE orders, s.items  =>  ddl ANALYZE TABLE [orders! s.items!]
            ANALYZE NO_WRITE_TO_BINLOG TABLE orders  =>  ddl ANALYZE TABLE [orders!]
            OPTIMIZE LOCAL TABLE orders  =>  ddl OPTIMIZE TABLE [orders!]
            CHECK TABLE orders FOR UPGRADE  =>  ddl CHECK TABLE [orders!]
            REPAIR TABLE orders QUICK  =>  ddl REPAIR TABLE [orders!]
            CHECKSUM TABLE a, b  =>  other CHECKSUM TABLE [a b]
            PREPARE s FROM 'SELECT 1'  =>  named PREPARE s <'SELECT 1'>
            PREPARE s FROM @t  =>  named PREPARE s <@t>
            PREPARE s FROM CONCAT('a', 'b')  =>  other PREPARE
            EXECUTE s USING @a  =>  named EXECUTE s <@a>
            EXECUTE `S 1` USING @a, @`b`  =>  named EXECUTE S 1 <@a> <@`b`>
            EXECUTE s  =>  named EXECUTE s
            EXECUTE IMMEDIATE 'SELECT 1'  =>  named EXECUTE_IMMEDIATE  <'SELECT 1'>
            DEALLOCATE PREPARE s  =>  named DEALLOCATE s
            DROP PREPARE s  =>  named DEALLOCATE s
            LOCK TABLES orders READ, s.items AS i LOW_PRIORITY WRITE  =>  other LOCK TABLES [orders s.items!]
            LOCK TABLE orders WRITE  =>  other LOCK TABLES [orders!]
            LOCK INSTANCE FOR BACKUP  =>  other LOCK INSTANCE
            UNLOCK TABLES  =>  other UNLOCK TABLES
            FLUSH TABLES orders WITH READ LOCK  =>  other FLUSH TABLES [orders]
            FLUSH TABLES WITH READ LOCK  =>  other FLUSH TABLES
            FLUSH PRIVILEGES  =>  other FLUSH PRIVILEGES
            HANDLER orders OPEN AS h  =>  other HANDLER [orders]
            HANDLER shop.orders READ FIRST  =>  other HANDLER [shop.orders]
            LOAD DATA LOCAL INFILE 'f' REPLACE INTO TABLE shop.orders FIELDS TERMINATED BY ','  =>  load local () [shop.orders!]
            LOAD DATA CONCURRENT LOCAL INFILE 'f' INTO TABLE orders CHARACTER SET latin1 FIELDS TERMINATED BY ',' OPTIONALLY ENCLOSED BY '"' LINES TERMINATED BY '\\r\\n' IGNORE 1 LINES (id, @u, `b c`) SET user_id = IF(@u > 1, (1 + 2), 3), total = 7  =>  load local (id @ b c) user_id total [orders!]
            LOAD DATA LOCAL INFILE 'f' INTO TABLE orders (id) nonsense  =>  not understood LOAD
            LOAD XML LOCAL INFILE 'f' INTO TABLE orders ROWS IDENTIFIED BY '<row>'  =>  load xml local () [orders!]
            LOAD DATA INFILE 'f' INTO TABLE orders  =>  other LOAD DATA [orders!]
            LOAD DATA INFILE 'f'  =>  not understood LOAD
            XA START 'a'  =>  other XA START
            XA PREPARE 'a'  =>  other XA PREPARE
            RESET MASTER  =>  other RESET MASTER
            CHANGE MASTER TO MASTER_HOST='x'  =>  other CHANGE MASTER
            PURGE BINARY LOGS TO 'x'  =>  other PURGE BINARY
            HELP 'select'  =>  other HELP
            FROB x  =>  not understood FROB
            """;

    private Readings() {}
}
