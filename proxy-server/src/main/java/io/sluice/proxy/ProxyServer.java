package io.sluice.proxy;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.util.concurrent.EventExecutor;
import io.sluice.proxy.backend.BackendPools;
import io.sluice.proxy.backend.BackendTarget;
import io.sluice.proxy.backend.PoolSettings;
import io.sluice.proxy.backend.Transport;
import io.sluice.proxy.exec.Backends;
import io.sluice.proxy.exec.Servers;
import io.sluice.proxy.exec.Workspaces;
import io.sluice.proxy.frontend.ClientDoor;
import io.sluice.routing.cluster.Health;
import io.sluice.routing.cluster.ServerAddress;
import io.sluice.routing.config.Configuration;
import io.sluice.routing.control.ControlPlane;
import io.sluice.routing.session.Balance;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A listening proxy. Safe for use by many threads. */
public final class ProxyServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ProxyServer.class);
    private static final int LOW_WATER = 64 << 10;
    private static final int HIGH_WATER = 256 << 10;
    private static final long GRACE_SECONDS = 10;
    private static final Duration FIRST_LOOK = Duration.ofSeconds(10);

    private final EventLoopGroup acceptors;
    private final EventLoopGroup loops;
    private final Map<EventLoop, Backends> backends = new HashMap<>();
    private final ClientDoor door;
    private final Channel listener;

    private final AutoCloseable more;

    private ProxyServer(ProxySettings settings, ProxySources sources, AutoCloseable more) {
        this.more = more;
        Transport transport = Transport.best();
        acceptors = transport.loops(1);
        loops = transport.loops(
                settings.threads() > 0
                        ? settings.threads()
                        : Runtime.getRuntime().availableProcessors());
        Balance balance = new Balance();
        for (EventExecutor executor : loops) {
            EventLoop loop = (EventLoop) executor;
            Backends of = backends(loop, transport, settings, sources.servers(), balance);
            of.closeWhere(target -> down(sources, target));
            backends.put(loop, of);
        }
        door = new ClientDoor(
                settings.door(), sources.cluster(), sources.accounts(), sources.tls(), Map.copyOf(backends));
        listener = listen(settings, transport);
        LOG.info("listening on {}", listener.localAddress());
    }

    private static Backends backends(
            EventLoop loop, Transport transport, ProxySettings settings, Servers servers, Balance balance) {
        PoolSettings pool = settings.pool();
        Workspaces workspaces = new Workspaces(
                new BackendPools(loop, transport, Workspaces.few(pool)),
                new BackendPools(loop, transport, Workspaces.more(pool)));
        return new Backends(
                new BackendPools(loop, transport, pool),
                workspaces,
                servers,
                balance,
                settings.patience(),
                settings.merging(),
                settings.gathering());
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
            return new ProxyServer(ProxySettings.of(configuration.file()), sources(plane), plane);
        } catch (RuntimeException failed) {
            plane.close();
            throw failed;
        }
    }

    private static ProxySources sources(ControlPlane plane) {
        Users users = new Users(plane);
        Servers servers = new Servers(plane::health, users::backend, plane::suspect, plane::reloadSchema);
        return new ProxySources(plane::cluster, users::accounts, users::tls, servers);
    }

    private static boolean down(ProxySources sources, BackendTarget target) {
        Health.State state =
                sources.servers().health().get().servers().get(new ServerAddress(target.host(), target.port()));
        return state != null && !state.up();
    }

    private Channel listen(ProxySettings settings, Transport transport) {
        ServerBootstrap bootstrap = new ServerBootstrap()
                .group(acceptors, loops)
                .channel(transport.serverChannel())
                .option(ChannelOption.SO_BACKLOG, 1024)
                .option(ChannelOption.SO_REUSEADDR, true)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childOption(ChannelOption.SO_KEEPALIVE, true)
                .childOption(ChannelOption.WRITE_BUFFER_WATER_MARK, new WriteBufferWaterMark(LOW_WATER, HIGH_WATER))
                .childHandler(door);
        var bound = bootstrap
                .bind(new InetSocketAddress(settings.host(), settings.port()))
                .awaitUninterruptibly();
        if (!bound.isSuccess()) {
            stop();
            throw new IllegalStateException(
                    "cannot listen on " + settings.host() + ":" + settings.port() + ": "
                            + bound.cause().getMessage(),
                    bound.cause());
        }
        return bound.channel();
    }

    /** The port it listens on. */
    public int port() {
        return ((InetSocketAddress) listener.localAddress()).getPort();
    }

    /** Takes no more clients, lets statements that run end (for some seconds), then closes everything. */
    @Override
    public void close() {
        listener.close().awaitUninterruptibly();
        door.close(GRACE_SECONDS, TimeUnit.SECONDS);
        stop();
    }

    private void stop() {
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
