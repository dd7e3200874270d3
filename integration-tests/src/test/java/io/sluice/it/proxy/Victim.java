package io.sluice.it.proxy;

import io.netty.buffer.Unpooled;
import io.sluice.proxy.protocol.AuthPlugin;
import io.sluice.proxy.protocol.BinaryValue;
import io.sluice.proxy.protocol.Capabilities;
import io.sluice.proxy.protocol.ColumnType;
import io.sluice.proxy.protocol.Command;
import io.sluice.proxy.protocol.Commands;
import io.sluice.proxy.protocol.PrepareOk;
import io.sluice.proxy.protocol.StmtExecute;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;

/** A client of {@link RandomKillsTest}: it begins something, and is gone at a random moment of it, by FIN or by RST. Nothing that it writes is ever committed. */
final class Victim {
    /** Named locks that victims take: this, and a number below {@link #LOCKS}. */
    static final String LOCK = "sluice_kills_";

    static final int LOCKS = 3;
    /** What victims write. */
    static final String MARK = "66.60";

    private static final int CAPABILITIES = RawClient.CAPABILITIES
            | Capabilities.LOCAL_FILES
            | Capabilities.MULTI_STATEMENTS
            | Capabilities.MULTI_RESULTS
            | Capabilities.SESSION_TRACK;

    private static final String BIG =
            "SELECT a.code, b.code, c.code, d.name FROM countries a, countries b, countries c, countries d";
    private static final String CHANGE = "UPDATE orders SET total = " + MARK;

    /** Sequences of statements, each begun whatever has become of the one before. */
    private static final List<List<String>> SCENES = List.of(
            List.of(BIG),
            List.of("SELECT a.id, c.code, d.code FROM orders a, countries c, countries d ORDER BY a.id"),
            List.of(
                    "SELECT city, COUNT(DISTINCT status), COUNT(DISTINCT user_id) c FROM orders GROUP BY city ORDER BY c DESC"),
            List.of("BEGIN", CHANGE, "DELETE FROM countries", "SELECT * FROM orders"),
            List.of("SET autocommit = 0", CHANGE + " WHERE user_id = 5", CHANGE + " WHERE user_id < 9", "SAVEPOINT s"),
            List.of(
                    "BEGIN",
                    "SELECT * FROM orders WHERE user_id IN (1, 2, 3) FOR UPDATE",
                    CHANGE + " WHERE user_id = 2"),
            List.of("BEGIN; " + CHANGE + "; SELECT SLEEP(4); SELECT 1"),
            List.of("SELECT GET_LOCK('" + LOCK + "0', 9)", "SELECT GET_LOCK('" + LOCK + "1', 9)", "SELECT SLEEP(3)"),
            List.of("SELECT GET_LOCK('" + LOCK + "1', 9)", "SELECT GET_LOCK('" + LOCK + "2', 9)"),
            List.of("SELECT SLEEP(4) FROM orders WHERE user_id = 3"),
            List.of("SELECT SUM(SLEEP(1)) FROM orders"),
            List.of("SELECT o.id, (SELECT COUNT(*) FROM orders p WHERE p.city = o.city) FROM orders o ORDER BY 2, 1"),
            List.of(
                    "BEGIN",
                    CHANGE + " WHERE user_id = 1",
                    "SELECT a.id FROM orders a JOIN orders b ON a.id = b.user_id + 1"),
            List.of("BEGIN", CHANGE + " ORDER BY id LIMIT 7", "DELETE FROM orders ORDER BY id DESC LIMIT 3"),
            List.of("CREATE TEMPORARY TABLE mine (n INT)", "INSERT INTO mine VALUES (1)", "SELECT * FROM mine"),
            List.of("LOCK TABLES orders WRITE, countries READ", "SELECT COUNT(*) FROM orders"),
            List.of(
                    "BEGIN",
                    "INSERT INTO orders (id, user_id, city, total) SELECT id + 100000, user_id, city, " + MARK
                            + " FROM orders"),
            List.of(
                    "SET @x = (SELECT COUNT(*) FROM orders)",
                    "PREPARE p FROM 'SELECT * FROM orders WHERE user_id > ?'",
                    "EXECUTE p USING @x"));

    private final int port;
    private final Random random;
    private final long end;
    private final byte[] buffer = new byte[16 << 10];

    Victim(int port, Random random) {
        this.port = port;
        this.random = random;
        this.end = System.nanoTime() + random.nextInt(40) * 1_000_000L;
    }

