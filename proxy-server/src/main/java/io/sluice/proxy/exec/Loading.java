package io.sluice.proxy.exec;

import io.netty.buffer.ByteBuf;
import io.sluice.proxy.backend.BackendException;
import io.sluice.proxy.backend.RowHandler;
import io.sluice.proxy.protocol.Capabilities;
import io.sluice.proxy.protocol.ErrPacket;
import io.sluice.proxy.protocol.Frames;
import io.sluice.proxy.protocol.OkPacket;
import io.sluice.proxy.protocol.Packet;
import io.sluice.proxy.protocol.TextRow;
import io.sluice.routing.RoutingError;
import io.sluice.routing.RoutingException;
import io.sluice.routing.load.LoadRows;
import io.sluice.routing.merge.Counts;
import io.sluice.routing.merge.Quota;
import io.sluice.routing.route.LogicalNames;
import io.sluice.routing.route.Route;
import io.sluice.routing.route.ShardStatement;
import io.sluice.routing.session.Warning;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * LOAD DATA LOCAL: the client's file is asked for when the first server has asked for it (so that what is wrong with the statement is
 * told before), and goes on, row by row, as LOAD DATA LOCAL of each part. The client is not read while a server takes nothing, so only
 * some pieces are held. It is done wholly or not at all: over several parts in a transaction of its own, or behind a savepoint.
 */
final class Loading implements Work {
    /** Bytes of one packet to a server. */
    static final int PIECE = 1 << 16;
    /** Bytes that may wait to be sent to one server. */
    static final long AHEAD = 4L * PIECE;

    private static final Logger LOG = LoggerFactory.getLogger(Loading.class);
    private static final int FILE_WANTED = 0xFB;

    private final Task task;
    private final Client client;
    private final Route.Load route;
    private final @Nullable StepFrame frame;
    private final @Nullable LoadSpread spread;
    private final Map<String, LoadLine> lines = new LinkedHashMap<>();
    private final Queue<ByteBuf> received = new ArrayDeque<>();
    private final LoadWarnings warnings = new LoadWarnings();
    private int sequence;
    private boolean asked;
    private boolean fileEnded;
    private boolean allSorted;
    private boolean working;
    /** Tasks away from the loop. */
    private int away;

    private boolean gone;
    private boolean over;
    private boolean lost;
    private @Nullable ErrPacket error;

    Loading(Task task, Route.Load route) {
        this.task = task;
        this.client = task.client();
        this.route = route;
        LoadRows rows = route.rows();
        // A row that goes nowhere is found here, when one server has taken others already.
        this.frame = rows != null || route.parts().size() > 1 ? new StepFrame(client) : null;
        this.spread = rows == null
                ? null
                : new LoadSpread(
                        rows,
                        route.parts(),
                        new Quota(client.leases().backends().merging()),
                        warnings,
                        client.channel().alloc());
    }

    void start() {
        if (!Capabilities.has(client.capabilities(), Capabilities.LOCAL_FILES)) {
            RoutingError off = RoutingError.localFilesOff(client.mariaDb());
            over = true;
            close();
            tell(Errors.packet(off, off.text()));
        } else if (frame == null) {
            open();
        } else {
            frame.open(failed -> {
                if (failed == null) {
                    open();
                } else {
                    over = true;
                    close();
                    tell(failed);
                }
            });
        }
    }

    /** Each shard where all of the file goes; where it is split, one: the others when they get a row. */
    private void open() {
        if (gone) {
            return;
        }
        if (spread != null) {
            spread.streams(0);
            line(0).open(0);
            return;
        }
        for (int part = 0; part < route.parts().size(); part++) {
            line(part);
        }
        int part = 0;
        for (LoadLine line : new ArrayList<>(lines.values())) {
            if (hasFailed()) {
                return; // INVARIANT: the statement may be over, and nobody would give back what is taken now
            }
            line.open(part++);
        }
    }

    private LoadLine line(int part) {
        return lines.computeIfAbsent(route.parts().get(part).shard(), shard -> new LoadLine(this, shard));
    }

    // ---- for the lines

    Task task() {
        return task;
    }

    ShardStatement part(int index) {
        return route.parts().get(index);
    }

    boolean gone() {
        return gone;
    }

    boolean hasFailed() {
        return error != null;
    }

    /** Whether the statement sets user variables, which nobody else may find on the connection. */
    boolean variables() {
        return part(0).sql().indexOf('@') >= 0;
    }

