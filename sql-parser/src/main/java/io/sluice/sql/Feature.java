package io.sluice.sql;

/** What a statement uses that changes how, or whether, it can be answered by several shards. */
public enum Feature {
    SET_OPERATION,
    WITH_CLAUSE,
    RECURSIVE_CTE,
    WINDOW_FUNCTION,
    ROLLUP,
    OUTER_JOIN,
    NATURAL_JOIN,
    LATERAL,
    JSON_TABLE,
    VALUES_STATEMENT,
    TABLE_STATEMENT,
    /** SELECT … FOR UPDATE / FOR SHARE / LOCK IN SHARE MODE. */
    LOCKING_READ,
    SQL_CALC_FOUND_ROWS,
    INTO_OUTFILE,
    INTO_VARIABLE,
    USER_VARIABLE,
    USER_VARIABLE_ASSIGNMENT,
    /** {@code @@name}: answered by one server, never merged. */
    SYSTEM_VARIABLE,
    /** GET_LOCK, RELEASE_LOCK, SLEEP, NEXTVAL, a stored function of the user's: may change something or differ by server. */
    SIDE_EFFECT_FUNCTION,
    /** GET_LOCK(): the server connection then holds a lock. */
    SESSION_LOCK,
    /** RAND(), UUID(): differs from call to call. */
    NON_DETERMINISTIC_FUNCTION,
    /** NOW(), CURRENT_TIMESTAMP …: one value for the statement. */
    STATEMENT_TIME_FUNCTION,
    MATCH_AGAINST,
    PARTITION_CLAUSE,
    /** MariaDB's FOR SYSTEM_TIME: the rows of another time. */
    SYSTEM_TIME,
    /** FETCH FIRST 3 ROWS WITH TIES: more rows than the number says. */
    WITH_TIES,
    /** MariaDB's LIMIT … ROWS EXAMINED: the server may stop before it has found all rows. */
    ROWS_EXAMINED,
    /** MariaDB's SELECT … PROCEDURE ANALYSE(): rows about the rows. */
    PROCEDURE_ANALYSE,
    /** {@code /*+ SET_VAR(…) *}{@code /}: the statement runs under other session variables. */
    SET_VAR_HINT,
    MULTI_TABLE,
    /**
     * A statement that is no query holds one: {@code SET @x = (SELECT …)}, {@code CREATE TABLE … AS SELECT}, the body of a
     * routine or trigger. Its tables are in the scope; of a routine's body every word is listed that could be one.
     */
    QUERY_INSIDE,
    /** MariaDB's INSERT, REPLACE or DELETE … RETURNING: answers rows; block 0 has them as its items. */
    RETURNING,
    IGNORE
}
