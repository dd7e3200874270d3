package io.sluice.routing.plan;

import io.sluice.routing.RoutingError;
import io.sluice.routing.RoutingException;
import io.sluice.routing.cluster.Cluster;
import io.sluice.routing.cluster.Shard;
import io.sluice.routing.rules.TableRule;
import io.sluice.routing.schema.Table;
import io.sluice.sql.SqlParser;
import io.sluice.sql.Statement;
import io.sluice.sql.TableOccurrence;
import io.sluice.sql.lex.Fingerprint;
import java.util.HashSet;
import java.util.Set;

/**
 * Says where a view of the servers' can be read. Each shard has views of its own, over its own tables by their physical names.
 *
 * <p>INVARIANT: a view that shows rows of a sharded table is never read as a table of one shard: it has only a part of them. Those
 * that mean the same on every shard never come here: {@link Unfolding} has put their definitions in their place.
 */
final class Views {
    private final Cluster cluster;

    Views(Cluster cluster) {
        this.cluster = cluster;
    }

    private enum Shows {
        /** Broadcast tables only: every shard's view shows the same. */
        COPIES,
        /** Tables that live here whole. */
        HERE,
        /** A table that lives elsewhere: this shard's is not the one meant. */
        ELSEWHERE
    }

    /**
     * Where {@code name} is read, which no rule declares and some shard has as a view.
     *
     * @throws RoutingException where no shard has all of its rows, or nobody can tell
     */
    TableRule rule(String name) {
        String here = null;
        boolean copies = true;
        for (Shard shard : cluster.shards().values()) {
            Table view = cluster.schema().table(shard.name(), name);
            Shows shows = view == null ? Shows.ELSEWHERE : shows(shard, view, new HashSet<>());
            copies &= shows == Shows.COPIES;
            here = here == null && shows == Shows.HERE ? shard.name() : here;
        }
        if (copies) {
            return new TableRule.Broadcast(name);
        }
        for (Shard shard : cluster.shards().values()) {
            Table view = cluster.schema().table(shard.name(), name);
            if (here == null && view != null && shows(shard, view, new HashSet<>()) == Shows.COPIES) {
                here = shard.name();
            }
        }
        if (here == null) {
            throw refused(name, "shows a table that lives on another shard", "make it there");
        }
        return new TableRule.Single(name, here);
    }

    /** @throws RoutingException where {@code view}, which the rules say is whole on {@code shard}, is not */
    void check(String shard, Table view) {
        Shard there = cluster.shards().get(shard);
        if (there != null) {
            shows(there, view, new HashSet<>());
        }
    }

    private Shows shows(Shard shard, Table view, Set<String> seen) {
        String definition = view.definition();
        if (definition == null || !seen.add(view.name())) {
            return Shows.HERE;
        }
        if (definition.isBlank()) {
            throw refused(view.name(), "has a definition that cannot be seen", "grant SHOW VIEW to the backend user");
        }
        Statement statement = SqlParser.parse(Fingerprint.of(definition, cluster.dialect()));
        if (!(statement instanceof Statement.Query query)) {
            throw refused(view.name(), "has a definition that is not understood", "read its tables instead");
        }
        Shows all = Shows.COPIES;
        for (TableOccurrence table : query.scope().tables()) {
            Shows shows = shows(shard, view, table, seen);
            all = shows.compareTo(all) > 0 ? shows : all;
        }
        return query.scope().tables().isEmpty() ? Shows.HERE : all;
    }

    private Shows shows(Shard shard, Table view, TableOccurrence of, Set<String> seen) {
        if (of.schema() != null && TablePlaces.system(of.schema())) {
            return Shows.HERE;
        }
        if (of.schema() != null && !of.schema().equalsIgnoreCase(shard.schema())) {
            throw refused(view.name(), "shows a table of schema " + of.schema(), "read that table itself");
        }
        for (TableRule rule : cluster.rules().tables().values()) {
            if (rule instanceof TableRule.Sharded sharded && part(sharded, shard, of.name())) {
                throw refused(view.name(), "shows the sharded table " + sharded.table(), "read the tables themselves");
            }
        }
        TableRule rule = cluster.rules().table(of.name());
        Table table = cluster.schema().table(shard.name(), of.name());
        if (table != null && table.definition() != null) {
            return shows(shard, table, seen);
        }
        if (rule instanceof TableRule.Broadcast) {
            return Shows.COPIES;
        }
        return rule instanceof TableRule.Single single && !single.shard().equals(shard.name())
                ? Shows.ELSEWHERE
                : Shows.HERE;
    }

    /** True where the physical table has some rows of {@code rule}, others being elsewhere. */
    private static boolean part(TableRule.Sharded rule, Shard shard, String table) {
        return rule.slots().size() > 1
                && rule.slots().stream()
                        .anyMatch(slot -> slot.shard().equals(shard.name())
                                && slot.table().equalsIgnoreCase(table));
    }

    private static RoutingException refused(String view, String why, String hint) {
        return RoutingError.CROSS_SHARD.with("view " + view + ", which " + why + ",", hint);
    }
}
