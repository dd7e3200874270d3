package io.sluice.routing.route;

import io.sluice.routing.cluster.Cluster;
import io.sluice.routing.cluster.Shard;
import io.sluice.routing.rules.Slot;
import io.sluice.routing.rules.TableRule;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a shard's answer calls otherwise than the client does: its schema, and the tables whose physical names went into the text.
 * Immutable.
 */
public final class LogicalNames {
    /** Errors whose texts name tables (ER_TABLE_EXISTS_ERROR, ER_BAD_TABLE_ERROR, ER_NO_SUCH_TABLE, foreign keys, …). */
    private static final Set<Integer> TABLES = Set.of(1050, 1051, 1109, 1146, 1176, 1216, 1217, 1451, 1452, 1824);

    /** Errors in which a name of the user's may look like a table's, but not with a dot behind it (ER_BAD_FIELD_ERROR, …). */
    private static final Set<Integer> QUALIFIERS = Set.of(1052, 1054, 1060);

    /** ER_DUP_ENTRY begins with a value. */
    private static final int DUPLICATE = 1062;

    /** So does ER_TRUNCATED_WRONG_VALUE_FOR_FIELD, and MariaDB's ER_TRUNCATED_WRONG_VALUE. */
    private static final Set<Integer> WRONG_VALUES = Set.of(1292, 1366);

    private final Cluster cluster;
    private final @Nullable Shard shard;
    private final @Nullable Naming naming;

    private LogicalNames(Cluster cluster, @Nullable Shard shard, @Nullable Naming naming) {
        this.cluster = cluster;
        this.shard = shard;
        this.naming = naming;
    }

    /** The names for a part's answer; null where nothing in it is called otherwise. */
    public static @Nullable LogicalNames of(Cluster cluster, ShardStatement part) {
        Shard shard = cluster.shards().get(part.shard());
        boolean schema = shard != null && !shard.schema().equals(cluster.name());
        return schema || part.naming() != null ? new LogicalNames(cluster, shard, part.naming()) : null;
    }

    /** The client's name of a schema. */
    public String schema(String physical) {
        return shard != null && physical.equals(shard.schema()) ? cluster.name() : physical;
    }

    /** The client's name of a table of this statement; of any other the name itself. */
    public String table(String physical) {
        String logical = naming == null || physical.isEmpty() ? null : naming.logical(physical);
        return logical == null ? physical : logical;
    }

    /** What the client calls a column's table: a table without an alias is called by its name. */
    public String alias(String alias, String physical) {
        boolean own = naming != null && naming.aliased(alias);
        return own || !alias.equals(physical) ? alias : table(physical);
    }

    /** An error's text with the client's names, where the error is one whose text is known to name tables. */
    public String message(int errno, String text) {
        boolean tables = TABLES.contains(errno);
        boolean value = WRONG_VALUES.contains(errno);
        if (!tables && !QUALIFIERS.contains(errno) && errno != DUPLICATE && !value) {
            return text;
        }
        // INVARIANT: what a user has stored is not rewritten: a value may be called like a table.
        int from = errno == DUPLICATE ? text.lastIndexOf(" for key '") : value ? text.lastIndexOf(" for column `") : 0;
        return from < 0 ? text : text.substring(0, from) + named(text.substring(from), tables);
    }

    private String named(String text, boolean anywhere) {
        Map<String, String> names = physical();
        String alternatives = names.keySet().stream().map(Pattern::quote).collect(Collectors.joining("|"));
        if (alternatives.isEmpty()) {
            return schemas(text);
        }
        Matcher matcher = Pattern.compile("(?<=['`.])(" + alternatives + ")(?=" + (anywhere ? "['`.]" : "`?\\.") + ")")
                .matcher(text);
        String named = matcher.replaceAll(
                found -> Matcher.quoteReplacement(names.getOrDefault(found.group(1), found.group(1))));
        return schemas(anywhere ? constraints(named, alternatives, names) : named);
    }

    /** {@code CONSTRAINT `orders_0_ibfk_1`}, {@code CONSTRAINT `fk_user__orders_0`}. */
    private static String constraints(String text, String alternatives, Map<String, String> names) {
        String generated = Pattern.compile("(?<=CONSTRAINT `)(" + alternatives + ")(?=_(?:ibfk|chk)_)")
                .matcher(text)
                .replaceAll(found -> Matcher.quoteReplacement(names.getOrDefault(found.group(1), found.group(1))));
        return generated.replaceAll("(CONSTRAINT `[^`]+?)__(?:" + alternatives + ")(?=`)", "$1");
    }

    private String schemas(String text) {
        if (shard == null || shard.schema().equals(cluster.name())) {
            return text;
        }
        return text.replaceAll(
                "(?<=['`])" + Pattern.quote(shard.schema()) + "(?=`?\\.)", Matcher.quoteReplacement(cluster.name()));
    }

    /** Foreign keys name tables that the statement does not: all of the shard count. */
    private Map<String, String> physical() {
        Map<String, String> names = new HashMap<>();
        for (TableRule rule : cluster.rules().tables().values()) {
            if (rule instanceof TableRule.Sharded sharded) {
                for (Slot slot : sharded.slots()) {
                    if (shard != null && slot.shard().equals(shard.name())) {
                        names.put(slot.table(), sharded.table());
                    }
                }
            }
        }
        return names;
    }
}
