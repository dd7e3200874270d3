package io.sluice.routing.causality;

import java.util.Arrays;

/**
 * What a statement may read or change, as far as its text and values tell: tables, and the sharding keys in each. Hashed: two that are
 * different may look alike, which errs towards the primary; what is the same never looks different. Immutable.
 */
public final class Footprint {
    /** Anything: functions, procedures, tables that nobody knows. */
    public static final Footprint EVERYTHING = new Footprint(null, new long[0][]);

    /** Nothing: {@code SELECT 1}. */
    public static final Footprint NOTHING = new Footprint(new long[0], new long[0][]);

    /** Any key of a table. */
    private static final long[] ANY_KEY = {};

    /** Beyond these numbers a transaction's footprint is coarser: it is kept until the transaction ends. */
    private static final int TABLES = 16;

    private static final int KEYS = 64;

    /** Null for any table. */
    private final long @org.jspecify.annotations.Nullable [] tables;

    /** For each table its keys in rising order; {@link #ANY_KEY} for any. */
    private final long[][] keys;

    private Footprint(long @org.jspecify.annotations.Nullable [] tables, long[][] keys) {
        this.tables = tables;
        this.keys = keys;
    }

    /** Any row of a table. */
    public static Footprint table(long table) {
        return new Footprint(new long[] {table}, new long[][] {ANY_KEY});
    }

    /** The rows of a table that have one of these keys. */
    public static Footprint keys(long table, long... keys) {
        if (keys.length > KEYS) {
            return table(table);
        }
        return keys.length == 0 ? NOTHING : new Footprint(new long[] {table}, new long[][] {sorted(keys)});
    }

    /** A name's hash; letter case does not count. */
    public static long hash(String name) {
        long hash = 1125899906842597L;
        for (int i = 0; i < name.length(); i++) {
            hash = 31 * hash + Character.toLowerCase(Character.toUpperCase(name.charAt(i)));
        }
        return mix(hash);
    }

    static long mix(long value) {
        // Stafford's variant 13 of MurmurHash3's finalizer, as in SplittableRandom.
        long mixed = (value ^ (value >>> 30)) * 0xbf58476d1ce4e5b9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94d049bb133111ebL;
        return mixed ^ (mixed >>> 31);
    }

    private static long[] sorted(long[] keys) {
        if (keys.length == 1) {
            return keys;
        }
        return Arrays.stream(keys).sorted().distinct().toArray();
    }

    /** Both. */
    public Footprint and(Footprint other) {
        if (tables == null || other.tables == null) {
            return EVERYTHING;
        }
        if (tables.length == 0 || other.tables.length == 0) {
            return tables.length == 0 ? other : this;
        }
        Footprint both = this;
        for (int i = 0; i < other.tables.length; i++) {
            both = both.with(other.tables[i], other.keys[i]);
        }
        return both;
    }

    private Footprint with(long table, long[] more) {
        long[] known = tables;
        if (known == null) {
            return EVERYTHING;
        }
        for (int i = 0; i < known.length; i++) {
            if (known[i] == table) {
                long[] union = union(keys[i], more);
                if (Arrays.equals(union, keys[i])) {
                    return this;
                }
                long[][] now = keys.clone();
                now[i] = union;
                return new Footprint(known, now);
            }
        }
        if (known.length == TABLES) {
            return EVERYTHING;
        }
        long[] now = Arrays.copyOf(known, known.length + 1);
        long[][] nowKeys = Arrays.copyOf(keys, keys.length + 1);
        now[known.length] = table;
        nowKeys[known.length] = more;
        return new Footprint(now, nowKeys);
    }

    private static long[] union(long[] one, long[] other) {
        if (one.length == 0 || other.length == 0) {
            return ANY_KEY;
        }
        long[] both = Arrays.copyOf(one, one.length + other.length);
        System.arraycopy(other, 0, both, one.length, other.length);
        long[] union = sorted(both);
        return union.length > KEYS ? ANY_KEY : union;
    }

    /** True for {@link #EVERYTHING}. */
    public boolean isEverything() {
        return tables == null;
    }

    /** True for {@link #NOTHING}. */
    public boolean isNothing() {
        return tables != null && tables.length == 0;
    }

    // ---- marks

    private static final long EVERY_TABLE = 0x5eed_0001L;
    private static final long EVERY_KEY = 0x5eed_0002L;
    private static final long SOME_KEY = 0x5eed_0003L;
    private static final long KEY = 0x5eed_0005L;

    private static long mark(long shard, long table, long what) {
        return mix(shard ^ mix(table + what));
    }

    /** Gives each mark that a write of this leaves. */
    void written(long shard, Marks marks) {
        long[] known = tables;
        if (known == null) {
            marks.mark(mark(shard, 0, EVERY_TABLE));
            return;
        }
        for (int i = 0; i < known.length; i++) {
            marks.mark(mark(shard, known[i], SOME_KEY));
            if (keys[i].length == 0) {
                marks.mark(mark(shard, known[i], EVERY_KEY));
            }
            for (long key : keys[i]) {
                marks.mark(mark(shard, known[i], KEY + 2 * key));
            }
        }
    }

    /** The latest of the marks that writes of anything of this have left; for {@link #EVERYTHING} the caller knows better. */
    long latest(long shard, Times times) {
        long latest = times.at(mark(shard, 0, EVERY_TABLE));
        long[] known = tables;
        if (known == null) {
            return latest;
        }
        for (int i = 0; i < known.length; i++) {
            latest = Math.max(latest, times.at(mark(shard, known[i], EVERY_KEY)));
            if (keys[i].length == 0) {
                latest = Math.max(latest, times.at(mark(shard, known[i], SOME_KEY)));
            }
            for (long key : keys[i]) {
                latest = Math.max(latest, times.at(mark(shard, known[i], KEY + 2 * key)));
            }
        }
        return latest;
    }

    /** Takes marks. */
    interface Marks {
        void mark(long mark);
    }

    /** The instant that was last marked. */
    interface Times {
        long at(long mark);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Footprint that
                && Arrays.equals(tables, that.tables)
                && Arrays.deepEquals(keys, that.keys);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(tables) + Arrays.deepHashCode(keys);
    }

    @Override
    public String toString() {
        return tables == null ? "everything" : tables.length + " tables";
    }
}
