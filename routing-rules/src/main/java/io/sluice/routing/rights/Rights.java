package io.sluice.routing.rights;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What one user may do. Immutable.
 *
 * @param unlimited every statement, as a user without {@code grants} may; {@code bySchema} then says what of the proxy itself
 * @param bySchema by schema in lower case; {@code *} is every one, and the proxy
 */
public record Rights(boolean unlimited, Map<String, Set<Privilege>> bySchema) {
    /** The key of what holds everywhere. */
    public static final String EVERYWHERE = "*";

    /** Every statement, but of other users' sessions nothing. */
    public static final Rights ALL = new Rights(true, Map.of());

    public Rights {
        Map<String, Set<Privilege>> copy = new TreeMap<>();
        bySchema.forEach((schema, privileges) -> copy.put(schema.toLowerCase(Locale.ROOT), Set.copyOf(privileges)));
        bySchema = Map.copyOf(copy);
    }

    /** What was granted; a statement needs more than that only to be refused. */
    public static Rights of(Map<String, Set<Privilege>> bySchema) {
        return new Rights(false, bySchema);
    }

    /** The privileges on a schema, those that hold everywhere included. */
    public Set<Privilege> on(String schema) {
        Set<Privilege> all = EnumSet.noneOf(Privilege.class);
        all.addAll(bySchema.getOrDefault(EVERYWHERE, Set.of()));
        all.addAll(bySchema.getOrDefault(schema.toLowerCase(Locale.ROOT), Set.of()));
        return all;
    }

    /** Whether the schema may be entered: any privilege on it will do. information_schema is everybody's. */
    public boolean enters(String schema) {
        return unlimited
                || schema.equalsIgnoreCase("information_schema")
                || on(schema).stream().anyMatch(Privilege.OF_SCHEMA::contains);
    }

    /** Whether what is about the proxy itself is granted: PROCESS, CONNECTION_ADMIN. */
    public boolean holds(Privilege ofTheProxy) {
        return bySchema.getOrDefault(EVERYWHERE, Set.of()).contains(ofTheProxy);
    }

    /** Whether everything was granted everywhere, what no list of privileges names included. */
    boolean everything() {
        return unlimited || bySchema.getOrDefault(EVERYWHERE, Set.of()).containsAll(Privilege.OF_SCHEMA);
    }
}
