package io.sluice.proxy.frontend;

import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.SocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.sluice.proxy.admin.Administration;
import io.sluice.proxy.exec.Backends;
import io.sluice.proxy.exec.Client;
import io.sluice.proxy.exec.Deciding;
import io.sluice.proxy.exec.Errors;
import io.sluice.proxy.exec.Reply;
import io.sluice.proxy.metrics.SlowLog;
import io.sluice.proxy.metrics.Stopwatch;
import io.sluice.proxy.protocol.Capabilities;
import io.sluice.proxy.protocol.CompressedFrames;
import io.sluice.proxy.protocol.ErrPacket;
import io.sluice.proxy.protocol.HandshakeResponse;
import io.sluice.proxy.protocol.OkPacket;
import io.sluice.proxy.protocol.PacketDecoder;
import io.sluice.proxy.protocol.RsaPassword;
import io.sluice.proxy.tls.DoorTls;
import io.sluice.routing.RoutingException;
import io.sluice.routing.cluster.Cluster;
import io.sluice.routing.rights.Needs;
import io.sluice.routing.rights.Privilege;
import io.sluice.routing.rights.Rights;
import io.sluice.routing.session.Session;
import java.net.InetSocketAddress;
import java.security.KeyPair;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Where clients come in: makes each accepted connection a login, and each login a client. Safe for use by many threads. */
@Sharable
public final class ClientDoor extends ChannelInitializer<SocketChannel> {
    /** What is given to the servers to end what clients have left. */
    private static final Duration ROLLING_BACK = Duration.ofSeconds(2);

    private static final int PLANNERS = 2;
    private static final int PLANS_WAITING = 10_000;

    private final DoorSettings settings;
    private final Supplier<Cluster> cluster;
    private final Supplier<Accounts> accounts;
    private final Supplier<DoorTls> tls;
    private final Map<EventLoop, Backends> backends;
    private final Connections connections;
    private final KeyPair key = RsaPassword.newKeyPair();
    private final ThreadPoolExecutor planners = new ThreadPoolExecutor(
            PLANNERS,
            PLANNERS,
            30,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(PLANS_WAITING),
            new DefaultThreadFactory("planner", true));
    private final Lockouts lockouts = new Lockouts(System::nanoTime);
    private final Deciding deciding = new Deciding(planners);
    private final SlowLog slow;
    private final Administration administration;
    private volatile boolean draining;

    /**
     * @param cluster the current snapshot
     * @param accounts who may log in; asked at each login
     * @param tls how connections may be encrypted; asked for each
     * @param backends for each event loop that clients may live on
     */
    public ClientDoor(
            DoorSettings settings,
            Supplier<Cluster> cluster,
            Supplier<Accounts> accounts,
            Supplier<DoorTls> tls,
            Map<EventLoop, Backends> backends) {
        this.settings = settings;
        this.cluster = cluster;
        this.accounts = accounts;
        this.tls = tls;
        this.backends = backends;
        this.connections = new Connections(settings.maxConnections());
        this.administration = new Administration(backends, connections::questions);
        this.slow = new SlowLog(
                settings.operations().slowStatement(), settings.operations().logLiterals());
    }

    @Override
    protected void initChannel(SocketChannel channel) {
        Connections.Place place = connections.take();
        channel.closeFuture().addListener(closed -> place.close());
        LoginSettings login = new LoginSettings(
                accounts,
                key,
                cluster.get().dialect(),
                settings.serverVersion(),
                settings.timeouts().login(),
                tls.get());
        Runnable greet = () -> channel.pipeline()
                .addLast(new PacketDecoder(PacketDecoder.LOGIN))
                .addLast(new LoginHandler(new Entrance(login, place, lockouts, this::enter)));
        if (ofBalancer(channel)) {
            channel.pipeline().addLast(new BalancerHandler(settings.timeouts().login(), greet));
        } else {
            greet.run();
        }
    }

    private boolean ofBalancer(SocketChannel channel) {
        InetSocketAddress from = channel.remoteAddress();
        return from != null
                && settings.balancers().stream()
                        .anyMatch(each -> each.contains(from.getAddress().getAddress()));
    }

