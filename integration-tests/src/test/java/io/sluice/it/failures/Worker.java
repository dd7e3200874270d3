package io.sluice.it.failures;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * One client that goes on whatever happens: it writes rows with unique tokens, or reads, of one shard, and keeps a record. A
 * broken connection is opened again, as a pool would do. The record may be read by other threads at any time.
 */
final class Worker implements Runnable {
    private static final AtomicLong TOKENS = new AtomicLong();

    private final Door door;
    private final long owner;
    private final boolean writes;
    private final Thread thread;

    private volatile boolean stopping;
    private volatile long successes;
    private volatile long begun;
    private volatile long longestNanos;
    private @Nullable Connection connection;

    final Set<Long> acknowledged = ConcurrentHashMap.newKeySet();
    final Set<Long> unknown = ConcurrentHashMap.newKeySet();
    final List<SQLException> errors = new CopyOnWriteArrayList<>();

    private Worker(Door door, long owner, boolean writes) {
        this.door = door;
        this.owner = owner;
        this.writes = writes;
        this.thread = new Thread(this, (writes ? "writer-" : "reader-") + owner);
        thread.setDaemon(true);
    }

    static Worker start(Door door, long owner, boolean writes) {
        Worker worker = new Worker(door, owner, writes);
        worker.thread.start();
        return worker;
    }

    boolean writes() {
        return writes;
    }

    long owner() {
        return owner;
    }

    /** Statements that ended well so far. */
    long successes() {
        return successes;
    }

    /** The longest that anything took, also what goes on now. */
    long longestMillis() {
        long now = begun == 0 ? 0 : System.nanoTime() - begun;
        return Math.max(longestNanos, now) / 1_000_000;
    }

    void stop() {
        stopping = true;
    }

    /** False where it still runs after that time: it hangs. */
    boolean ended(long millis) throws InterruptedException {
        thread.join(millis);
        return !thread.isAlive();
    }

    @Override
    public void run() {
        while (!stopping) {
            long token = TOKENS.incrementAndGet();
            begun = System.nanoTime();
            try {
                once(token);
                successes++;
            } catch (SQLException e) {
                errors.add(e);
                unknown.add(token);
                disconnectWhereBroken();
            }
            longestNanos = Math.max(longestNanos, System.nanoTime() - begun);
            begun = 0;
            pause();
        }
        disconnect();
    }

    private void once(long token) throws SQLException {
        Connection open = connection;
        if (open == null) {
            open = door.connect();
            connection = open;
        }
        if (writes) {
            write(open, token);
        } else {
            read(open);
        }
    }

    private void write(Connection open, long token) throws SQLException {
        try (PreparedStatement insert = open.prepareStatement("INSERT INTO entries (owner, token) VALUES (?, ?)")) {
            insert.setLong(1, owner);
            insert.setLong(2, token);
            insert.executeUpdate();
            acknowledged.add(token);
        }
    }

    private void read(Connection open) throws SQLException {
        try (PreparedStatement select = open.prepareStatement("SELECT COUNT(*) FROM entries WHERE owner = ?")) {
            select.setLong(1, owner);
            try (ResultSet rows = select.executeQuery()) {
                rows.next();
            }
        }
    }

    private void disconnectWhereBroken() {
        try {
            Connection open = connection;
            if (open != null && !open.isValid(10)) {
                disconnect();
            }
        } catch (SQLException e) {
            disconnect();
        }
    }

    private void disconnect() {
        try {
            Connection open = connection;
            if (open != null) {
                open.close();
            }
        } catch (SQLException e) {
            // It is broken: that is why it is closed.
        }
        connection = null;
    }

    private static void pause() {
        try {
            Thread.sleep(5);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public String toString() {
        return thread.getName() + ": " + successes + " done, " + errors.size() + " errors, longest " + longestMillis()
                + " ms";
    }
}
