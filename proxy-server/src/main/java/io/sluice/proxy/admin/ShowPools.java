package io.sluice.proxy.admin;

import io.netty.channel.EventLoop;
import io.sluice.proxy.backend.BackendPool;
import io.sluice.proxy.exec.Backends;
import io.sluice.proxy.exec.Client;
import io.sluice.proxy.metrics.PoolReading;
import io.sluice.routing.LocalAnswer;
import io.sluice.routing.LocalAnswer.Heading;
import io.sluice.routing.merge.ComputedRow;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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

    private static LocalAnswer answer(List<PoolReading> readings) {
        List<ComputedRow> rows = PoolReading.together(
                        readings,
                        pool -> List.of(pool.server(), pool.use(), pool.target().user(), schema(pool)))
                .stream()
                .map(ShowPools::row)
                .toList();
        return new LocalAnswer(COLUMNS, rows);
    }

    private static String schema(PoolReading pool) {
        return String.valueOf(pool.target().schema());
    }

    private static ComputedRow row(PoolReading pool) {
        BackendPool.Counts counts = pool.counts();
        return LocalAnswer.row(
                pool.server(),
                pool.use(),
                pool.target().user(),
                schema(pool),
                (long) counts.idle() + counts.busy(),
                (long) counts.idle(),
                (long) counts.busy(),
                (long) counts.connecting(),
                (long) counts.waiting(),
                (long) pool.most());
    }
}