    /** Before the first statement on a connection. */
    void begins(Lease lease) {
        LoadRows rows = route.rows();
        if (rows != null && rows.asksCharset() && !asked) {
            lease.connection().query("SELECT @@character_set_database", new Charset(rows));
        }
        client.session()
                .sent(task.plan().access(), new Route.One(new ShardStatement(lease.shard(), "")), task.placement());
    }

    WritePart answer(Lease lease, ShardStatement part, LoadLine line) {
        int index = line.part();
        // Copies of one file are warned of alike.
        LogicalNames names = task.names(part);
        Consumer<Warning> warned = warning -> {
            if (route.rows() != null || index == 0) {
                String text = names == null ? warning.message() : names.message(warning.code(), warning.message());
                warnings.add(index, new Warning(warning.level(), warning.code(), text));
            }
        };
        return new WritePart(lease, names, warned, line::done, line::failed);
    }

    /** A server waits for its file. */
    void fileWanted(LoadLine line, ByteBuf name) {
        if (!asked && error == null && lines.values().stream().allMatch(LoadLine::wanted)) {
            asked = true;
            byte[] bytes = new byte[name.readableBytes()];
            name.getBytes(name.readerIndex(), bytes);
            sequence = (task.reply().sequence() + 1) & 0xFF;
            client.file(this::packet);
            task.reply()
                    .packet((out, capabilities) -> out.writeByte(FILE_WANTED).writeBytes(bytes));
            task.reply().flush();
        } else if (allSorted) {
            replay(line);
        }
        goOn();
    }

    void failed(ErrPacket why, boolean connectionLost) {
        lost |= connectionLost;
        if (error == null) {
            error = why;
            new ArrayList<>(lines.values()).forEach(LoadLine::end);
        }
        goOn();
    }

    // ---- the file

    private void packet(Packet packet) {
        ByteBuf data = packet.content();
        int frames = data.readableBytes() / Frames.MAX_PAYLOAD;
        if (((packet.sequence() - frames) & 0xFF) != sequence) {
            packet.release();
            client.channel().close();
            return;
        }
        sequence = packet.nextSequence();
        client.channel().config().setAutoRead(false);
        if (!data.isReadable()) {
            packet.release();
            fileEnded = true;
            client.file(null);
            client.channel().config().setAutoRead(true);
            task.reply().sequence(sequence);
        } else {
            received.add(data);
        }
        goOn();
    }

    /** Does what can be done now. */
    void goOn() {
        if (gone || over || working) {
            return;
        }
        if (error != null) {
            received.forEach(ByteBuf::release);
            received.clear();
            if (fileEnded || !asked) {
                concludeWhenQuiet();
            } else {
                client.channel().config().setAutoRead(true);
            }
        } else if (allSorted) {
            concludeWhenQuiet();
        } else if (asked && lines.values().stream().noneMatch(LoadLine::full)) {
            ByteBuf next = received.poll();
            if (next != null) {
                take(next);
            } else if (fileEnded) {
                finish();
            } else {
                client.channel().config().setAutoRead(true);
            }
        }
    }

    private void take(ByteBuf data) {
        if (spread == null) {
            lines.values().forEach(line -> line.rows(data.retainedDuplicate()));
            data.release();
            goOn();
        } else {
            sort(() -> spread.feed(data), this::deliver);
        }
    }

    private void finish() {
        if (spread == null) {
            sorted();
        } else {
            sort(spread::end, () -> {
                deliver();
                sorted();
            });
        }
    }

    private void deliver() {
        if (spread == null) {
            return;
        }
        spread.ready().forEach((part, data) -> {
            if (hasFailed()) {
                data.release();
                return;
            }
            boolean known = lines.containsKey(part(part).shard());
            LoadLine line = line(part);
            if (!known) {
                line.open(part);
            }
            line.rows(data);
        });
    }

    /** All rows are where they go, or wait for their turn. */
    private void sorted() {
        allSorted = true;
        for (LoadLine line : new ArrayList<>(lines.values())) {
            if (spread != null) {
                line.waiting(spread.waiting(part(line.part()).shard()));
            }
            line.end();
        }
        goOn();
    }

    /** Rows that have waited go on, a piece after the other. */
    private void replay(LoadLine line) {
        if (spread == null || gone || !line.wanted()) {
            return;
        }
        LoadSpread rows = spread;
        new Replay(rows, line).next();
    }

    private final class Replay {
        private final LoadSpread rows;
        private final LoadLine line;
        private final byte[] buffer = new byte[PIECE];

