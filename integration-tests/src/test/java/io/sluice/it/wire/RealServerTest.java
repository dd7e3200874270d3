package io.sluice.it.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.ByteBuf;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.util.concurrent.Future;
import io.sluice.examples.servers.Flavour;
import io.sluice.examples.servers.Progress;
import io.sluice.examples.servers.RunningServer;
import io.sluice.examples.servers.ServerLayout;
import io.sluice.examples.servers.ServerSet;
import io.sluice.examples.servers.ServerSettings;
import io.sluice.proxy.backend.BackendConnection;
import io.sluice.proxy.backend.BackendException;
import io.sluice.proxy.backend.BackendPools;
import io.sluice.proxy.backend.BackendTarget;
import io.sluice.proxy.backend.ForwardHandler;
import io.sluice.proxy.backend.PoolSettings;
import io.sluice.proxy.backend.PrepareHandler;
import io.sluice.proxy.backend.PreparedStatement;
import io.sluice.proxy.backend.ResultHead;
import io.sluice.proxy.backend.SessionImage;
import io.sluice.proxy.backend.Transport;
import io.sluice.proxy.protocol.BinaryValue;
import io.sluice.proxy.protocol.ColumnType;
import io.sluice.proxy.protocol.Commands;
import io.sluice.proxy.protocol.ErrPacket;
import io.sluice.proxy.protocol.OkPacket;
import io.sluice.proxy.protocol.StmtExecute;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@SuppressWarnings("NullAway.Init")
class RealServerTest {
    private static final Duration LONG = Duration.ofSeconds(30);
    private static ServerSet set;
    private static RunningServer server;
    private static EventLoopGroup loops;

    private final EventLoop loop = loops.next();
    private BackendPools pools;
    private BackendTarget target;

    @BeforeAll
    static void start() {
        loops = Transport.best().loops(1);
        set = ServerSet.start(
                ServerLayout.shards(1, 0),
                ServerSettings.standard().withOptions("--max-allowed-packet=128M"),
                Progress.silent());
        server = set.servers().get(0);
    }

    @AfterAll
    static void stop() {
        set.close();
        loops.shutdownGracefully(0, 5, TimeUnit.SECONDS).syncUninterruptibly();
    }

    @BeforeEach
    void pools() {
        server.run("", "DROP DATABASE IF EXISTS wire; CREATE DATABASE wire");
        pools = new BackendPools(loop, Transport.best(), PoolSettings.DEFAULT);
        target = target(server.password(), "wire", false);
    }

    @AfterEach
    void closePools() throws Exception {
        loop.submit(() -> pools.close()).get(30, TimeUnit.SECONDS);
    }

    private static BackendTarget target(String password, String schema, boolean foundRows) {
        return new BackendTarget(
                server.address().host(), server.address().port(), server.user(), password, schema, foundRows);
    }

    @Test
    void loginTwiceAndTheGreetingTellsTheServer() throws Exception {
        // The second login takes the fast path of caching_sha2_password.
        for (int i = 0; i < 2; i++) {
            BackendConnection connection = acquire(target);
            assertEquals(
                    server.version(),
                    query(connection, "SELECT VERSION()").rows.get(0).get(0));
            assertEquals(
                    server.flavour() == Flavour.MARIADB,
                    connection.greeting().flavour() == io.sluice.proxy.protocol.Handshake.Flavour.MARIADB);
            assertEquals(
                    "wire", query(connection, "SELECT DATABASE()").rows.get(0).get(0));
            String id = String.valueOf(connection.connectionId());
            assertEquals(
                    id, query(connection, "SELECT CONNECTION_ID()").rows.get(0).get(0));
        }
    }

    @Test
    void refusedLoginsAreTheServersOwn() {
        BackendException password = assertThrows(BackendException.class, () -> acquire(target("no", "wire", false)));
        assertEquals(BackendException.Reason.LOGIN, password.reason());
        assertEquals(1045, password.packet().errno());
        assertEquals("28000", password.packet().sqlState());
        BackendException schema =
                assertThrows(BackendException.class, () -> acquire(target(server.password(), "missing", false)));
        assertEquals(1049, schema.packet().errno());
    }

