package io.sluice.proxy.exec;

import io.netty.buffer.ByteBuf;
import io.sluice.proxy.backend.BackendException;
import io.sluice.proxy.backend.FileHandler;
import io.sluice.proxy.protocol.ErrPacket;
import io.sluice.proxy.protocol.OkPacket;
import io.sluice.routing.cluster.ServerAddress;
import io.sluice.routing.merge.Counts;
import io.sluice.routing.route.ShardStatement;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One shard's share of a {@link Loading}: its connection, and the part whose rows go through it now. */
final class LoadLine implements Leases.Taker {
    /** A server waits no longer for the next packet of a file; a shard may get no row of it for a long time. */
    private static final String PATIENCE = "SET SESSION net_read_timeout=86400";

    private final Loading load;
    private final String shard;
    private final Deque<ByteBuf> pending = new ArrayDeque<>();
    private final Deque<Integer> waiting = new ArrayDeque<>();
    private final List<Counts> counts = new ArrayList<>();
    private @Nullable Lease lease;
    private int part;
    private long unsent;
    /** An answer, or a connection, is awaited. */
    private boolean running;

    private boolean wanted;
    private boolean ending;

    LoadLine(Loading load, String shard) {
        this.load = load;
        this.shard = shard;
    }

    /** Begins with a part; its rows may be sent at once and wait here. */
    void open(int firstPart) {
        part = firstPart;
        running = true;
        load.task().client().leases().take(shard, load.task().placement(), null, this);
    }

    @Override
    public void taken(Lease taken) {
        if (load.gone()) {
            taken.release();
            return;
        }
        lease = taken;
        taken.connection().query(PATIENCE, new Setup(taken.connection()));
        if (load.variables()) {
            taken.connection().markDirty();
        }
        load.begins(taken);
        send(taken);
    }

    @Override
    public void failed(ErrPacket error, @Nullable ServerAddress unreached) {
        running = false;
        load.failed(error, false);
    }

    private void send(Lease own) {
        wanted = false;
        ShardStatement statement = load.part(part);
        load.task().sending().send(own.connection(), statement, new Answered(own, load.answer(own, statement, this)));
    }

    /** Rows of the part that is under way; takes them over. */
    void rows(ByteBuf data) {
        if (wanted && !ending) {
            write(data, load::goOn);
        } else if (running && !ending) {
            pending.add(data);
        } else {
            data.release();
        }
    }

    /** @param then when a server has taken nearly all there is */
    void write(ByteBuf data, Runnable then) {
        Lease own = lease;
        if (own == null) {
            data.release();
            return;
        }
        while (data.isReadable()) {
            ByteBuf piece = data.readRetainedSlice(Math.min(Loading.PIECE, data.readableBytes()));
            int size = piece.readableBytes();
            unsent += size;
            own.connection().sendFile(piece).addListener(sent -> {
                unsent -= size;
                if (unsent <= Loading.AHEAD) {
                    then.run();
                }
            });
        }
        data.release();
    }

    private void fileWanted(ByteBuf name) {
        wanted = true;
        while (!pending.isEmpty()) {
            write(pending.remove(), load::goOn);
        }
        if (load.hasFailed() || ending) {
            ending = false;
            end();
        }
        load.fileWanted(this, name);
    }

    /** No rows come any more for this part. */
    void end() {
        if (!running || ending) {
            return;
        }
        ending = true;
        Lease own = lease;
        if (wanted && own != null) {
            own.connection().endFile();
        }
    }

    /** Parts whose rows have waited follow. */
    void waiting(List<Integer> parts) {
        waiting.addAll(parts);
    }

    void done(Counts part) {
        counts.add(part);
        running = false;
        ending = false;
        Lease own = lease;
        Integer next = load.hasFailed() ? null : waiting.poll();
        if (next != null && own != null) {
            this.part = next;
            running = true;
            send(own);
        } else {
            load.goOn();
        }
    }

    void failed(ErrPacket error, boolean lost) {
        running = false;
        load.failed(error, lost);
    }

    /** The server is to get its own patience back, and the connection is not needed any more. */
    void release(String patience) {
        Lease own = lease;
        if (own != null) {
            own.connection().query("SET SESSION net_read_timeout=" + patience, new Setup(own.connection()));
            own.release();
        }
    }

    void abandon() {
        running = false;
        wanted = false;
        pending.forEach(ByteBuf::release);
        pending.clear();
        if (lease != null) {
            lease.connection().markDirty(); // its patience is ours still
            lease.abandon();
        }
    }

    void interrupt() {
        if (lease != null) {
            lease.interrupt();
        }
    }

    /** Whether an answer or a connection is awaited. */
    boolean running() {
        return running;
    }

    @Nullable
    Lease lease() {
        return lease;
    }

    int part() {
        return part;
    }

    /** Whether no more rows should come now. */
    boolean full() {
        return (running && !wanted) || unsent > Loading.AHEAD;
    }

    boolean wanted() {
        return wanted && running;
    }

    List<Counts> counts() {
        return counts;
    }

    private final class Answered implements FileHandler {
        private final Lease own;
        private final WritePart rest;

        Answered(Lease own, WritePart rest) {
            this.own = own;
            this.rest = rest;
        }

        @Override
        public void fileWanted(ByteBuf name) {
            if (own.equals(lease)) {
                LoadLine.this.fileWanted(name);
            }
        }

        @Override
        public void ok(OkPacket ok, boolean endOfRows, int sequence) {
            wanted = false;
            rest.ok(ok, endOfRows, sequence);
        }

        @Override
        public void error(ErrPacket error, int sequence) {
            wanted = false;
            rest.error(error, sequence);
        }

        @Override
        public void connectionLost(BackendException cause) {
            wanted = false;
            rest.connectionLost(cause);
        }
    }
}
