package io.sluice.jdbc.exec;

import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The shards' statements that run now, by the application's statement, so that another thread can cancel them. Thread-safe. */
final class Running {
    private static final Object NOBODY = new Object();
    private final Map<Object, Set<Statement>> running = new ConcurrentHashMap<>();

    void started(@org.jspecify.annotations.Nullable Statement owner, Statement inner) {
        running.computeIfAbsent(owner == null ? NOBODY : owner, o -> ConcurrentHashMap.newKeySet())
                .add(inner);
    }

    void ended(@org.jspecify.annotations.Nullable Statement owner, Statement inner) {
        running.computeIfPresent(owner == null ? NOBODY : owner, (o, set) -> {
            set.remove(inner);
            return set.isEmpty() ? null : set;
        });
    }

    void cancel(Statement owner) throws SQLException {
        for (Statement inner : running.getOrDefault(owner, Set.of())) {
            inner.cancel();
        }
    }

    void cancelAll() {
        for (Set<Statement> set : running.values()) {
            for (Statement inner : set) {
                try {
                    inner.cancel();
                } catch (SQLException e) {
                    // it has ended already, or its connection is gone: either way it does not run
                    continue;
                }
            }
        }
    }
}
