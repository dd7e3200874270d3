package io.sluice.routing.rights;

import io.sluice.routing.RoutingError;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a statement needs, whoever asks it. Immutable.
 *
 * @param tables of tables
 * @param enters the schema it goes to, null for none
 * @param everything whether no list of privileges tells what it may do: only who may do everything may do that
 */
public record Needs(List<OfTable> tables, @Nullable String enters, boolean everything) {
    /** Nothing. */
    public static final Needs NONE = new Needs(List.of(), null, false);

    /** More than any list tells. */
    public static final Needs EVERYTHING = new Needs(List.of(), null, true);

    public Needs {
        tables = List.copyOf(tables);
    }

    /**
     * Of one table.
     *
     * @param schema as written, null for the current one
     * @param table as written
     * @param any one of these will do
     * @param command what a refusal calls it
     */
    public record OfTable(@Nullable String schema, String table, Set<Privilege> any, String command) {
        public OfTable {
            any = Set.copyOf(any);
        }
    }

    /**
     * Says no as MySQL does.
     *
     * @param rights whose
     * @param current the current schema, null for none
     * @throws io.sluice.routing.RoutingException TABLE_DENIED, SCHEMA_DENIED, PRIVILEGE_NEEDED, NO_SCHEMA
     */
    public void check(Rights rights, @Nullable String current, String user, String host) {
        if (rights.unlimited()) {
            return;
        }
        if (everything && !rights.everything()) {
            throw RoutingError.PRIVILEGE_NEEDED.with("ALL");
        }
        if (enters != null && !rights.enters(enters)) {
            throw RoutingError.SCHEMA_DENIED.with(user, host, enters);
        }
        for (OfTable each : tables) {
            String schema = each.schema() == null ? current : each.schema();
            if (schema == null) {
                throw RoutingError.NO_SCHEMA.with();
            }
            if (tellsOfOthers(schema, each.table()) && !rights.holds(Privilege.PROCESS) && !rights.everything()) {
                throw RoutingError.PRIVILEGE_NEEDED.with(Privilege.PROCESS.word());
            }
            if (!allowed(rights, schema, each.any())) {
                throw RoutingError.TABLE_DENIED.with(each.command(), user, host, each.table());
            }
        }
    }

    /**
     * What a server tells there of the statements of all its clients: to it they are all one user, the proxy's, so it hides nothing.
     */
    private static boolean tellsOfOthers(String schema, String table) {
        String name = table.toUpperCase(Locale.ROOT);
        return schema.equalsIgnoreCase("information_schema")
                && (name.equals("PROCESSLIST") || name.startsWith("INNODB_"));
    }

    private static boolean allowed(Rights rights, String schema, Set<Privilege> any) {
        boolean reads = any.contains(Privilege.SELECT);
        return reads && schema.equalsIgnoreCase("information_schema")
                || rights.on(schema).stream().anyMatch(any::contains);
    }
}
