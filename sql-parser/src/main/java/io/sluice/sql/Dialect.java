package io.sluice.sql;

/**
 * What changes how a text is read: the server's flavour and version (which {@code /*!} comments open) and the sql_mode bits
 * that move tokens. Part of the plan cache's key. Immutable.
 *
 * @param mariaDb true for MariaDB, false for MySQL
 * @param version as in version comments: 80031, 110405
 * @param ansiQuotes double quotes enclose identifiers
 * @param noBackslashEscapes backslash is an ordinary character
 * @param pipesAsConcat {@code ||} concatenates
 * @param highNotPrecedence NOT binds as tightly as {@code !}
 * @param ignoreSpace spaces allowed before the parenthesis of built-in functions
 */
public record Dialect(
        boolean mariaDb,
        int version,
        boolean ansiQuotes,
        boolean noBackslashEscapes,
        boolean pipesAsConcat,
        boolean highNotPrecedence,
        boolean ignoreSpace) {
    /** MariaDB 11.4 with its default sql_mode. */
    public static final Dialect MARIADB = new Dialect(true, 110405, false, false, false, false, false);

    /** MySQL 8.0.31 with its default sql_mode. */
    public static final Dialect MYSQL = new Dialect(false, 80031, false, false, false, false, false);
}