    private void enter(Entrance entrance, ChannelHandlerContext context, HandshakeResponse response, int sequence) {
        int capabilities = Identity.capabilities(entrance.settings().dialect()) & response.capabilities();
        Reply reply = new Reply(context.channel(), capabilities, sequence);
        if (draining) {
            reply.error(Entrance.SHUTDOWN);
            context.close();
            return;
        }
        if (!entrance.place().join(response.user(), entrance.mostOf(response.user()))) {
            reply.error(ErrPacket.of(
                    1226,
                    "42000",
                    "User '" + response.user() + "' has exceeded the 'max_user_connections' resource (current value: "
                            + entrance.mostOf(response.user()) + ")"));
            context.close();
            return;
        }
        Supplier<Rights> rights = entrance.rightsOf(response.user());
        Session session =
                new Session(cluster, entrance.place().id(), response.user(), Entrance.host(context.channel()));
        String schema = response.schema();
        try {
            ClientCollation.apply(session, response.collation());
            if (Capabilities.has(capabilities, Capabilities.IGNORE_SPACE)) {
                session.loginMode("IGNORE_SPACE");
            }
            if (Capabilities.has(capabilities, Capabilities.CONNECT_WITH_DB) && schema != null && !schema.isEmpty()) {
                Needs entering = new Needs(List.of(), schema, false);
                entering.check(rights.get(), null, response.user(), Entrance.host(context.channel()));
                session.useSchema(schema);
            }
        } catch (RoutingException refused) {
            reply.error(Errors.packet(refused));
            context.close();
            return;
        }
        Backends own = Objects.requireNonNull(backends.get(context.channel().eventLoop()));
        session.causality().share(own.servers().written());
        Client client = new Client(context.channel(), capabilities, session, own, kills(rights), deciding);
        client.rights(rights);
        client.shows(administration);
        client.stopwatch(new Stopwatch(
                own.counts(),
                slow,
                new SlowLog.Who(response.user(), Entrance.host(context.channel()), session.connectionId())));
        client.statementTimeout(settings.timeouts().statement());
        // Before the client knows of it: a KILL that somebody sends behind the OK finds it.
        ClientHandler handler = new ClientHandler(client, entrance, settings.timeouts());
        reply.ok(OkPacket.of(client.status()));
        context.pipeline().get(PacketDecoder.class).limit(settings.maxPacket());
        if (Capabilities.has(capabilities, Capabilities.COMPRESS)) {
            compress(context.pipeline());
        }
        context.pipeline().replace(context.handler(), "client", handler);
    }

    private Client.Kills kills(Supplier<Rights> rights) {
        return (id, query, user) ->
                connections.kill(id, query, user, rights.get().holds(Privilege.CONNECTION_ADMIN));
    }

    /** From behind the OK on; a change of the user changes nothing in it. */
    private static void compress(ChannelPipeline pipeline) {
        if (pipeline.get(CompressedFrames.class) == null) {
            String decoder = pipeline.context(PacketDecoder.class).name();
            pipeline.addBefore(decoder, null, new CompressedFrames());
        }
    }

    /** The clients, for gauges. */
    public Connections connections() {
        return connections;
    }

    /**
     * Sends clients away as soon as they are in no statement and no transaction, and all others when the time is over. Returns when
     * nobody is left.
     */
    public void drain(Duration time) {
        draining = true;
        connections.clients().forEach(ClientHandler::drain);
        await(time);
        connections.clients().forEach(ClientHandler::cut);
        await(ROLLING_BACK);
    }

    private void await(Duration time) {
        long end = System.nanoTime() + time.toNanos();
        while (!connections.isEmpty() && System.nanoTime() < end) {
            try {
                Thread.sleep(10);
            } catch (InterruptedException stop) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    /** Ends the clients when what they run is done, at the latest when the time is over. */
    public void close(long time, TimeUnit unit) {
        draining = true;
        connections.clients().forEach(ClientHandler::closeSoon);
        await(Duration.ofNanos(unit.toNanos(time)));
    }

    /** Stops planning. */
    public void stop() {
        planners.shutdownNow();
    }
}
