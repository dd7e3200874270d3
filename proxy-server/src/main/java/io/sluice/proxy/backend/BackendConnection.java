package io.sluice.proxy.backend;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.EventLoop;
import io.sluice.proxy.protocol.Command;
import io.sluice.proxy.protocol.Commands;
import io.sluice.proxy.protocol.Frames;
import io.sluice.proxy.protocol.Handshake;
import io.sluice.proxy.protocol.OkPacket;
import io.sluice.proxy.protocol.Payload;
import io.sluice.proxy.protocol.ServerStatus;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A logged-in connection to a server. Confined to its event loop.
 *
 * <p>Commands may be sent before the answers to earlier ones are in: answers are matched in order. Commands sent in one
 * turn of the event loop leave in one flush, at the end of the turn.
 */
public final class BackendConnection {
    private static final Logger LOG = LoggerFactory.getLogger(BackendConnection.class);

    /** Whether a connection can be used. */
    public enum State {
        /** No answer is awaited. */
        IDLE,
        /** At least one answer is awaited. */
        BUSY,
        /** Gone for good. */
        CLOSED
    }

    private final Channel channel;
    private final BackendTarget target;
    private final Handshake greeting;
    private final int capabilities;
    private final StatementCache statements;
    private final ResponseReader reader = new ResponseReader(this);
    private final Deque<Exchange> exchanges = new ArrayDeque<>();
    private int status;
    private boolean closed;
    private boolean flushing;
    private boolean dirty;
    private @Nullable String schema;
    private @Nullable Object kept;
    private List<String> parting = List.of();
    private SessionImage image = SessionImage.CLEAN;
    private @Nullable BackendPool pool;
    private @Nullable Commits commits;
    private @Nullable String gtid;

    BackendConnection(
            Channel channel,
            BackendTarget target,
            Handshake greeting,
            int capabilities,
            OkPacket login,
            int statements) {
        this.channel = channel;
        this.target = target;
        this.greeting = greeting;
        this.capabilities = capabilities;
        this.schema = target.schema();
        this.status = login.status();
        this.statements = new StatementCache(this, statements);
    }

    // ---- sending

    /** Sends a command; the answer comes to {@code handler}. On a closed connection the handler is told at once. */
    public void send(Payload command, ResponseHandler handler) {
        ByteBuf packet = channel.alloc().buffer(256);
        int nextSequence;
        try {
            nextSequence = Frames.append(packet, 0, command, capabilities);
        } catch (RuntimeException flaw) {
            packet.release();
            throw flaw;
        }
        enqueue(packet, packet.getUnsignedByte(Frames.HEADER), nextSequence, handler);
    }

    /** The same, and the connection is closed (and the statement killed) when the answer takes longer. */
    public void send(Payload command, ResponseHandler handler, Duration timeout) {
        send(command, handler);
        Exchange last = exchanges.peekLast();
        if (last != null && last.handler() == handler) {
            long nanos = timeout.toNanos();
            last.timer(loop().schedule(this::timedOut, nanos, TimeUnit.NANOSECONDS));
        }
    }

    /**
     * Sends a command given as bytes (command byte first, no header) without copying them; takes {@code payload} over.
     */
    public void sendBytes(ByteBuf payload, ResponseHandler handler) {
        int command = payload.getUnsignedByte(payload.readerIndex());
        int frames = payload.readableBytes() / Frames.MAX_PAYLOAD + 1;
        enqueue(Frames.wrap(channel.alloc(), payload, 0), command, frames & 0xFF, handler);
    }

    /** Sends a command that has no answer: COM_STMT_CLOSE, COM_STMT_SEND_LONG_DATA. */
    public void sendUnanswered(Payload command) {
        if (!closed) {
            ByteBuf packet = channel.alloc().buffer(64);
            Frames.append(packet, 0, command, capabilities);
            write(packet);
        }
    }

    /**
     * Sends a piece of the file that the server has asked for: not empty. Takes {@code data} over.
     *
     * @return when the bytes have left, or never will
     */
    public ChannelFuture sendFile(ByteBuf data) {
        Exchange exchange = exchanges.peek();
        if (closed || exchange == null) {
            data.release();
            return channel.newSucceededFuture();
        }
        int sequence = exchange.expected();
        exchange.expect((sequence + data.readableBytes() / Frames.MAX_PAYLOAD + 1) & 0xFF);
        ChannelFuture sent = channel.write(Frames.wrap(channel.alloc(), data, sequence));
        flushLater();
        return sent;
    }

    /** The file has ended: now the server answers. */
    public void endFile() {
        Exchange exchange = exchanges.peek();
        if (!closed && exchange != null) {
            int sequence = exchange.expected();
            exchange.expect((sequence + 1) & 0xFF);
            write(Frames.wrap(channel.alloc(), Unpooled.EMPTY_BUFFER, sequence));
        }
    }

