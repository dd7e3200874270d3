package io.sluice.proxy.admin;

import io.sluice.proxy.exec.Client;
import io.sluice.proxy.metrics.SlowLog;
import io.sluice.routing.LocalAnswer;
import io.sluice.routing.LocalAnswer.Heading;
import io.sluice.routing.RoutingError;
import io.sluice.routing.merge.ComputedRow;
import io.sluice.routing.plan.Plan;
import io.sluice.routing.plan.PlanCache;
import io.sluice.routing.rights.Privilege;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/** SHOW SLUICE PLANS: the shapes of statements whose plans are found most often, without literals and comments. */
final class ShowPlans implements Command {
    private static final int MOST = 200;

    private static final List<Heading> COLUMNS = List.of(
            Heading.text("Statement", 4096),
            Heading.text("Db", 64),
            Heading.text("Plan", 20),
            Heading.text("Access", 12),
            Heading.number("Hits"),
            Heading.number("Bytes"));

    @Override
    public List<Heading> columns() {
        return COLUMNS;
    }

    @Override
    public void run(Client asking, Consumer<LocalAnswer> then) {
        if (!asking.rights().unlimited() && !asking.rights().holds(Privilege.PROCESS)) {
            throw RoutingError.PRIVILEGE_NEEDED.with(Privilege.PROCESS.word());
        }
        List<ComputedRow> rows = asking.session().cluster().plans().favourites(MOST).stream()
                .map(ShowPlans::row)
                .toList();
        then.accept(new LocalAnswer(COLUMNS, rows));
    }

    private static ComputedRow row(PlanCache.Held held) {
        Plan plan = held.plan();
        String access = plan instanceof Plan.OnShards onShards
                ? onShards.access().name().toLowerCase(Locale.ROOT)
                : null;
        return LocalAnswer.row(
                SlowLog.masked(held.shape().toString()),
                held.schema(),
                plan.getClass().getSimpleName(),
                access,
                held.hits(),
                (long) held.bytes());
    }
}
