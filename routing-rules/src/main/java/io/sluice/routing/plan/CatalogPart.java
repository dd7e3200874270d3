package io.sluice.routing.plan;

import io.sluice.routing.cluster.Cluster;
import io.sluice.routing.rules.Slot;
import io.sluice.routing.rules.TableRule;
import io.sluice.routing.schema.Table;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Which of the logical tables one shard tells of, each by one of its physical tables: all parts together tell of every table once.
 * Immutable.
 *
 * @param shard its name
 * @param first true for the one part that tells of the server's own schemas, too
 * @param names physical name to logical name, where the two are not the same
 * @param hidden physical tables that are not shown: further slots, what another part tells of
 */
record CatalogPart(String shard, boolean first, Map<String, String> names, Set<String> hidden) {
    CatalogPart {
        names = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(names));
        hidden = java.util.Collections.unmodifiableSet(new LinkedHashSet<>(hidden));
    }

    /** One part where some shard has a bit of every table, else as many as are needed; the default shard is preferred. */
    static List<CatalogPart> of(Cluster cluster) {
        return new Search(cluster).parts();
    }

    /** Makes the parts of one cluster. Confined to one thread. */
    private static final class Search {
        private final Cluster cluster;
        /** By logical table: by shard the physical table that tells of it there. */
        private final Map<String, Map<String, String>> places = new TreeMap<>();
        /** By shard: all that stands in its schema, as far as it is known, and the slots of all rules. */
        private final Map<String, Set<String>> there = new LinkedHashMap<>();

        Search(Cluster cluster) {
            this.cluster = cluster;
            cluster.shards().keySet().forEach(shard -> there.put(shard, new LinkedHashSet<>()));
            for (TableRule rule : cluster.rules().tables().values()) {
                for (Slot slot : slots(rule)) {
                    if (exists(slot)) {
                        tell(rule.table(), slot.shard(), slot.table());
                    }
                }
            }
            undeclared();
        }

        List<CatalogPart> parts() {
            for (String shard : there.keySet()) {
                if (places.values().stream().allMatch(on -> on.containsKey(shard))) {
                    return List.of(part(shard, true, places.keySet()));
                }
            }
            Map<String, Set<String>> told = new LinkedHashMap<>();
            there.keySet().forEach(shard -> told.put(shard, new LinkedHashSet<>()));
            places.forEach((table, on) -> there.keySet().stream()
                    .filter(on::containsKey)
                    .findFirst()
                    .ifPresent(shard -> told.computeIfAbsent(shard, s -> new LinkedHashSet<>())
                            .add(table)));
            List<CatalogPart> parts = new ArrayList<>();
            told.forEach((shard, tables) -> {
                if (parts.isEmpty() || !tables.isEmpty()) {
                    parts.add(part(shard, parts.isEmpty(), tables));
                }
            });
            return parts;
        }

        private CatalogPart part(String shard, boolean first, Collection<String> tables) {
            Map<String, String> names = new LinkedHashMap<>();
            Set<String> shown = new HashSet<>();
            for (String table : tables) {
                String physical = places.getOrDefault(table, Map.of()).getOrDefault(shard, table);
                shown.add(cluster.dialect().folded(physical));
                if (!physical.equals(table)) {
                    names.put(physical, table);
                }
            }
            Set<String> hidden = new LinkedHashSet<>(there.getOrDefault(shard, Set.of()));
            hidden.removeIf(name -> shown.contains(cluster.dialect().folded(name)));
            return new CatalogPart(shard, first, names, hidden);
        }

        private void tell(String logical, String shard, String physical) {
            there.computeIfAbsent(shard, s -> new LinkedHashSet<>()).add(physical);
            places.computeIfAbsent(logical, table -> new LinkedHashMap<>()).putIfAbsent(shard, physical);
        }

        /** Tables of no rule are the first shard's that has them; views may be the same on several. */
        private void undeclared() {
            Map<String, Set<String>> ruled = new LinkedHashMap<>();
            there.forEach((shard, tables) -> ruled.put(shard, folded(tables)));
            cluster.schema().shards().forEach((shard, tables) -> {
                if (there.containsKey(shard)) {
                    tables.values().forEach(table -> there.get(shard).add(table.name()));
                }
            });
            for (String shard : there.keySet()) {
                for (Table table :
                        cluster.schema().shards().getOrDefault(shard, Map.of()).values()) {
                    String name = cluster.dialect().folded(table.name());
                    boolean slot =
                            ruled.getOrDefault(shard, Set.of()).contains(name) || cluster.rule(table.name()) != null;
                    boolean elsewhere = places.containsKey(table.name()) && table.definition() == null;
                    if (!slot && !elsewhere) {
                        tell(table.name(), shard, table.name());
                    }
                }
            }
        }

        private Set<String> folded(Set<String> tables) {
            Set<String> folded = new LinkedHashSet<>();
            tables.forEach(table -> folded.add(cluster.dialect().folded(table)));
            return folded;
        }

        /** Where nobody has told what a shard has, the rules say it. */
        private boolean exists(Slot slot) {
            Map<String, Table> known = cluster.schema().shards().get(slot.shard());
            return known == null || known.containsKey(slot.table());
        }

        private List<Slot> slots(TableRule rule) {
            if (rule instanceof TableRule.Sharded sharded) {
                return sharded.slots();
            }
            @Nullable String only = rule instanceof TableRule.Single single ? single.shard() : null;
            return cluster.shards().keySet().stream()
                    .filter(shard -> only == null || only.equals(shard))
                    .map(shard -> new Slot(shard, rule.table()))
                    .toList();
        }
    }
}
