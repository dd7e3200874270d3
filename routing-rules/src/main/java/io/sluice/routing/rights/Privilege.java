package io.sluice.routing.rights;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a user may be granted (MySQL's manual, section "Privileges Provided by MySQL"). */
public enum Privilege {
    SELECT,
    INSERT,
    UPDATE,
    DELETE,
    CREATE,
    DROP,
    ALTER,
    INDEX,
    REFERENCES,
    CREATE_VIEW,
    SHOW_VIEW,
    CREATE_TEMPORARY_TABLES,
    LOCK_TABLES,
    TRIGGER,
    EXECUTE,
    CREATE_ROUTINE,
    ALTER_ROUTINE,
    EVENT,
    /** Other users' sessions are seen. Of {@code "*"} only. */
    PROCESS,
    /** Other users' sessions may be ended. Of {@code "*"} only. */
    CONNECTION_ADMIN;

    /** Those that are about a schema. */
    public static final Set<Privilege> OF_SCHEMA = EnumSet.range(SELECT, EVENT);

    /** As MySQL writes it: {@code CREATE VIEW}; CONNECTION_ADMIN has its underscore there, too. */
    public String word() {
        return this == CONNECTION_ADMIN ? name() : name().replace('_', ' ');
    }

    /** The one of that name, in any case and with spaces or underscores; null where there is none. */
    public static @Nullable Privilege of(String word) {
        String name = word.strip().toUpperCase(Locale.ROOT).replaceAll("[\\s_]+", "_");
        for (Privilege each : values()) {
            if (each.name().equals(name)) {
                return each;
            }
        }
        return null;
    }
}