    @Test
    void foundRowsChangesTheCounts() throws Exception {
        BackendConnection changed = acquire(target);
        query(changed, "CREATE TABLE t (id INT PRIMARY KEY AUTO_INCREMENT, v INT)");
        OkPacket inserted =
                query(changed, "INSERT INTO t (v) VALUES (1), (1), (2)").ok();
        assertEquals(3, inserted.affectedRows());
        assertEquals(1, inserted.lastInsertId());
        assertTrue(inserted.info().contains("Records: 3"), inserted.info());
        assertEquals(1, query(changed, "UPDATE t SET v = 1").ok().affectedRows());
        BackendConnection found = acquire(target(server.password(), "wire", true));
        assertEquals(3, query(found, "UPDATE t SET v = 1").ok().affectedRows());
    }

    @Test
    void everyTypeInTextAndBinary() throws Exception {
        BackendConnection connection = acquire(target);
        query(
                connection,
                "CREATE TABLE t (id INT PRIMARY KEY, ti TINYINT, tu TINYINT UNSIGNED, si SMALLINT, mi MEDIUMINT,"
                        + " i INT UNSIGNED, b BIGINT, bu BIGINT UNSIGNED, f FLOAT, d DOUBLE, de DECIMAL(20,5), y YEAR,"
                        + " da DATE, dt DATETIME(6), ts TIMESTAMP NULL, tm TIME(3), c CHAR(5), vc VARCHAR(50),"
                        + " bl BLOB, tx TEXT, bi BIT(9), en ENUM('x','y'), st SET('p','q'), js JSON)");
        List<BinaryValue> values = List.of(
                integer(1),
                integer(-128),
                integer(255),
                integer(-32768),
                integer(-8388608),
                integer(4294967295L),
                integer(Long.MIN_VALUE),
                new BinaryValue.Int(ColumnType.LONGLONG, true, -1),
                new BinaryValue.Real4(1.5f),
                new BinaryValue.Real8(0.1),
                text("12345.67890"),
                integer(2026),
                new BinaryValue.DateTime(ColumnType.DATE, 2026, 2, 28, 0, 0, 0, 0),
                new BinaryValue.DateTime(ColumnType.DATETIME, 2026, 2, 28, 1, 2, 3, 456_789),
                new BinaryValue.DateTime(ColumnType.DATETIME, 2026, 2, 28, 1, 2, 3, 0),
                new BinaryValue.Time(true, 34, 22, 59, 58, 7_000),
                text("ü"),
                text("😀"),
                new BinaryValue.Bytes(ColumnType.BLOB, new byte[] {0, (byte) 0xFE, (byte) 0xFF}),
                BinaryValue.NULL,
                integer(257),
                text("y"),
                text("p,q"),
                text("{\"a\": 1}"));
        PreparedStatement insert =
                prepare(connection, "INSERT INTO t VALUES (?" + ", ?".repeat(values.size() - 1) + ")");
        assertEquals(values.size(), insert.parameters().size());
        assertEquals(1, execute(connection, insert, values).ok().affectedRows());

        List<Object> texts = query(connection, "SELECT * FROM t").rows.get(0);
        assertEquals(
                "[1, -128, 255, -32768, -8388608, 4294967295, -9223372036854775808, 18446744073709551615, 1.5, 0.1,"
                        + " 12345.67890, 2026, 2026-02-28, 2026-02-28 01:02:03.456789, 2026-02-28 01:02:03,"
                        + " -838:59:58.007, ü, 😀]",
                texts.subList(0, 18).toString());

        PreparedStatement select = prepare(connection, "SELECT * FROM t WHERE id = ?");
        List<Object> read =
                execute(connection, select, List.of(integer(1))).rows.get(0);
        assertEquals(new BinaryValue.Int(ColumnType.TINY, true, 255), read.get(2));
        assertEquals(new BinaryValue.Int(ColumnType.INT24, false, -8388608), read.get(4));
        assertEquals(new BinaryValue.Int(ColumnType.LONGLONG, true, -1), read.get(7));
        assertEquals(values.subList(8, 10), read.subList(8, 10));
        assertEquals(new BinaryValue.Bytes(ColumnType.NEWDECIMAL, "12345.67890".getBytes()), read.get(10));
        assertEquals(values.subList(12, 14), read.subList(12, 14));
        assertEquals(new BinaryValue.DateTime(ColumnType.TIMESTAMP, 2026, 2, 28, 1, 2, 3, 0), read.get(14));
        assertEquals(values.get(15), read.get(15));
        assertEquals(values.get(18), read.get(18));
        assertEquals(BinaryValue.NULL, read.get(19));
        assertEquals(new BinaryValue.Bytes(ColumnType.BIT, new byte[] {1, 1}), read.get(20));
    }

