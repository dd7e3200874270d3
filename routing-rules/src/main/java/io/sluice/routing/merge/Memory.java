package io.sluice.routing.merge;

/** Where rows are held while a statement is answered, and so what it can grow to. Every route states its own. */
public enum Memory {
    /** Rows pass by; of each stream one is held: {@code SELECT … ORDER BY id}. */
    STREAM(""),
    /** Rows are held here, in a heap with a bound: {@code … GROUP BY city ORDER BY SUM(total)}. */
    HEAP("bounded heap (memory.merge_rows)"),
    /** Rows are held in temporary tables of a server, which goes to its own disk: {@code … JOIN … ON a.name = b.name}. */
    SERVER("server (memory.gather_rows, memory.gather_bytes)");

    private final String words;

    Memory(String words) {
        this.words = words;
    }

    /** What is merged: the class of the node that holds most. */
    public static Memory of(Merge merge) {
        for (Merge node = merge; node != null; node = Mergers.input(node)) {
            if (node instanceof Merge.Sort) {
                return HEAP;
            }
        }
        return STREAM;
    }

    /** As plans print it, with the settings that bound it; empty for STREAM, which has none. */
    public String words() {
        return words;
    }
}
