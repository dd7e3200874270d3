package io.sluice.routing.schema;

import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What is known of the physical tables of each shard. May be empty (no server was reachable, or none is needed): planning
 * then refuses what it cannot prove. Immutable.
 *
 * @param shards shard name to (table name to table); each inner map compares names as the servers do: {@link #tables}
 * @param collations by name
 * @param catalog the tables of information_schema, names in upper case; empty where no server told them
 */
public record Schema(
        Map<String, Map<String, Table>> shards, Map<String, Collation> collations, Map<String, Table> catalog) {
    public Schema {
        shards = Map.copyOf(shards);
        collations = Map.copyOf(collations);
        catalog = Map.copyOf(catalog);
    }

    /** Nothing is known of information_schema. */
    public Schema(Map<String, Map<String, Table>> shards, Map<String, Collation> collations) {
        this(shards, collations, Map.of());
    }

    /**
     * Tables by name.
     *
     * @param foldsNames true where names that differ in letter case alone are one
     */
    public static Map<String, Table> tables(Iterable<Table> tables, boolean foldsNames) {
        Map<String, Table> byName = foldsNames ? new TreeMap<>(String.CASE_INSENSITIVE_ORDER) : new HashMap<>();
        tables.forEach(table -> byName.put(table.name(), table));
        return Collections.unmodifiableMap(byName);
    }

    /** Nothing is known. */
    public static Schema empty() {
        return new Schema(Map.of(), Map.of());
    }

    /** This schema, and for shards of which nothing is known here what {@code before} knew. */
    public Schema keeping(Schema before) {
        if (shards.keySet().containsAll(before.shards.keySet())) {
            return this;
        }
        Map<String, Map<String, Table>> tables = new HashMap<>(before.shards);
        tables.putAll(shards);
        Map<String, Collation> all = new HashMap<>(before.collations);
        all.putAll(collations);
        return new Schema(tables, all, catalog.isEmpty() ? before.catalog : catalog);
    }

    /** The table {@code name} on {@code shard}, or null where it is not known to exist. */
    public @Nullable Table table(String shard, String name) {
        Map<String, Table> tables = shards.get(shard);
        return tables == null ? null : tables.get(name);
    }
}
