package io.sluice.proxy.exec;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.sluice.routing.load.LoadRows;
import io.sluice.routing.load.RowFile;
import io.sluice.routing.merge.Quota;
import io.sluice.routing.route.ShardStatement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Sorts the rows of a client's file by the parts that take them. On each shard one part takes its rows as they come; those of its other
 * parts wait in files. Confined to one thread at a time: reading and writing takes time that event loops do not have.
 */
final class LoadSpread implements AutoCloseable {
    private final LoadRows rows;
    private final List<ShardStatement> parts;
    private final Quota quota;
    private final LoadWarnings warnings;
    private final ByteBufAllocator alloc;
    private final Map<String, Integer> first = new HashMap<>();
    private final Map<Integer, ByteBuf> ready = new HashMap<>();
    private final Map<Integer, RowFile> waiting = new TreeMap<>();
    private final Set<RowFile> open = new HashSet<>();
    private final byte[] piece = new byte[Loading.PIECE];

    LoadSpread(LoadRows rows, List<ShardStatement> parts, Quota quota, LoadWarnings warnings, ByteBufAllocator alloc) {
        this.warnings = warnings;
        this.rows = rows;
        this.parts = parts;
        this.quota = quota;
        this.alloc = alloc;
    }

    /** This part takes its rows as they come. */
    void streams(int part) {
        first.put(parts.get(part).shard(), part);
    }

    /** The next bytes of the file; takes them over. */
    void feed(ByteBuf data) {
        try {
            while (data.isReadable()) {
                int count = Math.min(piece.length, data.readableBytes());
                data.readBytes(piece, 0, count);
                rows.feed(piece, 0, count, this::row);
            }
        } finally {
            data.release();
        }
    }

    /** The file has ended. */
    void end() {
        rows.end(this::row);
    }

    private void row(int part, byte[] bytes, int from, int to) {
        warnings.row(part);
        int now = first.computeIfAbsent(parts.get(part).shard(), shard -> part);
        if (now == part) {
            ready.computeIfAbsent(part, p -> alloc.buffer(4096)).writeBytes(bytes, from, to - from);
        } else {
            waiting.computeIfAbsent(part, p -> file()).append(bytes, from, to);
        }
    }

    private RowFile file() {
        RowFile file = new RowFile(quota);
        open.add(file);
        return file;
    }

    /** What can be sent, by parts; the caller takes it over. */
    Map<Integer, ByteBuf> ready() {
        Map<Integer, ByteBuf> now = new TreeMap<>(ready);
        ready.clear();
        return now;
    }

    /** The parts of a shard whose rows wait. */
    List<Integer> waiting(String shard) {
        List<Integer> found = new ArrayList<>();
        waiting.keySet().stream()
                .filter(part -> parts.get(part).shard().equals(shard))
                .forEach(found::add);
        return found;
    }

    /** The next rows of a part that has waited; answers how many bytes, 0 at their end. */
    int next(int part, byte[] buffer) {
        RowFile file = waiting.get(part);
        return file == null ? 0 : file.read(buffer);
    }

    @Override
    public void close() {
        ready.values().forEach(ByteBuf::release);
        ready.clear();
        open.forEach(RowFile::close);
        open.clear();
        quota.close();
    }
}
