package io.sluice.routing.gather;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** What is said to a server before rows are loaded into temporary tables of a connection, and behind that. */
public final class Workspace {
    private static final String WRITES = "SET SESSION TRANSACTION READ WRITE";

    /**
     * Before what a statement reads of one server in several reads: from here on all of them see the data of one moment, as the
     * one read of a statement outside of a transaction does (manual, "Consistent Nonlocking Reads"). The view is kept under this
     * isolation only.
     */
    public static final List<String> SNAPSHOT =
            List.of("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ", "START TRANSACTION WITH CONSISTENT SNAPSHOT");

    private Workspace() {}

    /**
     * What comes first. Rows are taken as they are: what is in a table may be what this session's sql_mode would not let in. Tables and
     * INSERTs come in UTF-8: names, and the members of an ENUM, need not be characters that the client could write.
     *
     * <p>Temporary tables must leave no trace in the binary log: a replica would follow them. MySQL writes none of it in its row format;
     * MariaDB's mixed format does (MariaDB manual, "Mixed Logging"). Needs BINLOG ADMIN. A session whose transactions only read makes
     * no tables.
     *
     * @return statements whose failure is the statement's: before all of them have succeeded nothing is made
     */
    public static List<String> begin(boolean mariaDb) {
        return List.of(WRITES, mariaDb ? "SET SESSION sql_log_bin = 0, " + SETTINGS : "SET " + SETTINGS);
    }

    /** The same on a connection on which it has succeeded, whose session has been only writing and reading since. */
    public static List<String> again(boolean mariaDb) {
        return begin(mariaDb).subList(1, 2);
    }

    private static final String LOADING = "SESSION collation_connection = utf8mb4_general_ci, "
            + "SESSION sql_mode = 'NO_AUTO_VALUE_ON_ZERO,ALLOW_INVALID_DATES'";

    private static final String SETTINGS = "@__sluice_mode = @@SESSION.sql_mode, @__sluice_zone = @@SESSION.time_zone, "
            + "@__sluice_client = @@SESSION.character_set_client, SESSION character_set_client = utf8mb4, "
            + "@__sluice_collation = @@SESSION.collation_connection, " + LOADING + ", SESSION time_zone = '+00:00'";

    /** Modes by which a query's text reads otherwise, or its columns have another type. */
    private static final List<String> READING = List.of(
            "ANSI_QUOTES",
            "PIPES_AS_CONCAT",
            "IGNORE_SPACE",
            "HIGH_NOT_PRECEDENCE",
            "NO_BACKSLASH_ESCAPES",
            "NO_UNSIGNED_SUBTRACTION",
            "REAL_AS_FLOAT");

    /** The session's own modes, as far as they bear on what a query's columns are: others would refuse a table of zero dates. */
    private static final String SHAPING = "SET SESSION sql_mode = CONCAT_WS(',', "
            + READING.stream()
                    .map(mode -> "IF(FIND_IN_SET('" + mode + "', @__sluice_mode), '" + mode + "', NULL)")
                    .collect(Collectors.joining(", "))
            + ", 'ALLOW_INVALID_DATES'), SESSION collation_connection = @__sluice_collation";

    private static final String SHAPED = "SET " + LOADING;

    /**
     * A table of which a server says itself what it looks like.
     *
     * @param of its {@link Loading#create} makes the tables of which that query reads, empty
     * @param query a CREATE TEMPORARY TABLE … SELECT, by the client's own words
     */
    public static Loading shaped(Loading of, String query) {
        List<String> create = new ArrayList<>(of.create());
        create.add(SHAPING);
        create.add(query);
        create.add(SHAPED);
        return new Loading(of.table(), create, of.columns(), of.named());
    }

    /** The session's own settings again. */
    public static final String AFTER_LOADING =
            "SET SESSION sql_mode = @__sluice_mode, SESSION time_zone = @__sluice_zone, "
                    + "SESSION character_set_client = @__sluice_client, "
                    + "SESSION collation_connection = @__sluice_collation";
}
