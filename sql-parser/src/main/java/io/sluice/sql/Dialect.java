package io.sluice.sql;

import io.sluice.sql.text.Letters;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What changes how a text is read: the servers' flavour and versions (which {@code /*!} comments open), the sql_mode bits that
 * move tokens, and the letters of the client's character set. Part of the plan cache's key. Immutable.
 *
 * @param mariaDb true for MariaDB, false for MySQL
 * @param version of the oldest server, as in version comments: 80031, 110405
 * @param newest of the newest server; what the two would read differently is an error, never a guess
 * @param ansiQuotes double quotes enclose identifiers
 * @param noBackslashEscapes backslash is an ordinary character
 * @param pipesAsConcat {@code ||} concatenates
 * @param highNotPrecedence NOT binds as tightly as {@code !}
 * @param ignoreSpace spaces allowed before the parenthesis of built-in functions
 * @param foldsNames lower_case_table_names is 1 or 2: names of schemas, tables and aliases are one in whatever letter case; false
 *     where it is 0, as on Linux. (Names of columns are so everywhere.)
 * @param letters of the client's character set
 * @param modes the whole sql_mode the bits come from, for connections to be told; null where it is not known or
 *     does not matter
 */
public record Dialect(
        boolean mariaDb,
        int version,
        int newest,
        boolean ansiQuotes,
        boolean noBackslashEscapes,
        boolean pipesAsConcat,
        boolean highNotPrecedence,
        boolean ignoreSpace,
        boolean foldsNames,
        Letters letters,
        @Nullable String modes) {
    /** MariaDB 11.4 with its default sql_mode. */
    public static final Dialect MARIADB = new Dialect(true, 110405, false, false, false, false, false);

    /** MySQL 8.0.31 with its default sql_mode. */
    public static final Dialect MYSQL = new Dialect(false, 80031, false, false, false, false, false);

    /** Servers of one version, and a client that speaks utf8mb4. */
    public Dialect(
            boolean mariaDb,
            int version,
            boolean ansiQuotes,
            boolean noBackslashEscapes,
            boolean pipesAsConcat,
            boolean highNotPrecedence,
            boolean ignoreSpace) {
        this(
                mariaDb,
                version,
                version,
                ansiQuotes,
                noBackslashEscapes,
                pipesAsConcat,
                highNotPrecedence,
                ignoreSpace,
                false,
                Letters.UTF8MB4,
                null);
    }

    /**
     * The same servers under another sql_mode (manual, section "Server SQL Modes").
     *
     * @param list words with commas between, as servers give it: combinations such as ANSI come with what they stand for
     */
    public Dialect under(String list) {
        String all = "," + list.toUpperCase(Locale.ROOT).replace(" ", "") + ",";
        return new Dialect(
                mariaDb,
                version,
                newest,
                all.contains(",ANSI_QUOTES,"),
                all.contains(",NO_BACKSLASH_ESCAPES,"),
                all.contains(",PIPES_AS_CONCAT,"),
                all.contains(",HIGH_NOT_PRECEDENCE,"),
                all.contains(",IGNORE_SPACE,"),
                foldsNames,
                letters,
                list);
    }

    /** True where the sql_mode brings a grammar (ORACLE) or quotes (MSSQL's brackets) that are not read here. */
    public static boolean foreign(String list) {
        String all = "," + list.toUpperCase(Locale.ROOT).replace(" ", "") + ",";
        return all.contains(",ORACLE,") || all.contains(",MSSQL,");
    }

    /** The same for a client with those letters, without {@link #modes}: what texts are read under. */
    public Dialect reading(Letters other) {
        return new Dialect(
                mariaDb,
                version,
                newest,
                ansiQuotes,
                noBackslashEscapes,
                pipesAsConcat,
                highNotPrecedence,
                ignoreSpace,
                foldsNames,
                other,
                null);
    }

    /** The same with servers of these versions. */
    public Dialect versions(int oldest, int youngest) {
        return new Dialect(
                mariaDb,
                oldest,
                youngest,
                ansiQuotes,
                noBackslashEscapes,
                pipesAsConcat,
                highNotPrecedence,
                ignoreSpace,
                foldsNames,
                letters,
                modes);
    }

    /** The same with servers whose lower_case_table_names is 1 or 2, or else 0. */
    public Dialect foldingNames(boolean folds) {
        return new Dialect(
                mariaDb,
                version,
                newest,
                ansiQuotes,
                noBackslashEscapes,
                pipesAsConcat,
                highNotPrecedence,
                ignoreSpace,
                folds,
                letters,
                modes);
    }

    /** True where the servers take {@code one} and {@code other} for one schema, table or alias. */
    public boolean sameName(String one, String other) {
        return foldsNames ? one.equalsIgnoreCase(other) : one.equals(other);
    }

    /** {@code name} in the form in which names that are the same are equal. */
    public String folded(String name) {
        return foldsNames ? name.toLowerCase(Locale.ROOT) : name;
    }
}
