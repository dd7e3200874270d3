package io.sluice.it.failover;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * One client that goes on whatever happens: rows with unique numbers, by turns alone and two in a transaction, or reads. Its
 * record may be read by other threads when it has ended.
 */
final class Writer implements Runnable {
    private static final AtomicLong NUMBERS = new AtomicLong();

    /** A way in. */
    interface Door {
        Connection connect() throws SQLException;
    }

    private final Door door;
    private final long owner;
    private final boolean writes;
    private final Thread thread;
    private @Nullable Connection connection;

    private volatile boolean stopping;
    private volatile long done;
    private volatile long longest;
    final Set<Long> acknowledged = ConcurrentHashMap.newKeySet();
    final List<SQLException> errors = new CopyOnWriteArrayList<>();

    private Writer(Door door, long owner, boolean writes) {
        this.door = door;
        this.owner = owner;
        this.writes = writes;
        this.thread = new Thread(this, (writes ? "writer-" : "reader-") + owner);
        thread.setDaemon(true);
    }

    static Writer start(Door door, long owner, boolean writes) {
        Writer writer = new Writer(door, owner, writes);
        writer.thread.start();
        return writer;
    }

    long done() {
        return done;
    }

    long longestMillis() {
        return longest / 1_000_000;
    }

    boolean writes() {
        return writes;
    }

    void stop() {
        stopping = true;
    }

    void join() throws InterruptedException {
        thread.join(30_000);
        if (thread.isAlive()) {
            throw new AssertionError(thread.getName() + " hangs");
        }
    }

    @Override
    public void run() {
        while (!stopping) {
            long begun = System.nanoTime();
            try {
                once();
                done++;
            } catch (SQLException e) {
                errors.add(e);
                close();
            }
            longest = Math.max(longest, System.nanoTime() - begun);
            try {
                Thread.sleep(3);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        close();
    }

    private void once() throws SQLException {
        Connection open = connection;
        if (open == null) {
            open = door.connect();
            connection = open;
        }
        try (Statement statement = open.createStatement()) {
            if (!writes) {
                statement
                        .executeQuery("SELECT COUNT(*) FROM entries WHERE owner = " + owner)
                        .close();
            } else if (done % 2 == 0) {
                long token = NUMBERS.incrementAndGet();
                statement.executeUpdate(insert(token));
                acknowledged.add(token);
            } else {
                transaction(open, statement);
            }
        }
    }

    private void transaction(Connection open, Statement statement) throws SQLException {
        long first = NUMBERS.incrementAndGet();
        long second = NUMBERS.incrementAndGet();
        open.setAutoCommit(false);
        statement.executeUpdate(insert(first));
        statement.executeUpdate(insert(second));
        open.commit();
        acknowledged.add(first);
        acknowledged.add(second);
        open.setAutoCommit(true);
    }

    private String insert(long token) {
        return "INSERT INTO entries (owner, token) VALUES (" + owner + ", " + token + ")";
    }

    private void close() {
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

    @Override
    public String toString() {
        return thread.getName() + ": " + done + " done, " + errors.size() + " errors, longest " + longestMillis()
                + " ms";
    }
}
