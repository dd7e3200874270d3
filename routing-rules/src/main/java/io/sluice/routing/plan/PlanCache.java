package io.sluice.routing.plan;

import io.sluice.routing.rights.Needs;
import io.sluice.sql.lex.Fingerprint;
import io.sluice.sql.lex.Shape;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The plans of one cluster snapshot by statement shape and schema, bounded by bytes. Safe for use by many threads; those that miss
 * the same text at once wait for one of them.
 *
 * <p>A plan may depend on the literals of some slots ({@code ORDER BY 2}); then there is a plan for each text of those. Eviction
 * gives each entry a second chance: what was used since it was last looked at goes to the end of the queue.
 */
public final class PlanCache {
    /** What a plan takes beside its key: measured roughly, for small statements. */
    private static final int PLAN_BYTES = 2_000;

    /** Pieces and spans per character of text. */
    private static final int BYTES_PER_CHARACTER = 8;

    private final long maxBytes;
    private final Map<Key, Entry> entries = new ConcurrentHashMap<>();
    private final Map<Cold, Planning> planning = new ConcurrentHashMap<>();
    private final ConcurrentLinkedQueue<Entry> queue = new ConcurrentLinkedQueue<>();
    private final AtomicLong bytes = new AtomicLong();
    private final AtomicLong evictions = new AtomicLong();

    /** @param maxBytes upper bound of the memory held, estimated */
    public PlanCache(long maxBytes) {
        this.maxBytes = maxBytes;
    }

    /** Upper bound of the memory held, in bytes. */
    public long maxBytes() {
        return maxBytes;
    }

    /** The memory held now, in bytes, estimated. */
    public long bytes() {
        return bytes.get();
    }

    /** How many entries have made room for others. */
    public long evictions() {
        return evictions.get();
    }

    /** How many plans are held. */
    public int size() {
        return queue.size();
    }

    /** The plan for this text, or null. */
    public @Nullable Plan find(Fingerprint statement, @Nullable String schema) {
        Entry entry = entries.get(new Key(statement.shape(), schema, ""));
        if (entry != null && !entry.pinned.isEmpty()) {
            entry.used = true;
            entry = entries.get(new Key(statement.shape(), schema, literals(statement, entry.pinned)));
        }
        if (entry == null) {
            return null;
        }
        entry.used = true;
        entry.hits++; // two threads may count one: it is for people
        return entry.plan;
    }

    /**
     * A plan that is held.
     *
     * @param shape of its statements, without literals
     * @param hits how often it was found, roughly
     * @param bytes what it takes, estimated
     */
    public record Held(Shape shape, @Nullable String schema, Plan plan, long hits, int bytes) {}

    /** The plans that were found most often. @param most how many at most */
    public List<Held> favourites(int most) {
        PriorityQueue<Held> best = new PriorityQueue<>(Comparator.comparingLong(Held::hits));
        for (Entry entry : queue) {
            Plan plan = entry.plan;
            if (plan != null) {
                best.add(new Held(entry.key.shape(), entry.key.schema(), plan, entry.hits, entry.bytes));
                if (best.size() > most) {
                    best.poll();
                }
            }
        }
        return best.stream()
                .sorted(Comparator.comparingLong(Held::hits).reversed())
                .toList();
    }

    /** What the shape's statements need, null where none of its plans is held. */
    public @Nullable Needs needs(Fingerprint statement, @Nullable String schema) {
        Entry entry = entries.get(new Key(statement.shape(), schema, ""));
        return entry == null ? null : entry.needs;
    }

    /** What is being planned: a whole text, for a plan may depend on its literals. */
    private record Cold(Shape shape, @Nullable String schema, String text) {}

    /** Who plans holds its monitor; who waits for that finds the plan here, null where it failed. */
    private static final class Planning {
        @Nullable
        Plan plan;
    }

