package io.sluice.jdbc.exec;

import com.mysql.cj.jdbc.exceptions.MySQLStatementCancelledException;
import com.mysql.cj.jdbc.exceptions.MySQLTimeoutException;
import io.sluice.routing.gather.Allowance;
import io.sluice.routing.merge.Row;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** What ends a gathered statement early: its time, a cancel, a failure of one of its workers, too many rows. Thread-safe. */
final class Watch {
    private static final int ER_QUERY_INTERRUPTED = 1317;

    private final @Nullable Statement owner;
    private final long timeoutNanos;
    private final long startedNanos;
    private final Allowance.Limits limits;
    private Allowance allowance;
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
    private volatile boolean cancelled;

    Watch(StatementOptions options, long startedNanos, Allowance.Limits limits) {
        this.owner = options.owner();
        this.timeoutNanos = options.timeoutMillis() * 1_000_000;
        this.startedNanos = startedNanos;
        this.limits = limits;
        this.allowance = new Allowance(limits);
    }

    /** The statement begins once more. */
    synchronized void again() {
        failure.set(null);
        allowance = new Allowance(limits);
    }

    /** What was brought together is not needed any more. */
    synchronized void settled() {
        allowance.close();
    }

    /** The application's statement. */
    @Nullable
    Statement owner() {
        return owner;
    }

    /** Any thread may call it. */
    void cancel() {
        cancelled = true;
    }

    /** A worker has failed: the others need not go on. The first failure is the statement's. */
    void failed(Throwable thrown) {
        failure.compareAndSet(null, thrown);
    }

    /** Counts a row. */
    void row(Row row) throws SQLException {
        synchronized (this) {
            allowance.add(row);
        }
        if (cancelled || failure.get() != null) {
            check();
        }
    }

    /** @throws SQLException where there is no reason to go on */
    void check() throws SQLException {
        if (cancelled) {
            throw new MySQLStatementCancelledException();
        }
        if (late()) {
            throw new MySQLTimeoutException();
        }
        if (failure.get() != null) {
            throw new SQLException("another part of the statement has failed");
        }
    }

    private boolean late() {
        return timeoutNanos > 0 && System.nanoTime() - startedNanos >= timeoutNanos;
    }

    /** True where a KILL may be under way to one of its connections. */
    boolean stopped() {
        return cancelled || late();
    }

    /** What the application is told of an error: where the server was told to stop, why. */
    SQLException told(SQLException e) {
        if (e.getErrorCode() != ER_QUERY_INTERRUPTED || !stopped()) {
            return e;
        }
        return cancelled ? new MySQLStatementCancelledException() : new MySQLTimeoutException();
    }

    /** The failure that made the others end; {@code e} where it is that itself. */
    SQLException first(Exception e) {
        Throwable first = failure.get();
        Throwable told = first == null ? e : first;
        if (told instanceof RuntimeException bug) {
            throw bug;
        }
        return told instanceof SQLException sql ? sql : new SQLException(told);
    }
}
