package io.sluice.routing.cluster;

import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which servers plain reads go to where neither the statement nor the session says. Immutable.
 *
 * @param standard for tables that are not in {@code tables}
 * @param tables by logical name in lower case
 * @param zone where this process stands, empty where that is not said
 */
public record Reads(Mode standard, Map<String, Mode> tables, String zone) {
    /** What holds where nothing is said. */
    public static final Reads STANDARD = new Reads(Mode.PREFER_REPLICA, Map.of(), "");

    public Reads {
        tables = Map.copyOf(tables);
    }

    /** Which servers. */
    public enum Mode {
        /** The primary. */
        PRIMARY,
        /** A replica; where none serves, an error. */
        REPLICA,
        /** A replica; where none serves, the primary. */
        PREFER_REPLICA;

        /** {@code prefer-replica}; as the cluster file and {@code SET sluice_reads} say it. */
        public String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        /** What a word says, whatever its case; null where that is nothing. */
        public static @Nullable Mode of(String word) {
            for (Mode mode : values()) {
                if (mode.word().equalsIgnoreCase(word.replace('_', '-'))) {
                    return mode;
                }
            }
            return null;
        }
    }

    /**
     * For a read of these tables: the primary as soon as one wants it, else a replica alone as soon as one wants that.
     *
     * @param names logical names; of no tables, what holds for all
     */
    public Mode of(Collection<String> names) {
        if (tables.isEmpty() || names.isEmpty()) {
            return standard;
        }
        Mode mode = null;
        for (String name : names) {
            Mode own = tables.getOrDefault(name.toLowerCase(Locale.ROOT), standard);
            mode = mode == null || own.compareTo(mode) < 0 ? own : mode;
        }
        return mode == null ? standard : mode;
    }
}