    /**
     * The plan of a text that was not found: made by one of the threads that ask for it at once, and kept. Takes as long as planning does.
     *
     * @param making makes it; asked again by each of the others where that fails
     */
    public Plan make(Fingerprint statement, @Nullable String schema, Supplier<Planned> making) {
        Cold cold = new Cold(statement.shape(), schema, statement.text());
        Planning one = planning.computeIfAbsent(cold, key -> new Planning());
        synchronized (one) {
            try {
                Plan plan = one.plan == null ? find(statement, schema) : one.plan; // somebody may just have been done
                if (plan == null) {
                    Planned planned = making.get();
                    keep(statement, schema, planned);
                    plan = planned.plan();
                }
                one.plan = plan;
                return plan;
            } finally {
                planning.remove(cold, one);
            }
        }
    }

    /** Keeps a plan that was made for this text. */
    public void keep(Fingerprint statement, @Nullable String schema, Planned planned) {
        Shape shape = statement.shape().compact();
        long weight = shape.weight()
                + PLAN_BYTES
                + (long) BYTES_PER_CHARACTER * statement.text().length()
                + PlanWeight.of(planned.plan());
        if (weight > Math.min(maxBytes / 8, Integer.MAX_VALUE)) {
            return;
        }
        int size = (int) weight;
        Key key = new Key(shape, schema, "");
        Entry known = entries.get(key);
        List<Integer> pinned = known == null ? planned.pinned() : union(known.pinned, planned.pinned());
        if (pinned.isEmpty()) {
            add(new Entry(key, planned, List.of(), size));
        } else {
            if (known != null && !known.pinned.equals(pinned) && entries.remove(key, known)) {
                bytes.addAndGet(-known.bytes);
            }
            add(new Entry(key, null, planned.needs(), pinned, shape.weight()));
            add(new Entry(new Key(shape, schema, literals(statement, pinned)), planned, List.of(), size));
        }
        while (bytes.get() > maxBytes) {
            if (!evict()) {
                return;
            }
        }
    }

    /** Texts of one shape may depend on different slots ({@code 1 = 0 OR 1 = 1}): all plans are then kept by all of those. */
    private static List<Integer> union(List<Integer> some, List<Integer> others) {
        TreeSet<Integer> all = new TreeSet<>(some);
        all.addAll(others);
        return List.copyOf(all);
    }

    private void add(Entry entry) {
        if (entries.putIfAbsent(entry.key, entry) == null) {
            bytes.addAndGet(entry.bytes);
            queue.add(entry);
        }
    }

    private boolean evict() {
        Entry entry = queue.poll();
        if (entry == null) {
            return false;
        }
        if (entry.used) {
            entry.used = false;
            queue.add(entry);
        } else if (entries.remove(entry.key, entry)) {
            bytes.addAndGet(-entry.bytes);
            evictions.incrementAndGet();
        }
        return true;
    }

    /**
     * INVARIANT: no two lists of literals, nor those of different slots, have the same text; the slots' numbers and the lengths
     * keep them apart. Never empty.
     */
    private static String literals(Fingerprint statement, List<Integer> pinned) {
        StringBuilder out = new StringBuilder();
        for (Iterator<Integer> i = pinned.iterator(); i.hasNext(); ) {
            int slot = i.next();
            out.append(slot).append('@');
            out.append(statement.slotEnd(slot) - statement.slotStart(slot)).append(':');
            out.append(statement.text(), statement.slotStart(slot), statement.slotEnd(slot));
        }
        return out.toString();
    }

    /** {@code literals} is empty for the plan that depends on none, or for the entry that says on which it depends. */
    private record Key(Shape shape, @Nullable String schema, String literals) {}

    private static final class Entry {
        final Key key;
        final @Nullable Plan plan;
        final Needs needs;
        final List<Integer> pinned;
        final int bytes;
        volatile boolean used;
        long hits;

        Entry(Key key, Planned planned, List<Integer> pinned, int bytes) {
            this(key, planned.plan(), planned.needs(), pinned, bytes);
        }

        Entry(Key key, @Nullable Plan plan, Needs needs, List<Integer> pinned, int bytes) {
            this.key = key;
            this.plan = plan;
            this.needs = needs;
            this.pinned = pinned;
            this.bytes = bytes;
        }
    }
}
