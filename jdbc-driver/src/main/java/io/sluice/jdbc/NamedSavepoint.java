package io.sluice.jdbc;

import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A savepoint.
 *
 * @param name null for an unnamed one
 * @param id of an unnamed one
 */
record NamedSavepoint(@Nullable String name, int id) implements Savepoint {
    private static final AtomicInteger IDS = new AtomicInteger();

    static NamedSavepoint unnamed() {
        return new NamedSavepoint(null, IDS.incrementAndGet());
    }

    static NamedSavepoint of(Savepoint savepoint) throws SQLException {
        if (savepoint instanceof NamedSavepoint ours) {
            return ours;
        }
        throw new SQLException("not a savepoint of this connection", "S1009");
    }

    /** As SQL names it. */
    String quoted() {
        String text = name == null ? "sluice_" + id : name;
        return '`' + text.replace("`", "``") + '`';
    }

    @Override
    public int getSavepointId() throws SQLException {
        if (name != null) {
            throw new SQLException("Only supported for unnamed savepoints.", "S1C00");
        }
        return id;
    }

    @Override
    public String getSavepointName() throws SQLException {
        if (name == null) {
            throw new SQLException("Only supported for named savepoints.", "S1C00");
        }
        return name;
    }
}
