package io.sluice.routing.session;

import io.sluice.sql.Dialect;
import java.util.Locale;
import java.util.Set;

/** The bits of sql_mode that change how text is read (manual, section "Server SQL Modes"). */
final class SqlMode {
    /** Modes that stand for several others, these among them: ANSI_QUOTES, PIPES_AS_CONCAT, IGNORE_SPACE. */
    private static final Set<String> ANSI_KIN = Set.of("ANSI", "DB2", "MAXDB", "MSSQL", "ORACLE", "POSTGRESQL");

    private SqlMode() {}

    /** {@code dialect} under the sql_mode {@code modes}, a comma-separated list. */
    static Dialect in(Dialect dialect, String modes) {
        boolean quotes = false;
        boolean noEscapes = false;
        boolean pipes = false;
        boolean highNot = false;
        boolean space = false;
        for (String word : modes.split(",", -1)) {
            String mode = word.strip().toUpperCase(Locale.ROOT);
            boolean kin = ANSI_KIN.contains(mode);
            quotes |= kin || mode.equals("ANSI_QUOTES");
            pipes |= kin || mode.equals("PIPES_AS_CONCAT");
            space |= kin || mode.equals("IGNORE_SPACE");
            noEscapes |= mode.equals("NO_BACKSLASH_ESCAPES");
            highNot |= mode.equals("HIGH_NOT_PRECEDENCE");
        }
        return new Dialect(dialect.mariaDb(), dialect.version(), quotes, noEscapes, pipes, highNot, space);
    }

    /** True where the mode brings another grammar, which is not read here. */
    static boolean foreign(String modes) {
        return ("," + modes.toUpperCase(Locale.ROOT).replace(" ", "") + ",").contains(",ORACLE,");
    }
}
