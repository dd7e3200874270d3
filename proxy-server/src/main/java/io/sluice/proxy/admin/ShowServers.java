package io.sluice.proxy.admin;

import io.netty.channel.EventLoop;
import io.sluice.proxy.exec.Backends;
import io.sluice.proxy.exec.Client;
import io.sluice.proxy.metrics.PoolReading;
import io.sluice.routing.LocalAnswer;
import io.sluice.routing.LocalAnswer.Heading;
import io.sluice.routing.causality.Written;
import io.sluice.routing.cluster.Health;
import io.sluice.routing.cluster.Member;
import io.sluice.routing.cluster.ServerAddress;
import io.sluice.routing.cluster.Shard;
import io.sluice.routing.merge.ComputedRow;
import io.sluice.routing.session.ServerUse;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** SHOW SLUICE SERVERS: what is known of each server, and the proxy's connections to it. */
final class ShowServers implements Command {
    private static final List<Heading> COLUMNS = List.of(
            Heading.text("Server", 255),
            Heading.text("Shard", 64),
            Heading.text("Role", 10),
            Heading.text("Up", 3),
            Heading.text("Serving", 3),
            Heading.number("Lag_seconds"),
            Heading.text("Gtid", 1024),
            Heading.text("Zone", 64),
            Heading.number("Weight"),
            Heading.number("Reads"),
            Heading.number("Connections"),
            Heading.number("In_use"),
            Heading.number("Waiting"),
            Heading.text("Why", 512));

    private final Map<EventLoop, Backends> backends;

    ShowServers(Map<EventLoop, Backends> backends) {
        this.backends = backends;
    }

    @Override
    public List<Heading> columns() {
        return COLUMNS;
    }

    @Override
    public void run(Client asking, Consumer<LocalAnswer> then) {
        ShowPools.ask(backends, asking, pools -> {
            List<ComputedRow> rows = new ArrayList<>();
            Health health = asking.health();
            Written written = asking.leases().backends().servers().written();
            for (Shard shard : asking.session().cluster().shards().values()) {
                for (ServerAddress server : shard.servers()) {
                    ServerUse use = asking.leases().backends().balance().use(server);
                    Health.State state = health.servers().get(server);
                    boolean serves = state != null && state.serving();
                    String gtid = serves ? written.position(shard.name(), server) : "";
                    rows.add(row(shard, server, use, state, gtid, pools));
                }
            }
            then.accept(new LocalAnswer(COLUMNS, rows));
        });
    }

    private static ComputedRow row(
            Shard shard,
            ServerAddress server,
            ServerUse use,
            Health.@Nullable State state,
            String gtid,
            List<PoolReading> pools) {
        Member member = shard.member(server);
        long open = 0;
        long busy = 0;
        long waiting = 0;
        for (PoolReading pool : pools) {
            if (pool.server().equals(server.toString())) {
                open += pool.counts().idle() + pool.counts().busy();
                busy += pool.counts().busy();
                waiting += pool.counts().waiting();
            }
        }
        if (state == null) {
            return LocalAnswer.row(
                    server.toString(),
                    shard.name(),
                    "unknown",
                    "no",
                    "no",
                    null,
                    gtid,
                    member.zone(),
                    (long) member.weight(),
                    use.reads(),
                    open,
                    busy,
                    waiting,
                    "was not asked yet");
        }
        return LocalAnswer.row(
                server.toString(),
                shard.name(),
                state.role().name().toLowerCase(Locale.ROOT),
                yes(state.up()),
                yes(state.serving()),
                state.lagSeconds() < 0 ? null : (Long) state.lagSeconds(),
                gtid,
                member.zone(),
                (long) member.weight(),
                use.reads(),
                open,
                busy,
                waiting,
                why(state, use));
    }

    private static String why(Health.State state, ServerUse use) {
        String lacking = use.lacking();
        return state.why().isEmpty() && !lacking.isEmpty() ? "it lacks " + lacking : state.why();
    }

    private static String yes(boolean is) {
        return is ? "yes" : "no";
    }
}
