package io.sluice.routing.plan;

import io.sluice.routing.RoutingError;
import io.sluice.routing.RoutingException;
import io.sluice.routing.cluster.Cluster;
import io.sluice.routing.cluster.Shard;
import io.sluice.routing.rules.Slot;
import io.sluice.routing.rules.TableRule;
import io.sluice.routing.schema.Table;
import io.sluice.sql.Statement;
import io.sluice.sql.TableOccurrence;
import io.sluice.sql.lex.Fingerprint;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds where the tables of a statement live. */
final class TablePlaces {
    private static final Set<String> SYSTEM = Set.of("information_schema", "mysql", "performance_schema", "sys");

    private final Cluster cluster;
    private final @Nullable String current;
    private final Statement statement;
    private final Views views;
    private final Catalog catalog;
    private final boolean logical;

    /** @param current the session's schema, null where none is chosen */
    TablePlaces(Cluster cluster, @Nullable String current, Statement statement, Fingerprint fingerprint) {
        this.cluster = cluster;
        this.current = current;
        this.statement = statement;
        this.views = new Views(cluster);
        this.catalog = new Catalog(cluster, statement, fingerprint);
        // A hint that names a shard asks for what that shard has.
        this.logical = Unfolding.reads(statement) && !Hints.sharded(fingerprint);
    }

    /** True where {@code schema} is one of the server's own. */
    static boolean system(String schema) {
        return SYSTEM.contains(schema.toLowerCase(Locale.ROOT));
    }

    /** @throws io.sluice.routing.RoutingException for a schema that does not exist, or none at all */
    List<Placed> place(List<TableOccurrence> occurrences) {
        List<Placed> placed = new ArrayList<>(occurrences.size());
        for (TableOccurrence occurrence : occurrences) {
            placed.add(place(occurrence));
        }
        return placed;
    }

    private Placed place(TableOccurrence occurrence) {
        String schema = occurrence.schema() == null ? current : occurrence.schema();
        if (schema == null) {
            throw RoutingError.NO_SCHEMA.with();
        }
        Placed shown = logical ? catalog.place(occurrence, schema) : null;
        if (shown != null) {
            return shown;
        }
        if (system(schema)) {
            String name = Quoting.name(schema) + "." + Quoting.name(occurrence.name());
            TableRule rule = new TableRule.Single(
                    occurrence.name(), cluster.defaultShard().name());
            return new Placed(occurrence, rule, List.of(name), null, true);
        }
        if (!cluster.dialect().sameName(schema, cluster.name())) {
            // MariaDB says of such a table only that it is not there
            throw cluster.dialect().mariaDb()
                    ? RoutingError.UNKNOWN_TABLE.with(schema, occurrence.name())
                    : RoutingError.UNKNOWN_SCHEMA.with(schema);
        }
        TableRule rule = cluster.rule(occurrence.name());
        boolean ofView = statement instanceof Statement.Ddl ddl
                && (occurrence.write() || ddl.object().equals("VIEW"));
        boolean locks =
                statement instanceof Statement.Other other && other.verb().equals("LOCK TABLES");
        boolean rows = !(statement instanceof Statement.Show) && !ofView && !locks;
        Placed placed = logical(occurrence, rule == null ? undeclared(occurrence.name(), rows) : rule);
        Table table = placed.table();
        if (rows && rule != null && placed.sharded() == null && table != null && table.definition() != null) {
            String shard = rule instanceof TableRule.Single single
                    ? single.shard()
                    : cluster.defaultShard().name();
            views.check(shard, table);
        }
        return placed;
    }

    /** @param rows true where rows are read or written: those of a view must all be there */
    private TableRule undeclared(String name, boolean rows) {
        for (Shard shard : cluster.shards().values()) {
            Table table = cluster.schema().table(shard.name(), name);
            if (table != null) {
                return table.definition() == null ? new TableRule.Single(name, shard.name()) : view(name, shard, rows);
            }
        }
        return new TableRule.Single(name, cluster.defaultShard().name());
    }

    private TableRule view(String name, Shard shard, boolean rows) {
        try {
            return views.rule(name);
        } catch (RoutingException e) {
            if (rows) {
                throw e;
            }
            boolean everywhere = cluster.shards().keySet().stream()
                    .allMatch(s -> cluster.schema().table(s, name) != null);
            return everywhere && new ViewDefinitions(cluster).of(name) != null
                    ? new TableRule.Broadcast(name)
                    : new TableRule.Single(name, shard.name());
        }
    }

    private Placed logical(TableOccurrence occurrence, TableRule rule) {
        if (rule instanceof TableRule.Sharded sharded) {
            List<String> names = new ArrayList<>();
            for (Slot slot : sharded.slots()) {
                names.add(Quoting.name(slot.table()));
            }
            Slot first = sharded.slots().get(0);
            Table table = cluster.schema().table(first.shard(), first.table());
            return new Placed(occurrence, rule, names, table, false);
        }
        String shard = rule instanceof TableRule.Single single
                ? single.shard()
                : cluster.defaultShard().name();
        Table table = cluster.schema().table(shard, occurrence.name());
        return new Placed(occurrence, rule, List.of(Quoting.name(occurrence.name())), table, false);
    }
}
