package io.sluice.routing.rules;

/**
 * Where rows live: one physical table on one shard.
 *
 * @param shard shard name of the cluster file
 * @param table physical table name
 */
public record Slot(String shard, String table) {
    @Override
    public String toString() {
        return shard + "." + table;
    }
}