    @Test
    void packetsBeyond16MegabytesBothWays() throws Exception {
        BackendConnection connection = acquire(target);
        query(connection, "CREATE TABLE t (v LONGBLOB)");
        PreparedStatement insert = prepare(connection, "INSERT INTO t VALUES (?)");
        for (int length : new int[] {(1 << 24) - 30, (1 << 24) - 1, 1 << 24, 40_000_000}) {
            byte[] bytes = new byte[length];
            java.util.Arrays.fill(bytes, (byte) 0xFE);
            query(connection, "DELETE FROM t");
            BinaryValue value = new BinaryValue.Bytes(ColumnType.BLOB, bytes);
            assertEquals(1, execute(connection, insert, List.of(value)).ok().affectedRows());
            String expected = "[[" + length + "]]";
            assertEquals(
                    expected, query(connection, "SELECT LENGTH(v) FROM t").rows.toString());
            Collected whole = new Collected(true);
            PreparedStatement select = prepare(connection, "SELECT v FROM t");
            onLoop(() -> {
                connection.send(StmtExecute.of(select.id(), List.of()), whole);
                return null;
            });
            assertEquals(value, whole.await().rows.get(0).get(0));
            Count forwarded = new Count(connection, false);
            onLoop(() -> {
                connection.query("SELECT v FROM t", forwarded);
                return null;
            });
            // Row: lenenc of 4 or 9 bytes, the value, one header per frame.
            long payload = length + (length < 1 << 24 ? 4 : 9);
            assertEquals(payload + 4 * (payload / 0xFFFFFF + 1), forwarded.done.get(30, TimeUnit.SECONDS));
        }
    }

    @Test
    void aPausedForwarderHoldsTheServerBack() throws Exception {
        BackendConnection connection = acquire(target);
        query(connection, "CREATE TABLE d (n INT)");
        query(connection, "INSERT INTO d VALUES (0),(1),(2),(3),(4),(5),(6),(7),(8),(9)");
        String sql = "SELECT a.n, REPEAT('x', 200) FROM d a, d b, d c, d d, d e";
        Count slow = new Count(connection, true);
        onLoop(() -> {
            connection.query(sql, slow);
            return null;
        });
        Count fast = new Count(connection, false);
        onLoop(() -> {
            connection.query(sql, fast);
            return null;
        });
        assertEquals(fast.done.get(60, TimeUnit.SECONDS), slow.done.get(60, TimeUnit.SECONDS));
        assertTrue(slow.pauses > 100, "paused " + slow.pauses);
    }

    @Test
    void transactionsAreSeenAndRolledBackOnRelease() throws Exception {
        BackendConnection connection = acquire(target);
        query(connection, "CREATE TABLE t (id INT PRIMARY KEY)");
        query(connection, "BEGIN");
        query(connection, "INSERT INTO t VALUES (1)");
        assertTrue(onLoop(connection::inTransaction));
        release(connection);
        BackendConnection again = acquire(target);
        assertEquals(connection.connectionId(), again.connectionId());
        assertEquals("[[0]]", query(again, "SELECT COUNT(*) FROM t").rows.toString());
        assertFalse(onLoop(again::inTransaction));
    }

