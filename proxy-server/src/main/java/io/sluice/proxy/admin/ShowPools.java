package io.sluice.proxy.admin;

import io.netty.channel.EventLoop;
import io.sluice.proxy.exec.Backends;
import io.sluice.proxy.exec.Client;
import io.sluice.proxy.metrics.PoolReading;
import io.sluice.routing.LocalAnswer;
import io.sluice.routing.LocalAnswer.Heading;
import io.sluice.routing.merge.ComputedRow;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.function.Consumer;

/** SHOW SLUICE POOLS: connections to servers, those of all event loops together. */
final class ShowPools implements Command {
    private static final List<Heading> COLUMNS = List.of(
            Heading.text("Server", 255),
            Heading.text("Use", 10),
            Heading.text("User", 80),
            Heading.text("Schema", 64),
            Heading.number("Open"),
            Heading.number("Idle"),
            Heading.number("In_use"),
            Heading.number("Connecting"),
            Heading.number("Waiting"),
            Heading.number("Most"));

    private final Map<EventLoop, Backends> backends;

    ShowPools(Map<EventLoop, Backends> backends) {
        this.backends = backends;
    }

    @Override
    public List<Heading> columns() {
        return COLUMNS;
    }

    @Override
    public void run(Client asking, Consumer<LocalAnswer> then) {
        ask(backends, asking, readings -> then.accept(answer(readings)));
    }

    static void ask(Map<EventLoop, Backends> backends, Client asking, Consumer<List<PoolReading>> then) {
        Map<EventLoop, Callable<List<PoolReading>>> questions = new LinkedHashMap<>();
        backends.forEach((loop, of) -> questions.put(loop, of::readings));
        Loops.ask(questions, asking.channel().eventLoop(), then);
    }

    private record Key(String server, String use, String user, String schema) implements Comparable<Key> {
        @Override
        public int compareTo(Key other) {
            return toString().compareTo(other.toString());
        }
    }

    private static LocalAnswer answer(List<PoolReading> readings) {
        Map<Key, long[]> sums = new TreeMap<>();
        for (PoolReading pool : readings) {
            Key key = new Key(
                    pool.server(),
                    pool.gathering() ? "gathering" : "statements",
                    pool.target().user(),
                    String.valueOf(pool.target().schema()));
            long[] sum = sums.computeIfAbsent(key, none -> new long[5]);
            sum[0] += pool.counts().idle();
            sum[1] += pool.counts().busy();
            sum[2] += pool.counts().connecting();
            sum[3] += pool.counts().waiting();
            sum[4] += pool.most();
        }
        List<ComputedRow> rows = sums.entrySet().stream()
                .map(each -> row(each.getKey(), each.getValue()))
                .toList();
        return new LocalAnswer(COLUMNS, rows);
    }

    private static ComputedRow row(Key key, long[] sum) {
        return LocalAnswer.row(
                key.server(),
                key.use(),
                key.user(),
                key.schema(),
                sum[0] + sum[1],
                sum[0],
                sum[1],
                sum[2],
                sum[3],
                sum[4]);
    }
}
