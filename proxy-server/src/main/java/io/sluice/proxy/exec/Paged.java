package io.sluice.proxy.exec;

import io.sluice.proxy.protocol.ErrPacket;
import io.sluice.routing.merge.Quota;
import io.sluice.routing.merge.Row;
import io.sluice.routing.route.Paging;
import io.sluice.routing.route.Route;
import io.sluice.routing.session.Placement;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A page far behind the first row: its first value is looked for, then the page streams from there to the client ({@link Paging}). Each
 * shard is asked on one connection, the transaction's or the one of a {@link Snapshot}.
 */
final class Paged implements Work {
    private final Task task;
    private final Client client;
    private final Request request;
    private final Paging paging;
    private final Snapshot snapshot;
    private final Course course;
    /** The question under way, or the page; null between two. */
    private @Nullable Work inner;

    /** What is being gathered of a question's answer. */
    private @Nullable Collected answer;

    Paged(Task task, Request request, Paging paging) {
        this.task = task;
        this.client = task.client();
        this.request = request;
        this.paging = paging;
        this.snapshot = new Snapshot(client);
        this.course = new Course(client, this::fail);
    }

    void start() {
        if (client.session().inTransaction()) {
            next();
            return;
        }
        Map<String, Placement> shards = new LinkedHashMap<>();
        paging.shards().forEach(shard -> shards.put(shard, task.placement()));
        snapshot.begin(shards, failed -> {
            if (failed == null) {
                next();
            } else {
                fail(failed);
            }
        });
    }

    private void next() {
        course.step(() -> {
            Route.Many question = paging.next();
            if (question == null) {
                page(paging.page());
            } else {
                ask(question);
            }
        });
    }

    private void ask(Route.Many question) {
        Collected sink = new Collected(new Quota(client.leases().backends().merging()));
        answer = sink;
        Merged merged = new Merged(task(() -> answered(sink)), question, request::slot, sink);
        inner = merged;
        merged.start();
    }

    private void answered(Collected sink) {
        inner = null;
        answer = null;
        List<Row> rows = List.copyOf(sink.rows());
        sink.clear();
        ErrPacket failure = sink.failure();
        if (failure != null) {
            fail(failure);
            return;
        }
        course.step(() -> {
            paging.rows(rows);
            next();
        });
    }

    private void page(Route.Many page) {
        snapshot.last();
        Merged merged = new Merged(task(this::ended), page, request::slot, new ClientSink(client, request.reply()));
        inner = merged;
        merged.start();
    }

    private Task task(Runnable done) {
        return new Task(client, task.plan(), task.placement(), 0, task.sending(), task.reply(), done, null);
    }

    // ---- the end

    private void ended() {
        course.end();
        snapshot.end();
        task.done().run();
    }

    private void fail(ErrPacket error) {
        if (course.end()) {
            snapshot.end();
            task.reply().error(client.failed(error));
            task.done().run();
        }
    }

    @Override
    public void writable() {
        Work now = inner;
        if (now != null) {
            now.writable();
        }
    }

    @Override
    public void interrupt() {
        course.interrupt();
        Work now = inner;
        if (now != null) {
            now.interrupt();
        } else if (snapshot.waits()) {
            course.step(() -> {}); // nobody else would tell it before its connections come
        }
    }

    @Override
    public void abandon() {
        course.end();
        Work now = inner;
        if (now != null) {
            now.abandon();
        }
        Collected held = answer;
        if (held != null) {
            held.clear();
        }
        snapshot.end();
    }
}
