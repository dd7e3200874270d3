package io.sluice.proxy;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Future;
import io.sluice.proxy.backend.BackendPools;
import io.sluice.proxy.backend.BackendTarget;
import io.sluice.proxy.backend.PoolSettings;
import io.sluice.proxy.backend.Transport;
import io.sluice.proxy.exec.Backends;
import io.sluice.proxy.exec.Held;
import io.sluice.proxy.exec.Servers;
import io.sluice.proxy.exec.Workspaces;
import io.sluice.proxy.frontend.ClientDoor;
import io.sluice.proxy.metrics.LoopCounts;
import io.sluice.proxy.metrics.MetricsServer;
import io.sluice.proxy.metrics.PoolReading;
import io.sluice.proxy.metrics.Readings;
import io.sluice.routing.cluster.Health;
import io.sluice.routing.cluster.ServerAddress;
import io.sluice.routing.config.Configuration;
import io.sluice.routing.control.ControlPlane;
import io.sluice.routing.session.Balance;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A listening proxy. Safe for use by many threads. */
public final class ProxyServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ProxyServer.class);
    private static final int LOW_WATER = 64 << 10;
    private static final int HIGH_WATER = 256 << 10;
    private static final long GRACE_SECONDS = 10;
    private static final Duration LONGEST_READING = Duration.ofSeconds(1);
    private static final Duration FIRST_LOOK = Duration.ofSeconds(10);

    private final EventLoopGroup acceptors;
    private final EventLoopGroup loops;
    private final Map<EventLoop, Backends> backends = new HashMap<>();
    private final Balance balance;
    private final ClientDoor door;
    private final Channel listener;
    private final @Nullable MetricsServer metrics;
    private final Duration drainTimeout;
    private volatile boolean draining;
    private final AtomicBoolean closed = new AtomicBoolean();

    private final AutoCloseable more;

    private ProxyServer(ProxySettings settings, ProxySources sources, AutoCloseable more) {
        this.more = more;
        drainTimeout = settings.door().operations().drainTimeout();
        Transport transport = Transport.best();
        acceptors = transport.loops(1);
        loops = transport.loops(
                settings.threads() > 0
                        ? settings.threads()
                        : Runtime.getRuntime().availableProcessors());
        balance = new Balance(() -> sources.cluster().get().reads().zone());
        for (EventExecutor executor : loops) {
            EventLoop loop = (EventLoop) executor;
            Backends of = backends(loop, transport, settings, sources.servers(), balance);
            of.closeWhere(target -> down(sources, target));
            backends.put(loop, of);
        }
        door = new ClientDoor(
                settings.door(), sources.cluster(), sources.accounts(), sources.tls(), Map.copyOf(backends));
        listener = listen(settings, transport);
        metrics = metrics(settings, sources);
        LOG.info("listening on {}", listener.localAddress());
    }

    private static Backends backends(
            EventLoop loop, Transport transport, ProxySettings settings, Servers servers, Balance balance) {
        PoolSettings pool = settings.pool();
        Workspaces workspaces = new Workspaces(
                new BackendPools(loop, transport, Workspaces.few(pool)),
                new BackendPools(loop, transport, Workspaces.more(pool)));
        BackendPools pools = new BackendPools(loop, transport, pool);
        pools.counting(target -> balance.use(new ServerAddress(target.host(), target.port()))::add);
        return new Backends(
                pools,
                workspaces,
                servers,
                balance,
                settings.patience(),
                settings.merging(),
                settings.gathering(),
                new LoopCounts(),
                new Held(loop, servers));
    }

    /**
     * Begins to listen.
     *
     * @throws IllegalStateException when the port is taken
     */
    public static ProxyServer start(ProxySettings settings, ProxySources sources) {
        return new ProxyServer(settings, sources, () -> {});
    }

    /**
     * Begins to listen as a cluster file says, and watches it, its rules and its servers.
     *
     * @throws io.sluice.routing.config.ConfigError when the file cannot be used
     * @throws IllegalStateException when the port is taken
     */
    public static ProxyServer start(Path clusterFile) {
        return start(Configuration.read(clusterFile, System::getenv));
    }

    /** The same with a configuration that is read already. {@link #close} ends the watching too. */
    public static ProxyServer start(Configuration configuration) {
        ControlPlane plane = ControlPlane.start(configuration, FIRST_LOOK);
        try {
            ProxyServer server = new ProxyServer(ProxySettings.of(configuration.file()), sources(plane), plane);
            plane.onDemotion(server::retire);
            plane.running(server::running);
            return server;
        } catch (RuntimeException failed) {
            plane.close();
            throw failed;
        }
    }

    private static ProxySources sources(ControlPlane plane) {
        Users users = new Users(plane);
        Servers servers = new Servers(
                plane::health,
                users::backend,
                plane::suspect,
                plane::suspect,
                plane.holding(),
                plane::switchPrimary,
                plane::reloadSchema,
                plane.written());
        return new ProxySources(plane::cluster, users::accounts, users::tls, servers);
    }

    /** A server is a primary no longer: what is open there of before is given up. */
    private void retire(ServerAddress server) {
        backends.forEach((loop, of) -> loop.execute(() -> of.retire(server, "it is the primary no longer")));
    }

    /** What runs on a server; a loop that does not say counts as one. */
    private int running(ServerAddress server) {
        List<Future<Integer>> asked = new ArrayList<>();
        backends.forEach((loop, of) -> asked.add(loop.submit(() -> of.running(server))));
        int all = 0;
        for (Future<Integer> each : asked) {
            boolean said = each.awaitUninterruptibly(LONGEST_READING.toMillis()) && each.isSuccess();
            all += said ? each.getNow() : 1;
        }
        return all;
    }

    private static boolean down(ProxySources sources, BackendTarget target) {
        Health.State state =
                sources.servers().health().get().servers().get(new ServerAddress(target.host(), target.port()));
        return state != null && !state.up();
    }

    private @Nullable MetricsServer metrics(ProxySettings settings, ProxySources sources) {
        ServerAddress at = settings.door().operations().metrics();
        if (at == null) {
            return null;
        }
        Readings readings = new Readings(
                backends.values().stream().map(Backends::counts).toList(),
                door.connections().counts(),
                door.connections()::count,
                sources.cluster(),
                sources.servers().health(),
                server -> balance.use(server).reads(),
                this::pools,
                settings.merging().reserve()::spilled,
                () -> !draining);
        try {
            MetricsServer server = new MetricsServer(new InetSocketAddress(at.host(), at.port()), readings);
            LOG.info("metrics on {}:{}", at.host(), server.port());
            return server;
        } catch (IllegalStateException taken) {
            listener.close();
            stop(null);
            throw taken;
        }
    }

    /** The pools of all loops; a loop that has no time for it within a second is left out. */
    private List<PoolReading> pools() {
        List<Future<List<PoolReading>>> asked = new ArrayList<>();
        backends.forEach((loop, of) -> asked.add(loop.submit(of::readings)));
        long end = System.nanoTime() + LONGEST_READING.toNanos();
        List<PoolReading> all = new ArrayList<>();
        for (Future<List<PoolReading>> each : asked) {
            if (each.awaitUninterruptibly(Math.max(1, end - System.nanoTime()), TimeUnit.NANOSECONDS)
                    && each.isSuccess()) {
                all.addAll(each.getNow());
            }
        }
        return all;
    }

    private Channel listen(ProxySettings settings, Transport transport) {
        ServerBootstrap bootstrap = new ServerBootstrap()
                .group(acceptors, loops)
                .channel(transport.serverChannel())
                .option(ChannelOption.SO_BACKLOG, 1024)
                .option(ChannelOption.SO_REUSEADDR, true)
                .childOption(ChannelOption.ALLOCATOR, Transport.BUFFERS)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childOption(ChannelOption.SO_KEEPALIVE, true)
                .childOption(ChannelOption.WRITE_BUFFER_WATER_MARK, new WriteBufferWaterMark(LOW_WATER, HIGH_WATER))
                .childHandler(door);
        var bound = bootstrap
                .bind(new InetSocketAddress(settings.host(), settings.port()))
                .awaitUninterruptibly();
        if (!bound.isSuccess()) {
            stop(null);
            throw new IllegalStateException(
                    "cannot listen on " + settings.host() + ":" + settings.port() + ": "
                            + bound.cause().getMessage(),
                    bound.cause());
        }
        return bound.channel();
    }

    /** The port of {@code /metrics} and {@code /health}, -1 where there is none. */
    public int metricsPort() {
        MetricsServer server = metrics;
        return server == null ? -1 : server.port();
    }

    /** The port it listens on. */
    public int port() {
        return ((InetSocketAddress) listener.localAddress()).getPort();
    }

    /**
     * Ends it so that nobody loses what is under way: {@code /health} says 503, no more clients are taken, those that do nothing are
     * sent away with error 1053, and statements and transactions have the time of {@code proxy.drain_timeout} to end.
     */
    public void drain() {
        draining = true;
        LOG.info("draining {} clients", door.connections().count());
        listener.close().awaitUninterruptibly();
        door.drain(drainTimeout);
        close();
    }

    /** Takes no more clients, lets statements that run end (for some seconds), then closes everything, once. */
    @Override
    public void close() {
        if (closed.getAndSet(true)) {
            return;
        }
        draining = true;
        listener.close().awaitUninterruptibly();
        door.close(GRACE_SECONDS, TimeUnit.SECONDS);
        stop(metrics);
    }

    private void stop(@Nullable MetricsServer also) {
        if (also != null) {
            also.close();
        }
        door.stop();
        backends.forEach((loop, of) -> loop.execute(() -> of.close()));
        loops.shutdownGracefully(100, 2000, TimeUnit.MILLISECONDS);
        acceptors.shutdownGracefully(0, 1000, TimeUnit.MILLISECONDS);
        loops.terminationFuture().awaitUninterruptibly(3, TimeUnit.SECONDS);
        try {
            more.close();
        } catch (Exception e) {
            LOG.warn("the control plane did not end well", e);
        }
    }
}
