package io.sluice.routing.causality;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Which writes a read must not miss. */
public enum Scope {
    /** Those of any session of this process whose rows may be among those that are read. */
    KEY,
    /** Those of the same session on the same shard. */
    SESSION,
    /** All that this process knows of on the shard. */
    STRICT,
    /** None: replicas answer as they are. */
    OFF;

    /** As settings say it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The one that a setting says, in any letter case; null for none. */
    public static @Nullable Scope of(String word) {
        for (Scope scope : values()) {
            if (scope.word().equalsIgnoreCase(word.strip())) {
                return scope;
            }
        }
        return null;
    }
}