    @Test
    void aResetConnectionIsAsNew() throws Exception {
        BackendConnection connection = acquire(target);
        String state = "SELECT @@sql_mode, @@character_set_client, @@collation_connection, @v, DATABASE()";
        String fresh = query(connection, state).rows.toString();
        PreparedStatement before = prepare(connection, "SELECT 1");
        query(connection, "SET NAMES latin1");
        query(connection, "SET sql_mode = '', @v = 5");
        query(connection, "CREATE TEMPORARY TABLE tmp (a INT)");
        assertNotEquals(fresh, query(connection, state).rows.toString());
        onLoop(() -> {
            connection.markDirty();
            return null;
        });
        release(connection);
        BackendConnection again = acquire(target);
        assertEquals(connection.connectionId(), again.connectionId());
        assertEquals(fresh, query(again, state).rows.toString());
        assertEquals(1146, error(again, "SELECT * FROM tmp").errno());
        PreparedStatement after = prepare(again, "SELECT 1");
        assertEquals(1, execute(again, after, List.of()).rows.size(), before + " " + after);
    }

    @Test
    void theDefaultSchemaIsTheServersAlsoAfterARefusal() throws Exception {
        BackendConnection connection = acquire(target);
        Collected missing = new Collected(false);
        assertTrue(onLoop(() -> connection.useSchema("missing", missing)));
        assertThrows(ExecutionException.class, missing::await);
        assertEquals("wire", onLoop(connection::schema));
        Collected other = new Collected(false);
        assertTrue(onLoop(() -> connection.useSchema("mysql", other)));
        other.await();
        release(connection);
        assertEquals(
                "[[wire]]", query(acquire(target), "SELECT DATABASE()").rows.toString());
    }

    @Test
    void errorsMultipleResultsAndWarnings() throws Exception {
        BackendConnection connection = acquire(target);
        ErrPacket syntax = error(connection, "SELEC 1");
        assertEquals(1064, syntax.errno());
        assertEquals("42000", syntax.sqlState());
        query(connection, "CREATE PROCEDURE p() BEGIN SELECT 1; SELECT 2 AS b, 3 AS c; END");
        Collected call = query(connection, "CALL p()");
        assertEquals("[[1], [2, 3]]", call.rows.toString());
        assertEquals(3, call.oks.size());
        assertEquals(1, query(connection, "SELECT CAST('x' AS SIGNED)").ok().warnings());
    }

    @Test
    void aStatementThatTakesTooLongIsKilledOnTheServer() throws Exception {
        BackendConnection connection = acquire(target);
        Collected sleeping = new Collected(false);
        onLoop(() -> {
            connection.send(Commands.query("SELECT SLEEP(50)"), sleeping, Duration.ofMillis(200));
            return null;
        });
        ExecutionException failed = assertThrows(ExecutionException.class, sleeping::await);
        assertEquals(
                BackendException.Reason.TIMEOUT,
                assertInstanceOf(BackendException.class, failed.getCause()).reason());
        BackendConnection other = acquire(target);
        String running = "SELECT COUNT(*) FROM information_schema.processlist WHERE info LIKE 'SELECT SLEEP%'";
        for (int i = 0; i < 100 && !query(other, running).rows.toString().equals("[[0]]"); i++) {
            Thread.sleep(50);
        }
        assertEquals("[[0]]", query(other, running).rows.toString());
    }

    @Test
    void theServerDiesAndComesBack() throws Exception {
        BackendConnection connection = acquire(target);
        Collected waiting = new Collected(false);
        onLoop(() -> {
            connection.query("SELECT SLEEP(50)", waiting);
            return null;
        });
        server.kill();
        ExecutionException lost = assertThrows(ExecutionException.class, waiting::await);
        assertEquals(
                BackendException.Reason.LOST,
                assertInstanceOf(BackendException.class, lost.getCause()).reason());
        BackendException down = assertThrows(BackendException.class, () -> acquire(target));
        assertEquals(2003, down.packet().errno());
        server.start();
        Thread.sleep(2_100); // the longest back-off
        assertEquals("[[1]]", query(acquire(target), "SELECT 1").rows.toString());
    }

