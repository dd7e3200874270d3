package io.sluice.routing.control;

import io.sluice.routing.cluster.ServerAddress;
import io.sluice.sql.Dialect;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One daemon thread that asks one server again and again over one connection. A thread each, because a server that
 * hangs must not delay the news about the others.
 */
final class ServerProbe implements AutoCloseable {
    /** Between two questions for a position that reads wait for, in milliseconds. */
    private static final long HURRY = 100;

    /** Takes what a server was seen as. */
    interface Listener {
        /** @param asked when the question began, as {@link System#nanoTime} */
        void accept(ServerAddress server, Observation seen, long asked);
    }

    private final ServerAddress address;
    private final ProbeSettings settings;
    private final Listener listener;
    private final Following following;
    private final Semaphore wanted = new Semaphore(0);
    private final Thread thread;
    private volatile boolean closed;

    // Touched by the thread alone.
    private @Nullable Connection connection;
    private Dialect dialect = Dialect.MYSQL;

    ServerProbe(ServerAddress address, ProbeSettings settings, Listener listener, Following following) {
        this.following = following;
        this.address = address;
        this.settings = settings;
        this.listener = listener;
        this.thread = new Thread(this::run, "sluice-probe " + address);
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    /** Asks at once, not only after the interval. */
    void hurry() {
        wanted.release();
    }

    private void run() {
        while (!closed) {
            long asked = System.nanoTime();
            Observation seen = observe();
            if (!closed) {
                listener.accept(address, seen, asked);
            }
            if (seen instanceof Observation.Silent) {
                following.lost(address);
            }
            rest(seen instanceof Observation.Answered && follow());
        }
        disconnect();
    }

    /** Until the next full question; meanwhile the position is asked as often as reads wait for it. */
    private void rest(boolean follows) {
        long end = System.nanoTime() + settings.interval().toNanos();
        boolean goesOn = follows;
        try {
            long left = settings.interval().toMillis();
            while (left > 0 && !closed) {
                if (wanted.tryAcquire(Math.min(left, HURRY), TimeUnit.MILLISECONDS)) {
                    wanted.drainPermits();
                    return;
                }
                goesOn = goesOn && (!following.isWaitedFor(address) || follow());
                left = (end - System.nanoTime()) / 1_000_000;
            }
        } catch (InterruptedException e) {
            // Only close() interrupts: the loop sees it.
        }
    }

    /** Asks for the position; false where it could not. */
    private boolean follow() {
        Connection current = connection;
        if (current == null) {
            return false;
        }
        try {
            boolean led = following.leads(address);
            long began = following.now();
            following.told(address, began, led, ServerQuestions.positions(current, dialect));
            return true;
        } catch (SQLException | IllegalArgumentException e) {
            return false; // the next full question will find out
        }
    }

    private Observation observe() {
        boolean old = connection != null;
        try {
            return ask();
        } catch (SQLException e) {
            disconnect();
            if (!old) {
                return silent(e);
            }
        }
        // An old connection may have been closed for reasons of its own (idle, killed), and a single late answer may be
        // a busy moment: only a new connection tells.
        try {
            return ask();
        } catch (SQLException e) {
            disconnect();
            return silent(e);
        }
    }

    private Observation ask() throws SQLException {
        Connection current = connection;
        if (current == null) {
            current = Links.open(address, "", settings.account(), settings.timeout());
            connection = current;
            dialect = ServerQuestions.dialect(current);
        }
        return ServerQuestions.ask(current, dialect);
    }

    private static boolean timedOut(SQLException e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof java.net.SocketTimeoutException) {
                return true;
            }
        }
        return false;
    }

    private Observation silent(SQLException e) {
        if (timedOut(e)) {
            return new Observation.Silent(
                    "it did not answer within " + settings.timeout().toMillis() + " ms");
        }
        Throwable root = e;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        String text = root.getMessage();
        return new Observation.Silent(text == null ? root.getClass().getSimpleName() : text);
    }

    private void disconnect() {
        Connection current = connection;
        connection = null;
        if (current != null) {
            try {
                current.abort(Runnable::run); // without the farewell that a hanging server would make us wait for
            } catch (SQLException e) {
                // It is gone either way.
            }
        }
    }

    @Override
    public void close() {
        closed = true;
        thread.interrupt();
    }
}