        Replay(LoadSpread rows, LoadLine line) {
            this.rows = rows;
            this.line = line;
        }

        void next() {
            if (error != null || gone || !line.wanted()) {
                line.end();
                return;
            }
            int[] read = {0};
            aside(() -> read[0] = rows.next(line.part(), buffer), () -> {
                if (read[0] == 0) {
                    line.end();
                } else {
                    line.write(client.channel().alloc().buffer(read[0]).writeBytes(buffer, 0, read[0]), this::next);
                }
            });
        }
    }

    /** Away from the loop; nothing else is done meanwhile. */
    private void sort(Runnable work, Runnable then) {
        working = true;
        aside(work, () -> {
            working = false;
            then.run();
        });
    }

    private void aside(Runnable work, Runnable then) {
        away++;
        LongWork.run(work, client.channel().eventLoop(), failure -> {
            away--;
            if (gone) {
                close();
            } else if (failure != null) {
                LOG.debug("a load of client {} ends", client.session().connectionId(), failure);
                working = false;
                failed(
                        failure instanceof RoutingException refused ? Errors.packet(refused) : Errors.bug(failure),
                        false);
            } else {
                then.run();
                goOn(); // the answers may all have come meanwhile
            }
        });
    }

    // ---- the end

    private void concludeWhenQuiet() {
        if (away > 0 || lines.values().stream().anyMatch(LoadLine::running)) {
            return;
        }
        over = true;
        close();
        List<Lease> leases = new ArrayList<>();
        for (LoadLine line : lines.values()) {
            if (line.lease() != null) {
                leases.add(line.lease());
            }
        }
        Lease.settled(leases, this::conclude);
    }

    private void conclude() {
        ErrPacket failed = error;
        String own = client.session().image().value("net_read_timeout");
        lines.values().forEach(line -> line.release(own == null ? "DEFAULT" : own));
        if (failed != null) {
            undo(failed);
        } else if (frame == null) {
            told();
        } else {
            frame.keep(unkept -> {
                if (unkept == null) {
                    told();
                } else {
                    tell(unkept);
                }
            });
        }
    }

    private void undo(ErrPacket failed) {
        ErrPacket told = client.failed(failed);
        boolean inside = client.session().inTransaction();
        if (inside && lost) {
            client.leases().doom(failed);
        } else if (inside && Transactions.endedBy(failed)) {
            Transactions.errorInside(client, failed);
        }
        if (frame == null) {
            tell(told);
        } else {
            frame.undo(() -> tell(told));
        }
    }

    private void told() {
        List<Counts> counts = new ArrayList<>();
        lines.values().forEach(line -> counts.addAll(line.counts()));
        Counts all = route.rows() == null ? Counts.same(counts) : Counts.sum(counts);
        long made = route.keys() == null ? 0 : route.keys().firstId();
        WriteAnswer.tell(
                task, made == 0 ? all : new Counts(all.affected(), made, all.warnings(), all.info()), warnings.all());
    }

    private void tell(ErrPacket failed) {
        task.reply().error(client.failed(failed));
        task.done().run();
    }

    /** What is kept of rows is given back. */
    private void close() {
        if (spread != null && away == 0) {
            spread.close();
        }
    }

    /** INVARIANT: what ends the transaction is never killed: half of the file would stay. */
    @Override
    public void interrupt() {
        if (over) {
            return;
        }
        lines.values().forEach(LoadLine::interrupt);
        if (frame != null) {
            failed(Errors.INTERRUPTED, false);
        }
    }

    @Override
    public void abandon() {
        if (gone) {
            return;
        }
        gone = true;
        if (over) {
            return; // to cut COMMITs off would tear the statement
        }
        client.file(null);
        received.forEach(ByteBuf::release);
        received.clear();
        lines.values().forEach(LoadLine::abandon);
        close();
    }

    /** The character set of a file is that of the schema, where the statement does not say it. */
    private record Charset(LoadRows rows) implements RowHandler {
        @Override
        public void row(ByteBuf row) {
            int[] offsets = new int[1];
            int[] lengths = new int[1];
            TextRow.scan(row, offsets, lengths, 1);
            if (lengths[0] > 0) {
                rows.charset(row.toString(offsets[0], lengths[0], StandardCharsets.US_ASCII)
                        .toLowerCase(Locale.ROOT));
            }
        }

        @Override
        public void ok(OkPacket ok, boolean endOfRows, int sequence) {}

        @Override
        public void error(ErrPacket failed, int sequence) {}

        @Override
        public void connectionLost(BackendException cause) {}
    }
}
