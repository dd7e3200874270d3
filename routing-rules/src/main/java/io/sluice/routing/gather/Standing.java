package io.sluice.routing.gather;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Temporary tables that stay on a connection from one statement to the next, empty in between: to make and to drop them would take a
 * server longer than to empty them. Immutable.
 *
 * <p>INVARIANT: they are emptied by TRUNCATE. InnoDB never purges what is deleted of temporary tables; it would be read over for ever.
 *
 * @param tables the name of each, and the CREATE TEMPORARY TABLE that has made it
 */
public record Standing(Map<String, String> tables) {
    /** A connection on which nothing stays. */
    public static final Standing NONE = new Standing(Map.of());

    /** A connection has no more than these, but for those of the statement that is under way on it. */
    private static final int MOST = 16;

    public Standing {
        tables = Map.copyOf(tables);
    }

    /** Whether it has none. */
    public boolean isEmpty() {
        return tables.isEmpty();
    }

    /** Those that may stay where {@code wanted} are used. */
    Standing beside(Standing wanted) {
        boolean few = tables.size() + wanted.tables.size() <= MOST;
        Map<String, String> all = new HashMap<>();
        tables.forEach((name, create) -> {
            String other = wanted.tables.get(name);
            if (other == null ? few : other.equals(create)) {
                all.put(name, create);
            }
        });
        return new Standing(all);
    }

    /** All of both, which are not at odds. */
    Standing and(Standing other) {
        Map<String, String> all = new HashMap<>(tables);
        all.putAll(other.tables);
        return new Standing(all);
    }

    /** Those that are not among {@code others}. */
    Standing without(Standing others) {
        Map<String, String> all = new HashMap<>(tables);
        all.keySet().removeAll(others.tables.keySet());
        return new Standing(all);
    }

    /** What makes them. */
    List<String> create() {
        return tables.keySet().stream().sorted().map(tables::get).toList();
    }

    /** What takes them away. */
    List<String> drop() {
        return isEmpty() ? List.of() : List.of("DROP TEMPORARY TABLE " + names().collect(Collectors.joining(", ")));
    }

    /** What empties them. */
    List<String> empty() {
        return names().map(name -> "TRUNCATE TABLE " + name).toList();
    }

    private Stream<String> names() {
        return tables.keySet().stream().sorted().map(name -> '`' + name + '`');
    }
}
