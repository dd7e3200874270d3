package io.sluice.proxy.frontend;

import io.netty.channel.EventLoop;
import io.sluice.proxy.admin.SessionReading;
import io.sluice.proxy.metrics.DoorCounts;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** The clients that are connected, and the ids they are known by. Safe for use by many threads. */
public final class Connections {
    private final int limit;
    private final DoorCounts counts = new DoorCounts();
    private final long start = System.nanoTime();
    private final AtomicInteger lastId = new AtomicInteger();
    private final AtomicInteger taken = new AtomicInteger();
    private final Map<String, Integer> ofUsers = new ConcurrentHashMap<>();
    private final Map<Integer, ClientHandler> clients = new ConcurrentHashMap<>();

    /** @param limit most clients, those that are still logging in included */
    public Connections(int limit) {
        this.limit = limit;
    }

    /** Takes a place for a new connection; {@link Place#granted} says whether there was one. Close it in any case. */
    Place take() {
        boolean granted = taken.incrementAndGet() <= limit;
        counts.accepted();
        if (!granted) {
            counts.refused();
        }
        return new Place(lastId.incrementAndGet() & Integer.MAX_VALUE, granted);
    }

    /** What is counted of them. */
    public DoorCounts counts() {
        return counts;
    }

    /** Whether nobody is logged in. */
    boolean isEmpty() {
        return clients.isEmpty();
    }

    /** How many there are. */
    public int count() {
        return taken.get();
    }

    /** KILL; see {@link io.sluice.proxy.exec.Client.Kills}. */
    boolean kill(long id, boolean query, String user, boolean anybodys) {
        ClientHandler victim = id < 0 || id > Integer.MAX_VALUE ? null : clients.get((int) id);
        if (victim == null || !(anybodys || victim.user().equals(user))) {
            return false;
        }
        victim.kill(query);
        return true;
    }

    /** How the clients of each loop are asked for what they are doing. */
    Map<EventLoop, Callable<List<SessionReading>>> questions() {
        Map<EventLoop, List<ClientHandler>> byLoop = new LinkedHashMap<>();
        clients.values().forEach(client -> byLoop.computeIfAbsent(client.loop(), loop -> new ArrayList<>())
                .add(client));
        Map<EventLoop, Callable<List<SessionReading>>> questions = new LinkedHashMap<>();
        byLoop.forEach((loop, all) -> questions.put(
                loop, () -> all.stream().map(ClientHandler::reading).toList()));
        return questions;
    }

    /** All logged-in clients, for closing them. */
    Iterable<ClientHandler> clients() {
        return clients.values();
    }

    /** One connection's place. */
    final class Place {
        private final int id;
        private final boolean granted;
        private boolean open = true;
        private @Nullable String user;

        private Place(int id, boolean granted) {
            this.id = id;
            this.granted = granted;
        }

        /** What KILL takes. */
        int id() {
            return id;
        }

        boolean granted() {
            return granted;
        }

        /**
         * The connection is that user's from now on, unless there are too many of theirs, or it has ended: a password may be found
         * right behind that.
         *
         * @param most 0 for any number
         */
        boolean join(String name, int most) {
            if (!open) {
                return false;
            }
            leave();
            int count = ofUsers.merge(name, 1, Integer::sum);
            user = name;
            if (most > 0 && count > most) {
                counts.refused();
                leave();
                return false;
            }
            return true;
        }

        private void leave() {
            String before = user;
            user = null;
            if (before != null) {
                ofUsers.computeIfPresent(before, (name, count) -> count == 1 ? null : count - 1);
            }
        }

        /** What COM_STATISTICS says. */
        String statistics() {
            return "Uptime: " + (System.nanoTime() - start) / 1_000_000_000L + "  Threads: " + clients.size();
        }

        /** A login has failed. */
        void denied() {
            counts.denied();
        }

        /** The client has logged in, or come in anew. */
        void occupy(ClientHandler client) {
            if (open) {
                clients.put(id, client);
            }
        }

        /** The connection has ended. */
        void close() {
            if (open) {
                open = false;
                clients.remove(id);
                leave();
                taken.decrementAndGet();
            }
        }
    }
}
