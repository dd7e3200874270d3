package io.sluice.it.servers;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Clients that work at the same time. */
public final class Clients {
    /** What one of them does. */
    public interface Work {
        /** @param client counts from 0 */
        void run(int client) throws Exception;
    }

    private Clients() {}

    /** Lets all of them work, each in a thread of its own; the first failure is thrown when all have ended. */
    public static void work(int clients, Work work) throws Exception {
        List<Callable<Void>> all = new ArrayList<>();
        for (int i = 0; i < clients; i++) {
            int client = i;
            all.add(() -> {
                work.run(client);
                return null;
            });
        }
        ExecutorService threads = Executors.newFixedThreadPool(clients);
        try {
            for (Future<Void> each : threads.invokeAll(all)) {
                each.get();
            }
        } finally {
            threads.shutdownNow();
        }
    }
}
