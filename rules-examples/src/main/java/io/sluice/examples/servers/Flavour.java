package io.sluice.examples.servers;

import java.util.List;

/** The statements in which MariaDB and MySQL differ, as far as the launcher needs them. */
public enum Flavour {
    MARIADB {
        @Override
        List<String> followSql(Address primary, ServerSettings settings) {
            // A replica of 11.4 insists on the primary's certificate; our servers have none.
            return List.of(
                    "STOP SLAVE",
                    "CHANGE MASTER TO MASTER_HOST='" + primary.host() + "', MASTER_PORT=" + primary.port()
                            + ", MASTER_USER='" + ServerSettings.ADMIN + "', MASTER_PASSWORD='" + settings.password()
                            + "', MASTER_SSL=0, MASTER_CONNECT_RETRY=1, MASTER_USE_GTID=slave_pos, MASTER_DEMOTE_TO_SLAVE=1",
                    "START SLAVE",
                    "SET GLOBAL read_only=1");
        }

        @Override
        List<String> promoteSql() {
            return List.of("STOP SLAVE", "RESET SLAVE ALL", "SET GLOBAL read_only=0");
        }

        @Override
        String positionSql() {
            return "SELECT @@gtid_binlog_pos";
        }

        @Override
        String waitSql(String position, int seconds) {
            return "SELECT MASTER_GTID_WAIT('" + position + "', " + seconds + ")";
        }

        @Override
        String readOnlySql() {
            return "SET GLOBAL read_only=1";
        }
    },
    MYSQL {
        @Override
        List<String> followSql(Address primary, ServerSettings settings) {
            return List.of(
                    "STOP REPLICA",
                    "CHANGE REPLICATION SOURCE TO SOURCE_HOST='" + primary.host() + "', SOURCE_PORT="
                            + primary.port() + ", SOURCE_USER='" + ServerSettings.ADMIN + "', SOURCE_PASSWORD='"
                            + settings.password() + "', SOURCE_CONNECT_RETRY=1, SOURCE_RETRY_COUNT=86400,"
                            + " SOURCE_AUTO_POSITION=1, GET_SOURCE_PUBLIC_KEY=1",
                    "START REPLICA",
                    "SET GLOBAL super_read_only=1");
        }

        @Override
        List<String> promoteSql() {
            return List.of(
                    "STOP REPLICA", "RESET REPLICA ALL", "SET GLOBAL super_read_only=0", "SET GLOBAL read_only=0");
        }

        @Override
        String positionSql() {
            return "SELECT @@global.gtid_executed";
        }

        @Override
        String waitSql(String position, int seconds) {
            return "SELECT WAIT_FOR_EXECUTED_GTID_SET('" + position.replace("\n", "") + "', " + seconds + ")";
        }

        @Override
        String readOnlySql() {
            return "SET GLOBAL super_read_only=1";
        }
    };

    /** What {@code SELECT VERSION()} answered decides: only MariaDB writes its name into it. */
    public static Flavour of(String version) {
        return version.contains("MariaDB") ? MARIADB : MYSQL;
    }

    abstract List<String> followSql(Address primary, ServerSettings settings);

    abstract List<String> promoteSql();

    abstract String positionSql();

    abstract String waitSql(String position, int seconds);

    abstract String readOnlySql();

    /** The accounts of every server, one statement per line as {@code --init-file} wants it; not written to the binlog. */
    public String accountsSql(ServerSpec spec) {
        StringBuilder sql = new StringBuilder("SET SESSION sql_log_bin=0;\n");
        if (this == MYSQL) {
            sql.append("SET GLOBAL super_read_only=0;\nSET GLOBAL read_only=0;\n");
        }
        for (String user : new String[] {spec.settings().user(), ServerSettings.ADMIN}) {
            String account = "'" + user + "'@'%'";
            sql.append("CREATE USER IF NOT EXISTS " + account + " IDENTIFIED BY '"
                    + spec.settings().password() + "';\n");
            sql.append("GRANT ALL PRIVILEGES ON *.* TO " + account + " WITH GRANT OPTION;\n");
        }
        if (this == MARIADB) {
            // Or its writes would slip through read_only: unlike MySQL, MariaDB has no super_read_only.
            sql.append("REVOKE READ_ONLY ADMIN ON *.* FROM '" + spec.settings().user() + "'@'%';\n");
        }
        if (spec.readOnly()) {
            sql.append(readOnlySql()).append(";\n");
        }
        return sql.toString();
    }
}
