package io.sluice.routing.control;

import io.sluice.routing.cluster.Health;
import io.sluice.routing.cluster.Health.State;
import io.sluice.routing.cluster.ServerAddress;
import io.sluice.routing.cluster.Shard;
import io.sluice.sql.Dialect;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** How the servers of a cluster read a text, where they are not all of one version or one sql_mode. Pure. */
final class Reading {
    private Reading() {}

    /** Takes out of service whoever reads texts in a way that cannot be shared: another flavour, another grammar, names compared otherwise. */
    static Map<ServerAddress, State> alike(List<Shard> shards, Map<ServerAddress, State> states) {
        Dialect first = first(shards, states);
        Map<ServerAddress, State> alike = new HashMap<>(states);
        alike.replaceAll((address, state) -> {
            String why = first == null ? "" : why(first, state);
            return why.isEmpty() ? state : new State(state.up(), state.role(), false, state.lagSeconds(), why, null);
        });
        return alike;
    }

    private static @Nullable Dialect first(List<Shard> shards, Map<ServerAddress, State> states) {
        for (Shard shard : shards) {
            for (ServerAddress address : shard.servers()) {
                State state = states.get(address);
                if (state != null && state.dialect() != null) {
                    return state.dialect();
                }
            }
        }
        return null;
    }

    private static String why(Dialect first, State state) {
        Dialect dialect = state.dialect();
        if (dialect == null) {
            return "";
        }
        if (dialect.mariaDb() != first.mariaDb()) {
            return "it is " + flavour(dialect) + ", and the cluster's first server is " + flavour(first);
        }
        if (dialect.foldsNames() != first.foldsNames()) {
            return "its lower_case_table_names is " + names(dialect) + ", and that of the cluster's first server "
                    + names(first);
        }
        String modes = dialect.modes();
        return modes != null && Dialect.foreign(modes)
                ? "its sql_mode is " + modes + ", and texts cannot be read as that wants it"
                : "";
    }

    private static String names(Dialect dialect) {
        return dialect.foldsNames() ? "1 or 2" : "0";
    }

    private static String flavour(Dialect dialect) {
        return dialect.mariaDb() ? "MariaDB" : "MySQL";
    }

    /**
     * One reading for all of them: from the oldest version to the newest, under the sql_mode words that all share (each connection
     * is told them). Null where none is known.
     */
    static @Nullable Dialect of(Health health) {
        Dialect common = null;
        Set<String> modes = new LinkedHashSet<>();
        for (State state : health.servers().values()) {
            Dialect dialect = state.dialect();
            if (dialect == null) {
                continue;
            }
            List<String> words = words(dialect);
            if (common == null) {
                common = dialect;
                modes.addAll(words);
            } else {
                common = common.versions(
                        Math.min(common.version(), dialect.version()), Math.max(common.newest(), dialect.newest()));
                modes.retainAll(words);
            }
        }
        return common == null ? null : common.under(String.join(",", modes));
    }

    private static List<String> words(Dialect dialect) {
        String modes = dialect.modes();
        return modes == null || modes.isEmpty()
                ? List.of()
                : Arrays.stream(modes.split(",", -1)).sorted().toList();
    }
}