    /** Sends text to be run, in UTF-8. */
    public void query(String sql, ResponseHandler handler) {
        send(Commands.query(sql), handler);
    }

    /** Answers from the cache at once, or asks the server. {@code handler} may be called before this returns. */
    public void prepare(String sql, PrepareHandler handler) {
        prepare(sql, StandardCharsets.UTF_8, List.of(), handler);
    }

    /**
     * The same for a text in the connection's own character set.
     *
     * @param types of the values it is prepared for, as COM_STMT_EXECUTE gives them; empty where it is not to be executed
     */
    public void prepare(String sql, Charset charset, List<Integer> types, PrepareHandler handler) {
        statements.prepare(sql, charset, types, handler);
    }

    /** Changes the default schema unless it is that one already. True: a command was sent and its answer will come. */
    public boolean useSchema(String name, ResponseHandler handler) {
        if (name.equals(schema)) {
            return false;
        }
        statements.closeAll(); // a prepared text goes on to mean the tables of the schema that it was prepared in
        String before = schema;
        schema = name;
        Runnable undo = () -> schema = name.equals(schema) ? before : schema;
        send(Commands.text(Command.INIT_DB, name.getBytes(StandardCharsets.UTF_8)), new SchemaChange(handler, undo));
        return true;
    }

    /**
     * COM_RESET_CONNECTION and the connection's own settings, pipelined. Prepared statements are gone afterwards, and
     * the image is {@link SessionImage#CLEAN}. A failure closes the connection.
     */
    public void reset() {
        statements.clear();
        dirty = false;
        kept = null;
        parting = List.of();
        image = SessionImage.CLEAN;
        send(Commands.bare(Command.RESET_CONNECTION), new Housekeeping(this));
        // A reset takes the server's default character set, not the one of our login.
        query("SET NAMES utf8mb4 COLLATE utf8mb4_general_ci", new Housekeeping(this));
        trackGtids();
    }

    private void enqueue(ByteBuf packet, int command, int nextSequence, ResponseHandler handler) {
        assert loop().inEventLoop() : "a connection belongs to its event loop";
        if (closed) {
            packet.release();
            handler.connectionLost(BackendException.closed(target));
            return;
        }
        Exchange exchange = exchange(command, handler);
        exchange.expect(nextSequence);
        exchanges.add(exchange);
        write(packet);
    }

    private Exchange exchange(int command, ResponseHandler handler) {
        if (handler instanceof PrepareHandler prepare) {
            return new PrepareExchange(this, prepare);
        }
        boolean rowsOnly = command == Command.STMT_FETCH;
        return new ResultExchange(this, handler, rowsOnly ? ResultExchange.State.ROWS : ResultExchange.State.START);
    }

    private void write(ByteBuf packet) {
        channel.write(packet, channel.voidPromise());
        flushLater();
    }

    private void flushLater() {
        if (!flushing) {
            flushing = true;
            loop().execute(this::flush);
        }
    }

    /** Sends what was written without waiting for the end of the event loop's turn. */
    public void flush() {
        if (flushing) {
            flushing = false;
            channel.flush();
        }
    }

    // ---- reading

    /** No more rows come until {@link #resumeReading}; takes effect before the next callback. */
    public void pauseReading() {
        reader.pause();
    }

    /** Goes on; rows already received may come before this returns. */
    public void resumeReading() {
        if (!closed) {
            reader.resume();
        }
    }

    ResponseReader reader() {
        return reader;
    }

    @Nullable
    Exchange current() {
        return exchanges.peek();
    }

    /** A result is complete. */
    void answered(OkPacket ok) {
        status = ok.status();
        if (!ok.changes().isEmpty() && !inTransaction()) {
            ok.gtid().filter(now -> !now.equals(gtid)).ifPresent(now -> {
                gtid = now;
                Commits told = commits;
                if (told != null) {
                    told.committed(now);
                }
            });
        }
    }

    /** Is told of each transaction that the server has committed on a connection. */
    public interface Commits {
        /** @param gtid as the server says it; comes before the OK that carries it */
        void committed(String gtid);
    }

    /** From now on, until it is given back: whose commits these are. */
    public void commits(@Nullable Commits by) {
        commits = by;
    }

    /** Whether the server tells the GTID of each commit, as far as it has shown; it does from the first one on. */
    public boolean tellsGtids() {
        return gtid != null;
    }

    /** Asks the server to say the GTID of each commit in its OK; one that cannot says none. */
    void trackGtids() {
        boolean mariaDb = greeting.version().contains("MariaDB");
        query(
                mariaDb
                        ? "SET SESSION session_track_system_variables='last_gtid'"
                        : "SET SESSION session_track_gtids=OWN_GTID",
                new Housekeeping(this, () -> {}, true));
    }

    /** The answer to the first waiting command is complete; comes before the handler is told. */
    void completed(Exchange exchange) {
        exchange.cancelTimer();
        exchanges.remove(exchange);
    }

