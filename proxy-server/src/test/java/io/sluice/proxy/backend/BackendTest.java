package io.sluice.proxy.backend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.CompositeByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.util.concurrent.Future;
import io.sluice.proxy.protocol.Capabilities;
import io.sluice.proxy.protocol.ColumnDefinition;
import io.sluice.proxy.protocol.Commands;
import io.sluice.proxy.protocol.EofPacket;
import io.sluice.proxy.protocol.ErrPacket;
import io.sluice.proxy.protocol.Frames;
import io.sluice.proxy.protocol.OkPacket;
import io.sluice.proxy.protocol.Payload;
import io.sluice.proxy.protocol.ServerStatus;
import io.sluice.proxy.protocol.TextRow;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class BackendTest {
    private static final Duration LONG = Duration.ofSeconds(20);

    private final EventLoopGroup loops = Transport.best().loops(2);
    private final EventLoop loop = loops.next();
    private final List<AutoCloseable> open = new ArrayList<>();

    @AfterEach
    void stop() throws Exception {
        for (AutoCloseable closeable : open) {
            closeable.close();
        }
        loops.shutdownGracefully(0, 5, TimeUnit.SECONDS).sync();
    }

    @ParameterizedTest
    @EnumSource(FakeServer.Auth.class)
    void everyLoginWorksAndARefusalIsTheServersOwn(FakeServer.Auth auth) throws Exception {
        FakeServer server = server(auth, 0);
        BackendConnection connection = acquire(pools(PoolSettings.DEFAULT), server.target());
        eventually(() -> connection.state() == BackendConnection.State.IDLE); // it is asked to tell of GTIDs
        assertTrue(Capabilities.has(server.lastClientCapabilities, Capabilities.FOUND_ROWS));
        BackendTarget wrong = new BackendTarget("127.0.0.1", server.port(), "ann", "wrong", null, false);
        BackendException refused = failure(pools(PoolSettings.DEFAULT), wrong);
        if (auth != FakeServer.Auth.SHA2_FULL) {
            assertEquals(BackendException.Reason.LOGIN, refused.reason());
        }
        assertEquals(1045, refused.packet().errno());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, Capabilities.DEPRECATE_EOF})
    void pipelinedAnswersArriveInOrder(int unwanted) throws Exception {
        FakeServer server = server(FakeServer.Auth.NATIVE, unwanted);
        BackendConnection connection = acquire(pools(PoolSettings.DEFAULT), server.target());
        Recorder begin = new Recorder();
        Recorder rows = new Recorder();
        Recorder wrong = new Recorder();
        Recorder twice = new Recorder();
        onLoop(() -> {
            connection.query("BEGIN", begin);
            connection.query("rows 3", rows);
            connection.query("nonsense", wrong);
            connection.query("twice", twice);
            return null;
        });
        assertEquals(List.of("ok 0"), begin.await().events);
        assertEquals(List.of("columns [c]", "row 0", "row 1", "row 2", "end"), rows.await().events);
        assertEquals(List.of("error 1064"), wrong.await().events);
        assertEquals(List.of("columns [c]", "row 0", "end", "columns [c]", "row 0", "end"), twice.await().events);
    }

    @ParameterizedTest
    @ValueSource(ints = {16_777_100, 16_777_205, 16_777_211, 16_777_215, 33_554_500})
    void aRowAroundTheFrameBorderArrivesWhole(int length) throws Exception {
        FakeServer server = server(FakeServer.Auth.NATIVE, 0);
        BackendConnection connection = acquire(pools(PoolSettings.DEFAULT), server.target());
        Recorder row = new Recorder();
        onLoop(() -> {
            connection.query("big " + length, row);
            return null;
        });
        assertEquals(List.of("columns [c]", "row " + length + " bytes", "end"), row.await().events);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"rows 0", "rows 1", "rows 2000", "big 16777211", "big 16777205", "big 33554500", "twice", "fe"})
    void forwardedBytesAreWhatTheServerWouldHaveSentToTheClient(String sql) throws Exception {
        for (int unwanted : new int[] {0, Capabilities.DEPRECATE_EOF}) {
            FakeServer server = server(FakeServer.Auth.NATIVE, unwanted);
            BackendConnection connection = acquire(pools(PoolSettings.DEFAULT), server.target());
            for (int client :
                    new int[] {Capabilities.PROTOCOL_41, Capabilities.PROTOCOL_41 | Capabilities.DEPRECATE_EOF}) {
                Forwarder forwarder = new Forwarder(client, 5);
                onLoop(() -> {
                    connection.query(sql, forwarder);
                    return null;
                });
                byte[] bytes = forwarder.done.get(30, TimeUnit.SECONDS);
                ByteBuf expected = PooledByteBufAllocator.DEFAULT.buffer();
                int next = 5;
                for (Payload packet : answer(sql, client)) {
                    next = Frames.append(expected, next, packet, client);
                }
                byte[] wanted = ByteBufUtil.getBytes(expected);
                expected.release();
                assertEquals(wanted.length, bytes.length);
                assertEquals(-1, java.util.Arrays.mismatch(wanted, bytes));
            }
        }
    }

    @Test
    void pausedReadingDeliversNoMoreRows() throws Exception {
        FakeServer server = server(FakeServer.Auth.NATIVE, 0);
        BackendConnection connection = acquire(pools(PoolSettings.DEFAULT), server.target());
        Recorder paused = new Recorder() {
            @Override
            public void row(ByteBuf row) {
                super.row(row);
                connection.pauseReading();
                connection.loop().schedule(connection::resumeReading, 1, TimeUnit.MILLISECONDS);
                events.add("paused");
            }
        };
        onLoop(() -> {
            connection.query("rows 30", paused);
            return null;
        });
        List<String> events = paused.await().events;
        assertEquals(62, events.size());
        assertEquals("row 7", events.get(15));
        assertEquals("paused", events.get(16));
    }

    @Test
    void aLostConnectionTellsEveryWaitingHandlerAndThePoolGoesOn() throws Exception {
        FakeServer server = server(FakeServer.Auth.NATIVE, 0);
        BackendPools pools = pools(PoolSettings.DEFAULT);
        BackendConnection connection = acquire(pools, server.target());
        Recorder first = new Recorder();
        Recorder second = new Recorder();
        onLoop(() -> {
            connection.query("silence", first);
            connection.query("rows 1", second);
            connection.close();
            return null;
        });
        assertEquals(List.of("lost CLOSED"), first.await().events);
        assertEquals(List.of("lost CLOSED"), second.await().events);
        assertNotNull(acquire(pools, server.target()));
    }

    @Test
    void aStatementThatTakesTooLongIsKilled() throws Exception {
        FakeServer server = server(FakeServer.Auth.NATIVE, 0);
        BackendConnection connection = acquire(pools(PoolSettings.DEFAULT), server.target());
        Recorder silent = new Recorder();
        onLoop(() -> {
            connection.send(Commands.query("silence"), silent, Duration.ofMillis(50));
            return null;
        });
        assertEquals(List.of("lost TIMEOUT"), silent.await().events);
        eventually(() -> server.received.contains("KILL QUERY 7"));
    }

    @Test
    void nobodyListeningFailsWithTheReasonAndDoesNotHammer() throws Exception {
        FakeServer server = server(FakeServer.Auth.NATIVE, 0);
        BackendTarget target = server.target();
        server.close();
        BackendPools pools = pools(PoolSettings.DEFAULT);
        for (int i = 0; i < 5; i++) {
            BackendException failure = failure(pools, target);
            assertEquals(BackendException.Reason.CONNECT, failure.reason());
            assertTrue(
                    failure.packet().message().contains("refused"),
                    failure.packet().message());
        }
    }

    @Test
    void aConnectionInTransactionIsRolledBackAndADirtyOneReset() throws Exception {
        FakeServer server = server(FakeServer.Auth.NATIVE, 0);
        BackendPools pools = pools(PoolSettings.DEFAULT);
        BackendConnection connection = acquire(pools, server.target());
        Recorder begin = new Recorder();
        onLoop(() -> {
            connection.query("BEGIN", begin);
            return null;
        });
        begin.await();
        assertTrue(onLoop(connection::inTransaction));
        release(pools, connection);
        assertSame(connection, acquire(pools, server.target()));
        eventually(() -> server.received.contains("ROLLBACK"));
        onLoop(() -> {
            connection.markDirty();
            return null;
        });
        release(pools, connection);
        assertSame(connection, acquire(pools, server.target()));
        eventually(() -> server.received.contains("31:"));
        eventually(() -> server.received.contains("SET NAMES utf8mb4 COLLATE utf8mb4_general_ci"));
    }

    /** As when its server is a primary no longer: what runs is answered, and the transaction it is in does not go on. */
    @Test
    void aRetiredConnectionEndsBehindTheAnswerThatIsAwaited() throws Exception {
        FakeServer server = server(FakeServer.Auth.NATIVE, 0);
        BackendPools pools = pools(PoolSettings.DEFAULT);
        BackendConnection connection = acquire(pools, server.target());
        Recorder begin = new Recorder();
        onLoop(() -> {
            connection.query("BEGIN", begin);
            pools.retire("127.0.0.1", server.port(), "it is the primary no longer");
            return null;
        });
        assertEquals(List.of("ok 0"), begin.await().events);
        eventually(() -> onLoop(connection::state) == BackendConnection.State.CLOSED);
        Recorder commit = new Recorder();
        onLoop(() -> {
            connection.query("COMMIT", commit);
            return null;
        });
        assertEquals(List.of("lost CLOSED"), commit.await().events);
        assertEquals(new BackendPool.Counts(0, 0, 0, 0), onLoop(() -> pools.pool(server.target())
                .counts()));
    }

    @Test
    void aForeignImageIsResetOnTheWayAndAnEqualOneIsKept() throws Exception {
        FakeServer server = server(FakeServer.Auth.NATIVE, 0);
        BackendPools pools = pools(PoolSettings.DEFAULT);
        BackendConnection connection = acquire(pools, server.target());
        SessionImage image = new SessionImage(List.of("sql_mode=''"));
        onLoop(() -> {
            connection.image(image);
            return null;
        });
        release(pools, connection);
        assertEquals(
                image,
                onLoop(() -> pools.pool(server.target()).acquire(image, LONG))
                        .get()
                        .image());
        assertTrue(server.received.stream().allMatch(said -> said.contains("session_track")));
        release(pools, connection);
        assertEquals(SessionImage.CLEAN, acquire(pools, server.target()).image());
        eventually(() -> server.received.contains("31:"));
    }

    @Test
    void aFullPoolMakesCallersWaitAndRefusesThemInTime() throws Exception {
        FakeServer server = server(FakeServer.Auth.NATIVE, 0);
        PoolSettings one = new PoolSettings(1, 2, LONG, LONG, LONG, LONG, 10);
        BackendPools pools = pools(one);
        BackendConnection only = acquire(pools, server.target());
        BackendPool pool = onLoop(() -> pools.pool(server.target()));
        Future<BackendConnection> waiting = onLoop(() -> pool.acquire(SessionImage.CLEAN, LONG));
        Future<BackendConnection> hasty = onLoop(() -> pool.acquire(SessionImage.CLEAN, Duration.ofMillis(20)));
        Future<BackendConnection> tooMany = onLoop(() -> pool.acquire(SessionImage.CLEAN, LONG));
        assertEquals(1040, ((BackendException) tooMany.await().cause()).packet().errno());
        assertEquals(1040, ((BackendException) hasty.await().cause()).packet().errno());
        assertEquals(new BackendPool.Counts(0, 1, 0, 1), onLoop(pool::counts));
        release(pools, only);
        assertSame(only, waiting.await().getNow());
        assertEquals(1, server.logins.get());
    }

    @Test
    void preparedStatementsAreCachedAndTheEldestIsClosed() throws Exception {
        FakeServer server = server(FakeServer.Auth.NATIVE, 0);
        BackendConnection connection =
                acquire(pools(new PoolSettings(4, 2, LONG, LONG, LONG, LONG, 2)), server.target());
        assertEquals(prepare(connection, "a").id(), prepare(connection, "a").id());
        prepare(connection, "b");
        prepare(connection, "c");
        prepare(connection, "a");
        eventually(
                () -> server.received.stream().filter(c -> c.startsWith("25:")).count() == 2);
        assertEquals(
                4, server.received.stream().filter(c -> c.startsWith("22:")).count());
    }

    @Test
    void aLongPreparedStatementIsNotKept() throws Exception {
        FakeServer server = server(FakeServer.Auth.NATIVE, 0);
        BackendConnection connection = acquire(pools(PoolSettings.DEFAULT), server.target());
        String keys = "1, ".repeat(StatementCache.LONGEST);
        prepare(connection, keys);
        prepare(connection, keys);
        eventually(
                () -> server.received.stream().filter(c -> c.startsWith("25:")).count() == 2);
        assertEquals(
                2, server.received.stream().filter(c -> c.startsWith("22:")).count());
    }

    private PreparedStatement prepare(BackendConnection connection, String sql) throws Exception {
        CompletableFuture<PreparedStatement> prepared = new CompletableFuture<>();
        onLoop(() -> {
            connection.prepare(sql, new PrepareHandler() {
                @Override
                public void prepared(PreparedStatement statement) {
                    prepared.complete(statement);
                }

                @Override
                public void error(ErrPacket error, int sequence) {
                    prepared.completeExceptionally(new AssertionError(error.message()));
                }

                @Override
                public void connectionLost(BackendException cause) {
                    prepared.completeExceptionally(cause);
                }
            });
            return null;
        });
        return prepared.get(20, TimeUnit.SECONDS);
    }

    // ---- answers of the fake server

    /** {@code client} decides the form of the ends. */
    private static List<Payload> answer(String sql, int client) {
        List<Payload> packets = new ArrayList<>();
        if (sql.startsWith("rows ")) {
            result(packets, Integer.parseInt(sql.substring(5)), 0, "", client);
        } else if (sql.startsWith("big ")) {
            result(packets, 0, 0, "x".repeat(Integer.parseInt(sql.substring(4))), client);
        } else if (sql.equals("twice")) {
            result(packets, 1, ServerStatus.MORE_RESULTS, "", client);
            result(packets, 1, 0, "", client);
        } else if (sql.equals("fe")) {
            // The second frame of the row begins with 0xFE: no end.
            result(packets, 0, 0, "\u00FE".repeat(10_000_000), client);
        } else if (sql.equals("BEGIN")) {
            packets.add(OkPacket.of(ServerStatus.IN_TRANSACTION | ServerStatus.AUTOCOMMIT));
        } else if (sql.equals("nonsense")) {
            packets.add(ErrPacket.of(1064, "42000", "You have an error"));
        } else if (!sql.equals("silence")) {
            packets.add(OkPacket.of(ServerStatus.AUTOCOMMIT));
        }
        return packets;
    }

    private static void result(List<Payload> packets, int rows, int status, String value, int client) {
        packets.add((out, capabilities) -> out.writeByte(1));
        packets.add(ColumnDefinition.text("c"));
        if (!Capabilities.has(client, Capabilities.DEPRECATE_EOF)) {
            packets.add(new EofPacket(0, ServerStatus.AUTOCOMMIT));
        }
        for (int i = 0; i < rows; i++) {
            String number = String.valueOf(i);
            packets.add((out, capabilities) -> TextRow.writeValue(out, number));
        }
        if (!value.isEmpty()) {
            packets.add((out, capabilities) ->
                    TextRow.writeValue(out, value.getBytes(java.nio.charset.StandardCharsets.ISO_8859_1)));
        }
        packets.add(OkPacket.of(status | ServerStatus.AUTOCOMMIT).endPayload());
    }

    /** What a front end does, in 30 lines. */
    private static final class Forwarder implements ForwardHandler {
        final CompletableFuture<byte[]> done = new CompletableFuture<>();
        private final CompositeByteBuf out = PooledByteBufAllocator.DEFAULT.compositeBuffer(Integer.MAX_VALUE);
        private final int client;
        private final int first;

        Forwarder(int client, int first) {
            this.client = client;
            this.first = first;
        }

        @Override
        public int firstSequence() {
            return first;
        }

        @Override
        public int columns(ResultHead head, int sequence, int next) {
            out.addComponent(true, head.packets().retainedSlice());
            return Capabilities.has(client, Capabilities.DEPRECATE_EOF)
                    ? next
                    : write(next, new EofPacket(0, ServerStatus.AUTOCOMMIT));
        }

        @Override
        public void rows(ByteBuf run) {
            out.addComponent(true, run.retainedSlice());
        }

        @Override
        public void ok(OkPacket ok, boolean endOfRows, int sequence) {
            write(sequence, endOfRows ? ok.endPayload() : ok);
            if (!ok.moreResults()) {
                done.complete(ByteBufUtil.getBytes(out));
                out.release();
            }
        }

        @Override
        public void error(ErrPacket error, int sequence) {
            write(sequence, error);
            done.complete(ByteBufUtil.getBytes(out));
            out.release();
        }

        @Override
        public void connectionLost(BackendException cause) {
            out.release();
            done.completeExceptionally(cause);
        }

        private int write(int sequence, Payload packet) {
            ByteBuf buffer = PooledByteBufAllocator.DEFAULT.buffer();
            int next = Frames.append(buffer, sequence, packet, client);
            out.addComponent(true, buffer);
            return next;
        }
    }

    // ---- plumbing

    private FakeServer server(FakeServer.Auth auth, int unwanted) {
        FakeServer server = new FakeServer(loops, auth, unwanted, BackendTest::answer);
        open.add(server);
        return server;
    }

    private BackendPools pools(PoolSettings settings) {
        BackendPools pools = new BackendPools(loop, Transport.best(), settings);
        open.add(
                0,
                () -> onLoop(() -> {
                    pools.close();
                    return null;
                }));
        return pools;
    }

    private BackendConnection acquire(BackendPools pools, BackendTarget target) throws Exception {
        Future<BackendConnection> future = onLoop(() -> pools.pool(target).acquire(SessionImage.CLEAN, LONG))
                .await();
        if (!future.isSuccess()) {
            throw new AssertionError(future.cause());
        }
        return future.getNow();
    }

    private BackendException failure(BackendPools pools, BackendTarget target) throws Exception {
        Future<BackendConnection> future = onLoop(() -> pools.pool(target).acquire(SessionImage.CLEAN, LONG))
                .await();
        return assertInstanceOf(BackendException.class, future.cause());
    }

    private void release(BackendPools pools, BackendConnection connection) throws Exception {
        onLoop(() -> {
            pools.pool(connection.target()).release(connection);
            return null;
        });
    }

    private <T> T onLoop(Callable<T> work) throws Exception {
        return loop.submit(work).get(20, TimeUnit.SECONDS);
    }

    private static void eventually(Callable<Boolean> condition) throws Exception {
        for (int i = 0; i < 400 && !condition.call(); i++) {
            Thread.sleep(25);
        }
        assertTrue(condition.call());
    }
}
