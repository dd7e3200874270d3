package io.sluice.examples.servers;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Shards with running replication, and single servers beside them.
 *
 * <pre>{@code
 * try (ServerSet set = ServerSet.start(ServerLayout.shards(2, 1), ServerSettings.standard(), new Progress(out::println))) {
 *     set.shards().get(0).primary().run("", "CREATE DATABASE shop");
 * }
 * }</pre>
 */
public final class ServerSet implements AutoCloseable {
    private final List<Shard> shards;
    private final Map<String, RunningServer> alone;

    private ServerSet(List<Shard> shards, Map<String, RunningServer> alone) {
        this.shards = List.copyOf(shards);
        this.alone = alone;
    }

    /** Starts servers of the provider that the property {@value ServerProvider#PROPERTY} names. */
    public static ServerSet start(ServerLayout layout, ServerSettings settings, Progress progress) {
        return start(ServerProvider.chosen(), layout, settings, progress);
    }

    /**
     * Starts all servers at the same time, then sets up replication and sees it running.
     *
     * @throws ServerTrouble when one of them does not start; the others are stopped again
     */
    public static ServerSet start(
            ServerProvider provider, ServerLayout layout, ServerSettings settings, Progress progress) {
        provider.prepare(progress);
        Map<String, RunningServer> servers = startAll(provider, specs(layout, settings), progress);
        try {
            List<Shard> shards = shards(layout, servers);
            shards.forEach(shard -> replicate(shard, progress));
            Map<String, RunningServer> alone = new LinkedHashMap<>(servers);
            alone.keySet().retainAll(layout.alone());
            return new ServerSet(shards, alone);
        } catch (RuntimeException e) {
            closeAll(servers.values());
            throw e;
        }
    }

    public List<Shard> shards() {
        return shards;
    }

    /** The single server of that name. */
    public RunningServer alone(String name) {
        RunningServer server = alone.get(name);
        if (server == null) {
            throw new IllegalArgumentException("there is no single server " + name + " in this set");
        }
        return server;
    }

    /** Every server: shard by shard, the primary first, then the single ones. */
    public List<RunningServer> servers() {
        List<RunningServer> all = new ArrayList<>();
        shards.forEach(shard -> all.addAll(shard.servers()));
        all.addAll(alone.values());
        return all;
    }

    /** Starts again what was stopped or killed, and wakes what was paused. */
    public void heal() {
        for (RunningServer server : servers()) {
            if (server.running()) {
                server.resume();
            } else {
                server.start();
            }
        }
        shards.forEach(shard -> shard.replicas().forEach(Replication::awaitRunning));
    }

    /**
     * Does this first when the JVM ends (Ctrl-C, SIGTERM), while the servers still answer; a shutdown hook of one's own would
     * run beside the one that kills them.
     */
    public void beforeEnd(Runnable work) {
        RunFolder.ofThisJvm().beforeEnd(work);
    }

    /** Ends every server and removes all data. */
    @Override
    public void close() {
        closeAll(servers());
    }

    private static List<ServerSpec> specs(ServerLayout layout, ServerSettings settings) {
        List<ServerSpec> specs = new ArrayList<>();
        for (int shard = 0; shard < layout.shards(); shard++) {
            specs.add(spec("s" + shard + "-primary", false, specs.size(), layout, settings));
            for (int replica = 1; replica <= layout.replicas(); replica++) {
                specs.add(spec("s" + shard + "-replica" + replica, true, specs.size(), layout, settings));
            }
        }
        for (String name : layout.alone()) {
            specs.add(spec(name, false, specs.size(), layout, settings));
        }
        return specs;
    }

    private static ServerSpec spec(
            String name, boolean readOnly, int index, ServerLayout layout, ServerSettings settings) {
        int port = layout.firstPort() == 0 ? 0 : layout.firstPort() + index;
        return new ServerSpec(name, index + 1, readOnly, port, settings);
    }

    private static Map<String, RunningServer> startAll(
            ServerProvider provider, List<ServerSpec> specs, Progress progress) {
        ExecutorService threads = Executors.newFixedThreadPool(specs.size(), task -> {
            Thread thread = new Thread(task, "start-server");
            thread.setDaemon(true);
            return thread;
        });
        try {
            List<CompletableFuture<RunningServer>> starting = specs.stream()
                    .map(spec -> CompletableFuture.supplyAsync(() -> startOne(provider, spec, progress), threads))
                    .toList();
            return collect(starting);
        } finally {
            threads.shutdown();
        }
    }

    private static RunningServer startOne(ServerProvider provider, ServerSpec spec, Progress progress) {
        RunningServer server = provider.start(spec);
        progress.say(spec.name() + " listens on " + server.address() + " (" + server.version() + ")");
        return server;
    }

    private static Map<String, RunningServer> collect(List<CompletableFuture<RunningServer>> starting) {
        Map<String, RunningServer> started = new LinkedHashMap<>();
        RuntimeException failure = null;
        for (CompletableFuture<RunningServer> one : starting) {
            try {
                RunningServer server = one.join();
                started.put(server.name(), server);
            } catch (CompletionException | CancellationException e) {
                // The first cause is kept; waiting for the others lets us stop those that did start.
                failure = failure != null ? failure : cause(e);
            }
        }
        if (failure != null) {
            closeAll(started.values());
            throw failure;
        }
        return started;
    }

    private static RuntimeException cause(RuntimeException e) {
        return e.getCause() instanceof RuntimeException inner ? inner : e;
    }

    private static List<Shard> shards(ServerLayout layout, Map<String, RunningServer> servers) {
        List<Shard> shards = new ArrayList<>();
        for (int i = 0; i < layout.shards(); i++) {
            String name = "s" + i;
            List<RunningServer> replicas = servers.values().stream()
                    .filter(server -> server.name().startsWith(name + "-replica"))
                    .toList();
            RunningServer primary = servers.values().stream()
                    .filter(server -> server.name().equals(name + "-primary"))
                    .findFirst()
                    .orElseThrow();
            shards.add(new Shard(name, primary, replicas));
        }
        return shards;
    }

    private static void replicate(Shard shard, Progress progress) {
        for (RunningServer replica : shard.replicas()) {
            if (replica instanceof OwnServers.OwnServer) {
                Replication.awaitRunning(replica); // whoever owns the server sets it up
            } else {
                Replication.follow(replica, shard.primary());
            }
            progress.say(replica.name() + " replicates from " + shard.primary().name());
        }
    }

    private static void closeAll(Iterable<RunningServer> servers) {
        servers.forEach(RunningServer::close);
    }
}
