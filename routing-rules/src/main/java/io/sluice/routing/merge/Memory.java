package io.sluice.routing.merge;

/** Where rows are held while a statement is answered, and so what it can grow to. Every route states its own. */
public enum Memory {
    /** Rows pass by; of each stream one is held: {@code SELECT … ORDER BY id}. */
    STREAM(""),
    /** Rows are held in memory, within a bound: those that {@code DELETE … ORDER BY id LIMIT 10} chooses. */
    HEAP("bounded heap (memory.merge_rows)"),
    /** The same, and what is beyond the bound in a temporary file: {@code … GROUP BY city ORDER BY SUM(total)}. */
    SPILL("bounded heap, then a temporary file (memory.merge_rows, memory.spill_bytes)"),
    /** Rows of a client's file wait in a temporary file, but for those of one slot on each shard: {@code LOAD DATA LOCAL INFILE …}. */
    FILE("a temporary file (memory.spill_bytes)"),
    /** Rows are held in temporary tables of a server, which goes to its own disk: {@code … JOIN … ON a.name = b.name}. */
    SERVER("server (memory.gather_rows, memory.gather_bytes)");

    private final String words;

    Memory(String words) {
        this.words = words;
    }

    /** What is merged: the class of the node that holds most. */
    public static Memory of(Merge merge) {
        for (Merge node = merge; node != null; node = Mergers.input(node)) {
            boolean holds =
                    node instanceof Merge.Group group && group.within().stream().anyMatch(within -> !within.streams());
            if (node instanceof Merge.Sort || holds) {
                return SPILL;
            }
        }
        return STREAM;
    }

    /** As plans print it, with the settings that bound it; empty for STREAM, which has none. */
    public String words() {
        return words;
    }
}
