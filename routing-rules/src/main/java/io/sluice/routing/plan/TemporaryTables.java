package io.sluice.routing.plan;

import io.sluice.routing.RoutingError;
import io.sluice.routing.rules.TableRule;
import io.sluice.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Plans of CREATE and DROP TEMPORARY TABLE. A temporary table lives on one shard, in the session's own connection there; it may
 * be used together with what else lives on that shard.
 */
final class TemporaryTables {
    private TemporaryTables() {}

    static Plan plan(Statement.Ddl ddl, String words, Survey survey, OwnText own) {
        if (!ddl.object().equals("TABLE")) {
            throw RoutingError.CROSS_SHARD.with(words, "use a table");
        }
        boolean create = ddl.verb().equals("CREATE");
        List<Left> left = new ArrayList<>();
        for (Placed table : survey.tables()) {
            boolean target = !create || table.occurrence().write();
            if (target && (!(table.rule() instanceof TableRule.Single) || almost(table, survey))) {
                throw RoutingError.CROSS_SHARD.with(
                        "a temporary table with the name of table "
                                + table.occurrence().name(),
                        "use another name");
            }
            if (table.sharded() != null && OnePlace.of(table.rule(), survey.cluster()) == null) {
                throw RoutingError.CROSS_SHARD.with(
                        words + " from " + table.occurrence().name(),
                        "create it with its columns, then INSERT … SELECT with one key");
            }
            if (target) {
                Hold hold = temporary(table, survey);
                left.add(create ? new Left.Takes(hold) : new Left.Ends(hold));
            }
        }
        return new Lasting(routed(survey, own, create), left);
    }

    private static Hold temporary(Placed table, Survey survey) {
        return new Hold.TemporaryTable(
                survey.cluster().dialect().folded(table.occurrence().name()));
    }

    /** True where the rules have a table whose name differs in letter case alone: rules are looked up without it. */
    private static boolean almost(Placed table, Survey survey) {
        String name = table.occurrence().name();
        return survey.cluster().rules().table(name) != null && survey.cluster().rule(name) == null;
    }

    /** No DDL to us: it commits nothing, and no other session sees it. */
    private static Routed routed(Survey survey, OwnText own, boolean create) {
        return new Routed(
                Plan.Access.WRITE,
                false,
                false,
                survey.tables(),
                List.of(),
                create ? place(survey) : survey.home(),
                survey.cluster().defaultShard().name(),
                own.template(),
                Reads.never(),
                List.of());
    }

    /** The shard of the tables that it is made from, or of the one that it hides; null where any will do. */
    private static @Nullable String place(Survey survey) {
        String place = null;
        for (Placed table : survey.tables()) {
            boolean there = !table.occurrence().write() || table.table() != null;
            String here = there ? OnePlace.of(table.rule(), survey.cluster()) : null;
            if (here != null && place != null && !here.equals(place)) {
                throw RoutingError.DIFFERENT_SHARDS.with(
                        "the tables that it is made from", "create it with its columns, then INSERT … SELECT");
            }
            place = here == null ? place : here;
        }
        return place;
    }

    /** DROP TABLE drops a temporary table where there is one of the name. */
    static Plan perhapsDropped(Routed plan, Survey survey) {
        List<Left> left = new ArrayList<>();
        for (Placed table : survey.tables()) {
            left.add(new Left.Ends(temporary(table, survey)));
        }
        return new Lasting(plan, left);
    }
}
