package io.sluice.routing.gather;

import java.util.List;

/** What is said to a server before rows are loaded into temporary tables of a connection, and behind that. */
public final class Workspace {
    private Workspace() {}

    /**
     * Temporary tables must leave no trace in the binary log: a replica would follow them. MySQL writes none of it in its row format;
     * MariaDB's mixed format does (MariaDB manual, "Mixed Logging"). Needs BINLOG ADMIN.
     *
     * @return statements whose failure is the statement's: without them nothing is gathered
     */
    public static List<String> quiet(boolean mariaDb) {
        return mariaDb ? List.of("SET SESSION sql_log_bin = 0") : List.of();
    }

    /** Rows are taken as they are: what is in a table may be what this session's sql_mode would not let in. */
    public static final String BEFORE_LOADING =
            "SET @__sluice_mode = @@SESSION.sql_mode, @__sluice_zone = @@SESSION.time_zone, "
                    + "SESSION sql_mode = 'NO_AUTO_VALUE_ON_ZERO,ALLOW_INVALID_DATES', SESSION time_zone = '+00:00'";

    /** The session's own settings again. */
    public static final String AFTER_LOADING =
            "SET SESSION sql_mode = @__sluice_mode, SESSION time_zone = @__sluice_zone";
}
