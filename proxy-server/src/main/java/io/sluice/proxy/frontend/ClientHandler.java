package io.sluice.proxy.frontend;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.DecoderException;
import io.netty.util.concurrent.Future;
import io.sluice.proxy.admin.SessionReading;
import io.sluice.proxy.exec.Client;
import io.sluice.proxy.exec.Errors;
import io.sluice.proxy.exec.Reply;
import io.sluice.proxy.exec.Transactions;
import io.sluice.proxy.exec.Work;
import io.sluice.proxy.metrics.LoopCounts;
import io.sluice.proxy.metrics.SlowLog;
import io.sluice.proxy.protocol.ChangeUser;
import io.sluice.proxy.protocol.Command;
import io.sluice.proxy.protocol.ErrPacket;
import io.sluice.proxy.protocol.Frames;
import io.sluice.proxy.protocol.HandshakeResponse;
import io.sluice.proxy.protocol.OkPacket;
import io.sluice.proxy.protocol.Packet;
import io.sluice.proxy.protocol.ProtocolViolation;
import io.sluice.routing.config.ClusterFile.Timeouts;
import io.sluice.sql.lex.Fingerprint;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One logged-in client: takes its commands strictly in order, one at a time, however fast they come. {@link #handle} is the table of
 * contents.
 */
final class ClientHandler extends ChannelInboundHandlerAdapter {
    private static final Logger LOG = LoggerFactory.getLogger(ClientHandler.class);
    /** A client that sends more commands ahead, or more bytes of them, is not read until some are done. */
    private static final int READ_AHEAD = 64;

    private static final Duration NEVER = Duration.ofDays(3650);
    private static final int READ_AHEAD_BYTES = 1 << 20;

    private final Client client;
    private final LoopCounts counts;
    private final Entrance entrance;
    private final Connections.Place place;
    private final Queries queries;
    private final PreparedCommands prepared;
    private final SessionCommands session;
    private final Queue<Packet> waiting = new ArrayDeque<>();
    private final Timeouts timeouts;
    private long lastHeard = System.nanoTime();
    private @Nullable Future<?> idleWatch;
    private long waitingBytes;
    private boolean busy;
    private boolean handling;
    private boolean closing;
    private boolean draining;
    private @Nullable UserChange change;
    private @Nullable Future<?> changeWatch;

    ClientHandler(Client client, Entrance entrance, Timeouts timeouts) {
        this.client = client;
        this.counts = client.stopwatch().counts();
        this.entrance = entrance;
        this.place = entrance.place();
        this.queries = new Queries(client);
        this.prepared = new PreparedCommands(client, queries);
        this.session = new SessionCommands(client, queries, prepared, place);
        this.timeouts = timeouts;
        place.occupy(this);
        watchIdle(pace());
    }

    /** How long the client may be silent now. */
    private Duration patience() {
        return client.session().transactionOpen() ? pace() : idle();
    }

    private Duration idle() {
        return timeouts.idle().isZero() ? NEVER : timeouts.idle();
    }

    /** How often is looked: the shorter of both times. */
    private Duration pace() {
        Duration inside = timeouts.transaction();
        return inside.isZero() || inside.compareTo(idle()) > 0 ? idle() : inside;
    }

    /** A client that says nothing for too long is sent away, its transaction rolled back. */
    private void watchIdle(Duration wait) {
        idleWatch = client.channel().eventLoop().schedule(this::checkIdle, wait.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void checkIdle() {
        Duration left = patience().minusNanos(System.nanoTime() - lastHeard);
        if (!client.channel().isActive()) {
            return;
        }
        if (busy) {
            watchIdle(pace());
        } else if (left.isNegative() || left.isZero()) {
            client.channel().close();
        } else {
            watchIdle(left.compareTo(pace()) < 0 ? left.plusMillis(1) : pace());
        }
    }

    private void handle(Packet packet) {
        Reply reply = new Reply(client.channel(), client.capabilities(), packet.nextSequence(), counts);
        ByteBuf payload = packet.content();
        int command = packet.firstByte();
        switch (command) {
            case Command.QUERY -> queries.query(payload.skipBytes(1), reply, this::next);
            case Command.STMT_PREPARE -> prepared.prepare(payload.skipBytes(1), reply, this::next);
            case Command.STMT_EXECUTE -> prepared.execute(payload, reply, this::next);
            case Command.STMT_SEND_LONG_DATA -> prepared.longData(payload, this::next);
            case Command.STMT_CLOSE -> prepared.close(payload, this::next);
            case Command.STMT_RESET -> prepared.reset(payload, reply, this::next);
            case Command.INIT_DB -> session.useSchema(payload.skipBytes(1), reply, this::next);
            case Command.RESET_CONNECTION -> session.reset(reply, this::next);
            case Command.PING -> {
                reply.ok(OkPacket.of(client.status()));
                next();
            }
            case Command.SET_OPTION -> session.option(payload.skipBytes(1), reply, this::next);
            case Command.STMT_FETCH -> prepared.fetch(payload, reply, this::next);
            case Command.CHANGE_USER -> changeUser(payload, reply);
            case Command.STATISTICS -> session.statistics(reply, this::next);
            case Command.FIELD_LIST -> session.fields(payload.skipBytes(1), reply, this::next);
            case Command.PROCESS_KILL -> session.kill(payload.skipBytes(1), reply, this::next);
            case Command.QUIT -> client.channel().close();
            default -> {
                reply.error(ProtocolViolation.unknownCommand().packet());
                next();
            }
        }
    }

    // ---- COM_CHANGE_USER

    private void changeUser(ByteBuf payload, Reply reply) {
        HandshakeResponse login = ChangeUser.decode(payload, client.capabilities());
        UserChange begun = new UserChange(this, entrance, login, reply);
        change = begun;
        // Who is being asked is not idle: without a limit of its own the old transaction could stay open for ever.
        changeWatch = client.channel()
                .eventLoop()
                .schedule(
                        () -> {
                            client.channel().close();
                        },
                        entrance.settings().timeout().toMillis(),
                        TimeUnit.MILLISECONDS);
        begun.start();
    }

    private void changed() {
        change = null;
        if (changeWatch != null) {
            changeWatch.cancel(false);
        }
    }

    /** Everything of the session ends; then the connection is somebody else's. */
    void leave(Consumer<ChannelHandlerContext> then) {
        changed();
        Transactions.rollback(client, ignored -> client.leases().resetOwn(() -> {
            ChannelHandlerContext context = client.channel().pipeline().context(this);
            if (context == null || !client.channel().isActive()) {
                return; // gone meanwhile
            }
            end();
            ChannelPipeline pipeline = context.pipeline();
            then.accept(context);
            ChannelHandlerContext heir = pipeline.context("client");
            // Commands that came behind this one are the new session's.
            waiting.forEach(packet -> {
                if (heir != null && heir.handler() instanceof ClientHandler next) {
                    next.channelRead(heir, packet);
                } else {
                    packet.release();
                }
            });
            waiting.clear();
        }));
    }

    /** The error, and the end. */
    void sendAway(Reply reply, ErrPacket error) {
        changed();
        reply.error(error);
        closing = true;
        next();
    }

    String host() {
        return Entrance.host(client.channel());
    }

    private void end() {
        closing = true;
        if (idleWatch != null) {
            idleWatch.cancel(false);
        }
        if (change != null) {
            change.cancel();
            changed();
        }
        client.leases().close();
    }

    // ---- in order

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        lastHeard = System.nanoTime();
        Packet packet = (Packet) message;
        if (change != null) {
            goOn(change, packet);
            return;
        }
        Consumer<Packet> file = client.file();
        if (file != null) {
            file.accept(packet);
            return;
        }
        waiting.add(packet);
        waitingBytes += packet.content().readableBytes();
        if (farAhead()) {
            context.channel().config().setAutoRead(false);
        }
        if (!busy) {
            work();
        }
    }

    private void goOn(UserChange open, Packet packet) {
        try {
            open.heard(packet);
        } catch (ProtocolViolation violation) {
            refuse(violation.packet(), packet.nextSequence(), true);
        } finally {
            packet.release();
        }
    }

    /** A command is done. */
    private void next() {
        client.work(null);
        client.moreResults(false);
        lastHeard = System.nanoTime(); // silence begins with the answer
        client.stopwatch().ends(lastHeard);
        busy = false;
        if (closing) {
            // What is written and not sent yet is sent first.
            client.channel().writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
        } else if (draining && !client.session().transactionOpen()) {
            farewell();
        } else if (!handling) {
            work();
        }
    }

    private void work() {
        handling = true;
        try {
            Packet packet;
            // A client that does not take its answers is given no more of them.
            while (!busy && !closing && client.channel().isWritable() && (packet = waiting.poll()) != null) {
                waitingBytes -= packet.content().readableBytes();
                busy = true;
                begin(packet);
            }
        } finally {
            handling = false;
        }
        if (!farAhead()) {
            client.channel().config().setAutoRead(true);
        }
    }

    private boolean farAhead() {
        return waiting.size() >= READ_AHEAD || waitingBytes >= READ_AHEAD_BYTES;
    }

    private void begin(Packet packet) {
        client.stopwatch().heard(lastHeard);
        counts.received(packet.content().readableBytes());
        try {
            checkSequence(packet);
            handle(packet);
        } catch (ProtocolViolation violation) {
            refuse(
                    violation.packet(),
                    packet.nextSequence(),
                    violation.errno() == ProtocolViolation.outOfOrder().errno());
        } catch (RuntimeException bug) {
            LOG.error("a command of client {} failed here", place.id(), bug);
            refuse(Errors.bug(bug), packet.nextSequence(), false);
        } finally {
            packet.release();
        }
    }

    private void refuse(ErrPacket error, int sequence, boolean fatal) {
        Reply reply = new Reply(client.channel(), client.capabilities(), sequence);
        reply.error(error);
        if (fatal) {
            closing = true;
            client.channel().close();
        } else {
            next();
        }
    }

    private static void checkSequence(Packet packet) {
        int frames = packet.content().readableBytes() / Frames.MAX_PAYLOAD;
        if (((packet.sequence() - frames) & 0xFF) != 0) {
            throw ProtocolViolation.outOfOrder();
        }
    }

    // ---- the channel

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        Work work = client.work();
        if (!context.channel().isWritable()) {
            return;
        }
        if (work != null) {
            work.writable();
        } else if (!busy && !handling) {
            work();
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        closing = true;
        waiting.forEach(Packet::release);
        waiting.clear();
        Work work = client.work();
        client.work(null);
        client.stopwatch().ends(System.nanoTime());
        if (work != null) {
            work.abandon();
        }
        end();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        Throwable flaw = cause instanceof DecoderException && cause.getCause() != null ? cause.getCause() : cause;
        if (flaw instanceof ProtocolViolation violation && !busy) {
            closing = true;
            ByteBuf out = context.alloc().buffer();
            Frames.append(out, 1, violation.packet(), client.capabilities());
            context.writeAndFlush(out).addListener(ChannelFutureListener.CLOSE);
        } else {
            LOG.debug("closing client {}: {}", place.id(), flaw.toString());
            context.close();
        }
    }

    /** The client as it is now. On its loop. */
    SessionReading reading() {
        Fingerprint statement = client.stopwatch().running();
        return new SessionReading(
                place.id(),
                user(),
                client.stopwatch().who().host(),
                client.session().schema(),
                busy,
                (System.nanoTime() - client.stopwatch().since()) / 1_000_000_000L,
                client.session().transactionOpen(),
                client.session().holds().words(),
                client.leases().heldShards(),
                statement == null ? null : SlowLog.masked(statement));
    }

    EventLoop loop() {
        return client.channel().eventLoop();
    }

    String user() {
        return client.session().user();
    }

    /** KILL from another client: what runs is stopped, or the connection closed. From any thread. */
    void kill(boolean query) {
        client.channel().eventLoop().execute(() -> {
            Work work = client.work();
            if (!query) {
                client.channel().close();
            } else if (work != null) {
                work.interrupt();
            }
        });
    }

    /** Ends the connection when nothing runs and no transaction is open, with an error that says why. From any thread. */
    void drain() {
        loop().execute(() -> {
            draining = true;
            if (!busy && !closing && !client.session().transactionOpen()) {
                farewell();
            }
        });
    }

    /** The time for that is over: what runs is given up, and the transaction rolled back. From any thread. */
    void cut() {
        loop().execute(() -> {
            if (busy || closing) {
                client.channel().close();
            } else {
                farewell();
            }
        });
    }

    /** Numbered as the answer to the command that the client would send next: so it is what that is answered. */
    private void farewell() {
        closing = true;
        new Reply(client.channel(), client.capabilities(), 1, counts).error(Entrance.SHUTDOWN);
        client.channel().writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
    }

    /** Ends the connection when the command that runs is done; at once where none does. From any thread. */
    void closeSoon() {
        client.channel().eventLoop().execute(() -> {
            closing = true;
            if (!busy) {
                client.channel().close();
            }
        });
    }
}
