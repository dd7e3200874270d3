package io.sluice.routing;

/**
 * Every error this project makes itself: number, MySQL's error number and SQLSTATE, category and text. Append only; numbers are
 * what users search for. The README's table is made from this one.
 */
public enum RoutingError {
    SYNTAX(1001, 1064, "42000", Category.USER, "You have an error in your SQL syntax; %s"),
    UNKNOWN_TABLE(1002, 1146, "42S02", Category.USER, "Table '%s.%s' doesn't exist"),
    UNKNOWN_SCHEMA(1003, 1049, "42000", Category.USER, "Unknown database '%s'"),
    NO_SCHEMA(1004, 1046, "3D000", Category.USER, "No database selected"),
    COLUMN_COUNT(1005, 1136, "21S01", Category.USER, "Column count doesn't match value count at row %d"),
    KEY_NULL(1006, 1048, "23000", Category.USER, "Column '%s' cannot be null"),
    KEY_NOT_PLACED(1007, 1526, "HY000", Category.USER, "Table has no partition for value %s"),
    KEY_MISSING(1008, 1364, "HY000", Category.USER, "Field '%s' doesn't have a default value"),
    WRONG_VALUE_FOR_VARIABLE(1009, 1231, "42000", Category.USER, "Variable '%s' can't be set to the value of '%s'"),
    UNKNOWN_CHARSET(1010, 1115, "42000", Category.USER, "Unknown character set: '%s'"),
    TRANSACTION_UNDER_WAY(
            1011,
            1568,
            "25001",
            Category.USER,
            "Transaction characteristics can't be changed while a transaction is in progress"),
    NO_SAVEPOINT(1012, 1305, "42000", Category.USER, "SAVEPOINT %s does not exist"),
    UNKNOWN_COLUMN(1013, 1054, "42S22", Category.USER, "Unknown column '%s' in '%s'"),
    HINT(1014, 1064, "42000", Category.USER, "Sluice hint '%s': %s"),
    TIMEOUT(
            1015,
            3024,
            "HY000",
            Category.USER,
            "Query execution was interrupted, maximum statement execution time exceeded"),
    TIMEOUT_MARIADB(
            1016, 1969, "70100", Category.USER, "Query execution was interrupted (max_statement_time exceeded)"),
    UNKNOWN_STATEMENT(1017, 1243, "HY000", Category.USER, "Unknown prepared statement handler (%s) given to %s"),
    WRONG_ARGUMENTS(1018, 1210, "HY000", Category.USER, "Incorrect arguments to %s"),
    NOT_PREPARABLE(
            1019, 1295, "HY000", Category.USER, "This command is not supported in the prepared statement protocol yet"),
    TOO_MANY_STATEMENTS(
            1020,
            1461,
            "42000",
            Category.USER,
            "Can't create more than max_prepared_stmt_count statements (current value: %d)"),
    TABLE_DENIED(1021, 1142, "42000", Category.USER, "%s command denied to user '%s'@'%s' for table '%s'"),
    SCHEMA_DENIED(1022, 1044, "42000", Category.USER, "Access denied for user '%s'@'%s' to database '%s'"),
    PRIVILEGE_NEEDED(
            1023,
            1227,
            "42000",
            Category.USER,
            "Access denied; you need (at least one of) the %s privilege(s) for this operation"),
    LOCAL_FILES_OFF(
            1024,
            3948,
            "42000",
            Category.USER,
            "Loading local data is disabled; this must be enabled on both the client and server sides"),
    LOCAL_FILES_OFF_MARIADB(
            1025,
            4166,
            "HY000",
            Category.USER,
            "The used command is not allowed because the MariaDB server or client has disabled the local infile capability"),
    READ_ONLY_TRANSACTION(1026, 1792, "25006", Category.USER, "Cannot execute statement in a READ ONLY transaction"),

