package io.sluice.routing.session;

import io.sluice.routing.plan.Hold;
import io.sluice.routing.route.Route;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** What a session holds in server connections, and on which shard. Mutable, confined to its session's thread. */
public final class Holds {
    private final Map<Hold, String> shards = new LinkedHashMap<>();
    /** Where LOCK TABLES has locked. */
    private final Set<String> locked = new TreeSet<>();

    Holds() {}

    void take(Hold hold, String shard) {
        if (hold instanceof Hold.TableLocks) {
            locked.add(shard);
        } else {
            shards.put(hold, shard);
        }
    }

    void end(Hold hold) {
        if (hold instanceof Hold.TableLocks) {
            locked.clear();
        } else {
            shards.remove(hold);
        }
    }

    /** RELEASE_ALL_LOCKS(). */
    void endLocks() {
        shards.keySet().removeIf(hold -> hold instanceof Hold.UserLock);
    }

    /** Names of the locks held, as SQL text. */
    List<String> locks() {
        List<String> names = new ArrayList<>();
        for (Hold hold : shards.keySet()) {
            if (hold instanceof Hold.UserLock lock && lock.name() != null) {
                names.add(lock.name());
            }
        }
        return names;
    }

    /** The shards on which LOCK TABLES has locked, in the order of names. */
    public Set<String> lockedTables() {
        return locked.isEmpty() ? Set.of() : new TreeSet<>(locked);
    }

    /** LOCK TABLES was done on a shard. */
    public void locked(String shard) {
        locked.add(shard);
    }

    /** LOCK TABLES is over: UNLOCK TABLES was sent. */
    public void unlocked() {
        end(new Hold.TableLocks());
    }

    /** Whether a connection to the shard belongs to the session until it is given up. */
    public boolean on(String shard) {
        return locked.contains(shard) || shards.containsValue(shard);
    }

    /** The same for any shard of a route. */
    boolean on(Route route) {
        if (route instanceof Route.One one) {
            return on(one.part().shard());
        }
        if (route instanceof Route.Load load) {
            return load.parts().stream().anyMatch(part -> on(part.shard()));
        }
        return route instanceof Route.Many many && many.parts().stream().anyMatch(part -> on(part.shard()));
    }

    /** Shards of which the session has a connection of its own. */
    public Set<String> shards() {
        Set<String> all = new LinkedHashSet<>(shards.values());
        all.addAll(locked);
        return all;
    }

    /** Names that mean something on one shard only: temporary tables and handlers. */
    Map<String, String> names() {
        if (shards.isEmpty()) {
            return Map.of();
        }
        Map<String, String> names = new LinkedHashMap<>();
        shards.forEach((hold, shard) -> {
            if (hold instanceof Hold.TemporaryTable table) {
                names.put(table.name(), shard);
            } else if (hold instanceof Hold.Handler handler) {
                names.put(handler.name(), shard);
            }
        });
        return names;
    }

    /** What is held, in words: {@code temporary tables on s0}; empty where nothing is. */
    public String words() {
        Set<String> words = new LinkedHashSet<>();
        shards.forEach((hold, shard) -> words.add(hold.words() + " on " + shard));
        locked.forEach(shard -> words.add(new Hold.TableLocks().words() + " on " + shard));
        return String.join(", ", words);
    }

    /** The connection to the shard is gone: what it held is gone too; answers what that was, for the error. */
    public String lost(String shard) {
        Set<String> words = new LinkedHashSet<>();
        shards.entrySet().stream()
                .filter(held -> held.getValue().equals(shard))
                .map(held -> held.getKey().words())
                .forEach(words::add);
        shards.values().removeIf(shard::equals);
        if (locked.remove(shard)) {
            words.add(new Hold.TableLocks().words());
        }
        return String.join(", ", words);
    }

    void clear() {
        shards.clear();
        locked.clear();
    }
}