    @Test
    void aCommitTellsItsGtid() throws Exception {
        BackendConnection connection = acquire(target);
        query(
                connection,
                server.flavour() == Flavour.MARIADB
                        ? "SET SESSION session_track_system_variables='last_gtid'"
                        : "SET SESSION session_track_gtids=OWN_GTID");
        query(connection, "CREATE TABLE t (id INT PRIMARY KEY)");
        OkPacket ok = query(connection, "INSERT INTO t VALUES (1)").ok();
        assertTrue(ok.gtid().orElse("").matches("\\d+-\\d+-\\d+|[0-9a-f-]{36}:\\d+"), ok.toString());
    }

    /** Counts forwarded bytes; a slow one pauses after each run. */
    private static final class Count implements ForwardHandler {
        final CompletableFuture<Long> done = new CompletableFuture<>();
        int pauses;
        private final BackendConnection connection;
        private final boolean slow;
        private boolean paused;
        private long bytes;

        Count(BackendConnection connection, boolean slow) {
            this.connection = connection;
            this.slow = slow;
        }

        @Override
        public int firstSequence() {
            return 1;
        }

        @Override
        public int columns(ResultHead head, int sequence, int next) {
            return next;
        }

        @Override
        public void rows(ByteBuf run) {
            assertFalse(paused);
            bytes += run.readableBytes();
            if (slow) {
                paused = true;
                pauses++;
                connection.pauseReading();
                connection.loop().execute(() -> {
                    paused = false;
                    connection.resumeReading();
                });
            }
        }

        @Override
        public void ok(OkPacket ok, boolean endOfRows, int sequence) {
            done.complete(bytes);
        }

        @Override
        public void error(ErrPacket error, int sequence) {
            done.completeExceptionally(new AssertionError(error.toString()));
        }

        @Override
        public void connectionLost(BackendException cause) {
            done.completeExceptionally(cause);
        }
    }

    // ---- plumbing

    private static BinaryValue integer(long value) {
        return new BinaryValue.Int(ColumnType.LONGLONG, false, value);
    }

    private static BinaryValue text(String value) {
        return new BinaryValue.Bytes(ColumnType.VAR_STRING, value.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }

    private Collected query(BackendConnection connection, String sql) throws Exception {
        Collected answer = new Collected(false);
        onLoop(() -> {
            connection.query(sql, answer);
            return null;
        });
        return answer.await();
    }

    private ErrPacket error(BackendConnection connection, String sql) {
        ExecutionException failed = assertThrows(ExecutionException.class, () -> query(connection, sql));
        return assertInstanceOf(Collected.ServerSaid.class, failed.getCause()).error;
    }

    private Collected execute(BackendConnection connection, PreparedStatement statement, List<BinaryValue> values)
            throws Exception {
        Collected answer = new Collected(true);
        onLoop(() -> {
            connection.send(StmtExecute.of(statement.id(), values), answer);
            return null;
        });
        return answer.await();
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
                    prepared.completeExceptionally(new AssertionError(error.toString()));
                }

                @Override
                public void connectionLost(BackendException cause) {
                    prepared.completeExceptionally(cause);
                }
            });
            return null;
        });
        return prepared.get(30, TimeUnit.SECONDS);
    }

    private BackendConnection acquire(BackendTarget where) throws Exception {
        Future<BackendConnection> future = onLoop(() -> pools.pool(where).acquire(SessionImage.CLEAN, LONG))
                .await();
        if (!future.isSuccess()) {
            throw (BackendException) future.cause();
        }
        return future.getNow();
    }

    private void release(BackendConnection connection) throws Exception {
        loop.submit(() -> pools.pool(connection.target()).release(connection)).get(30, TimeUnit.SECONDS);
    }

    private <T> T onLoop(Callable<T> work) throws Exception {
        return loop.submit(work).get(30, TimeUnit.SECONDS);
    }
}