    NOT_UNDERSTOOD(2001, 1235, "42000", Category.UNSUPPORTED, "%s is not understood where sharded tables are used: %s"),
    CROSS_SHARD(2002, 1235, "42000", Category.UNSUPPORTED, "%s over several shards is not supported; %s"),
    KEY_UPDATE(2103, 1235, "42000", Category.UNSUPPORTED, "changing sharding key %s is not supported"),
    KEY_NOT_CONSTANT(2104, 1235, "42000", Category.UNSUPPORTED, "sharding key %s must be given as a constant; %s"),
    DIFFERENT_SHARDS(2105, 1235, "42000", Category.UNSUPPORTED, "%s live on different shards; %s"),
    KEY_NOT_PROVABLE(2106, 1235, "42000", Category.UNSUPPORTED, "sharding key %s: %s"),
    RESULT_TOO_LARGE(
            2107, 1041, "HY000", Category.UNSUPPORTED, "the answer needs more than %d rows in memory here; %s"),
    SESSION_BOUND(
            2109,
            1235,
            "42000",
            Category.UNSUPPORTED,
            "%s is not supported: it would bind the session to one server connection"),
    HINT_REFUSED(2110, 1235, "42000", Category.UNSUPPORTED, "hint %s: %s"),
    SCATTER_FORBIDDEN(
            2111,
            1235,
            "42000",
            Category.UNSUPPORTED,
            "no key of %s says which shards are meant, and going to all is forbidden; restrict %s, or allow it: "
                    + "/* sluice: scatter=allow */"),
    LOCKED_ELSEWHERE(
            2112,
            1100,
            "HY000",
            Category.UNSUPPORTED,
            "LOCK TABLES holds tables of shard %s: those of shard %s were not locked; UNLOCK TABLES first"),
    PREPARE_AGAIN(2113, 1615, "HY000", Category.UNSUPPORTED, "Prepared statement needs to be re-prepared"),
    ON_REPLICA(
            2117,
            1235,
            "42000",
            Category.UNSUPPORTED,
            "this READ ONLY transaction reads a replica, and the statement needs the primary; SET sluice_reads = 'primary' "
                    + "before such a transaction begins"),
    GATHERED_TOO_MUCH(
            2114,
            1041,
            "HY000",
            Category.UNSUPPORTED,
            "the statement brings more than %s together on one server (%s in the cluster file); restrict its tables by "
                    + "conditions of their own, or raise the limit"),
    SPILLED_TOO_MUCH(
            2116,
            1041,
            "HY000",
            Category.UNSUPPORTED,
            "the statement needs more than %d bytes of temporary files (memory.spill_bytes in the cluster file); add a LIMIT "
                    + "or a condition, or raise the limit"),
    GATHERED_CHANGED(2115, 1235, "42000", Category.UNSUPPORTED, "rows cannot be brought together unchanged: %s"),

    SHARD_DOWN(3001, 1105, "HY000", Category.BACKEND, "shard %s has no serving %s: %s"),
    CONNECTION_LOST(3002, 2013, "HY000", Category.BACKEND, "Lost connection to shard %s during query: %s"),
    POOL_EXHAUSTED(3003, 1040, "08004", Category.BACKEND, "Too many connections: no connection to %s within %d ms"),
    PARTIAL_COMMIT(3004, 1105, "HY000", Category.BACKEND, "transaction committed on %s, but not on %s: %s"),
    PARTIAL_WRITE(
            3005,
            1105,
            "HY000",
            Category.BACKEND,
            "done on %s, but failed on %s (to be finished with the hint shard=): %s"),
    STATE_LOST(3006, 2013, "HY000", Category.BACKEND, "Lost connection to shard %s: %s of this session ended with it"),
    OUTCOME_UNKNOWN(
            3009,
            2013,
            "HY000",
            Category.BACKEND,
            "Lost connection to shard %s during query: %s; whether it was done there is not known, and it was not repeated"),
    SWITCH_FAILED(3010, 1105, "HY000", Category.BACKEND, "the primary of shard %s was not moved to %s: %s"),
    SPILL_FAILED(3008, 1026, "HY000", Category.BACKEND, "a temporary file of the statement failed: %s"),
    GATHER_DENIED(
            3007,
            1227,
            "42000",
            Category.BACKEND,
            "rows of several shards cannot be brought together on shard %s: %s; the backend user needs CREATE TEMPORARY "
                    + "TABLES and, on MariaDB, BINLOG ADMIN"),

    CONFIG(4001, 1105, "HY000", Category.CONFIG, "%s"),
    BUG(9001, 1105, "HY000", Category.BUG, "internal error: %s");

    private final int number;
    private final int errno;
    private final String sqlState;
    private final Category category;
    private final String text;

    RoutingError(int number, int errno, String sqlState, Category category, String text) {
        this.number = number;
        this.errno = errno;
        this.sqlState = sqlState;
        this.category = category;
        this.text = text;
    }

    /** Whose fault it is. */
    public enum Category {
        USER,
        UNSUPPORTED,
        BACKEND,
        CONFIG,
        BUG
    }

    /** A hint's time is over, in the words of the servers' flavour. */
    public static RoutingError timeout(boolean mariaDb) {
        return mariaDb ? TIMEOUT_MARIADB : TIMEOUT;
    }

    /** A client does not send its files, in the words of the servers' flavour. */
    public static RoutingError localFilesOff(boolean mariaDb) {
        return mariaDb ? LOCAL_FILES_OFF_MARIADB : LOCAL_FILES_OFF;
    }

    /** {@code ROUTE-2103}. */
    public String code() {
        return "ROUTE-" + number;
    }

    /** MySQL's error number. */
    public int errno() {
        return errno;
    }

    /** Five characters. */
    public String sqlState() {
        return sqlState;
    }

    public Category category() {
        return category;
    }

    /** Format string of the message. */
    public String text() {
        return text;
    }

    /** What clients read: MySQL's own words for what a user does wrong; {@code ROUTE-2103: …} before all other texts. */
    public String told(String filledIn) {
        return category == Category.USER ? filledIn : code() + ": " + filledIn;
    }

    /** An exception with this error and its filled-in text. */
    public RoutingException with(Object... args) {
        return new RoutingException(this, String.format(java.util.Locale.ROOT, text, args));
    }
}