    // ---- ending

    private void timedOut() {
        if (pool != null) {
            pool.kill(this);
        }
        fail(BackendException.timeout(target));
    }

    /** Closes at once; waiting handlers are told. The server rolls an open transaction back. */
    public void close() {
        fail(BackendException.closed(target));
    }

    /** Says goodbye and closes; for connections that await nothing. */
    void quit() {
        if (!closed && exchanges.isEmpty()) {
            ByteBuf packet = channel.alloc().buffer(8);
            Frames.append(packet, 0, Commands.bare(Command.QUIT), capabilities);
            channel.writeAndFlush(packet, channel.voidPromise());
        }
        close();
    }

    void failedByBug(RuntimeException bug) {
        LOG.error("closing the connection to {} after an unexpected error", target, bug);
        fail(BackendException.lost(target, "internal error"));
    }

    void fail(BackendException cause) {
        if (closed) {
            return;
        }
        closed = true;
        List<Exchange> waiting = new ArrayList<>(exchanges);
        exchanges.clear();
        reader.release();
        channel.close();
        if (pool != null) {
            pool.gone(this);
        }
        for (Exchange exchange : waiting) {
            exchange.cancelTimer();
            exchange.release();
            tell(exchange.handler(), cause);
        }
    }

    private void tell(ResponseHandler handler, BackendException cause) {
        try {
            handler.connectionLost(cause);
        } catch (RuntimeException bug) {
            LOG.error("a handler failed while it was told that {} is gone", target, bug);
        }
    }

    // ---- state

    /** Whether the connection can be used. */
    public State state() {
        return closed ? State.CLOSED : exchanges.isEmpty() ? State.IDLE : State.BUSY;
    }

    boolean closed() {
        return closed;
    }

    /** Whether an answer to a command of the holder (not of the pool) is awaited. */
    boolean busyForHolder() {
        return exchanges.stream().anyMatch(exchange -> !ofThePool(exchange.handler()));
    }

    private static boolean ofThePool(ResponseHandler handler) {
        return handler instanceof Housekeeping
                || (handler instanceof SchemaChange change && change.asker() instanceof Housekeeping);
    }

    /** {@link ServerStatus} bits of the last OK or EOF. */
    public int status() {
        return status;
    }

    /** Whether a transaction is open, as far as the answers received tell. */
    public boolean inTransaction() {
        return ServerStatus.has(status, ServerStatus.IN_TRANSACTION);
    }

    /** Whether each statement commits itself. */
    public boolean autocommit() {
        return ServerStatus.has(status, ServerStatus.AUTOCOMMIT);
    }

    /** What the holder said the session state is. */
    public SessionImage image() {
        return image;
    }

    /** Says what the session state is from now on; the pool prefers connections with the image that is asked for. */
    public void image(SessionImage newImage) {
        if (!newImage.equals(image)) {
            // A server keeps a prepared text as it read it: under the sql_mode and character set of then.
            statements.closeAll();
        }
        image = newImage;
    }

    /** Says that the session has state the image does not tell (a temporary table, a lock): reset it when released. */
    public void markDirty() {
        dirty = true;
    }

    boolean dirty() {
        return dirty;
    }

    /**
     * Says that the session has state which the next one to get the connection wants to find: it is not reset, though dirty.
     *
     * @param state as {@link #kept} tells it until there is a reset
     * @param said what is sent in its place, once
     */
    public void keeps(Object state, List<String> said) {
        if (!state.equals(kept)) {
            statements.closeAll(); // the same text may be of other tables now
        }
        dirty = false;
        kept = state;
        parting = List.copyOf(said);
    }

    /** What was said to {@link #keeps} since the last reset; null for nothing. */
    public @Nullable Object kept() {
        return kept;
    }

    /** What is to be said when it is released; from then on nothing. */
    List<String> parting() {
        List<String> all = parting;
        parting = List.of();
        return all;
    }

    /** The default schema, or null. */
    public @Nullable String schema() {
        return schema;
    }

    /** Whether the default schema is the one of {@link #target}. */
    public boolean inHomeSchema() {
        return Objects.equals(schema, target.schema());
    }

    /** Where it leads. */
    public BackendTarget target() {
        return target;
    }

    /** The server's id of this connection, for KILL. */
    public long connectionId() {
        return greeting.connectionId() & 0xFFFFFFFFL;
    }

    /** The greeting: version, flavour. */
    public Handshake greeting() {
        return greeting;
    }

    /** What was agreed at login. */
    public int capabilities() {
        return capabilities;
    }

    /** The event loop everything runs on. */
    public EventLoop loop() {
        return channel.eventLoop();
    }

    Channel channel() {
        return channel;
    }

    void pool(BackendPool owner) {
        pool = owner;
    }

    @Override
    public String toString() {
        return target + "#" + connectionId();
    }
}