    /** Its whole life. */
    void live() throws IOException {
        RawClient client = new RawClient(new Socket("127.0.0.1", port), CAPABILITIES);
        try {
            int scene = random.nextInt(SCENES.size() + 5);
            if (scene == 0) {
                comeHalf(client);
                return;
            }
            client.login("secret", AuthPlugin.NATIVE);
            if (client.read()[0] != 0) {
                throw new IOException("login refused");
            }
            switch (scene) {
                case 1 -> prepared(client);
                case 2 -> cursor(client);
                case 3 -> load(client);
                case 4 -> change(client);
                default -> run(client, SCENES.get(scene - 5));
            }
            linger(client);
        } finally {
            leave(client);
        }
    }

    private void comeHalf(RawClient client) throws IOException {
        switch (random.nextInt(4)) {
            case 0 -> client.login("secret", AuthPlugin.NATIVE);
            case 1 -> client.login("secret", AuthPlugin.CACHING_SHA2);
            case 2 -> client.bytes(Unpooled.wrappedBuffer(new byte[] {90, 0, 0, 1, 5, 6}));
            default -> linger(client);
        }
    }

    private void run(RawClient client, List<String> statements) throws IOException {
        for (String sql : statements) {
            client.command(Commands.query(sql));
            look(client);
        }
    }

    private void prepared(RawClient client) throws IOException {
        int id = prepare(client, "INSERT INTO orders (id, user_id, city, total) VALUES (?, 7, 'x', " + MARK + ")");
        client.command(Commands.query("BEGIN"));
        client.read();
        for (int i = 0; i < 20 && System.nanoTime() < end; i++) {
            client.command(new Commands.LongData(
                    id, 0, Integer.toString(200_000 + random.nextInt(1 << 20)).getBytes(StandardCharsets.UTF_8)));
            client.command(StmtExecute.of(id, List.of(new BinaryValue.Bytes(ColumnType.BLOB, new byte[0]))));
            look(client);
        }
    }

    private void cursor(RawClient client) throws IOException {
        int id = prepare(
                client,
                random.nextBoolean()
                        ? "SELECT * FROM orders WHERE user_id > ?"
                        : "SELECT * FROM orders WHERE user_id > ? ORDER BY city");
        StmtExecute execute = StmtExecute.of(id, List.of(new BinaryValue.Int(ColumnType.LONG, false, 3)));
        client.command(new StmtExecute(id, StmtExecute.CURSOR_READ_ONLY, execute.types(), execute.values()));
        for (int i = 0; i < 20 && System.nanoTime() < end; i++) {
            client.command(
                    (out, c) -> out.writeByte(Command.STMT_FETCH).writeIntLE(id).writeIntLE(10));
            look(client);
        }
    }

    private int prepare(RawClient client, String sql) throws IOException {
        client.command(Commands.text(Command.STMT_PREPARE, sql.getBytes(StandardCharsets.UTF_8)));
        PrepareOk ok = PrepareOk.decode(Unpooled.wrappedBuffer(client.read()));
        for (int i = 0; i < ok.parameters() + ok.columns(); i++) {
            client.read();
        }
        return ok.statementId();
    }

    private void load(RawClient client) throws IOException {
        client.command(
                Commands.query("LOAD DATA LOCAL INFILE 'x' INTO TABLE orders (id, user_id, city) SET total = " + MARK));
        if (client.read()[0] != (byte) 0xFB) {
            return;
        }
        for (int i = 0; i < 50 && System.nanoTime() < end; i++) {
            StringBuilder rows = new StringBuilder();
            for (int j = 0; j < 100; j++) {
                rows.append(2_000_000 + random.nextInt(1 << 28))
                        .append('\t')
                        .append(random.nextInt(1000))
                        .append("\tcity\n");
            }
            client.send((out, c) -> out.writeBytes(rows.toString().getBytes(StandardCharsets.UTF_8)));
        }
    }

    private void change(RawClient client) throws IOException {
        run(client, List.of("BEGIN", CHANGE + " WHERE user_id = 4"));
        client.command(Commands.bare(random.nextBoolean() ? Command.RESET_CONNECTION : Command.CHANGE_USER));
    }

    /** Takes some of the answer, or nothing. */
    private void look(RawClient client) throws IOException {
        for (int times = random.nextInt(3); times > 0 && System.nanoTime() < end; times--) {
            client.drain(buffer, 1 + random.nextInt(5));
        }
    }

    private void linger(RawClient client) throws IOException {
        boolean reads = random.nextBoolean();
        while (System.nanoTime() < end) {
            if (reads) {
                client.drain(buffer, 2);
            } else {
                java.util.concurrent.locks.LockSupport.parkNanos(1_000_000);
            }
        }
    }

    private void leave(RawClient client) throws IOException {
        if (random.nextBoolean()) {
            client.reset();
        } else {
            client.close();
        }
    }
}
